//! Packs htmlize's list of names into one text, sorted, and where every so many of its entries begin.
//!
//! An entry is a name, a sign, what it stands for, and a NUL.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

/// How many entries lie between two of the places that are written down: a look-up reads half as many on average, and a
/// place is two bytes of the module.
const STRIDE: usize = 16;

/// The sign behind a name that must end with its semicolon, and behind one that need not.
const NEEDS_SEMICOLON: char = ';';
const MAY_STAND_BARE: char = ',';

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let (mut entries, mut starts) = (String::new(), Vec::new());
    for (number, (name, expansion)) in names().into_iter().enumerate() {
        if number % STRIDE == 0 {
            starts.push(u16::try_from(entries.len()).expect("the list has fewer than 64 KiB"));
        }
        let may_stand_bare = htmlize::ENTITIES.contains_key(format!("&{name}").as_bytes());
        entries.push_str(name);
        entries.push(if may_stand_bare { MAY_STAND_BARE } else { NEEDS_SEMICOLON });
        entries.push_str(expansion);
        entries.push('\0');
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    fs::write(folder.join("entries"), entries).expect("the folder can be written");
    fs::write(folder.join("starts.rs"), format!("{starts:?}")).expect("the folder can be written");
}

/// What each name stands for; names that may stand bare are in the list twice, and once here.
fn names() -> BTreeMap<&'static str, &'static str> {
    let text = |bytes: &'static [u8]| str::from_utf8(bytes).expect("the list is UTF-8");
    let all = htmlize::ENTITIES.entries().map(|(name, expansion)| (text(name), text(expansion)));
    all.filter_map(|(name, expansion)| Some((name.strip_prefix('&')?.strip_suffix(';')?, expansion))).collect()
}
