//! How the cells of a table are aligned: columns of figures are read by their last digit.

use super::attributes::Attributes;

/// The `align` to write for a cell or a row: what its style says (CSS Text §7.1), or its `align` (HTML §15.3.8, obsolete
/// and read by all), or a class by convention of WordPress or Bootstrap.
pub(super) fn alignment(attributes: &Attributes) -> Option<&'static str> {
    let style = attributes.get("style").and_then(by_style);
    let own = || attributes.get("align").or_else(|| attributes.get("data-align")).and_then(named);
    let class = || attributes.get("class").and_then(|class| class.split_ascii_whitespace().find_map(by_class));
    style.or_else(own).or_else(class)
}

fn by_style(style: &str) -> Option<&'static str> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut aligning = declarations.filter(|(property, _)| property.trim().eq_ignore_ascii_case("text-align"));
    aligning.next_back().and_then(|(_, value)| named(value.split('!').next()?))
}

fn by_class(class: &str) -> Option<&'static str> {
    let value = class.strip_prefix("has-text-align-").or_else(|| class.strip_prefix("text-"))?;
    named(value)
}

fn named(value: &str) -> Option<&'static str> {
    let value = value.trim();
    ["left", "center", "right"].into_iter().find(|known| value.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_align_a_cell() {
        for (name, value, expected) in [
            ("align", "RIGHT", Some("right")),
            ("align", "char", None),
            ("style", "color:red; TEXT-ALIGN : center !important", Some("center")),
            ("style", "text-align:end", None),
            ("class", "num has-text-align-right", Some("right")),
            ("class", "text-center", Some("center")),
            ("class", "text-muted", None),
            ("data-align", "left", Some("left")),
        ] {
            let mut attributes = Attributes::default();
            attributes.push(name.as_bytes(), || value);
            assert_eq!(alignment(&attributes), expected, "{name}={value}");
        }
    }
}
