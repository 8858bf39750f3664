//! The label rules of §2.11, §3.22 and §4.3 once more, in the plainest form: what each version carries.

use std::collections::BTreeSet;

use super::{INVALID_PARAMETER, NOT_FOUND, Outcome};

pub(crate) const CURRENT: &str = "AWSCURRENT";
pub(crate) const PREVIOUS: &str = "AWSPREVIOUS";
pub(crate) const PENDING: &str = "AWSPENDING";

/// A version of a secret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Version {
    pub(crate) id: String,
    /// `None` as long as a rotation has not put it.
    pub(crate) value: Option<String>,
    pub(crate) labels: BTreeSet<&'static str>,
    /// Whether a new current version came while it was pending: then it blocks no rotation.
    pub(crate) is_overtaken: bool,
}

/// The versions of a secret, in the order in which they got their values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Versions(pub(crate) Vec<Version>);

impl Versions {
    pub(crate) fn get(&self, id: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.id == id)
    }

    /// The id of the version that has a label.
    pub(crate) fn holder(&self, label: &str) -> Option<String> {
        self.0.iter().find(|version| version.labels.contains(label)).map(|version| version.id.clone())
    }

    /// How many labels there are.
    pub(crate) fn labels(&self) -> usize {
        self.0.iter().map(|version| version.labels.len()).sum()
    }

    /// A new version with these labels, or with `AWSCURRENT` when there are none or it is the first; or
    /// the value of a version that had none.
    pub(crate) fn put(&mut self, id: &str, value: &str, labels: &[&'static str]) {
        let former = self.holder(CURRENT);
        let is_first = self.get(id).is_none() && self.0.iter().all(|version| version.value.is_none());
        self.add(id, Some(value.to_owned()));
        for label in labels {
            self.give(label, id);
        }
        if labels.is_empty() || is_first {
            self.give(CURRENT, id);
        }
        if let Some(former) = former.filter(|former| self.holder(CURRENT).as_ref() != Some(former)) {
            self.give(PREVIOUS, &former);
            self.take(PENDING, &former);
        }
        if self.holder(CURRENT).as_deref() == Some(id) && self.0.iter().any(|other| other.id != id) {
            self.overtake(id);
        }
    }

    /// The version of a rotation: with no value, or that of another version (T15).
    pub(crate) fn start(&mut self, id: &str, value: Option<String>) {
        if self.get(id).is_none() {
            self.add(id, value);
        }
        self.give(PENDING, id);
        self.0.iter_mut().filter(|version| version.id == id).for_each(|version| version.is_overtaken = false);
    }

    /// A label taken from one version and given to another; the code of the refusal if there is one.
    pub(crate) fn relabel(&mut self, label: &'static str, from: Option<&str>, to: Option<&str>) -> Outcome {
        let holder = self.holder(label);
        let has_value = |id| self.get(id).is_some_and(|version| version.value.is_some());
        match (from, to) {
            (_, Some(to)) if holder.as_deref() == Some(to) => Ok(()),
            (_, Some(to)) if !has_value(to) => Err(NOT_FOUND),
            (from, Some(_)) if from != holder.as_deref() => Err(INVALID_PARAMETER),
            (_, Some(to)) => {
                self.give(label, to);
                if let Some(former) = holder.filter(|_| label == CURRENT) {
                    self.give(PREVIOUS, &former);
                }
                Ok(())
            }
            (Some(from), None) if label != CURRENT && holder.as_deref() == Some(from) => {
                self.take(label, from);
                Ok(())
            }
            (_, None) => Err(INVALID_PARAMETER),
        }
    }

    /// Takes a label from a version, if it has it.
    pub(crate) fn take(&mut self, label: &str, from: &str) {
        for version in self.0.iter_mut().filter(|version| version.id == from) {
            version.labels.remove(label);
        }
    }

    pub(crate) fn remove(&mut self, id: &str) {
        self.0.retain(|version| version.id != id);
    }

    /// The version that blocks a rotation: pending, not current, and not overtaken (§3.17 check 8).
    pub(crate) fn incomplete(&self) -> Option<&Version> {
        let is_pending = |version: &&Version| version.labels.contains(PENDING) && !version.labels.contains(CURRENT);
        self.0.iter().find(is_pending).filter(|version| !version.is_overtaken)
    }

    /// What is pending elsewhere when a new version has become the current one.
    fn overtake(&mut self, by: &str) {
        for version in self.0.iter_mut().filter(|version| version.id != by && version.labels.contains(PENDING)) {
            version.is_overtaken = true;
        }
    }

    /// The youngest version, which keeps the labels that it may have had without a value.
    fn add(&mut self, id: &str, value: Option<String>) {
        let new = Version { id: id.to_owned(), value: None, labels: BTreeSet::new(), is_overtaken: false };
        let placeholder = self.get(id).cloned();
        self.remove(id);
        self.0.push(Version { value, ..placeholder.unwrap_or(new) });
    }

    fn give(&mut self, label: &'static str, to: &str) {
        if self.holder(label).as_deref() == Some(to) {
            return;
        }
        for version in &mut self.0 {
            version.labels.remove(label);
            if version.id == to {
                version.labels.insert(label);
                version.is_overtaken &= label != PENDING;
            }
        }
    }
}
