//! The attributes of one start tag.

/// Attributes kept of one start tag. Real pages have a fifth of it on their busiest element; every look-up walks the list,
/// so a tag with a million names would otherwise cost a million times a million comparisons.
const MAX_ATTRIBUTES: usize = 256;

/// The attributes of a start tag: names in lower case, values with their character references undone.
#[derive(Debug, Default, Clone)]
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

    /// Adds one; a repeated name is ignored (HTML §13.2.5.33), and so is what comes after [`MAX_ATTRIBUTES`].
    pub(crate) fn push(&mut self, name: String, value: String) {
        if self.list.len() < MAX_ATTRIBUTES && !self.has(&name) {
            self.list.push((name, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_name_is_kept_up_to_a_limit() {
        let mut attributes = Attributes::default();
        attributes.push("href".into(), "a".into());
        attributes.push("href".into(), "b".into());
        (0..2 * MAX_ATTRIBUTES).for_each(|number| attributes.push(format!("data-{number}"), String::new()));
        assert_eq!(attributes.get("href"), Some("a"));
        assert_eq!(attributes.list.len(), MAX_ATTRIBUTES);
    }
}
