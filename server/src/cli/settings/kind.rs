//! What options take.

use std::any::TypeId;

use clap::{Arg, ArgAction};
use toml::de::DeValue;

use crate::cli::value::switch;

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
            Self::Truth => switch(first).unwrap_or_default().to_string(),
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

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, value_parser};
    use toml::de::DeValue;

    use super::Kind;

    #[test]
    fn what_an_option_takes_follows_from_what_the_command_line_reads() {
        let option = || Arg::new("option").action(ArgAction::Set);
        let cases = [
            (option().value_parser(value_parser!(bool)), Kind::Truth),
            (option().value_parser(value_parser!(u16)), Kind::Number),
            (option().value_parser(value_parser!(u64).range(1..9)), Kind::Number),
            (option().value_parser(value_parser!(String)), Kind::Text),
            (option().action(ArgAction::Append), Kind::Texts),
        ];
        for (option, kind) in cases {
            assert_eq!(Kind::of(&option), kind);
        }
    }

    #[test]
    fn a_number_is_a_number_and_nothing_else() {
        let read = |text| Kind::Number.read(DeValue::parse(text).unwrap().get_ref());
        assert_eq!(read("8"), Ok(vec!["8".to_owned()]));
        assert_eq!(Kind::Number.written(&["8".to_owned()]), "8");
        for other in ["\"8\"", "8.0", "true", "[8]"] {
            assert_eq!(read(other), Err("a number, without quotes"));
        }
    }
}
