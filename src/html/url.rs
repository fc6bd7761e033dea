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
        scheme(self.as_str())
    }

    /// Whether it leads to the web: http or https.
    pub(crate) fn is_web(&self) -> bool {
        is_web(self.as_str())
    }

    /// What stands before the path of a URL of the web.
    fn origin(&self) -> Option<&str> {
        let authority = if self.is_web() { self.scheme().len() + "://".len() } else { return None };
        let path = self.as_str()[authority..].find('/')?;
        Some(&self.as_str()[..authority + path])
    }

    /// The host; see [`host`].
    pub(crate) fn host(&self) -> Option<&str> {
        host(self.as_str())
    }
}

/// The address that `reference` means on a page whose base URL is `base`, serialized.
pub(crate) fn resolve(reference: &str, base: Option<&Url>) -> Option<String> {
    // Parsing takes as long as all else that is done with a link, and in the browser it is a call out of the module.
    as_it_stands(reference, base).or_else(|| {
        let url = match base {
            Some(base) => base.join(reference),
            None => Url::parse(reference),
        };
        url.map(|url| url.as_str().to_owned())
    })
}

/// The scheme of a serialized URL, without its colon.
pub(crate) fn scheme(address: &str) -> &str {
    &address[..memchr::memchr(b':', address.as_bytes()).unwrap_or(address.len())]
}

/// The host of a serialized URL in ASCII (punycode; an IPv6 address keeps its brackets), without user, password and port;
/// `None` where the URL has none.
pub(crate) fn host(address: &str) -> Option<&str> {
    let rest = address.get(scheme(address).len()..)?.strip_prefix("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let address = authority.rsplit('@').next()?;
    let end = match address.find(']') {
        Some(bracket) => bracket + 1,
        None => address.find(':').unwrap_or(address.len()),
    };
    Some(&address[..end]).filter(|host| !host.is_empty())
}

/// Whether a serialized URL leads to the web.
pub(crate) fn is_web(address: &str) -> bool {
    matches!(scheme(address), "http" | "https")
}

/// The address, where a parser would leave it as it stands: of the web, its host and path in plain letters; or a path
/// from the root of a site of the web. `None` says nothing: the parser is to be asked.
fn as_it_stands(reference: &str, base: Option<&Url>) -> Option<String> {
    if reference.starts_with('/') {
        let origin = base.filter(|_| is_plain_path(reference))?.origin()?;
        return Some([origin, reference].concat());
    }
    let rest = reference.strip_prefix("https://").or_else(|| reference.strip_prefix("http://"))?;
    let (host, path) = rest.split_at(memchr::memchr(b'/', rest.as_bytes())?);
    (is_plain_host(host) && is_plain_path(path)).then(|| reference.to_owned())
}

/// Whether a host is a name in lower case, and no number, no user, no port and no punycode.
fn is_plain_host(host: &str) -> bool {
    let mut before = b'.';
    let is_plain = |byte: u8| {
        let follows_letter = std::mem::replace(&mut before, byte).is_ascii_alphanumeric();
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-') && follows_letter
    };
    let last = host.as_bytes().rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    host.bytes().all(is_plain) && !host.ends_with('-') && last.first().is_some_and(u8::is_ascii_lowercase)
}

/// Whether a path from the root, with query and fragment, holds no character that is escaped in any of them, and no
/// segment that may be one of dots.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_graphic() & !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'['..=b'^' | b'`' | b'{'..=b'}')
    };
    let begins_segment = |pair: &[u8]| (pair[0] == b'/') & matches!(pair[1], b'.' | b'%' | b'/');
    // Without an early end these take many bytes at once; nearly all paths are plain.
    path.bytes().fold(true, |plain, byte| plain & is_plain(byte))
        && !path.as_bytes().windows(2).fold(false, |found, pair| found | begins_segment(pair))
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn what_stands_as_it_is_is_what_the_parser_gives(
            reference in "(https?:/)?/[a-z0-9.:@-]{0,9}(/|/\\.|%2e|\\.\\.|[!-~é ]){0,12}",
            base in "https?://(u:p@)?[a-z]{1,3}(:81)?/[a-z/]{0,5}",
        ) {
            let base = Url::parse(&base);
            if let Some(address) = as_it_stands(&reference, base.as_ref()) {
                let joined = base.and_then(|base| base.join(&reference));
                prop_assert_eq!(Some(address.as_str()), joined.as_ref().map(Url::as_str));
            }
        }
    }

    #[test]
    fn common_addresses_stand_as_they_are() {
        let base = Url::parse("https://u@news.example:81/a/b?c");
        for (reference, expected) in [
            (
                "https://www.a-b.example/2024/c_d.html?e=f%20g&h#i",
                Some("https://www.a-b.example/2024/c_d.html?e=f%20g&h#i"),
            ),
            ("/c/d?e#f", Some("https://u@news.example:81/c/d?e#f")),
            ("//other.example/c", None),
            ("/a/../b", None),
            ("/a/%2E%2e/b", None),
            ("https://xn--e.example/", None),
            ("https://192.0.2.7/", None),
            ("https://news.example", None),
            ("https://news.example/it's", None),
            ("HTTPS://news.example/", None),
            ("c", None),
        ] {
            assert_eq!(as_it_stands(reference, base.as_ref()).as_deref(), expected, "{reference}");
        }
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
