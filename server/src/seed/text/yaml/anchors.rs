//! What aliases stand for, and how much of it there may be: a few lines of them can stand for more than there is room.

use std::collections::BTreeMap;

use crate::seed::mistake::Mistake;
use crate::seed::place::Position;
use crate::seed::tree::{Node, Value};

/// How many values all aliases of a text may stand for.
const MOST: usize = 100_000;

/// Of how many bytes of text each counts as a value.
const UNIT: usize = 1024;

/// What has an anchor.
#[derive(Default)]
pub(super) struct Anchors {
    nodes: BTreeMap<usize, Node>,
    /// How many values aliases stand for so far.
    used: usize,
}

impl Anchors {
    /// Keeps a value for the aliases of its anchor, if it has one.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) {
        if anchor > 0 {
            self.nodes.insert(anchor, node.clone());
        }
    }

    /// What an alias stands for, and how many levels of lists and objects that has.
    ///
    /// # Errors
    /// When it stands within that, or all aliases stand for too much.
    pub(super) fn copy(&mut self, anchor: usize, at: Position) -> Result<(Node, usize), Mistake> {
        let node = self.nodes.get(&anchor);
        let node = node.ok_or_else(|| Mistake::at(at, "this alias stands within what it stands for"))?;
        let (values, levels) = measured(node);
        self.used += values;
        if self.used > MOST {
            return Err(Mistake::at(at, format!("aliases stand for more than {MOST} values; write some of them out")));
        }
        Ok((Node { at, value: node.value.clone() }, levels))
    }
}

/// How many values there are in one, itself included, and how many levels.
fn measured(node: &Node) -> (usize, usize) {
    match &node.value {
        Value::List(list) => around(list.iter()),
        Value::Object(members) => around(members.iter().map(|member| &member.value)),
        Value::Text(text) => (1 + text.len() / UNIT, 0),
        _ => (1, 0),
    }
}

fn around<'a>(nodes: impl Iterator<Item = &'a Node>) -> (usize, usize) {
    nodes.map(measured).fold((1, 1), |(values, levels), (more, inner)| (values + more, levels.max(inner + 1)))
}
