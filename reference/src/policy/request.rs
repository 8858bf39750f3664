//! What policies are asked: who does what to which resource, and under which circumstances.

use std::collections::BTreeMap;

use super::Principal;

/// A question to policies.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: &'a Principal,
    /// The action, for example `secretsmanager:GetSecretValue`.
    pub action: &'a str,
    /// The ARN of the resource; `*` for an action that has none.
    pub resource: &'a str,
    /// The circumstances.
    pub keys: &'a ConditionKeys,
}

/// The condition keys of a request and their values. Upper and lower case do not matter in the name of a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionKeys(BTreeMap<String, Vec<String>>);

impl ConditionKeys {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a key to one value.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        self.0.insert(key.to_ascii_lowercase(), vec![value.into()]);
    }

    /// Sets a key to one value, if there is one.
    pub fn set_some(&mut self, key: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.set(key, value.to_string());
        }
    }

    /// Sets a key to a list of values; without values the key is absent.
    pub fn set_all(&mut self, key: &str, values: impl IntoIterator<Item = impl Into<String>>) {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.0.insert(key.to_ascii_lowercase(), values);
        }
    }

    /// Adds all keys of another set, in place of those that are in both.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(others.0.iter().map(|(key, values)| (key.clone(), values.clone())));
    }

    /// The values of a key, which is written in lower case; `None` when it is absent.
    pub fn get(&self, key: &str) -> Option<&[String]> {
        self.0.get(key).map(Vec::as_slice)
    }
}
