//! What a reader does not see, as far as the markup alone says.
//!
//! In the browser the snapshot has already left out what CSS hides. On the command line the bytes are all there is:
//! these are the attributes and the few class names, by convention of the large frameworks, that hide an element.

use super::attributes::Attributes;

/// Class names that mean "for screen readers only" in Bootstrap, WordPress, Drupal, GOV.UK and Tailwind.
fn is_for_screen_readers(class: &str) -> bool {
    matches!(
        class.as_bytes(),
        b"sr-only"
            | b"visually-hidden"
            | b"visuallyhidden"
            | b"screen-reader-text"
            | b"element-invisible"
            | b"govuk-visually-hidden"
    )
}

/// Whether an element with these attributes is hidden, with all it holds.
pub(crate) fn is_hidden(attributes: &Attributes) -> bool {
    is_invisible(attributes)
        || attributes.get("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || attributes.get("class").is_some_and(|class| class.split_ascii_whitespace().any(is_for_screen_readers))
}

/// Whether an element with these attributes is not drawn. Pictures are asked this alone: what they leave to screen
/// readers, or hide from them, says nothing of what others see.
pub(crate) fn is_invisible(attributes: &Attributes) -> bool {
    attributes.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || attributes.get("style").is_some_and(hides)
}

/// Whether a style attribute says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let (property, value) = (property.trim(), value.trim());
        property.eq_ignore_ascii_case("display") && begins(value, "none")
            || property.eq_ignore_ascii_case("visibility") && begins(value, "hidden")
    })
}

fn begins(value: &str, word: &str) -> bool {
    value.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_read_by_declaration() {
        assert!(hides("color:red; DISPLAY : none !important"));
        assert!(!hides("display:block;background:url(none)"));
    }
}
