//! What options take.

use std::any::TypeId;

use clap::{Arg, ArgAction};
use toml::de::DeValue;

/// What an option takes, as TOML has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Truth,
    Number,
    Text,
    Texts,
}

impl Kind {
    pub(super) fn of(option: &Arg) -> Self {
        let numbers = [TypeId::of::<u16>(), TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<usize>()];
        let parsed = option.get_value_parser().type_id();
        match option.get_action() {
            ArgAction::Append => Self::Texts,
            _ if parsed == TypeId::of::<bool>() => Self::Truth,
            _ if numbers.iter().any(|number| parsed == *number) => Self::Number,
            _ => Self::Text,
        }
    }

    /// A value as the command line would have it.
    ///
    /// # Errors
    /// What is expected, when the value is something else.
    pub(super) fn read(self, value: &DeValue<'_>) -> Result<Vec<String>, &'static str> {
        match (self, value) {
            (Self::Truth, DeValue::Boolean(truth)) => Ok(vec![truth.to_string()]),
            (Self::Number, DeValue::Integer(number)) => Ok(vec![number.to_string()]),
            (Self::Text | Self::Texts, DeValue::String(text)) => Ok(vec![text.to_string()]),
            (Self::Texts, DeValue::Array(texts)) => {
                let texts = texts.iter().map(|text| text.get_ref().as_str().map(str::to_owned));
                texts.collect::<Option<_>>().ok_or(self.expected())
            }
            _ => Err(self.expected()),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Truth => "true or false, without quotes",
            Self::Number => "a number, without quotes",
            Self::Text => "a text in quotes",
            Self::Texts => "a list of texts, each in quotes",
        }
    }

    /// Values of the command line as TOML has them.
    pub(super) fn written(self, values: &[String]) -> String {
        let first = values.first().map(String::as_str).unwrap_or_default();
        match self {
            // The command line takes `1`, `yes` and others, too.
            Self::Truth => {
                (!matches!(first.to_ascii_lowercase().as_str(), "false" | "f" | "no" | "n" | "off" | "0")).to_string()
            }
            Self::Number => first.to_owned(),
            Self::Text => quoted(first),
            Self::Texts => format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A text in quotes: what JSON escapes is escaped in TOML in the same way.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
