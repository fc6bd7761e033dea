//! The language and its direction.
//!
//! Templates are copied with their `lang="en"`: what is declared is believed only where the script of the text allows it.

use super::evidence::Scripts;
use super::lexicon::RIGHT_TO_LEFT;
use super::origins::{Origin, Read};
use super::page::Page;

/// Letters below which the text is too short to contradict what is declared.
const ENOUGH_LETTERS: u32 = 60;

/// Scripts, the languages that they can be, and the one to guess. The first row with most letters holds.
type Script = (fn(&Scripts) -> u32, &'static [&'static str], &'static str);

const SCRIPTS: &[Script] = &[
    // Kana beside Han is Japanese, however little of it there is: Chinese has none.
    (|s| if s.kana * 20 > s.han { s.kana + s.han } else { 0 }, &["ja"], "ja"),
    (|s| s.han, &["zh", "yue", "ja", "ko", "wuu", "lzh", "nan", "hak"], "zh"),
    (|s| s.hangul, &["ko"], "ko"),
    (|s| s.cyrillic, &["ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz", "tt", "bs", "sh"], "ru"),
    (|s| s.greek, &["el", "grc"], "el"),
    (|s| s.arabic, &["ar", "fa", "ur", "ps", "ckb", "ku", "sd", "ug", "arz", "az"], "ar"),
    (|s| s.hebrew, &["he", "iw", "yi"], "he"),
    (|s| s.devanagari, &["hi", "mr", "ne", "sa", "kok"], "hi"),
    (|s| s.thai, &["th"], "th"),
];

/// The language of the page: a BCP 47 tag.
pub(super) fn language(page: &Page<'_>) -> Option<Read<String>> {
    let evidence = page.evidence;
    let declared = [
        // What browsers and screen readers go by.
        (Origin::Head, evidence.lang.as_deref()),
        (Origin::Head, evidence.meta(&["content-language", "language", "dc.language"])),
        (Origin::Schema, page.graph.nodes.iter().find_map(|node| node.lang.as_deref())),
        // Says which reader it is written for, more than in which language.
        (Origin::Card, evidence.meta(&["og:locale"])),
    ];
    let guessed = of_script(&evidence.scripts);
    let tags = declared.into_iter().filter_map(|(origin, declared)| Some(Read::at(origin, tag(declared?)?)));
    let believed = tags.into_iter().find(|tag| fits(&tag.value, &evidence.scripts));
    believed.or_else(|| guessed.map(|tag| Read::at(Origin::Visible, tag.to_owned())))
}

/// `rtl` or `ltr`: as declared, else as the language is written.
pub(super) fn direction(page: &Page<'_>, lang: Option<&str>) -> Option<&'static str> {
    match page.evidence.dir.as_deref() {
        Some("rtl") => return Some("rtl"),
        Some("ltr") => return Some("ltr"),
        _ => {}
    }
    let primary = lang?.split('-').next()?;
    Some(if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" })
}

/// A declared language as a BCP 47 tag: `en_us` is `en-US`, `zh_hant_tw` is `zh-Hant-TW`; `None` if it is none.
fn tag(declared: &str) -> Option<String> {
    let declared = declared.split([',', ';', ' ']).find(|part| !part.is_empty())?.replace('_', "-");
    let mut parts = declared.split('-');
    let primary = parts.next().filter(|part| is_letters(part) && matches!(part.len(), 2 | 3))?.to_ascii_lowercase();
    let mut tag = if primary == "iw" { "he".to_owned() } else { primary };
    for part in
        parts.filter(|part| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 if is_letters(part) => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The script with most letters: its letters, its languages, the one to guess. `None` where that is Latin.
fn dominant(scripts: &Scripts) -> Option<(u32, &'static [&'static str], &'static str)> {
    let counted = SCRIPTS.iter().map(|(count, languages, guess)| (count(scripts), *languages, *guess));
    let best = counted.rev().max_by_key(|(count, ..)| *count)?;
    // A letter of these scripts says more than a Latin one: addresses and names are Latin everywhere.
    (best.0 * 2 > scripts.latin && best.0 > 0).then_some(best)
}

fn of_script(scripts: &Scripts) -> Option<&'static str> {
    dominant(scripts).filter(|(count, ..)| *count >= ENOUGH_LETTERS).map(|(.., guess)| guess)
}

fn fits(tag: &str, scripts: &Scripts) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    match dominant(scripts) {
        Some((count, languages, _)) if count >= ENOUGH_LETTERS => languages.contains(&primary),
        _ if scripts.latin >= 4 * ENOUGH_LETTERS => {
            tag.contains("-Latn")
                || !SCRIPTS.iter().any(|(_, languages, guess)| *guess == primary && languages.len() < 3)
        }
        _ => true,
    }
}
