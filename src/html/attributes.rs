//! The attributes of one start tag.

/// The attributes of a start tag: names in lower case, values with their character references undone.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    list: Vec<(String, String)>,
}

impl Attributes {
    /// The value of the attribute `name`; empty where it is written without one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute `name` is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Forgets all, to serve the next tag.
    pub(crate) fn clear(&mut self) {
        self.list.clear();
    }

    /// Adds one; a repeated name is ignored (HTML §13.2.5.33).
    pub(crate) fn push(&mut self, name: String, value: String) {
        if !self.has(&name) {
            self.list.push((name, value));
        }
    }
}
