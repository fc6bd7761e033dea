//! Writing: the same capture always gives the same bytes.

use super::{Capture, address, title};

impl Capture {
    /// The text of the capture file: UTF-8, lines ended by a line feed. Title and URL are normalised; the body is
    /// written as it is.
    pub fn write(&self) -> String {
        let url = address::normalised(&self.url);
        let title = title::or_url(&self.title, &url);
        let (link_text, destination) = (title::escaped(&title), address::escaped(&url));
        format!("<!--{}-->\n[{link_text}]({destination})\n------\n\n{}\n", self.stamp, self.body)
    }
}
