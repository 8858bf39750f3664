//! Where a value stands in an input.

use std::fmt;

/// A path from the input to one of its values, kept on the stack while checks go down.
#[derive(Debug)]
pub(super) enum Path<'a> {
    Member { parent: Option<&'a Path<'a>>, name: &'a str },
    Element { parent: Option<&'a Path<'a>>, index: usize },
    Value { parent: Option<&'a Path<'a>>, key: &'a str },
}

/// Writes it as the framework does: `filters.1.member.key`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Member { parent, .. } | Self::Element { parent, .. } | Self::Value { parent, .. }) = self;
        if let Some(parent) = parent {
            write!(f, "{parent}.")?;
        }
        match self {
            Self::Member { name, .. } => f.write_str(name),
            Self::Element { index, .. } => write!(f, "{}.member", index + 1),
            Self::Value { key, .. } => write!(f, "{key}.member"),
        }
    }
}
