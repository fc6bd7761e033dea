//! URLs, as the [URL standard](https://url.spec.whatwg.org/) has them.
//!
//! In the browser its own parser serves, natively the `url` crate: that one would add 66 kB gzipped to the wasm. Both
//! implement the standard; what they are asked for here is only to parse and to join, everything else is read off the
//! serialized address, so that there is one truth for both.

/// An absolute URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url(platform::Address);

impl Url {
    /// The absolute URL that `text` is, if it is one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        platform::parse(text).map(Self)
    }

    /// What `reference` means on a page whose base URL this is.
    pub(crate) fn join(&self, reference: &str) -> Option<Self> {
        platform::join(&self.0, reference).map(Self)
    }

    /// The URL, serialized.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The scheme in lower case, without its colon.
    pub(crate) fn scheme(&self) -> &str {
        self.as_str().split(':').next().unwrap_or_default()
    }

    /// Whether it leads to the web: http or https.
    pub(crate) fn is_web(&self) -> bool {
        matches!(self.scheme(), "http" | "https")
    }

    /// The host in ASCII (punycode; an IPv6 address keeps its brackets), without user, password and port; `None` where
    /// the URL has none.
    pub(crate) fn host(&self) -> Option<&str> {
        let rest = self.as_str().get(self.scheme().len()..)?.strip_prefix("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let address = authority.rsplit('@').next()?;
        let end = match address.find(']') {
            Some(bracket) => bracket + 1,
            None => address.find(':').unwrap_or(address.len()),
        };
        Some(&address[..end]).filter(|host| !host.is_empty())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    pub(super) type Address = url::Url;

    pub(super) fn parse(text: &str) -> Option<Address> {
        url::Url::parse(text).ok()
    }

    pub(super) fn join(base: &Address, reference: &str) -> Option<Address> {
        base.join(reference).ok()
    }
}

#[cfg(target_arch = "wasm32")]
mod platform {
    /// The serialized URL: a handle on the browser's object would have to cross the boundary for every question.
    pub(super) type Address = String;

    pub(super) fn parse(text: &str) -> Option<Address> {
        web_sys::Url::new(text).ok().map(|url| url.href())
    }

    pub(super) fn join(base: &Address, reference: &str) -> Option<Address> {
        web_sys::Url::new_with_base(reference, base).ok().map(|url| url.href())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Option<String> {
        Url::parse(text)?.host().map(str::to_owned)
    }

    #[test]
    fn hosts_are_ascii_and_bare() {
        assert_eq!(host("https://例え.example:8443/a:b@c?d").as_deref(), Some("xn--r8jz45g.example"));
        assert_eq!(host("http://user:pa%40ss@News.Example?x@y").as_deref(), Some("news.example"));
        assert_eq!(host("http://[2001:DB8::1]:81/").as_deref(), Some("[2001:db8::1]"));
        assert_eq!(host("file:///srv/page.html"), None);
        assert_eq!(host("about:blank"), None);
    }

    #[test]
    fn references_are_joined() {
        let base = Url::parse("https://news.example/a/b?c").expect("absolute");
        let joined = |reference| base.join(reference).map(|url| url.as_str().to_owned());
        assert_eq!(joined("../d e").as_deref(), Some("https://news.example/d%20e"));
        assert_eq!(joined("//other.example").as_deref(), Some("https://other.example/"));
        assert_eq!(joined("java\nscript:x").as_deref(), Some("javascript:x"));
        assert_eq!(joined("https://[broken"), None);
        assert!(base.is_web() && !Url::parse("mailto:a@b.example").expect("absolute").is_web());
    }

    /// The JavaScript engine's parser is asked for the same table by `tests/wasm/urls.test.js`.
    #[test]
    fn the_table_holds_that_holds_in_javascript_too() {
        let table: serde_json::Value = serde_json::from_str(include_str!("../../tests/wasm/urls.json")).expect("JSON");
        for row in table.as_array().expect("rows") {
            let text = |field: &str| row[field].as_str();
            let (base, reference) = (text("base").expect("a base"), text("reference").expect("a reference"));
            let url = match base {
                "" => Url::parse(reference),
                base => Url::parse(base).and_then(|base| base.join(reference)),
            };
            assert_eq!(url.as_ref().map(Url::as_str), text("url"), "{reference:?} on {base:?}");
        }
    }

    #[test]
    fn a_reference_alone_is_no_url() {
        assert_eq!(Url::parse("/a"), None);
        assert_eq!(Url::parse(""), None);
    }
}
