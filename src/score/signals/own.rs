//! The run itself, the element it stands in, and the kinds of elements around that.

use crate::blocks::{Arena, BlockId};
use crate::html::plain_text::last_character;
use crate::html::tag::Tag;

use super::survey::Run;
use super::{Family, signals};
use crate::score::quantity::{amount, count, flag, share_of};

pub(super) const TEXT: Family = Family {
    name: "text",
    signals: signals! {
        weight: "How much text it is.",
        words: "How many words.",
        link_density: "The share of it that is links.",
        commas: "Commas, by its length.",
        sentence_ends: "Sentence ends, by its length.",
        comma_count: "Commas.",
        end_count: "Sentence ends.",
        ends_sentence: "Whether it ends as a sentence does.",
        digits: "The share of it that is digits.",
        capitals: "The share of it that is capitals.",
        dividers: "Bars, slashes, bullets and arrows.",
        elements: "Elements inside it.",
        breaks: "Line breaks inside it.",
        stress: "The share of it in bold or italic type.",
        links: "Links.",
        word_length: "How long its words are.",
        text_per_element: "Text by element inside it.",
        images: "Images.",
    },
    read: |survey, sheet| {
        const PER: f32 = 1000.0;
        const SHORTEST: f32 = 20.0;
        let mut push = |value: &dyn Fn(&Run, &crate::blocks::Statistics) -> u8| {
            sheet.push(survey.runs.iter().map(|run| value(run, survey.statistics(run))));
        };
        push(&|run, _| amount(run.weight));
        push(&|_, all| amount(all.words as f32));
        push(&|run, _| share_of(run.link_weight, run.weight));
        push(&|run, all| amount(PER * all.commas as f32 / (run.weight + SHORTEST)));
        push(&|run, all| amount(PER * all.sentence_ends as f32 / (run.weight + SHORTEST)));
        push(&|_, all| count(all.commas as usize));
        push(&|_, all| count(all.sentence_ends as usize));
        push(&|run, _| flag(last_character(survey.arena.markup(run.id)).is_some_and(ends_sentence)));
        push(&|_, all| share_of(all.digits as f32, all.characters as f32));
        push(&|_, all| share_of(all.capitals as f32, all.characters as f32));
        push(&|_, all| count(all.dividers as usize));
        push(&|_, all| count(all.elements as usize));
        push(&|_, all| count(all.breaks as usize));
        push(&|_, all| share_of(all.stressed as f32, all.characters as f32));
        push(&|_, all| count(all.links as usize));
        push(&|run, all| amount(run.weight / (all.words as f32 + 0.5)));
        push(&|run, all| amount(run.weight / (all.elements as f32 + 1.0)));
        push(&|_, all| count(all.images as usize));
    },
};

/// What a sentence, or what introduces one, ends with; closing quotes are passed over.
fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | ':' | '：')
}

/// The elements whose runs differ by kind.
const OWN_TAGS: [&[Tag]; 16] = {
    use Tag::*;
    [
        &[P],
        &[Div],
        &[Li],
        &[Td, Th],
        &[H1],
        &[H2],
        &[H3],
        &[H4, H5, H6],
        &[Blockquote],
        &[Figcaption],
        &[Dd],
        &[Dt],
        &[Pre, Listing, Xmp],
        &[Section],
        &[Article],
        &[Custom],
    ]
};

pub(super) const ELEMENT: Family = Family {
    name: "element",
    signals: signals! {
        p: "Stands in a p.",
        div: "Stands in a div.",
        li: "Stands in an li.",
        cell: "Stands in a cell of a table.",
        h1: "Is an h1.",
        h2: "Is an h2.",
        h3: "Is an h3.",
        small_heading: "Is an h4 or less.",
        blockquote: "Stands in a blockquote.",
        figcaption: "Is a caption.",
        dd: "Stands in a dd.",
        dt: "Stands in a dt.",
        pre: "Is preformatted.",
        section: "Stands in a section.",
        article: "Stands in an article.",
        custom: "Stands in a custom element.",
    },
    read: |survey, sheet| {
        for tags in OWN_TAGS {
            sheet.push(survey.runs.iter().map(|run| flag(tags.contains(&run.tag))));
        }
    },
};

/// The elements that say something of all that stands inside them.
const KINDS: [&[Tag]; 22] = {
    use Tag::*;
    [
        &[Article],
        &[Main],
        &[P],
        &[Li],
        &[Ul, Menu, Dir],
        &[Ol],
        &[Td, Th],
        &[Table],
        &[Blockquote],
        &[Figure],
        &[Nav],
        &[Aside],
        &[Footer],
        &[Header],
        &[Form],
        &[Section],
        &[Dl],
        &[Pre],
        &[Details],
        &[H1, H2, H3, H4, H5, H6],
        &[Dialog],
        &[Fieldset],
    ]
};

pub(super) const AROUND: Family = Family {
    name: "around",
    signals: signals! {
        article: "Inside an article.",
        main: "Inside a main.",
        p: "Inside a p.",
        li: "Inside an li.",
        ul: "Inside an unordered list.",
        ol: "Inside an ordered list.",
        cell: "Inside a cell of a table.",
        table: "Inside a table.",
        blockquote: "Inside a blockquote.",
        figure: "Inside a figure.",
        nav: "Inside a nav.",
        aside: "Inside an aside.",
        footer: "Inside a footer.",
        header: "Inside a header.",
        form: "Inside a form.",
        section: "Inside a section.",
        dl: "Inside a definition list.",
        pre: "Inside a pre.",
        details: "Inside details.",
        heading: "Inside a heading.",
        dialog: "Inside a dialog.",
        fieldset: "Inside a fieldset.",
        marked_content: "Inside what is marked as the article's text.",
        marked_boilerplate: "Inside a landmark that is no content.",
        hidden: "Hidden by its own markup or that of an element around it.",
    },
    read: |survey, sheet| {
        for bit in 0..KINDS.len() + 3 {
            sheet.push(survey.runs.iter().map(|run| (survey.element(run.parent).around >> bit & 1) as u8));
        }
    },
};

/// The kinds that an element is itself, a bit each.
pub(super) fn kinds_of(arena: &Arena, id: BlockId) -> u64 {
    let block = arena.get(id);
    let kind = arena.tag(id).and_then(|tag| KINDS.iter().position(|tags| tags.contains(&tag)));
    kind.map_or(0, |bit| 1 << bit)
        | u64::from(block.is_marked_content) << KINDS.len()
        | u64::from(block.is_marked_boilerplate) << (KINDS.len() + 1)
        | u64::from(block.hidden) << (KINDS.len() + 2)
}
