//! Parameters of a service's own.

use std::fmt;

use super::EndpointParams;

/// The value of a parameter of a service's own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamValue {
    /// Text.
    String(String),
    /// True or false.
    Boolean(bool),
    /// Texts.
    Strings(Vec<String>),
}

/// A parameter of a service's own that users of a client may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientParam {
    /// Its name in the rule set.
    pub name: &'static str,
    /// What it is set to.
    pub kind: ParamKind,
}

/// What a parameter is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamKind {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// Texts.
    Strings,
}

impl fmt::Display for ParamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "text",
            Self::Boolean => "true or false",
            Self::Strings => "a list of texts",
        })
    }
}

impl ParamValue {
    /// What the value is.
    pub fn kind(&self) -> ParamKind {
        match self {
            Self::String(_) => ParamKind::String,
            Self::Boolean(_) => ParamKind::Boolean,
            Self::Strings(_) => ParamKind::Strings,
        }
    }
}

impl EndpointParams {
    /// The text that the parameter is set to, if it is set to one.
    pub fn string(&self, name: &str) -> Option<String> {
        match self.own.get(name) {
            Some(ParamValue::String(value)) => Some(value.clone()),
            _ => None,
        }
    }

    /// Whether the parameter is set to true or to false, if it is to either.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.own.get(name) {
            Some(ParamValue::Boolean(value)) => Some(*value),
            _ => None,
        }
    }

    /// The texts that the parameter is set to, if it is set to such.
    pub fn strings(&self, name: &str) -> Option<Vec<String>> {
        match self.own.get(name) {
            Some(ParamValue::Strings(value)) => Some(value.clone()),
            _ => None,
        }
    }
}

impl From<&str> for ParamValue {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for ParamValue {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<bool> for ParamValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<Vec<String>> for ParamValue {
    fn from(value: Vec<String>) -> Self {
        Self::Strings(value)
    }
}
