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
    /// Words divided by white space.
    pub words: u32,
    /// Commas of all scripts, outside links.
    pub commas: u32,
    /// Sentence ends of all scripts, outside links.
    pub sentence_ends: u32,
    /// Links with any text or image.
    pub links: u32,
    /// Images.
    pub images: u32,
    /// Of them, those whose markup says that they are small: avatars, logos, arrows.
    pub icons: u32,
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

    /// Counts one word: text without white space.
    pub(crate) fn add_word(&mut self, word: &str, in_link: bool) {
        let before = (self.characters, self.cjk);
        for c in word.chars() {
            if c != '\u{a0}' {
                self.characters += 1;
            }
            if (c as u32) < 0x80 {
                self.commas += u32::from(c == ',' && !in_link);
                self.sentence_ends += u32::from(matches!(c, '.' | '!' | '?') && !in_link);
            } else {
                self.add_wide(c, in_link);
            }
        }
        self.words += 1;
        if in_link {
            self.link_characters += self.characters - before.0;
            self.link_cjk += self.cjk - before.1;
        }
    }

    /// Counts `words` words of ASCII, with the white space between them: by bytes, many at once.
    pub(crate) fn add_ascii(&mut self, text: &str, words: u32, in_link: bool) {
        let (mut characters, mut commas, mut sentence_ends) = (0, 0, 0);
        for byte in text.bytes() {
            characters += u32::from(!byte.is_ascii_whitespace());
            commas += u32::from(byte == b',');
            sentence_ends += u32::from(matches!(byte, b'.' | b'!' | b'?'));
        }
        self.characters += characters;
        self.words += words;
        if in_link {
            self.link_characters += characters;
        } else {
            self.commas += commas;
            self.sentence_ends += sentence_ends;
        }
    }

    fn add_wide(&mut self, c: char, in_link: bool) {
        self.cjk += u32::from(is_counted_alone(c));
        if !in_link {
            self.commas += u32::from(is_comma(c));
            self.sentence_ends += u32::from(is_sentence_end(c));
        }
    }
}

impl AddAssign for Statistics {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.cjk += other.cjk;
        self.link_characters += other.link_characters;
        self.link_cjk += other.link_cjk;
        self.words += other.words;
        self.commas += other.commas;
        self.sentence_ends += other.sentence_ends;
        self.links += other.links;
        self.images += other.images;
        self.icons += other.icons;
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

/// Sentence ends beyond ASCII: fullwidth and ideographic, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer, Burmese.
fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '；' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Statistics {
        let mut statistics = Statistics::default();
        text.split_whitespace().for_each(|word| statistics.add_word(word, false));
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
        statistics.add_word("more,", true);
        assert_eq!((statistics.characters, statistics.link_characters, statistics.commas), (9, 5, 0));
    }
}
