//! The operators of conditions, by name.

/// What a condition compares, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub quantifier: Option<Quantifier>,
    /// The comparison.
    pub test: Test,
    /// Whether it has to succeed or to fail.
    pub sense: Sense,
    /// What is the case when the request has no such key.
    pub absent: Absent,
}

/// How many values of the request have to fit, for a key with several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// All of them; none is all.
    All,
    /// At least one.
    Any,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The same text.
    Equals,
    /// The same text, but for upper and lower case.
    EqualsIgnoreCase,
    /// A text that matches a pattern.
    Like,
    /// An ARN that matches a pattern, part by part.
    Arn,
    /// A number.
    Number(Order),
    /// A point in time.
    Date(Order),
    /// `true` or `false`.
    Bool,
    /// The same bytes, in base64.
    Binary,
    /// An address in a range.
    Ip,
    /// Whether the key is absent.
    Null,
}

/// How numbers and dates are compared: the request's value has to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Equal.
    Equal,
    /// Less, or earlier.
    Less,
    /// Less or equal.
    LessOrEqual,
    /// Greater, or later.
    Greater,
    /// Greater or equal.
    GreaterOrEqual,
}

impl Order {
    /// Whether two things stand so.
    pub fn holds<T: PartialOrd>(self, one: &T, other: &T) -> bool {
        match self {
            Self::Equal => one == other,
            Self::Less => one < other,
            Self::LessOrEqual => one <= other,
            Self::Greater => one > other,
            Self::GreaterOrEqual => one >= other,
        }
    }
}

/// Whether a comparison has to succeed or to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// With one of the values it has to succeed.
    Is,
    /// With each of the values it has to fail.
    IsNot,
}

/// What is the case when the request has no such key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// What follows from the operator: a comparison that has to succeed does not, one that has to fail does.
    ByOperator,
    /// The condition holds: `…IfExists`.
    Holds,
}

impl Operator {
    /// The operator with this name; `None` when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        let (quantifier, name) = match name.split_once(':') {
            None => (None, name),
            Some(("ForAllValues", name)) => (Some(Quantifier::All), name),
            Some(("ForAnyValue", name)) => (Some(Quantifier::Any), name),
            Some(_) => return None,
        };
        let (base, absent) = match name.strip_suffix("IfExists") {
            Some(base) if base != "Null" => (base, Absent::Holds),
            _ => (name, Absent::ByOperator),
        };
        let (_, test, sense) = OPERATORS.iter().find(|(name, ..)| *name == base)?;
        Some(Self { quantifier, test: *test, sense: *sense, absent })
    }
}

const OPERATORS: [(&str, Test, Sense); 27] = [
    ("StringEquals", Test::Equals, Sense::Is),
    ("StringNotEquals", Test::Equals, Sense::IsNot),
    ("StringEqualsIgnoreCase", Test::EqualsIgnoreCase, Sense::Is),
    ("StringNotEqualsIgnoreCase", Test::EqualsIgnoreCase, Sense::IsNot),
    ("StringLike", Test::Like, Sense::Is),
    ("StringNotLike", Test::Like, Sense::IsNot),
    ("ArnEquals", Test::Arn, Sense::Is),
    ("ArnNotEquals", Test::Arn, Sense::IsNot),
    ("ArnLike", Test::Arn, Sense::Is),
    ("ArnNotLike", Test::Arn, Sense::IsNot),
    ("NumericEquals", Test::Number(Order::Equal), Sense::Is),
    ("NumericNotEquals", Test::Number(Order::Equal), Sense::IsNot),
    ("NumericLessThan", Test::Number(Order::Less), Sense::Is),
    ("NumericLessThanEquals", Test::Number(Order::LessOrEqual), Sense::Is),
    ("NumericGreaterThan", Test::Number(Order::Greater), Sense::Is),
    ("NumericGreaterThanEquals", Test::Number(Order::GreaterOrEqual), Sense::Is),
    ("DateEquals", Test::Date(Order::Equal), Sense::Is),
    ("DateNotEquals", Test::Date(Order::Equal), Sense::IsNot),
    ("DateLessThan", Test::Date(Order::Less), Sense::Is),
    ("DateLessThanEquals", Test::Date(Order::LessOrEqual), Sense::Is),
    ("DateGreaterThan", Test::Date(Order::Greater), Sense::Is),
    ("DateGreaterThanEquals", Test::Date(Order::GreaterOrEqual), Sense::Is),
    ("Bool", Test::Bool, Sense::Is),
    ("BinaryEquals", Test::Binary, Sense::Is),
    ("IpAddress", Test::Ip, Sense::Is),
    ("NotIpAddress", Test::Ip, Sense::IsNot),
    ("Null", Test::Null, Sense::Is),
];
