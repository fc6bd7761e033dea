//! Bytes that were kept for years may come back as anything: an index refuses them or answers, and never stops.

use offprint_search::{Damage, Document, Index, Query};
use proptest::prelude::*;

/// A segment of a hundred pages.
fn segment() -> Vec<u8> {
    let mut index = Index::default();
    for number in 0..100 {
        let (id, body) =
            (number.to_string(), format!("page {number} of the river, {} words. 渡轮停航", number * number));
        index.add(&Document { id: &id, title: "The ferry", host: "example.org", body: &body, ..Document::default() });
    }
    index.seal().unwrap().bytes
}

/// Puts the right checksum under what was changed, so that the layout below is read.
fn reseal(bytes: &mut [u8]) {
    if let Some((rest, checksum)) = bytes.split_last_chunk_mut::<4>() {
        *checksum = crc32fast::hash(rest).to_le_bytes();
    }
}

/// Everything that reads a segment.
fn use_all_of(bytes: Vec<u8>) -> Result<(), Damage> {
    let mut index = Index::default();
    index.load(0, bytes.clone())?;
    // A second copy, so that one is dead and merging reads both.
    index.load(1, bytes)?;
    for typed in ["river", "page 7", "\"the river\"", "渡轮", "site:example.org", "p*", ""] {
        index.search(&Query::parse(typed), 0);
    }
    index.reconcile([("1", ""), ("2", "")]);
    while index.merge().is_some() {}
    index.search(&Query::parse("river"), 0);
    Ok(())
}

#[test]
fn every_changed_byte_is_noticed() {
    let bytes = segment();
    assert_eq!(use_all_of(bytes.clone()), Ok(()));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        assert!(use_all_of(changed).is_err(), "byte {at}");
    }
}

#[test]
fn every_cut_is_noticed() {
    let bytes = segment();
    for end in 0..bytes.len() {
        assert!(use_all_of(bytes[..end].to_vec()).is_err(), "cut at {end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_changed_under_a_right_checksum_stops_nothing(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), end in any::<prop::sample::Index>(), is_cut in any::<bool>()) {
        let mut bytes = segment();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        reseal(&mut bytes);
        let _ = use_all_of(bytes);
    }

    #[test]
    fn bytes_of_any_kind_stop_nothing(mut bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        bytes.splice(..bytes.len().min(8), *b"OFPSRCH1");
        reseal(&mut bytes);
        let _ = use_all_of(bytes);
    }
}
