//! Constraint traits: checking an input against what the model allows.
//!
//! Generated code calls a [`Check`] for each member; every violation is collected, and all of them
//! end in one error in the wording of the AWS service framework: a `ValidationException` that a
//! server answers, or a [`ValidationError`] before anything is sent.

use std::collections::{BTreeMap, HashSet};
use std::ops::RangeBounds;

use serde_core::Serialize;

use crate::Unmodeled;

mod path;
mod pattern;
mod rule;
mod value;
mod violation;

use path::Path;
pub use pattern::Pattern;
pub use rule::Rule;
pub use value::{Constrained, Shown};
pub use violation::{ValidationError, Violation};

/// A structure, or what collects its members, whose members have constraints.
pub trait Validate {
    /// Checks each member, in the order of the model.
    fn validate(&self, check: &mut Check<'_>);
}

/// Checks an input that a server was sent.
///
/// # Errors
/// A `ValidationException` whose message lists every violation.
pub fn validate<T: Validate + ?Sized>(input: &T) -> Result<(), Unmodeled> {
    violations(input, Side::Server).map_err(|error| Unmodeled::validation(error.to_string()))
}

/// Checks what is collected for a call, before it is sent. What sending fills in may be missing.
///
/// # Errors
/// Every violation.
pub fn validate_call<T: Validate + ?Sized>(call: &T) -> Result<(), ValidationError> {
    violations(call, Side::Client)
}

fn violations<T: Validate + ?Sized>(input: &T, side: Side) -> Result<(), ValidationError> {
    let mut violations = Vec::new();
    input.validate(&mut Check { side, path: None, violations: &mut violations });
    ValidationError::of(violations)
}

/// Who checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

/// Where a check stands in the input, and what it has found so far.
#[derive(Debug)]
pub struct Check<'a> {
    side: Side,
    path: Option<&'a Path<'a>>,
    violations: &'a mut Vec<Violation>,
}

impl Check<'_> {
    /// Whether a server checks what it was sent; a client has idempotency tokens filled in later.
    pub fn is_by_server(&self) -> bool {
        self.side == Side::Server
    }

    /// Checks that a required member is there.
    pub fn required<T>(&mut self, name: &str, value: Option<&T>) {
        self.present("Value null", name, value.is_some());
    }

    /// Checks that a required member is there whose value messages must not show.
    pub fn required_secret<T>(&mut self, name: &str, value: Option<&T>) {
        self.present("Value", name, value.is_some());
    }

    fn present(&mut self, shown: &str, name: &str, is_present: bool) {
        if !is_present {
            let at = Path::Member { parent: self.path, name };
            self.violations.push(Violation::new(shown, &at, "Member must not be null"));
        }
    }

    /// Checks how many characters, bytes, elements or entries a member has; an absent one passes.
    pub fn length<T: Constrained>(&mut self, name: &str, value: Option<&T>, length: impl RangeBounds<u64>) {
        self.rules(name, value, &Rule::of_length(length));
    }

    /// Checks that a number is within bounds; an absent one passes.
    pub fn range<T: Constrained>(&mut self, name: &str, value: Option<&T>, range: impl RangeBounds<f64>) {
        self.rules(name, value, &Rule::of_range(range));
    }

    /// Checks that a text matches; an absent one passes.
    pub fn pattern<T: Constrained>(&mut self, name: &str, value: Option<&T>, pattern: &'static Pattern) {
        self.rules(name, value, &[Some(Rule::Pattern(pattern))]);
    }

    /// Checks that a value is one of an enumeration's; an absent one passes.
    pub fn one_of<T: Constrained>(&mut self, name: &str, value: Option<&T>, values: &'static [&'static str]) {
        self.rules(name, value, &[Some(Rule::OneOf(values))]);
    }

    /// Checks the elements of a list against the constraints of the element's shape. The list is
    /// reported once, under its own name, when any element breaks any of them.
    pub fn elements<T: Constrained>(&mut self, name: &str, list: Option<&Vec<T>>, rules: &[Rule<'_>]) {
        let Some(list) = list else { return };
        if list.iter().any(|element| rules.iter().any(|rule| !rule.holds(element))) {
            self.parts(name, list, "Member", rules);
        }
    }

    /// Checks the keys and values of a map against the constraints of their shapes. The map is
    /// reported once for its keys and once for its values, when any of them breaks any rule.
    pub fn entries<T: Constrained>(
        &mut self,
        name: &str,
        map: Option<&BTreeMap<String, T>>,
        keys: &[Rule<'_>],
        values: &[Rule<'_>],
    ) {
        let Some(map) = map else { return };
        if map.keys().any(|key| keys.iter().any(|rule| !rule.holds(key))) {
            self.parts(name, map, "Map keys", keys);
        }
        if map.values().any(|value| values.iter().any(|rule| !rule.holds(value))) {
            self.parts(name, map, "Map value", values);
        }
    }

    /// Reports that parts of a list or map break a rule.
    fn parts<T: Constrained>(&mut self, name: &str, whole: &T, what: &str, rules: &[Rule<'_>]) {
        let at = Path::Member { parent: self.path, name };
        let rules: Vec<String> = rules.iter().map(Rule::to_string).collect();
        let rule = format!("{what} must satisfy constraint: [{}]", rules.join(", "));
        self.violations.push(Violation::new(shown(whole), &at, rule));
    }

    /// Checks that no two elements of a list are equal.
    pub fn unique<T: Constrained + Serialize>(&mut self, name: &str, list: Option<&Vec<T>>) {
        let Some(list) = list else { return };
        let mut seen = HashSet::with_capacity(list.len());
        // What does not serialize has no equal that could be sent.
        let mut elements = list.iter().filter_map(|element| serde_json::to_string(element).ok());
        if elements.any(|element| !seen.insert(element)) {
            let at = Path::Member { parent: self.path, name };
            self.violations.push(Violation::new(shown(list), &at, "Member must have unique values"));
        }
    }

    /// Checks the members of what stands in a member: a structure, or a list or map of structures.
    pub fn nested<T: Validate>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            value.validate(&mut self.at(&Path::Member { parent: self.path, name }));
        }
    }

    fn rules<T: Constrained>(&mut self, name: &str, value: Option<&T>, rules: &[Option<Rule<'_>>]) {
        let Some(value) = value else { return };
        for rule in rules.iter().flatten().filter(|rule| !rule.holds(value)) {
            let at = Path::Member { parent: self.path, name };
            self.violations.push(Violation::new(shown(value), &at, rule));
        }
    }

    fn at<'b>(&'b mut self, path: &'b Path<'b>) -> Check<'b> {
        Check { side: self.side, path: Some(path), violations: self.violations }
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, check: &mut Check<'_>) {
        let parent = check.path;
        for (index, element) in self.iter().enumerate() {
            element.validate(&mut check.at(&Path::Element { parent, index }));
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn validate(&self, check: &mut Check<'_>) {
        let parent = check.path;
        for (key, value) in self {
            value.validate(&mut check.at(&Path::Value { parent, key }));
        }
    }
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, check: &mut Check<'_>) {
        if let Some(value) = self {
            value.validate(check);
        }
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn validate(&self, check: &mut Check<'_>) {
        (**self).validate(check);
    }
}

fn shown<T: Constrained>(value: &T) -> String {
    if T::SENSITIVE {
        return "Value".to_owned();
    }
    let mut text = String::from("Value '");
    value.show(&mut text);
    text.push('\'');
    text
}
