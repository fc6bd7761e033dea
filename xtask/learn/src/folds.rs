//! Which fold a page belongs to.

/// How many folds there are.
pub const FOLDS: usize = 5;

/// Second levels below which domains are registered, where the first is a country's.
const SHARED: [&str; 8] = ["ac", "co", "com", "edu", "gov", "ne", "net", "org"];

/// The site of the page at `url`: its registered domain; its `id` where it has no address.
pub fn site(url: &str, id: &str) -> String {
    domain(url).unwrap_or_else(|| id.to_owned())
}

/// The fold of the page at `url`: that of its site.
pub fn fold(url: &str, id: &str) -> usize {
    (site(url, id).bytes().fold(0xcbf2_9ce4_8422_2325, mix) % FOLDS as u64) as usize
}

/// FNV-1a.
fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn domain(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("//")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let [.., second, first] = labels[..] else { return labels.first().map(|label| (*label).to_owned()) };
    let is_shared = labels.len() > 2 && first.len() == 2 && SHARED.contains(&second);
    Some(labels[labels.len() - if is_shared { 3 } else { 2 }..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_its_registered_domain() {
        for (url, expected) in [
            ("https://www.example.co.uk/a?b", Some("example.co.uk")),
            ("http://news.example.org:80/", Some("example.org")),
            ("https://localhost", Some("localhost")),
            ("", None),
        ] {
            assert_eq!(domain(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn pages_of_a_site_share_its_fold() {
        assert_eq!(fold("https://a.example.org/1", "1"), fold("http://example.org/2", "2"));
        assert!((0..50).map(|id| fold("", &id.to_string())).any(|fold| fold != super::fold("", "0")));
    }
}
