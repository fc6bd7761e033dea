//! The elements around a run, level by level: how much text they hold, and what kind.

use crate::blocks::BlockId;
use crate::html::tag::Tag;

use super::survey::{Element, Survey};
use super::{Family, Sheet, Signal, signals};
use crate::score::quantity::{amount, count, share, share_of};

const MEASURES: &[Signal] = signals! {
    weight: "How much text it holds.",
    share: "Its share of the page's text.",
    link_density: "The share of its text that is links.",
    good_share: "Its share of the page's good text.",
    good_density: "The share of its text that is good.",
    runs: "How many runs it holds.",
    commas: "Commas, by its length.",
    sentence_ends: "Sentence ends, by its length.",
    text_per_element: "Text by element inside it.",
    alike: "Siblings of its tag and classes.",
    paragraphs: "The share of its text in p elements.",
    headings: "The share of its text in headings.",
    images: "Images inside it.",
    controls: "Form fields and buttons inside it.",
    longest: "Its longest run.",
    children: "Elements directly inside it.",
};

/// The element that a run stands in, and those one, two, three and five levels above.
pub(super) const CONTAINERS: [Family; 5] = [
    Family { name: "container", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, 0) },
    Family { name: "container+1", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, 1) },
    Family { name: "container+2", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, 2) },
    Family { name: "container+3", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, 3) },
    Family { name: "container+5", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, 5) },
];

fn measure(survey: &Survey<'_>, sheet: &mut Sheet, levels: usize) {
    let mut last = None;
    let rows: Vec<[u8; MEASURES.len()]> = survey
        .runs
        .iter()
        .map(|run| {
            let id = survey.above(run, levels);
            match last {
                Some((before, row)) if before == id => row,
                _ => last.insert((id, measures(survey, id))).1,
            }
        })
        .collect();
    for column in 0..MEASURES.len() {
        sheet.push(rows.iter().map(|row| row[column]));
    }
}

fn measures(survey: &Survey<'_>, id: BlockId) -> [u8; MEASURES.len()] {
    const PER: f32 = 1000.0;
    const SHORTEST: f32 = 50.0;
    let element = survey.element(id);
    let all = &survey.arena.get(id).statistics;
    let by_length = |count: u32| amount(PER * count as f32 / (element.weight + SHORTEST));
    [
        amount(element.weight),
        share_of(element.weight, survey.total.weight),
        share(element.density()),
        share_of(element.good, survey.total.good),
        share_of(element.good, element.weight),
        amount((element.end_run.saturating_sub(element.first_run)) as f32),
        by_length(all.commas),
        by_length(all.sentence_ends),
        amount(element.weight / (all.elements as f32 + 1.0)),
        amount(element.alike as f32),
        share_of(element.paragraphs, element.weight),
        share_of(element.headings, element.weight),
        amount(all.images as f32),
        amount(all.controls as f32),
        amount(element.longest),
        amount(element.children as f32),
    ]
}

pub(super) const CHAIN: Family = Family {
    name: "chain",
    signals: signals! {
        depth: "How many elements stand around it.",
        most_alike: "The most siblings alike of any element around it that is not nearly the page.",
        densest: "The densest links of any such element.",
        hand_names: "Whether its names, or those of an element around it, are boilerplate by the list of words.",
        hand_comments: "Whether they are readers' comments by that list.",
        in_list_item: "The text of the list entry or cell around it.",
    },
    read: |survey, sheet| {
        let element = |run: &super::survey::Run| *survey.element(run.parent);
        sheet.push(survey.runs.iter().map(|run| count(element(run).depth as usize)));
        sheet.push(survey.runs.iter().map(|run| amount(element(run).most_alike as f32)));
        sheet.push(survey.runs.iter().map(|run| share(element(run).densest)));
        sheet.push(survey.runs.iter().map(|run| u8::from(survey.table.get(run.parent).unlikely)));
        sheet.push(survey.runs.iter().map(|run| u8::from(survey.table.get(run.parent).in_comments)));
        sheet.push(survey.runs.iter().map(|run| entry_weight(survey, run.parent)));
    },
};

/// The weight of the innermost list entry or cell from `id` up; 0 outside of any.
fn entry_weight(survey: &Survey<'_>, id: BlockId) -> u8 {
    /// What stands deeper in an entry has it no more for its container.
    const REACH: usize = 6;
    let up = std::iter::once(id).chain(survey.arena.ancestors(id)).take(REACH);
    let is_entry = |id: &BlockId| matches!(survey.arena.tag(*id), Some(Tag::Li | Tag::Td | Tag::Th | Tag::Dd));
    up.into_iter().find(is_entry).map_or(0, |id| amount(element_weight(survey.element(id))))
}

fn element_weight(element: &Element) -> f32 {
    element.weight
}
