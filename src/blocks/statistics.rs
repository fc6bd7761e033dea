//! How much text there is, measured by script.
//!
//! Thresholds in characters or words that fit English fail on Chinese, where a sentence has a third of the characters
//! and no spaces. So text is weighed: a Han, kana or hangul character weighs what 2.2 Latin characters weigh, and the
//! commas and sentence ends of all scripts count.

use std::ops::AddAssign;

/// What a Han, kana or hangul character weighs beyond a Latin one: measured on parallel texts, one of them says what
/// about 2.2 Latin characters say.
const CJK_EXTRA_WEIGHT: f32 = 1.2;

/// Counts over a run, or summed over a subtree.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Statistics {
    /// Characters that are no white space.
    pub characters: u32,
    /// Of them, Han, kana and hangul.
    pub cjk: u32,
    /// Of the characters, those inside links.
    pub link_characters: u32,
    /// Of the cjk characters, those inside links.
    pub link_cjk: u32,
    /// Of the characters, those in bold or italic type.
    pub stressed: u32,
    /// Words divided by white space.
    pub words: u32,
    /// Commas of all scripts, outside links.
    pub commas: u32,
    /// Sentence ends of all scripts, outside links.
    pub sentence_ends: u32,
    /// Digits.
    pub digits: u32,
    /// Latin capitals.
    pub capitals: u32,
    /// Bars, slashes, bullets and arrows: what menus set between their entries.
    pub dividers: u32,
    /// Links with any text or image.
    pub links: u32,
    /// Images.
    pub images: u32,
    /// Of them, those whose markup says that they are small: avatars, logos, arrows.
    pub icons: u32,
    /// Of the others, those whose names say so.
    pub signs: u32,
    /// Line breaks inside runs.
    pub breaks: u32,
    /// Elements, inline ones among them.
    pub elements: u32,
    /// Form fields and buttons.
    pub controls: u32,
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setting {
    pub in_link: bool,
    pub is_stressed: bool,
}

impl Statistics {
    /// Weight of the text, in Latin characters.
    pub(crate) fn weight(&self) -> f32 {
        weigh(self.characters, self.cjk)
    }

    /// Weight of the text inside links.
    pub(crate) fn link_weight(&self) -> f32 {
        weigh(self.link_characters, self.link_cjk)
    }

    /// The share of the text that is links, 0 to 1; 0 where there is no text.
    pub(crate) fn link_density(&self) -> f32 {
        if self.characters == 0 { 0.0 } else { self.link_weight() / self.weight() }
    }

    /// Counts `words` words, with the ASCII white space between them.
    pub(crate) fn add_words(&mut self, text: &str, words: u32, setting: Setting) {
        let before = (self.characters, self.cjk);
        if text.is_ascii() {
            text.as_bytes().chunks(LONGEST_TALLY).for_each(|part| self.add_ascii(part, setting.in_link));
        } else {
            text.chars().for_each(|c| self.add_character(c, setting.in_link));
        }
        self.words += words;
        let characters = self.characters - before.0;
        if setting.in_link {
            self.link_characters += characters;
            self.link_cjk += self.cjk - before.1;
        }
        self.stressed += if setting.is_stressed { characters } else { 0 };
    }

    /// Counts ASCII characters: their classes are summed side by side in one integer.
    fn add_ascii(&mut self, part: &[u8], in_link: bool) {
        let tally: u64 = part.iter().map(|byte| TALLIES[usize::from(*byte & 0x7f)]).sum();
        let count = |class: Class| (tally >> (8 * class as u32)) as u32 & 0xff;
        self.characters += part.len() as u32 - count(Class::Space);
        self.digits += count(Class::Digit);
        self.capitals += count(Class::Capital);
        self.dividers += count(Class::Divider);
        if !in_link {
            self.commas += count(Class::Comma);
            self.sentence_ends += count(Class::SentenceEnd);
        }
    }

    fn add_character(&mut self, c: char, in_link: bool) {
        if c.is_ascii() {
            return self.add_ascii(&[c as u8], in_link);
        }
        self.characters += u32::from(c != '\u{a0}');
        self.cjk += u32::from(is_counted_alone(c));
        self.dividers += u32::from(is_divider(c));
        if !in_link {
            self.commas += u32::from(is_comma(c));
            self.sentence_ends += u32::from(is_sentence_end(c));
        }
    }
}

/// The classes of ASCII characters that are counted; each has a byte of a tally.
#[derive(Clone, Copy)]
enum Class {
    Comma,
    SentenceEnd,
    Digit,
    Capital,
    Divider,
    Space,
}

/// Characters that a tally can hold: a byte counts to 255.
const LONGEST_TALLY: usize = 255;

/// One in the byte of each ASCII character's class.
static TALLIES: [u64; 128] = {
    let mut tallies = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        tallies[byte] = match byte as u8 {
            b',' => 1 << (8 * Class::Comma as u32),
            b'.' | b'!' | b'?' => 1 << (8 * Class::SentenceEnd as u32),
            b'0'..=b'9' => 1 << (8 * Class::Digit as u32),
            b'A'..=b'Z' => 1 << (8 * Class::Capital as u32),
            b'|' | b'/' | b'>' => 1 << (8 * Class::Divider as u32),
            byte if byte.is_ascii_whitespace() => 1 << (8 * Class::Space as u32),
            _ => 0,
        };
        byte += 1;
    }
    tallies
};

impl AddAssign for Statistics {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.cjk += other.cjk;
        self.link_characters += other.link_characters;
        self.link_cjk += other.link_cjk;
        self.stressed += other.stressed;
        self.words += other.words;
        self.commas += other.commas;
        self.sentence_ends += other.sentence_ends;
        self.digits += other.digits;
        self.capitals += other.capitals;
        self.dividers += other.dividers;
        self.links += other.links;
        self.images += other.images;
        self.icons += other.icons;
        self.signs += other.signs;
        self.breaks += other.breaks;
        self.elements += other.elements;
        self.controls += other.controls;
    }
}

fn weigh(characters: u32, cjk: u32) -> f32 {
    characters as f32 + CJK_EXTRA_WEIGHT * cjk as f32
}

/// Characters of the scripts written without spaces between words, where each counts as a word: Han, kana, hangul.
pub(crate) fn is_counted_alone(c: char) -> bool {
    // Most characters of most texts end at the first of these comparisons.
    c as u32 >= 0x3041
        && matches!(c as u32,
        0x3041..=0x30ff | 0x3105..=0x312f | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3
        | 0xf900..=0xfaff | 0xff66..=0xff9d | 0x20000..=0x323af)
}

/// Commas beyond ASCII: fullwidth and ideographic, Arabic, Armenian, Ethiopic, Mongolian.
fn is_comma(c: char) -> bool {
    matches!(c, '，' | '、' | '﹐' | '､' | '،' | '՝' | '፣' | '᠂')
}

/// Dividers beyond ASCII: guillemets, bullets, middle dots, arrows.
fn is_divider(c: char) -> bool {
    matches!(c, '»' | '›' | '·' | '•' | '→' | '←' | '｜' | '／')
}

/// Sentence ends beyond ASCII: fullwidth and ideographic, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer, Burmese.
fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '；' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Statistics {
        let mut statistics = Statistics::default();
        text.split_whitespace().for_each(|word| statistics.add_words(word, 1, Setting::default()));
        statistics
    }

    #[test]
    fn scripts_weigh_alike_where_they_say_alike() {
        let english = measured("The ministers met in the capital, and agreed on nothing.");
        let chinese = measured("部长们在首都会面，什么也没有商定。");
        assert!((0.6..1.4).contains(&(chinese.weight() / english.weight())));
        assert_eq!((chinese.commas, chinese.sentence_ends), (english.commas, english.sentence_ends));
    }

    #[test]
    fn links_are_counted_apart() {
        let mut statistics = measured("read");
        statistics.add_words("more,", 1, Setting { in_link: true, is_stressed: false });
        assert_eq!((statistics.characters, statistics.link_characters, statistics.commas), (9, 5, 0));
    }

    #[test]
    fn words_are_counted_at_once_as_one_by_one() {
        let text = "One, two | 3!\n\t".repeat(100);
        for setting in [false, true].map(|set| Setting { in_link: set, is_stressed: set }) {
            let (mut at_once, mut one_by_one) = (Statistics::default(), Statistics::default());
            at_once.add_words(&text, 400, setting);
            text.split_ascii_whitespace().for_each(|word| one_by_one.add_words(word, 1, setting));
            assert_eq!(at_once, one_by_one);
        }
    }

    #[test]
    fn a_word_of_any_length_is_counted_whole() {
        let statistics = measured(&"A,1|".repeat(1000));
        let counted = (statistics.capitals, statistics.commas, statistics.digits, statistics.dividers);
        assert_eq!((statistics.characters, counted), (4000, (1000, 1000, 1000, 1000)));
    }
}
