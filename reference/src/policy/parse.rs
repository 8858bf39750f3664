//! Reading policy documents, and what can be wrong with them: behaviour.md §7.1.

use std::fmt;

use serde_json::{Map, Value};

use super::{
    Condition, Effect, Named, Operand, Operator, Pattern, Policy, Principal, Principals, Set, Statement, Version,
};
use crate::rules::arn::is_account;

/// What is wrong with a policy document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Malformed {
    /// It is not JSON, not an object, or has no statement: no policy at all.
    NotAPolicy,
    /// Something in it is not as the grammar wants it.
    Syntax,
    /// It names a principal of a kind or in a form that is not accepted.
    Principal,
    /// It names a service that is none of AWS.
    ServicePrincipal,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPolicy => "it is no policy document",
            Self::Syntax => "it has a syntax error",
            Self::Principal => "it has an unsupported principal",
            Self::ServicePrincipal => "it has an unsupported service principal",
        })
    }
}

impl std::error::Error for Malformed {}

impl Policy {
    /// Reads the policy of a resource, whose statements name principals.
    ///
    /// # Errors
    /// What is wrong first. The specification leaves open what lies deeper than the elements of a
    /// statement; there, what IAM's grammar does not have is an error of syntax: an unknown element or
    /// operator, an action without service, a resource that is no ARN, a value of the wrong type, a
    /// `Sid` that is there twice.
    pub fn of_resource(text: &str) -> Result<Self, Malformed> {
        read(text, Owner::Resource)
    }

    /// Reads the policy of an identity, or its permissions boundary, whose statements name no principals.
    ///
    /// # Errors
    /// As [`of_resource`](Self::of_resource). `Version` can be left out.
    pub fn of_identity(text: &str) -> Result<Self, Malformed> {
        read(text, Owner::Identity)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Resource,
    Identity,
}

fn read(text: &str, owner: Owner) -> Result<Policy, Malformed> {
    // Checked first, so that what follows is bounded. JSON that is nested too deeply is not read either.
    if text.chars().nth(Policy::LIMIT).is_some() {
        return Err(Malformed::Syntax);
    }
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Err(Malformed::NotAPolicy) };
    let statements = objects(members.get("Statement").ok_or(Malformed::NotAPolicy)?)?;
    let version = version(members.get("Version"), owner)?;
    known(&members, &["Version", "Id", "Statement"])?;
    optional_text(members.get("Id"))?;
    no_sid_twice(&statements)?;
    let statements =
        statements.into_iter().map(|members| statement(members, version, owner)).collect::<Result<_, _>>()?;
    Ok(Policy { text: text.into(), statements })
}

fn version(value: Option<&Value>, owner: Owner) -> Result<Version, Malformed> {
    match value {
        Some(Value::String(text)) if text == "2012-10-17" => Ok(Version::V2012),
        Some(Value::String(text)) if text == "2008-10-17" => Ok(Version::V2008),
        None if owner == Owner::Identity => Ok(Version::V2008),
        _ => Err(Malformed::Syntax),
    }
}

/// The statements: one, or a list of at least one.
fn objects(value: &Value) -> Result<Vec<&Map<String, Value>>, Malformed> {
    let all = one_or_many(value)?;
    all.iter().map(|value| value.as_object().ok_or(Malformed::Syntax)).collect()
}

fn statement(members: &Map<String, Value>, version: Version, owner: Owner) -> Result<Statement, Malformed> {
    const ELEMENTS: [&str; 9] =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    known(members, &ELEMENTS)?;
    optional_text(members.get("Sid"))?;
    let effect = match members.get("Effect").and_then(Value::as_str) {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        _ => return Err(Malformed::Syntax),
    };
    let pattern = |text: &str| Pattern::new(text, version);
    Ok(Statement {
        effect,
        principals: principals(members, owner)?,
        actions: set(members, ["Action", "NotAction"], |text| is_action(text).then(|| pattern(text)))?,
        resources: set(members, ["Resource", "NotResource"], |text| is_resource(text).then(|| pattern(text)))?,
        conditions: conditions(members.get("Condition"), version)?,
    })
}

/// Exactly one of an element and its opposite.
fn either<'a>(members: &'a Map<String, Value>, [only, all_but]: [&str; 2]) -> Result<(bool, &'a Value), Malformed> {
    match (members.get(only), members.get(all_but)) {
        (Some(value), None) => Ok((true, value)),
        (None, Some(value)) => Ok((false, value)),
        _ => Err(Malformed::Syntax),
    }
}

fn set(
    members: &Map<String, Value>,
    names: [&str; 2],
    read: impl Fn(&str) -> Option<Pattern>,
) -> Result<Set, Malformed> {
    let (is_only, value) = either(members, names)?;
    let patterns =
        texts(value)?.into_iter().map(|text| read(text).ok_or(Malformed::Syntax)).collect::<Result<_, _>>()?;
    Ok(if is_only { Set::Only(patterns) } else { Set::AllBut(patterns) })
}

/// `*`, or the prefix of a service and the name of an action, both with wildcards.
fn is_action(text: &str) -> bool {
    let is_word = |word: &str, others: &[u8]| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
    };
    text == "*" || text.split_once(':').is_some_and(|(service, name)| is_word(service, b"-") && is_word(name, b"*?"))
}

fn is_resource(text: &str) -> bool {
    text == "*" || text.starts_with("arn:")
}

fn principals(members: &Map<String, Value>, owner: Owner) -> Result<Option<Principals>, Malformed> {
    const NAMES: [&str; 2] = ["Principal", "NotPrincipal"];
    if owner == Owner::Identity {
        let is_there = NAMES.iter().any(|name| members.contains_key(*name));
        return if is_there { Err(Malformed::Syntax) } else { Ok(None) };
    }
    let (is_only, value) = either(members, NAMES)?;
    let named = match value {
        Value::String(text) if text == "*" => vec![Named::Everyone],
        Value::Object(kinds) if !kinds.is_empty() => named(kinds)?,
        Value::String(_) | Value::Object(_) => return Err(Malformed::Principal),
        _ => return Err(Malformed::Syntax),
    };
    Ok(Some(if is_only { Principals::Only(named) } else { Principals::AllBut(named) }))
}

fn named(kinds: &Map<String, Value>) -> Result<Vec<Named>, Malformed> {
    let mut all = Vec::new();
    for (kind, value) in kinds {
        for text in texts(value)? {
            all.push(match kind.as_str() {
                "AWS" => aws(text).ok_or(Malformed::Principal)?,
                "Service" if is_service(text) => Named::Service(text.to_owned()),
                "Service" => return Err(Malformed::ServicePrincipal),
                "Federated" if is_provider(text) => Named::Federated(text.to_owned()),
                _ => return Err(Malformed::Principal),
            });
        }
    }
    Ok(all)
}

/// What IAM would find to exist. A unique id (`AIDA…`, `AROA…`) is what is left of an identity that was deleted.
fn aws(text: &str) -> Option<Named> {
    match text {
        "*" => Some(Named::Everyone),
        _ if is_account(text) => Some(Named::Account(text.to_owned())),
        _ => Principal::parse(text).map(|principal| match principal.is_root() {
            true => Named::Account(principal.account().to_owned()),
            false => Named::Identity(principal),
        }),
    }
}

fn is_service(text: &str) -> bool {
    let name = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com"].iter().find_map(|end| text.strip_suffix(end));
    name.is_some_and(|name| {
        name.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    })
}

/// The ARN of a provider, or the host name of one that everyone knows.
fn is_provider(text: &str) -> bool {
    !text.is_empty() && !text.contains(['*', '?']) && text.contains('.') || text.starts_with("arn:")
}

fn conditions(value: Option<&Value>, version: Version) -> Result<Vec<Condition>, Malformed> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (name, keys) in value.as_object().ok_or(Malformed::Syntax)? {
        let operator = Operator::parse(name).ok_or(Malformed::Syntax)?;
        for (key, values) in keys.as_object().ok_or(Malformed::Syntax)? {
            let is_key = key.contains(':');
            let operands = operands(operator, values, version).filter(|_| is_key).ok_or(Malformed::Syntax)?;
            all.push(Condition { operator, key: key.to_ascii_lowercase(), operands });
        }
    }
    Ok(all)
}

fn operands(operator: Operator, value: &Value, version: Version) -> Option<Vec<Operand>> {
    let read = |value: &Value| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            _ => return None,
        };
        Operand::parse(operator.test, &text, version)
    };
    one_or_many(value).ok()?.iter().map(read).collect()
}

fn texts(value: &Value) -> Result<Vec<&str>, Malformed> {
    one_or_many(value)?.iter().map(|value| value.as_str().ok_or(Malformed::Syntax)).collect()
}

/// A value by itself, or a list of at least one.
fn one_or_many(value: &Value) -> Result<&[Value], Malformed> {
    match value {
        Value::Array(values) if values.is_empty() => Err(Malformed::Syntax),
        Value::Array(values) => Ok(values),
        value => Ok(std::slice::from_ref(value)),
    }
}

fn known(members: &Map<String, Value>, names: &[&str]) -> Result<(), Malformed> {
    let is_known = members.keys().all(|name| names.contains(&name.as_str()));
    if is_known { Ok(()) } else { Err(Malformed::Syntax) }
}

fn optional_text(value: Option<&Value>) -> Result<(), Malformed> {
    if value.is_none_or(Value::is_string) { Ok(()) } else { Err(Malformed::Syntax) }
}

fn no_sid_twice(statements: &[&Map<String, Value>]) -> Result<(), Malformed> {
    let mut all: Vec<&str> = statements.iter().filter_map(|members| members.get("Sid")?.as_str()).collect();
    all.sort_unstable();
    let is_twice = all.windows(2).any(|pair| pair[0] == pair[1] && !pair[0].is_empty());
    if is_twice { Err(Malformed::Syntax) } else { Ok(()) }
}
