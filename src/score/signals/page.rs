//! The page as a whole: the same for each of its runs.

use crate::html::tag::Tag;

use super::places::densest;
use super::survey::{Run, Survey};
use super::{Family, Signal, signals};
use crate::score::quantity::{amount, count, flag, share, share_of};

const MEASURES: &[Signal] = signals! {
    runs: "How many runs it has.",
    weight: "How much text.",
    link_density: "The share of it that is links.",
    good: "How much good text.",
    good_share: "The share of its text that is good.",
    paragraphs: "The share of its text in p elements.",
    entries: "The share of its text in entries of lists.",
    cells: "The share of its text in cells of tables.",
    articles: "How many article elements.",
    headlines: "How many h1 elements.",
    longest: "Its longest run.",
    long_runs: "How many runs are long and hold few links.",
    fit: "How well any one element holds its good text.",
    densest_share: "The share of its text in the densest stretch.",
    has_main: "Whether it has a main element.",
    most_alike: "The most siblings alike.",
    controls: "Form fields and buttons.",
    kept_by_rule: "The share of its text that the rules by hand keep.",
    is_article: "Whether it calls itself an article.",
    is_product: "Whether it calls itself a product.",
    is_list: "Whether it calls itself a list.",
    is_forum: "Whether it calls itself a question or a thread.",
    has_body: "Whether it gives the article's text in JSON-LD.",
    cjk: "The share of its characters that are Han, kana or hangul.",
};

pub(super) const PAGE: Family = Family {
    name: "page",
    signals: MEASURES,
    read: |survey, sheet| {
        for value in values(survey) {
            sheet.push(survey.runs.iter().map(|_| value));
        }
    },
};

fn values(survey: &Survey<'_>) -> [u8; MEASURES.len()] {
    const LONG: f32 = 150.0;
    const FEW_LINKS: f32 = 0.3;
    let (runs, total, kinds) = (&survey.runs, &survey.total, survey.claims.kinds);
    let root = survey.element(crate::blocks::BlockId::ROOT);
    let all = survey.arena.get(crate::blocks::BlockId::ROOT).statistics;
    let weight_in = |is: &dyn Fn(Tag) -> bool| runs.iter().filter(|run| is(run.tag)).map(|run| run.weight).sum::<f32>();
    let tags = |tag: Tag| survey.arena.ids().filter(|id| survey.arena.tag(*id) == Some(tag)).count();
    let fit = survey.elements.iter().map(|element| element.fit(total)).fold(0.0, f32::max);
    let most_alike = survey.elements.iter().map(|element| element.alike).max().unwrap_or(0);
    let (first, end) = densest(survey);
    let in_densest = runs[first..end].iter().map(|run| run.weight).sum::<f32>();
    let kept = runs.iter().filter(|run| survey.is_kept_by_rule(run)).map(|run| run.weight).sum::<f32>();
    let is_long = |run: &&Run| run.weight > LONG && run.density() < FEW_LINKS;
    [
        amount(runs.len() as f32),
        amount(total.weight),
        share_of(root.link_weight, total.weight),
        amount(total.good),
        share_of(total.good, total.weight),
        share_of(weight_in(&|tag| tag == Tag::P), total.weight),
        share_of(weight_in(&|tag| tag == Tag::Li), total.weight),
        share_of(weight_in(&|tag| matches!(tag, Tag::Td | Tag::Th)), total.weight),
        count(tags(Tag::Article)),
        count(tags(Tag::H1)),
        amount(root.longest),
        amount(runs.iter().filter(is_long).count() as f32),
        share(fit),
        share_of(in_densest, total.weight),
        flag(tags(Tag::Main) > 0),
        amount(most_alike as f32),
        amount(all.controls as f32),
        share_of(kept, total.weight),
        flag(kinds.article),
        flag(kinds.product),
        flag(kinds.list),
        flag(kinds.forum),
        flag(survey.claims.body.is_some()),
        share_of(all.cjk as f32, all.characters as f32),
    ]
}
