//! Trees out of what a reader finds, from the beginning to the end.

use std::collections::BTreeSet;

use super::{Member, Name, Node, Value};
use crate::seed::mistake::Mistake;
use crate::seed::place::Position;

/// How many lists and objects there may be within each other: whatever goes through them calls itself for each, and
/// the stack of a thread has an end.
const DEEPEST: usize = 128;

/// A tree of which a part is there.
#[derive(Default)]
pub(in crate::seed) struct Builder {
    /// The lists and objects that have begun and not ended, each with the name whose value comes next.
    open: Vec<(Node, Option<Name>)>,
    whole: Option<Node>,
}

impl Builder {
    /// Begins a list or an object, which is empty so far.
    ///
    /// # Errors
    /// When there are too many within each other.
    pub(in crate::seed) fn open(&mut self, node: Node) -> Result<(), Mistake> {
        self.fits(node.at, 1)?;
        self.open.push((node, None));
        Ok(())
    }

    /// Ends what has begun last, which has to be added then.
    ///
    /// # Errors
    /// When it has a member twice.
    pub(in crate::seed) fn close(&mut self) -> Result<Node, Mistake> {
        let (node, _) = self.open.pop().expect("readers end what they have begun");
        if let Value::Object(members) = &node.value {
            check_names(members)?;
        }
        Ok(node)
    }

    /// Adds a whole value, or a name if one is due.
    ///
    /// # Errors
    /// When it is to be a name and is none.
    pub(in crate::seed) fn add(&mut self, node: Node) -> Result<(), Mistake> {
        let Some((parent, name)) = self.open.last_mut() else {
            self.whole = Some(node);
            return Ok(());
        };
        match (&mut parent.value, name.take()) {
            (Value::Object(members), Some(name)) => members.push(Member { name, value: node }),
            (Value::List(list), _) => list.push(node),
            _ => *name = Some(as_name(node)?),
        }
        Ok(())
    }

    /// Refuses what has this many levels itself, where it would be too deep.
    ///
    /// # Errors
    /// Where that is.
    pub(in crate::seed) fn fits(&self, at: Position, levels: usize) -> Result<(), Mistake> {
        match self.open.len() + levels > DEEPEST {
            true => Err(Mistake::at(at, format!("there are more than {DEEPEST} lists and objects within each other"))),
            false => Ok(()),
        }
    }

    /// Whether a name comes next.
    pub(in crate::seed) fn wants_name(&self) -> bool {
        matches!(self.open.last(), Some((Node { value: Value::Object(_), .. }, None)))
    }

    /// Where the name stands whose value comes next.
    pub(in crate::seed) fn name_at(&self) -> Option<Position> {
        self.open.last().and_then(|(_, name)| name.as_ref()).map(|name| name.at)
    }

    /// The whole, if there was anything.
    pub(in crate::seed) fn finish(self) -> Option<Node> {
        self.whole
    }
}

fn as_name(node: Node) -> Result<Name, Mistake> {
    match node.value {
        Value::Text(text) => Ok(Name { at: node.at, text }),
        _ => Err(Mistake::at(node.at, "a key has to be a text; put it between quotes")),
    }
}

fn check_names(members: &[Member]) -> Result<(), Mistake> {
    let mut names = BTreeSet::new();
    match members.iter().find(|member| !names.insert(member.name.text.as_str())) {
        // The name is not told: what a secret holds may have it.
        Some(member) => Err(Mistake::at(member.name.at, "a member stands here a second time")),
        None => Ok(()),
    }
}
