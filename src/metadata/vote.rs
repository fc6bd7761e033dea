//! How sources of one field are weighed against each other.
//!
//! Each field has a table of sources with their trust: the share of pages, of those that have the source, on which it
//! was right. Sources that agree support each other as independent witnesses do, unless they are of one origin: a CMS
//! writes `og:title` and `twitter:title` from the same box, and two echoes are one voice.

use super::origins::{Origin, Places, Read};
use super::page::Page;

/// A source of one field.
pub(super) struct Source<T> {
    pub origin: Origin,
    /// How often it is right where it is there, 0 to 1.
    pub trust: f32,
    pub read: fn(&Page<'_>) -> Vec<Candidate<T>>,
}

/// A value that a source gives.
#[derive(Debug, Clone)]
pub(super) struct Candidate<T> {
    pub value: T,
    /// How far this one deserves its source's trust, 0 to 1.
    pub weight: f32,
}

impl<T> Candidate<T> {
    pub(super) fn sure(value: T) -> Self {
        Self { value, weight: 1.0 }
    }
}

/// A value, and the best trust of each origin for it.
struct Ballot<T> {
    value: T,
    best: f32,
    origins: Vec<(Origin, f32)>,
}

/// The value with the most support; among equals the one of the earlier source. `same` says when two values agree; of
/// those that agree, the one of the most trusted source is given.
pub(super) fn choose<T>(sources: &[Source<T>], page: &Page<'_>, same: impl Fn(&T, &T) -> bool) -> Option<Read<T>> {
    choose_likely(sources, page, same, |_| true)
}

/// The same, but a value that is not `likely` by itself needs a second witness, of another origin.
pub(super) fn choose_likely<T>(
    sources: &[Source<T>],
    page: &Page<'_>,
    same: impl Fn(&T, &T) -> bool,
    likely: impl Fn(&T) -> bool,
) -> Option<Read<T>> {
    let mut ballots: Vec<Ballot<T>> = Vec::new();
    for source in sources {
        for candidate in (source.read)(page) {
            let trust = source.trust * candidate.weight;
            match ballots.iter_mut().find(|ballot| same(&ballot.value, &candidate.value)) {
                Some(ballot) => ballot.support(source.origin, trust, candidate.value),
                None => {
                    ballots.push(Ballot { value: candidate.value, best: trust, origins: vec![(source.origin, trust)] })
                }
            }
        }
    }
    let mut winner: Option<Ballot<T>> = None;
    for ballot in ballots.into_iter().filter(|ballot| ballot.origins.len() > 1 || likely(&ballot.value)) {
        if winner.as_ref().is_none_or(|winner| ballot.support_in_all() > winner.support_in_all()) {
            winner = Some(ballot);
        }
    }
    winner.map(Ballot::read)
}

impl<T> Ballot<T> {
    fn support(&mut self, origin: Origin, trust: f32, value: T) {
        if trust > self.best {
            self.best = trust;
            self.value = value;
        }
        match self.origins.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, known)) => *known = known.max(trust),
            None => self.origins.push((origin, trust)),
        }
    }

    /// The probability that not all witnesses err.
    fn support_in_all(&self) -> f32 {
        1.0 - self.origins.iter().map(|(_, trust)| 1.0 - trust).product::<f32>()
    }

    fn read(self) -> Read<T> {
        let mut origins = Places::default();
        self.origins.iter().for_each(|(origin, _)| origins.insert(*origin));
        Read { value: self.value, origins }
    }
}
