//! Captions, and who is to be thanked for the picture: two things that pages set in one line.

use super::Builder;
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;

/// Words in the class or `itemprop` of what names the photographer or the source, in any case: those of schema.org, of
/// the large newspapers' style sheets and their German and French sisters.
const CREDITS: [&str; 10] = [
    "attribution",
    "bildquelle",
    "copyright",
    "copyrightholder",
    "credit",
    "credits",
    "fotograf",
    "photographer",
    "source",
    "urheber",
];

/// Boxes that were figures before HTML had any, and their captions: WordPress's, which its themes still write, and
/// MediaWiki's.
const BOXES: [(&str, Tag); 4] = [
    ("wp-caption", Tag::Figure),
    ("wp-caption-text", Tag::Figcaption),
    ("thumbinner", Tag::Figure),
    ("thumbcaption", Tag::Figcaption),
];

/// The element that a block is meant as.
pub(super) fn meant(tag: Tag, attributes: &Attributes) -> Tag {
    if !matches!(tag, Tag::Div | Tag::P) {
        return tag;
    }
    // Every block is asked this, and the programs that write these names write them first.
    let is_known = |class: &&str| class.starts_with("wp-caption") || class.starts_with("thumb");
    let Some(class) = attributes.get("class").filter(is_known) else { return tag };
    let known = class.split_ascii_whitespace().find_map(|name| BOXES.iter().find(|(known, _)| *known == name));
    known.map_or(tag, |(_, meant)| *meant)
}

impl Builder {
    /// Whether an element in a caption names whom the picture is from, and none around it does.
    pub(super) fn is_credit(&self, attributes: &Attributes) -> bool {
        self.captions > 0
            && !self.writer.is_open(Tag::Small)
            && self.open.iter().all(|open| !open.is_credit)
            && ["class", "itemprop"].iter().filter_map(|name| attributes.named(name)).any(names_credit)
    }
}

fn names_credit(names: &str) -> bool {
    let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| CREDITS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::names_credit;

    #[test]
    fn credits_are_named_in_many_ways() {
        for names in ["credit", "media-caption__credit", "copyrightHolder", "wp-caption-credit small", "image_Source"] {
            assert!(names_credit(names), "{names}");
        }
        assert!(!names_credit("caption accredited") && !names_credit("resource"));
    }
}
