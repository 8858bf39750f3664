//! What a scalar is, by YAML's core schema.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::seed::tree::Value;

/// The value of a scalar; `None` when its tag is not known, or it is not what the tag says.
pub(super) fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Option<Value> {
    let Some(tag) = tag else {
        return Some(if style == ScalarStyle::Plain { plain(text) } else { as_text(text) });
    };
    match (tag.is_yaml_core_schema().then_some(tag.suffix.as_str()), plain(text)) {
        (Some("str"), _) => Some(as_text(text)),
        (Some("int" | "float"), number @ (Value::Number(_) | Value::ForeignNumber)) => Some(number),
        (Some("bool"), flag @ Value::Bool(_)) => Some(flag),
        (Some("null"), Value::Null) => Some(Value::Null),
        (None, _) if is_non_specific(tag) => Some(as_text(text)),
        _ => None,
    }
}

/// Whether a tag is a single `!`.
pub(super) fn is_non_specific(tag: &Tag) -> bool {
    tag.handle.is_empty() && tag.suffix == "!"
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number_of_json(text) => Value::Number(Zeroizing::new(text.to_owned())),
        _ if is_number(text) => Value::ForeignNumber,
        _ => as_text(text),
    }
}

fn as_text(text: &str) -> Value {
    Value::Text(Zeroizing::new(text.to_owned()))
}

fn is_number_of_json(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    begins && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text)
}

/// Whether a text is a number: all digits of any base, a fraction, an exponent, infinite, or none.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match (text, unsigned) {
        (".nan" | ".NaN" | ".NAN", _) | (_, ".inf" | ".Inf" | ".INF") => true,
        _ if text.starts_with("0x") => is_all(&text[2..], |digit| digit.is_ascii_hexdigit()),
        _ if text.starts_with("0o") => is_all(&text[2..], |digit| matches!(digit, b'0'..=b'7')),
        _ => is_decimal(unsigned),
    }
}

fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digit = |byte: u8| byte.is_ascii_digit();
    is_all(exponent, is_digit)
        && (is_all(whole, is_digit) || whole.is_empty() && is_all(fraction, is_digit))
        && fraction.bytes().all(is_digit)
}

fn is_all(text: &str, is_digit: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is_digit)
}
