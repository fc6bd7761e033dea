//! A wall in the article's place: the page asks for consent to cookies, and shows nothing else.
//!
//! Its text runs like prose, and to the trees it is the page's best. It is told by what it speaks of, and by what is in
//! it: a button to agree. An article on the subject has none, though a banner may stand beside it.

use super::{Decision, Header, Reason};
use crate::blocks::{Arena, BlockId, Kind};
use crate::metadata::Claims;

/// A longer text is about consent, and does not ask for it.
const HEAVIEST: f32 = 4_000.0;

/// So much of its text stands in runs that speak of any of the subjects, and of so many it speaks in all.
const LEAST_SHARE: f32 = 0.6;
const FEWEST_SUBJECTS: u32 = 3;

/// What such a page speaks of, in lower case: a subject a line, in the languages of its readers.
#[rustfmt::skip]
const SUBJECTS: [&[&str]; 9] = [
    &["cookie", "кук", "クッキー", "쿠키", "ملفات تعريف", "עוגיות"],
    &["consent", "einwillig", "zustimm", "consenso", "consentimiento", "consentimento", "zgod", "toestemming", "samtyck",
        "samtykk", "suostumu", "souhlas", "hozzájárul", "согласи", "συγκατάθεση", "同意", "동의"],
    &["personal data", "personenbezogen", "données personnelles", "données à caractère personnel", "dati personali",
        "datos personales", "dados pessoais", "dane osobowe", "danych osobowych", "persoonsgegevens", "personuppgift",
        "personopplysning", "personoplysning", "henkilötie", "osobní údaj", "osobních údaj", "személyes adat",
        "персональн", "προσωπικ", "個人情報", "个人信息", "개인정보"],
    &["partner", "partenaires", "socios", "parceiros", "партнер", "third parties", "drittanbieter"],
    &["advertising", "werbung", "publicité", "pubblicità", "publicidad", "reklam", "advertenties", "annons", "mainon",
        "реклам", "広告", "广告", "광고"],
    &["tracking", "unique identifier", "device identifier", "kennung", "identifiant", "identificador", "identyfikator",
        "store and/or access", "store and access information"],
    &["privacy policy", "privacy notice", "privacy centre", "privacy center", "your privacy", "datenschutz",
        "confidentialité", "vie privée", "informativa", "privacidad", "prywatności", "privacybeleid",
        "integritetspolicy", "конфиденциальност", "απορρήτου", "プライバシー", "隐私", "개인정보처리"],
    &["withdraw", "widerruf", "retirer", "revocare", "retirar", "revogar", "wycofa", "intrekken", "återkalla", "отозвать"],
    &["legitimate interest", "berechtigtes interesse", "intérêt légitime", "legittimo interesse", "interés legítimo",
        "uzasadnion"],
];

/// Which of the subjects a text speaks of, a bit each.
fn subjects(text: &str) -> u32 {
    let text = text.to_lowercase();
    let speaks = |terms: &[&str]| terms.iter().any(|term| text.contains(term));
    SUBJECTS.iter().enumerate().map(|(subject, terms)| u32::from(speaks(terms)) << subject).sum()
}

/// Drops all that is kept where it does nothing but ask for consent.
pub(super) fn drop_wall(arena: &Arena, claims: &Claims, header: Header<'_>, decisions: &mut [Decision]) {
    let is_kept = |id: &BlockId| arena.get(*id).kind == Kind::Run && decisions[id.index()] == Decision::Kept;
    let kept: Vec<BlockId> = arena.ids().filter(is_kept).collect();
    // Any button counts, that to share an article too: but nobody signs or dates a wall.
    let is_signed = header.lines.iter().any(Option::is_some);
    if !is_signed && is_wall(arena, claims, &kept) {
        kept.into_iter().for_each(|id| decisions[id.index()] = Decision::Dropped(Reason::Consent));
    }
}

fn is_wall(arena: &Arena, claims: &Claims, kept: &[BlockId]) -> bool {
    let weight = |id: BlockId| arena.get(id).statistics.weight();
    let all: f32 = kept.iter().map(|id| weight(*id)).sum();
    if all > HEAVIEST || !holds_button(arena, kept) {
        return false;
    }
    // A page on cookies says so in its title.
    if claims.titles.iter().any(|title| subjects(title) != 0) {
        return false;
    }
    let (mut speaking, mut spoken) = (0.0, 0_u32);
    for id in kept {
        let own = subjects(&arena.text(*id));
        spoken |= own;
        speaking += if own != 0 { weight(*id) } else { 0.0 };
    }
    speaking >= LEAST_SHARE * all && spoken.count_ones() >= FEWEST_SUBJECTS
}

/// Whether the innermost element around all of these runs holds a button.
fn holds_button(arena: &Arena, runs: &[BlockId]) -> bool {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return false };
    let around = arena.ancestors(*first).find(|around| arena.ancestors(*last).any(|other| other == *around));
    around.is_some_and(|around| arena.get(around).statistics.controls > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_known_in_any_case_and_language() {
        assert_eq!(subjects("The ferry is late."), 0);
        assert_eq!(subjects("COOKIES").count_ones(), 1);
        let german = "Zustimmung zu Cookies, Werbung und personenbezogenen Daten; Widerruf laut Datenschutzerklärung";
        assert_eq!(subjects(german).count_ones(), 6);
        assert!(SUBJECTS.iter().flat_map(|terms| *terms).all(|term| *term == term.to_lowercase()));
    }
}
