//! What the constraints ask of a value, and how a message shows it.

use std::collections::BTreeMap;

use super::Rule;
use crate::{BigDecimal, BigInteger, Blob, Document, Secret, Sensitive, Timestamp};

/// A value that constraints apply to.
pub trait Constrained {
    /// Whether messages must not show the value.
    const SENSITIVE: bool = false;

    /// Characters, bytes, elements or entries; `None` for what has no length.
    fn length(&self) -> Option<u64> {
        None
    }

    /// The value as a number, if it is one.
    fn number(&self) -> Option<f64> {
        None
    }

    /// The value as text, if it is some.
    fn text(&self) -> Option<&str> {
        None
    }

    /// Whether each element of a list, or each value of a map, keeps rules; what is neither does.
    fn each_keeps(&self, rules: &[Rule<'_>]) -> bool {
        let _ = rules;
        true
    }

    /// Appends the value as a message shows it.
    fn show(&self, out: &mut String);
}

impl Constrained for String {
    fn length(&self) -> Option<u64> {
        Some(self.chars().count() as u64)
    }

    fn text(&self) -> Option<&str> {
        Some(self)
    }

    fn show(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Constrained for Blob {
    fn length(&self) -> Option<u64> {
        Some(self.len() as u64)
    }

    fn show(&self, out: &mut String) {
        out.push_str(&format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", self.len()));
    }
}

impl<T: Constrained + Secret> Constrained for Sensitive<T> {
    const SENSITIVE: bool = true;

    fn length(&self) -> Option<u64> {
        self.expose().length()
    }

    fn number(&self) -> Option<f64> {
        self.expose().number()
    }

    fn text(&self) -> Option<&str> {
        self.expose().text()
    }

    fn show(&self, out: &mut String) {
        out.push_str("*** Sensitive Data Redacted ***");
    }
}

impl<T: Constrained> Constrained for Vec<T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn each_keeps(&self, rules: &[Rule<'_>]) -> bool {
        self.iter().all(|element| rules.iter().all(|rule| rule.holds(element)))
    }

    fn length(&self) -> Option<u64> {
        Some(self.len() as u64)
    }

    fn show(&self, out: &mut String) {
        out.push('[');
        for (index, element) in self.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            element.show(out);
        }
        out.push(']');
    }
}

impl<T: Constrained> Constrained for BTreeMap<String, T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn each_keeps(&self, rules: &[Rule<'_>]) -> bool {
        self.values().all(|value| rules.iter().all(|rule| rule.holds(value)))
    }

    fn length(&self) -> Option<u64> {
        Some(self.len() as u64)
    }

    fn show(&self, out: &mut String) {
        out.push('{');
        for (index, (key, value)) in self.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            out.push_str(key);
            out.push('=');
            value.show(out);
        }
        out.push('}');
    }
}

impl<T: Constrained> Constrained for Box<T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn show(&self, out: &mut String) {
        (**self).show(out);
    }
}

impl<T: Constrained> Constrained for Option<T> {
    const SENSITIVE: bool = T::SENSITIVE;

    fn length(&self) -> Option<u64> {
        self.as_ref().and_then(T::length)
    }

    fn number(&self) -> Option<f64> {
        self.as_ref().and_then(T::number)
    }

    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(T::text)
    }

    fn each_keeps(&self, rules: &[Rule<'_>]) -> bool {
        self.as_ref().is_none_or(|value| value.each_keeps(rules))
    }

    fn show(&self, out: &mut String) {
        match self {
            Some(value) => value.show(out),
            None => out.push_str("null"),
        }
    }
}

impl Constrained for Document {
    fn show(&self, out: &mut String) {
        out.push_str(&self.as_value().to_string());
    }
}

/// Values that a message shows as they print themselves.
macro_rules! printed {
    ($($value:ty)*) => {$(
        impl Constrained for $value {
            fn show(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    )*};
}

printed!(bool Timestamp);

/// Numbers of any size are compared as the nearest double.
macro_rules! big_numbers {
    ($($number:ty)*) => {$(
        impl Constrained for $number {
            fn number(&self) -> Option<f64> {
                self.as_str().parse().ok()
            }

            fn show(&self, out: &mut String) {
                out.push_str(self.as_str());
            }
        }
    )*};
}

big_numbers!(BigInteger BigDecimal);

/// Numbers: those wider than a double's 53 bits are compared as the nearest double.
macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Constrained for $number {
            fn number(&self) -> Option<f64> {
                Some(*self as f64)
            }

            fn show(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    )*};
}

numbers!(i8 i16 i32 i64 f32 f64);

/// Shows a structure: `Filter(key=name, values=[a])`.
#[derive(Debug)]
pub struct Shown<'a> {
    out: &'a mut String,
    members: usize,
}

impl<'a> Shown<'a> {
    /// Begins with the structure's name.
    pub fn new(out: &'a mut String, name: &str) -> Self {
        out.push_str(name);
        out.push('(');
        Self { out, members: 0 }
    }

    /// Shows a member, `null` when it is absent.
    pub fn member<T: Constrained>(mut self, name: &str, value: Option<&T>) -> Self {
        self.out.push_str(if self.members == 0 { "" } else { ", " });
        self.members += 1;
        self.out.push_str(name);
        self.out.push('=');
        match value {
            Some(value) => value.show(self.out),
            None => self.out.push_str("null"),
        }
        self
    }

    /// Ends the structure.
    pub fn end(self) {
        self.out.push(')');
    }
}
