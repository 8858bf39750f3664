//! The label rules of §2.11 and §3.22 once more, in the plainest form: what each version carries.

use std::collections::BTreeSet;

pub(crate) const CURRENT: &str = "AWSCURRENT";
pub(crate) const PREVIOUS: &str = "AWSPREVIOUS";
pub(crate) const PENDING: &str = "AWSPENDING";

/// The labels of each version, in the order of their creation; version numbers count from one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Labels(pub(crate) Vec<BTreeSet<&'static str>>);

impl Labels {
    /// A new version with these labels, or with `AWSCURRENT` when there are none.
    pub(crate) fn put(&mut self, labels: &[&'static str]) {
        let former = self.holder(CURRENT);
        self.0.push(BTreeSet::new());
        let new = self.0.len();
        for label in labels {
            self.give(label, new);
        }
        if labels.is_empty() || former.is_none() {
            self.give(CURRENT, new);
        }
        if let Some(former) = former.filter(|_| self.holder(CURRENT) == Some(new)) {
            self.give(PREVIOUS, former);
            self.0[former - 1].remove(PENDING);
        }
    }

    /// A label taken from one version and given to another; the code of the refusal if there is one.
    pub(crate) fn relabel(
        &mut self,
        label: &'static str,
        from: Option<usize>,
        to: Option<usize>,
    ) -> Result<(), &'static str> {
        let holder = self.holder(label);
        match (from, to) {
            (_, Some(to)) if to > self.0.len() => Err("ResourceNotFoundException"),
            (_, Some(to)) if holder == Some(to) => Ok(()),
            (from, Some(_)) if from != holder => Err("InvalidParameterException"),
            (_, Some(to)) => {
                self.give(label, to);
                if let Some(former) = holder.filter(|_| label == CURRENT) {
                    self.give(PREVIOUS, former);
                }
                Ok(())
            }
            (Some(from), None) if label != CURRENT && holder == Some(from) => {
                self.0[from - 1].remove(label);
                Ok(())
            }
            (_, None) => Err("InvalidParameterException"),
        }
    }

    /// As [`all_stages`](crate::support::all_stages) shows the versions of a secret.
    pub(crate) fn shown(&self) -> Vec<String> {
        let line = |(number, labels): (usize, &BTreeSet<&str>)| {
            let labels: Vec<&str> = labels.iter().copied().collect();
            format!("{number} {}", labels.join(" ")).trim_end().to_owned()
        };
        (1..).zip(&self.0).map(line).collect()
    }

    /// The number of the version that has a label.
    pub(crate) fn holder(&self, label: &str) -> Option<usize> {
        self.0.iter().position(|labels| labels.contains(label)).map(|position| position + 1)
    }

    fn give(&mut self, label: &'static str, to: usize) {
        for labels in &mut self.0 {
            labels.remove(label);
        }
        self.0[to - 1].insert(label);
    }
}
