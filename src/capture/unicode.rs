//! Characters as readers see them: composed where they can be, and never cut within one.
//!
//! In the browser its own functions serve, natively two crates: their tables would add 150 kB to the wasm, 72 kB of them
//! gzipped, for the name of a file. All follow the Unicode standard; only of characters that one of their versions has not
//! assigned yet may they think otherwise, and then a name differs, never a capture.

/// The text in normalization form C: `e` and an accent are `é`.
pub(super) fn composed(text: String) -> String {
    // Nothing in ASCII can be composed, and most names are.
    if text.is_ascii() { text } else { platform::composed(&text) }
}

/// The longest beginning of whole graphemes that takes at most `room` bytes.
pub(super) fn cut(text: &str, room: usize) -> &str {
    if text.len() <= room { text } else { &text[..platform::last_boundary(text, room)] }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;
    use unicode_segmentation::UnicodeSegmentation;

    pub(super) fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    /// The last place up to `room` where a grapheme of `text`, which is longer, begins.
    pub(super) fn last_boundary(text: &str, room: usize) -> usize {
        let starts = text.grapheme_indices(true).map(|(start, _)| start);
        starts.take_while(|start| *start <= room).last().unwrap_or(0)
    }
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use js_sys::{Intl::Segmenter, JsString};

    pub(super) fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    /// The last place up to `room` where a grapheme of `text`, which is longer, begins.
    pub(super) fn last_boundary(text: &str, room: usize) -> usize {
        let room = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        // JavaScript counts UTF-16.
        let units = text[..room].encode_utf16().count() as u32;
        let start = Segmenter::default().segment(text).containing(units).map_or(0, |grapheme| grapheme.index());
        bytes_of(text, start)
    }

    /// How many bytes the first `units` of UTF-16 take.
    fn bytes_of(text: &str, units: u32) -> usize {
        let mut rest = units as usize;
        let fits = |character: &char| {
            let fits = rest >= character.len_utf16();
            rest = rest.saturating_sub(character.len_utf16());
            fits
        };
        text.chars().take_while(fits).map(char::len_utf8).sum()
    }
}

#[cfg(test)]
mod tests {
    use crate::capture::Capture;

    /// The browser's functions are asked for the same table by `tests/wasm/names.test.js`.
    #[test]
    fn the_table_holds_that_holds_in_javascript_too() {
        let table: serde_json::Value = serde_json::from_str(include_str!("../../tests/wasm/names.json")).expect("JSON");
        for row in table.as_array().expect("rows") {
            let text = |field: &str| row[field].as_str().expect("a text").to_owned();
            let url = "https://news.example/".to_owned();
            let capture = Capture { stamp: 0, title: text("title"), url, body: String::new() };
            assert_eq!(capture.path(), format!("news.example/0_{}.md", text("name")), "{}", text("title"));
        }
    }
}
