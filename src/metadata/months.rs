//! The names of the months, as pages print them: a table by hand, because no date library knows more than English.
//!
//! Keys are in lower case, without a final full stop. Where a language declines the names, the forms that stand beside a
//! day are listed with the nominative.

/// The month of a lower-case word, 1 to 12. `lang` settles the few names that two languages use for different months.
pub(super) fn month_named(word: &str, lang: &str) -> Option<u8> {
    let regional = REGIONAL.iter().find(|(code, name, _)| *name == word && lang.starts_with(code));
    regional.map(|(_, _, month)| *month).or_else(|| MONTHS.get(word).copied())
}

/// Names that mean another month in one language than in [`MONTHS`].
const REGIONAL: &[(&str, &str, u8)] = &[
    // Polish and Czech call November so, Croatian October.
    ("hr", "listopad", 10),
    ("hr", "listopada", 10),
];

static MONTHS: phf::Map<&'static str, u8> = phf::phf_map! {
    // English
    "january" => 1, "jan" => 1, "february" => 2, "feb" => 2, "march" => 3, "mar" => 3, "april" => 4, "apr" => 4,
    "may" => 5, "june" => 6, "jun" => 6, "july" => 7, "jul" => 7, "august" => 8, "aug" => 8, "september" => 9,
    "sep" => 9, "sept" => 9, "october" => 10, "oct" => 10, "november" => 11, "nov" => 11, "december" => 12, "dec" => 12,
    // German, Dutch, Danish, Norwegian, Swedish, Indonesian
    "januar" => 1, "jänner" => 1, "jän" => 1, "januari" => 1, "februar" => 2, "feber" => 2, "februari" => 2, "febr" => 2,
    "märz" => 3, "maerz" => 3, "mär" => 3, "mrz" => 3, "maart" => 3, "mrt" => 3, "marts" => 3, "mars" => 3, "maret" => 3,
    "mai" => 5, "mei" => 5, "maj" => 5, "juni" => 6, "juli" => 7, "augustus" => 8, "augusti" => 8, "agustus" => 8,
    "oktober" => 10, "okt" => 10, "desember" => 12, "dezember" => 12, "dez" => 12, "des" => 12,
    // French
    "janvier" => 1, "janv" => 1, "février" => 2, "fevrier" => 2, "févr" => 2, "fév" => 2, "avril" => 4, "avr" => 4,
    "juin" => 6, "juillet" => 7, "juil" => 7, "août" => 8, "aout" => 8, "septembre" => 9, "octobre" => 10,
    "novembre" => 11, "décembre" => 12, "decembre" => 12, "déc" => 12,
    // Spanish, Catalan
    "enero" => 1, "ene" => 1, "gener" => 1, "febrero" => 2, "febrer" => 2, "marzo" => 3, "març" => 3, "abril" => 4,
    "abr" => 4, "mayo" => 5, "maig" => 5, "junio" => 6, "juny" => 6, "julio" => 7, "juliol" => 7, "agosto" => 8,
    "ago" => 8, "agost" => 8, "septiembre" => 9, "setiembre" => 9, "setembre" => 9, "octubre" => 10, "noviembre" => 11,
    "diciembre" => 12, "dic" => 12, "desembre" => 12,
    // Portuguese
    "janeiro" => 1, "fevereiro" => 2, "fev" => 2, "março" => 3, "marco" => 3, "maio" => 5, "junho" => 6,
    "julho" => 7, "setembro" => 9, "set" => 9, "outubro" => 10, "out" => 10, "novembro" => 11, "dezembro" => 12,
    // Italian, Romanian
    "gennaio" => 1, "gen" => 1, "ianuarie" => 1, "ian" => 1, "febbraio" => 2, "februarie" => 2, "martie" => 3,
    "aprile" => 4, "aprilie" => 4, "maggio" => 5, "mag" => 5, "giugno" => 6, "giu" => 6, "iunie" => 6, "iun" => 6,
    "luglio" => 7, "lug" => 7, "iulie" => 7, "iul" => 7, "settembre" => 9, "septembrie" => 9, "ottobre" => 10,
    "ott" => 10, "octombrie" => 10, "noiembrie" => 11, "dicembre" => 12, "decembrie" => 12,
    // Polish
    "styczeń" => 1, "stycznia" => 1, "sty" => 1, "luty" => 2, "lutego" => 2, "lut" => 2, "marzec" => 3, "marca" => 3,
    "kwiecień" => 4, "kwietnia" => 4, "kwi" => 4, "maja" => 5, "czerwiec" => 6, "czerwca" => 6, "cze" => 6,
    "lipiec" => 7, "lipca" => 7, "lip" => 7, "sierpień" => 8, "sierpnia" => 8, "sie" => 8, "wrzesień" => 9,
    "września" => 9, "wrz" => 9, "październik" => 10, "października" => 10, "paź" => 10, "listopad" => 11,
    "listopada" => 11, "lis" => 11, "grudzień" => 12, "grudnia" => 12, "gru" => 12,
    // Czech, Slovak
    "leden" => 1, "ledna" => 1, "únor" => 2, "února" => 2, "březen" => 3, "března" => 3, "marec" => 3, "duben" => 4,
    "dubna" => 4, "apríl" => 4, "apríla" => 4, "květen" => 5, "května" => 5, "máj" => 5, "mája" => 5, "červen" => 6,
    "června" => 6, "jún" => 6, "júna" => 6, "červenec" => 7, "července" => 7, "júl" => 7, "júla" => 7, "srpen" => 8,
    "srpna" => 8, "augusta" => 8, "září" => 9, "říjen" => 10, "října" => 10, "októbra" => 10, "listopadu" => 11,
    "novembra" => 11, "prosinec" => 12, "prosince" => 12, "decembra" => 12, "januára" => 1,
    "február" => 2, "februára" => 2, "septembra" => 9,
    // Croatian, Serbian, Slovene
    "siječanj" => 1, "siječnja" => 1, "januara" => 1, "januarja" => 1, "veljača" => 2, "veljače" => 2, "februara" => 2,
    "februarja" => 2, "ožujak" => 3, "ožujka" => 3, "mart" => 3, "marta" => 3, "travanj" => 4, "travnja" => 4,
    "aprila" => 4, "svibanj" => 5, "svibnja" => 5, "lipanj" => 6, "lipnja" => 6, "juna" => 6, "junija" => 6,
    "srpanj" => 7, "srpnja" => 7, "jula" => 7, "julija" => 7, "kolovoz" => 8, "kolovoza" => 8, "avgust" => 8,
    "avgusta" => 8, "avg" => 8, "rujan" => 9, "rujna" => 9, "septembar" => 9, "oktobar" => 10, "oktobra" => 10,
    "studeni" => 11, "studenoga" => 11, "novembar" => 11, "prosinac" => 12, "prosinca" => 12, "decembar" => 12,
    // Hungarian, Finnish, Estonian
    "január" => 1, "tammikuu" => 1, "tammikuuta" => 1, "jaanuar" => 1, "helmikuu" => 2, "helmikuuta" => 2,
    "veebruar" => 2, "március" => 3, "márc" => 3, "maaliskuu" => 3, "maaliskuuta" => 3, "märts" => 3, "április" => 4,
    "ápr" => 4, "huhtikuu" => 4, "huhtikuuta" => 4, "aprill" => 4, "május" => 5, "toukokuu" => 5, "toukokuuta" => 5,
    "június" => 6, "kesäkuu" => 6, "kesäkuuta" => 6, "juuni" => 6, "július" => 7, "heinäkuu" => 7,
    "heinäkuuta" => 7, "juuli" => 7, "augusztus" => 8, "elokuu" => 8, "elokuuta" => 8, "szeptember" => 9, "szept" => 9,
    "syyskuu" => 9, "syyskuuta" => 9, "október" => 10, "lokakuu" => 10, "lokakuuta" => 10, "oktoober" => 10,
    "marraskuu" => 11, "marraskuuta" => 11, "joulukuu" => 12, "joulukuuta" => 12, "detsember" => 12,
    // Latvian, Lithuanian
    "janvāris" => 1, "janvārī" => 1, "sausio" => 1, "februāris" => 2, "februārī" => 2, "vasario" => 2,
    "martā" => 3, "kovo" => 3, "aprīlis" => 4, "aprīlī" => 4, "balandžio" => 4, "maijs" => 5, "maijā" => 5,
    "gegužės" => 5, "jūnijs" => 6, "jūnijā" => 6, "birželio" => 6, "jūlijs" => 7, "jūlijā" => 7, "liepos" => 7,
    "augusts" => 8, "augustā" => 8, "rugpjūčio" => 8, "septembris" => 9, "septembrī" => 9, "rugsėjo" => 9,
    "oktobris" => 10, "oktobrī" => 10, "spalio" => 10, "novembris" => 11, "novembrī" => 11, "lapkričio" => 11,
    "decembris" => 12, "decembrī" => 12, "gruodžio" => 12,
    // Turkish
    "ocak" => 1, "şubat" => 2, "nisan" => 4, "mayıs" => 5, "haziran" => 6, "temmuz" => 7, "ağustos" => 8, "eylül" => 9,
    "ekim" => 10, "kasım" => 11, "aralık" => 12,
    // Russian, Bulgarian
    "январь" => 1, "января" => 1, "янв" => 1, "януари" => 1, "февраль" => 2, "февраля" => 2, "фев" => 2,
    "февруари" => 2, "март" => 3, "марта" => 3, "мар" => 3, "апрель" => 4, "апреля" => 4, "апр" => 4, "април" => 4,
    "май" => 5, "мая" => 5, "июнь" => 6, "июня" => 6, "июн" => 6, "юни" => 6, "июль" => 7, "июля" => 7, "июл" => 7,
    "юли" => 7, "август" => 8, "августа" => 8, "авг" => 8, "сентябрь" => 9, "сентября" => 9, "сен" => 9,
    "септември" => 9, "октябрь" => 10, "октября" => 10, "окт" => 10, "октомври" => 10, "ноябрь" => 11,
    "ноября" => 11, "ноя" => 11, "ноември" => 11, "декабрь" => 12, "декабря" => 12, "дек" => 12, "декември" => 12,
    // Ukrainian
    "січень" => 1, "січня" => 1, "лютий" => 2, "лютого" => 2, "березень" => 3, "березня" => 3, "квітень" => 4,
    "квітня" => 4, "травень" => 5, "травня" => 5, "червень" => 6, "червня" => 6, "липень" => 7, "липня" => 7,
    "серпень" => 8, "серпня" => 8, "вересень" => 9, "вересня" => 9, "жовтень" => 10, "жовтня" => 10,
    "листопад" => 11, "листопада" => 11, "грудень" => 12, "грудня" => 12,
    // Greek
    "ιανουάριος" => 1, "ιανουαρίου" => 1, "ιαν" => 1, "φεβρουάριος" => 2, "φεβρουαρίου" => 2, "φεβ" => 2,
    "μάρτιος" => 3, "μαρτίου" => 3, "μαρ" => 3, "απρίλιος" => 4, "απριλίου" => 4, "απρ" => 4, "μάιος" => 5,
    "μαΐου" => 5, "μαϊου" => 5, "μαι" => 5, "ιούνιος" => 6, "ιουνίου" => 6, "ιουν" => 6, "ιούλιος" => 7,
    "ιουλίου" => 7, "ιουλ" => 7, "αύγουστος" => 8, "αυγούστου" => 8, "αυγ" => 8, "σεπτέμβριος" => 9,
    "σεπτεμβρίου" => 9, "σεπ" => 9, "οκτώβριος" => 10, "οκτωβρίου" => 10, "οκτ" => 10, "νοέμβριος" => 11,
    "νοεμβρίου" => 11, "νοε" => 11, "δεκέμβριος" => 12, "δεκεμβρίου" => 12, "δεκ" => 12,
    // Arabic, both sets of names where they are one word
    "يناير" => 1, "فبراير" => 2, "شباط" => 2, "مارس" => 3, "آذار" => 3, "أبريل" => 4, "ابريل" => 4, "إبريل" => 4,
    "نيسان" => 4, "مايو" => 5, "أيار" => 5, "يونيو" => 6, "حزيران" => 6, "يوليو" => 7, "تموز" => 7, "أغسطس" => 8,
    "آب" => 8, "سبتمبر" => 9, "أيلول" => 9, "أكتوبر" => 10, "اكتوبر" => 10, "نوفمبر" => 11, "ديسمبر" => 12,
    // Hebrew, with the prefix that means "in"
    "בינואר" => 1, "בפברואר" => 2, "במרץ" => 3, "באפריל" => 4, "במאי" => 5, "ביוני" => 6, "ביולי" => 7,
    "באוגוסט" => 8, "בספטמבר" => 9, "באוקטובר" => 10, "בנובמבר" => 11, "בדצמבר" => 12,
    // Hindi
    "जनवरी" => 1, "फरवरी" => 2, "फ़रवरी" => 2, "मार्च" => 3, "अप्रैल" => 4, "मई" => 5, "जून" => 6, "जुलाई" => 7, "अगस्त" => 8,
    "सितंबर" => 9, "अक्टूबर" => 10, "नवंबर" => 11, "दिसंबर" => 12,
};

#[cfg(test)]
mod tests {
    use super::month_named;

    #[test]
    fn languages_share_one_table() {
        for (word, lang, month) in [
            ("january", "en", 1),
            ("märz", "de", 3),
            ("août", "fr", 8),
            ("outubro", "pt", 10),
            ("listopada", "pl", 11),
            ("listopada", "hr", 10),
            ("сентября", "ru", 9),
            ("αυγούστου", "el", 8),
        ] {
            assert_eq!(month_named(word, lang), Some(month), "{word} in {lang}");
        }
        assert_eq!(month_named("sunday", "en"), None);
    }
}
