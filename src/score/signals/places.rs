//! Where a run stands: beside the likeliest roots of the article, in the page, and below the headings.

use crate::blocks::BlockId;

use super::survey::Survey;
use super::{Family, Sheet, signals};
use crate::score::quantity::{amount, count, distance, flag, share, share_of};

pub(super) const ROOTS: Family = Family {
    name: "root",
    signals: signals! {
        in_best_points: "Inside the element with the most points of paragraphs.",
        up_to_points: "How many elements up it shares one with that.",
        deeper_than_points: "How much deeper it stands.",
        after_points: "How many runs after or before it.",
        points: "The most points of the three elements around it, as a share of the best.",
        in_best_fit: "Inside the element that holds the good text best.",
        up_to_fit: "How many elements up it shares one with that.",
        deeper_than_fit: "How much deeper it stands.",
        after_fit: "How many runs after or before it.",
        fit: "How well that element holds the good text.",
        own_fit: "How well the element one level up does.",
        kept_by_rule: "Whether the rules by hand keep it.",
        kept_around: "The share of the runs beside it that they keep.",
    },
    read: |survey, sheet| {
        let ids = || survey.arena.ids().filter(|id| survey.arena.tag(*id).is_some());
        let points = |id: BlockId| survey.table.get(id).points;
        let first_best = |score: &dyn Fn(BlockId) -> f32| {
            ids().fold(BlockId::ROOT, |best, id| if score(id) > score(best) { id } else { best })
        };
        let best_points = first_best(&points);
        relation(survey, sheet, best_points);
        let best = points(best_points).max(1.0);
        let near = |run: &super::survey::Run| (0..3).map(|level| points(survey.above(run, level))).fold(0.0, f32::max);
        sheet.push(survey.runs.iter().map(|run| share_of(near(run), best)));
        // Of elements that fit alike the innermost.
        const DEEPER: f32 = 1e-6;
        let fit = |id: BlockId| survey.element(id).fit(&survey.total);
        let best_fit = first_best(&|id| fit(id) + DEEPER * survey.element(id).depth as f32);
        relation(survey, sheet, best_fit);
        let value = share(fit(best_fit));
        sheet.push(survey.runs.iter().map(|_| value));
        sheet.push(survey.runs.iter().map(|run| share(fit(survey.above(run, 1)))));
        rules(survey, sheet);
    },
};

/// How each run stands to the element `root`.
fn relation(survey: &Survey<'_>, sheet: &mut Sheet, root: BlockId) {
    const FARTHEST: u8 = 20;
    let arena = survey.arena;
    // How far above the root the innermost element is that holds both it and each other element.
    let mut up = vec![FARTHEST; arena.len()];
    for (steps, id) in std::iter::once(root).chain(arena.ancestors(root)).enumerate() {
        up[id.index()] = count(steps).min(FARTHEST);
    }
    let mut on_path = vec![false; arena.len()];
    std::iter::once(root).chain(arena.ancestors(root)).for_each(|id| on_path[id.index()] = true);
    for id in arena.ids().filter(|id| !on_path[id.index()]).collect::<Vec<_>>() {
        up[id.index()] = up[arena.get(id).parent.index()];
    }
    let (depth, first, end) = {
        let root = survey.element(root);
        (root.depth as f32, root.first_run as usize, root.end_run as usize)
    };
    sheet.push(survey.runs.iter().map(|run| flag(up[run.parent.index()] == 0)));
    sheet.push(survey.runs.iter().map(|run| up[run.parent.index()]));
    sheet.push(survey.runs.iter().map(|run| distance(survey.element(run.parent).depth as f32 - depth)));
    sheet.push((0..survey.runs.len()).map(|run| distance(outside(run, first, end))));
}

/// How many runs `run` stands before (negative) or after the runs from `first` to `end`.
fn outside(run: usize, first: usize, end: usize) -> f32 {
    if run < first {
        run as f32 - first as f32
    } else if run >= end {
        (run - end + 1) as f32
    } else {
        0.0
    }
}

fn rules(survey: &Survey<'_>, sheet: &mut Sheet) {
    const REACH: usize = 3;
    let kept: Vec<bool> = survey.runs.iter().map(|run| survey.is_kept_by_rule(run)).collect();
    sheet.push(kept.iter().map(|kept| flag(*kept)));
    sheet.push((0..kept.len()).map(|run| {
        let window = &kept[run.saturating_sub(REACH)..(run + REACH + 1).min(kept.len())];
        share_of(window.iter().filter(|kept| **kept).count() as f32, window.len() as f32)
    }));
}

pub(super) const POSITION: Family = Family {
    name: "position",
    signals: signals! {
        in_densest: "Inside the stretch of the page where good text is densest.",
        after_densest: "How many runs after or before it.",
        text_after_densest: "How much text after or before it.",
        runs: "The share of the page's runs before it.",
        text: "The share of the page's text before it.",
        from_start: "How many runs stand before it.",
        to_end: "How many stand after it.",
        text_from_start: "How much text stands before it.",
    },
    read: |survey, sheet| {
        let runs = &survey.runs;
        let (first, end) = densest(survey);
        let end_text = |end: usize| end.checked_sub(1).map_or(0.0, |last| runs[last].before + runs[last].weight);
        let (start, stop) = (runs.get(first).map_or(0.0, |run| run.before), end_text(end));
        let beyond = |index: usize, before: f32| match index {
            _ if index < first => before - start,
            _ if index >= end => before - stop,
            _ => 0.0,
        };
        let all = || runs.iter().enumerate();
        sheet.push(all().map(|(index, _)| flag((first..end).contains(&index))));
        sheet.push(all().map(|(index, _)| distance(outside(index, first, end))));
        sheet.push(all().map(|(index, run)| distance(beyond(index, run.before))));
        sheet.push(all().map(|(index, _)| share_of(index as f32, runs.len() as f32)));
        sheet.push(all().map(|(_, run)| share_of(run.before, survey.total.weight)));
        sheet.push(all().map(|(index, _)| amount(index as f32)));
        sheet.push(all().map(|(index, _)| amount((runs.len() - index) as f32)));
        sheet.push(all().map(|(_, run)| amount(run.before)));
    },
};

/// The runs, first and end, whose sum of good text less links less a little for each is the greatest (Kadane).
pub(super) fn densest(survey: &Survey<'_>) -> (usize, usize) {
    /// What a run costs: a label is no text.
    const COST: f32 = 12.0;
    let (mut best, mut found) = (f32::MIN, (0, survey.runs.len()));
    let (mut sum, mut first) = (0.0, 0);
    for (index, run) in survey.runs.iter().enumerate() {
        if sum <= 0.0 {
            (sum, first) = (0.0, index);
        }
        sum += run.good - run.link_weight - COST;
        if sum > best {
            (best, found) = (sum, (first, index + 1));
        }
    }
    found
}

pub(super) const HEADINGS: Family = Family {
    name: "headings",
    signals: signals! {
        since: "How many runs since the last heading.",
        level: "The level of that heading.",
    },
    read: |survey, sheet| {
        const NONE: u8 = 99;
        const FARTHEST: u8 = 50;
        let (mut since, mut level) = (NONE, 0);
        let mut rows = Vec::with_capacity(survey.runs.len());
        for run in &survey.runs {
            if run.tag.is_heading() {
                (since, level) = (0, run.tag.heading_level());
            }
            rows.push((since.min(FARTHEST), level));
            since = since.saturating_add(1);
        }
        sheet.push(rows.iter().map(|row| row.0));
        sheet.push(rows.iter().map(|row| row.1));
    },
};
