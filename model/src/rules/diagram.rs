//! Rule sets as binary decision diagrams: `smithy.rules#endpointBdd`, in which published models hold
//! the same rules with each condition tested once.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use super::read::{condition, parameter, rule};
use super::{Condition, Parameter, Rule, RuleSet, Then};
use crate::decode::{Decoded, Fields, instead, integer, list, map, text};
use crate::json::Node as Json;

/// References from here on are to results: this one to none, the next to the first, and so on.
const RESULTS: i32 = 100_000_000;

/// The bytes of a node: three numbers of four.
const NODE: usize = 12;

/// How many conditions there may be; rules nest as deep.
const CONDITIONS: usize = 250;

/// A binary decision diagram of conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    version: Option<String>,
    parameters: IndexMap<String, Parameter>,
    conditions: Vec<Condition>,
    results: Vec<Rule>,
    nodes: Vec<Node>,
    root: i32,
}

/// A test of one condition. References count nodes from 1; a negative one is to the node with its
/// ways exchanged; 1 and -1 are the end at which no rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    condition: usize,
    high: i32,
    low: i32,
}

/// What a reference leads to.
#[derive(Clone, Copy)]
enum Target {
    Nothing,
    Result(usize),
    /// The place of the node, and whether its ways are exchanged.
    Node(usize, bool),
}

/// Reads the value of a `smithy.rules#endpointBdd`.
pub(crate) fn read(json: &Json<'_>) -> Decoded<Diagram> {
    let fields = Fields::of(json)?;
    let diagram = Diagram {
        version: fields.optional("version", text)?,
        parameters: fields.required("parameters", |json| map(json, parameter))?,
        conditions: fields.required("conditions", |json| list(json, condition))?,
        results: fields.required("results", |json| list(json, rule))?,
        nodes: fields.required("nodes", nodes)?,
        root: fields.required("root", integer)?,
    };
    let count = fields.optional("nodeCount", integer::<usize>)?;
    if let Some(count) = count.filter(|count| *count != diagram.nodes.len()) {
        return Err(format!("\"nodeCount\": {count}, and \"nodes\" has {}", diagram.nodes.len()));
    }
    diagram.check()?;
    Ok(diagram)
}

fn nodes(json: &Json<'_>) -> Decoded<Vec<Node>> {
    let text = json.as_str().ok_or_else(|| instead(json, "a string"))?;
    let bytes = STANDARD.decode(text).map_err(|error| format!("it is no base64: {error}"))?;
    let (nodes, []) = bytes.as_chunks::<NODE>() else {
        return Err(format!("{} bytes are no multiple of {NODE}", bytes.len()));
    };
    // The first node stands for the end, and says nothing.
    Ok(nodes.iter().map(node).collect())
}

fn node(bytes: &[u8; NODE]) -> Node {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
    Node {
        condition: usize::try_from(i32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX),
        high: i32::from_be_bytes([e, f, g, h]),
        low: i32::from_be_bytes([i, j, k, l]),
    }
}

impl Diagram {
    /// The version of the language.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The parameters in the order of the file.
    #[must_use]
    pub fn parameters(&self) -> &IndexMap<String, Parameter> {
        &self.parameters
    }

    /// The same as a rule set, in which what several ways lead to stands once for each.
    ///
    /// # Errors
    /// The number of ways, when it is greater than `limit`.
    pub fn rule_set(&self, limit: u64) -> Result<RuleSet, u64> {
        let ways = self.ways(self.root, &mut HashMap::new());
        if ways > limit {
            return Err(ways);
        }
        Ok(RuleSet { version: self.version.clone(), parameters: self.parameters.clone(), rules: self.rules(self.root) })
    }

    /// How many ways lead from a reference to an end.
    fn ways(&self, reference: i32, known: &mut HashMap<usize, u64>) -> u64 {
        let Some(Target::Node(place, _)) = self.target(reference) else { return 1 };
        if let Some(ways) = known.get(&place) {
            return *ways;
        }
        let Node { high, low, .. } = self.nodes[place];
        let ways = self.ways(high, known).saturating_add(self.ways(low, known));
        known.insert(place, ways);
        ways
    }

    /// The rules behind a reference: what follows when the condition holds, and then what does when
    /// it does not.
    fn rules(&self, mut reference: i32) -> Vec<Rule> {
        let mut rules = Vec::new();
        loop {
            match self.target(reference) {
                None | Some(Target::Nothing) => return rules,
                Some(Target::Result(place)) => {
                    rules.push(self.results[place].clone());
                    return rules;
                }
                Some(Target::Node(place, is_exchanged)) => {
                    let Node { condition, high, low } = self.nodes[place];
                    let (high, low) = if is_exchanged { (low, high) } else { (high, low) };
                    rules.push(self.rule(condition, high));
                    reference = low;
                }
            }
        }
    }

    /// The rule of what follows when a condition holds.
    fn rule(&self, condition: usize, high: i32) -> Rule {
        let condition = self.conditions[condition].clone();
        match self.target(high) {
            Some(Target::Result(place)) => {
                let mut rule = self.results[place].clone();
                rule.conditions.insert(0, condition);
                rule
            }
            _ => Rule { conditions: vec![condition], then: Then::Tree(self.rules(high)), documentation: None },
        }
    }

    /// What a reference leads to; nothing for one that leads nowhere, of which a diagram that has been
    /// read has none.
    fn target(&self, reference: i32) -> Option<Target> {
        match reference {
            0 => None,
            1 | -1 | RESULTS => Some(Target::Nothing),
            _ if reference > RESULTS => {
                let place = usize::try_from(reference - RESULTS - 1).ok()?;
                (place < self.results.len()).then_some(Target::Result(place))
            }
            _ => {
                let place = usize::try_from(reference.unsigned_abs()).ok()?.checked_sub(1)?;
                (place < self.nodes.len()).then_some(Target::Node(place, reference < 0))
            }
        }
    }

    /// Checks that every reference leads somewhere, and that no way tests a condition twice, so that
    /// each has an end.
    fn check(&self) -> Decoded<()> {
        let leads_nowhere = |from: &str, to: String| Err(format!("{from} refers to {to}, which is not there"));
        if self.conditions.len() > CONDITIONS {
            return Err(format!("{} conditions are more than {CONDITIONS}", self.conditions.len()));
        }
        if self.target(self.root).is_none() {
            return leads_nowhere("\"root\"", self.root.to_string());
        }
        for (place, node) in self.nodes.iter().enumerate().skip(1) {
            let name = format!("\"nodes\": node {}", place + 1);
            if node.condition >= self.conditions.len() {
                return leads_nowhere(&name, format!("condition {}", node.condition));
            }
            for reference in [node.high, node.low] {
                match self.target(reference) {
                    None => return leads_nowhere(&name, reference.to_string()),
                    Some(Target::Node(next, _)) if self.nodes[next].condition <= node.condition => {
                        return Err(format!("{name} refers back to node {}", next + 1));
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }
}
