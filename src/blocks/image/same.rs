//! Whether two addresses are of one picture at two sizes.

/// What servers write into a path or a file's name for the size of a rendition is passed over, and so is the query where
/// a file is named without it.
pub(crate) fn same_picture(a: &str, b: &str) -> bool {
    a == b || !a.starts_with("data:") && key(a) == key(b)
}

/// What is left of an address: its last two names, the query where that names the file.
fn key(address: &str) -> String {
    let (path, query) = address.split('#').next().unwrap_or_default().split_once('?').unwrap_or((address, ""));
    let mut names = path.rsplit('/').filter(|name| !is_size(name));
    let file = names.next().unwrap_or_default();
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let folder = names.next().unwrap_or_default();
    let mut key = [folder, "/", without_size(stem)].concat();
    // The address of the file is a parameter of the server that makes its renditions, or the file is a number in one.
    if extension.is_empty() {
        let named = query.split('&').filter(|parameter| !is_rendition(parameter));
        named.for_each(|parameter| key.push_str(parameter));
    }
    key
}

/// Whether a name in a path is the size of a rendition: `640`, `w_640,q_auto`, `800x600`.
fn is_size(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(name)
        || name.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height))
        || name.split_once('_').is_some_and(|(letter, _)| matches!(letter, "w" | "h" | "c" | "q" | "f"))
}

/// A file's name without what WordPress and others add for a size: `-1024x683`, `-scaled`, `@2x`, `_640`.
fn without_size(stem: &str) -> &str {
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    let stem = ["@2x", "@3x"].iter().find_map(|density| stem.strip_suffix(density)).unwrap_or(stem);
    let is_rendition = |size: &str| is_size(size) && size.contains('x') && size.len() >= "64x64".len();
    match stem.rsplit_once(['-', '_']) {
        Some((name, size)) if is_rendition(size) => name,
        _ => stem,
    }
}

/// Parameters that say how a rendition is made.
fn is_rendition(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    matches!(
        name,
        "w" | "h"
            | "q"
            | "s"
            | "v"
            | "width"
            | "height"
            | "quality"
            | "fit"
            | "crop"
            | "auto"
            | "fm"
            | "format"
            | "dpr"
            | "resize"
    )
}

#[cfg(test)]
mod tests {
    use super::same_picture;

    #[test]
    fn renditions_are_one_picture() {
        for (a, b, expected) in [
            ("https://e.org/2026/03/a-640x480.jpg", "https://e.org/2026/03/a-1600x900.jpg?auto=format", true),
            ("https://e.org/img/a.jpg", "https://cdn.e.org/img/a-scaled.jpg", true),
            ("https://e.org/news/640/x/a.jpg", "https://e.org/news/1024/x/a.jpg.webp", false),
            ("https://e.org/news/640/x/a.jpg", "https://e.org/news/1024/x/a.webp", true),
            ("https://e.org/_next/image?url=a.jpg&w=640", "https://e.org/_next/image?url=a.jpg&w=1200", true),
            ("https://e.org/_next/image?url=a.jpg&w=640", "https://e.org/_next/image?url=b.jpg&w=640", false),
            ("https://e.org/a/1.jpg", "https://e.org/b/1.jpg", false),
            ("https://e.org/a/photo-1.jpg", "https://e.org/a/photo-2.jpg", false),
            ("data:image/png;base64,AAAA", "data:image/png;base64,AAAB", false),
        ] {
            assert_eq!(same_picture(a, b), expected, "{a} {b}");
        }
    }
}
