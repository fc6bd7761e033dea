//! Selectors and what they are made of: here, `*`.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use cssparser::{ParseError, ToCss};

/// The types that the user of a selector chooses.
pub trait SelectorImpl: Clone + fmt::Debug + Sized + 'static {
    type ExtraMatchingData<'a>: Sized + Default;
    type AttrValue: Clone + 'static;
    type Identifier: Clone + 'static;
    type LocalName: Clone + 'static;
    type NamespaceUrl: Clone + 'static;
    type NamespacePrefix: Clone + 'static;
    type BorrowedNamespaceUrl: ?Sized;
    type BorrowedLocalName: ?Sized;
    type NonTSPseudoClass: NonTSPseudoClass<Impl = Self>;
    type PseudoElement: PseudoElement<Impl = Self>;
}

pub trait NonTSPseudoClass: Sized + ToCss {
    type Impl: SelectorImpl;
    fn is_active_or_hover(&self) -> bool;
    fn is_user_action_state(&self) -> bool;
}

pub trait PseudoElement: Sized + ToCss {
    type Impl: SelectorImpl;
}

pub trait Parser<'i> {
    type Impl: SelectorImpl;
    type Error: 'i + From<SelectorParseErrorKind<'i>>;

    fn parse_nth_child_of(&self) -> bool {
        false
    }
}

pub enum ParseRelative {
    No,
}

/// The list that holds `*`.
#[derive(Debug, Clone)]
pub struct SelectorList<Impl>(PhantomData<Impl>);

impl<Impl: SelectorImpl> SelectorList<Impl> {
    const ALL: &'static [Selector<Impl>] = &[Selector(PhantomData)];

    /// # Errors
    /// Where it is not `*`.
    pub fn parse<'i, P: Parser<'i, Impl = Impl>>(
        _: &P,
        input: &mut cssparser::Parser<'i, '_>,
        _: ParseRelative,
    ) -> Result<Self, ParseError<'i, P::Error>> {
        // The one way to the text that links no tokenizer; ours has one line.
        match input.current_line() {
            "*" => Ok(Self(PhantomData)),
            _ => Err(input.new_custom_error(SelectorParseErrorKind::InvalidState)),
        }
    }

    pub fn slice(&self) -> &[Selector<Impl>] {
        Self::ALL
    }
}

/// `*`.
#[derive(Debug, Clone)]
pub struct Selector<Impl>(PhantomData<Impl>);

impl<Impl: SelectorImpl> Selector<Impl> {
    const COMPONENTS: &'static [Component<Impl>] = &[Component::ExplicitUniversalType];

    pub fn iter(&self) -> std::slice::Iter<'_, Component<Impl>> {
        Self::COMPONENTS.iter()
    }

    pub fn iter_raw_match_order(&self) -> std::slice::Iter<'_, Component<Impl>> {
        self.iter()
    }

    pub fn iter_raw_parse_order_from(&self, offset: usize) -> std::slice::Iter<'_, Component<Impl>> {
        Self::COMPONENTS[offset..].iter()
    }
}

/// A part of a selector. There is one kind; of the others those without fields remain, because nothing can be put in.
pub enum Component<Impl: SelectorImpl> {
    ExplicitUniversalType,
    ExplicitAnyNamespace,
    ExplicitNoNamespace,
    Empty,
    Root,
    Scope,
    ImplicitScope,
    ParentSelector,
    RelativeSelectorAnchor,
    Combinator(Combinator),
    LocalName(Never<LocalName<Impl>>),
    ID(Never<Impl::Identifier>),
    Class(Never<Impl::Identifier>),
    AttributeInNoNamespaceExists {
        local_name_lower: Never<Impl::LocalName>,
    },
    AttributeInNoNamespace {
        local_name: Never<Impl::LocalName>,
        operator: crate::attr::AttrSelectorOperator,
        value: Never<Impl::AttrValue>,
        case_sensitivity: crate::attr::ParsedCaseSensitivity,
    },
    AttributeOther(Never<Attribute<Impl>>),
    Nth(NthSelectorData),
    Negation(Never<SelectorList<Impl>>),
    Part(Infallible),
    Host(Infallible),
    Is(Infallible),
    Where(Infallible),
    PseudoElement(Infallible),
    NonTSPseudoClass(Infallible),
    Slotted(Infallible),
    NthOf(Infallible),
    DefaultNamespace(Infallible),
    Namespace(Infallible, Infallible),
    Has(Infallible),
    Invalid(Infallible),
}

impl<Impl: SelectorImpl> fmt::Debug for Component<Impl> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("*")
    }
}

/// A `T` that nobody has.
pub struct Never<T>(T, Infallible);

impl<T> Deref for Never<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combinator {
    Child,
    Descendant,
    NextSibling,
    LaterSibling,
    PseudoElement,
    SlotAssignment,
    Part,
}

pub struct LocalName<Impl: SelectorImpl> {
    pub name: Impl::LocalName,
}

pub struct Attribute<Impl: SelectorImpl> {
    pub namespace: Option<Infallible>,
    pub local_name_lower: Impl::LocalName,
    pub operation: crate::attr::ParsedAttrSelectorOperation<Impl::AttrValue>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NthType {
    Child,
    LastChild,
    OnlyChild,
    OfType,
    LastOfType,
    OnlyOfType,
}

pub struct AnPlusB(pub i32, pub i32);

pub struct NthSelectorData {
    _never: Infallible,
    pub ty: NthType,
    pub an_plus_b: AnPlusB,
}

pub type SelectorParseError<'i> = ParseError<'i, SelectorParseErrorKind<'i>>;

/// Why a selector is none: here, because it is not `*`.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectorParseErrorKind<'i> {
    InvalidState,
    EmptySelector,
    DanglingCombinator,
    NonCompoundSelector,
    NonPseudoElementAfterSlotted,
    InvalidPseudoElementAfterSlotted,
    InvalidPseudoElementInsideWhere,
    PseudoElementExpectedColon(Infallible),
    PseudoElementExpectedIdent(Infallible),
    NoIdentForPseudo(Infallible),
    UnsupportedPseudoClassOrElement(Infallible),
    UnexpectedIdent(Infallible),
    ExpectedNamespace(Infallible),
    ExplicitNamespaceUnexpectedToken(Infallible),
    NoQualifiedNameInAttributeSelector(Infallible),
    UnexpectedTokenInAttributeSelector(Infallible),
    ExpectedBarInAttr(Infallible),
    BadValueInAttr(Infallible),
    InvalidQualNameInAttr(Infallible),
    ClassNeedsIdent(PhantomData<&'i ()>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use cssparser::ParserInput;

    #[derive(Debug, Clone)]
    struct Anything;

    impl SelectorImpl for Anything {
        type ExtraMatchingData<'a> = ();
        type AttrValue = ();
        type Identifier = ();
        type LocalName = ();
        type NamespaceUrl = ();
        type NamespacePrefix = ();
        type BorrowedNamespaceUrl = ();
        type BorrowedLocalName = ();
        type NonTSPseudoClass = Nothing;
        type PseudoElement = Nothing;
    }

    enum Nothing {}

    impl ToCss for Nothing {
        fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
            match *self {}
        }
    }

    impl NonTSPseudoClass for Nothing {
        type Impl = Anything;

        fn is_active_or_hover(&self) -> bool {
            match *self {}
        }

        fn is_user_action_state(&self) -> bool {
            match *self {}
        }
    }

    impl PseudoElement for Nothing {
        type Impl = Anything;
    }

    impl<'i> Parser<'i> for Anything {
        type Impl = Self;
        type Error = SelectorParseErrorKind<'i>;
    }

    fn parsed(text: &str) -> Option<SelectorList<Anything>> {
        let mut input = ParserInput::new(text);
        SelectorList::parse(&Anything, &mut cssparser::Parser::new(&mut input), ParseRelative::No).ok()
    }

    #[test]
    fn every_element_is_asked_for_and_nothing_else() {
        let list = parsed("*").expect("the one selector");
        let components: Vec<_> =
            list.slice().iter().flat_map(|selector| selector.iter_raw_parse_order_from(0)).collect();
        assert!(matches!(components[..], [Component::ExplicitUniversalType]));
        for other in ["", "p", "* > p", "**"] {
            assert!(parsed(other).is_none(), "{other}");
        }
    }
}
