//! What `lol_html` asks of an attribute, where a selector names one.

/// How the value of an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttrSelectorOperator {
    Equal,
    Includes,
    DashMatch,
    Prefix,
    Substring,
    Suffix,
}

/// What a selector says of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedAttrSelectorOperation<Value> {
    Exists,
    WithValue { operator: AttrSelectorOperator, case_sensitivity: ParsedCaseSensitivity, value: Value },
}

/// What a selector says of upper and lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParsedCaseSensitivity {
    ExplicitCaseSensitive,
    AsciiCaseInsensitive,
    CaseSensitive,
    AsciiCaseInsensitiveIfInHtmlElementInHtmlDocument,
}

/// Whether upper and lower case differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseSensitivity {
    CaseSensitive,
    AsciiCaseInsensitive,
}

impl CaseSensitivity {
    pub fn eq(self, a: &[u8], b: &[u8]) -> bool {
        match self {
            Self::CaseSensitive => a == b,
            Self::AsciiCaseInsensitive => a.eq_ignore_ascii_case(b),
        }
    }
}
