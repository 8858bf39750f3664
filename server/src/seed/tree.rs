//! What stands in a seed: in the order in which it does, with the place of everything.

use std::fmt;

use zeroize::Zeroizing;

use super::place::Position;

// From what a reader finds to a tree; from there to what is declared, and to JSON.
mod builder;
mod read;
mod write;

pub(super) use builder::Builder;
pub(super) use read::TEXT_OR_JSON;

/// A value, and where it begins.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) value: Value,
}

/// What a value is. All texts in it are wiped when it is dropped.
#[derive(Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// A number as it stands there, which is one of JSON.
    Number(Zeroizing<String>),
    /// A number of YAML that JSON writes in another way, or cannot write.
    ForeignNumber,
    Text(Zeroizing<String>),
    List(Vec<Node>),
    Object(Vec<Member>),
}

/// A value with its name.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) name: Name,
    pub(super) value: Node,
}

/// How a value is called, and where that stands.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) at: Position,
    pub(super) text: Zeroizing<String>,
}

impl Node {
    /// Where a path such as `Secrets[3].Tags` leads: to the value, or as near to it as there is something.
    pub(super) fn position(&self, path: &str) -> Position {
        let mut node = self;
        for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
            let Some(next) = node.go(step) else { break };
            node = next;
        }
        node.at
    }

    fn go(&self, step: &str) -> Option<&Self> {
        match &self.value {
            Value::List(list) => list.get(step.strip_suffix(']')?.parse::<usize>().ok()?),
            Value::Object(members) => {
                members.iter().find(|member| *member.name.text == step).map(|member| &member.value)
            }
            _ => None,
        }
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.at;
        write!(f, "a value at {line}:{column}")
    }
}
