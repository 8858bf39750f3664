//! What an expression finds in the input, by the part of JMESPath that `operationContextParams` may
//! use: members, multi-select lists, wildcards, flattening and `keys`.

use jmespath::ast::Ast;
use secretsmith_model::{Kind, ParameterKind, Shape};

use super::super::context::Lowering;
use super::super::{naming, types, union};
use crate::ir::{Hop, Leaf, Many, Selection};

type Result<T> = std::result::Result<T, String>;

/// A way into the input, and what is at its end.
#[derive(Clone)]
pub(super) struct Walk<'l, 'a> {
    lowering: &'l Lowering<'a>,
    selection: Selection,
    at: At<'a>,
    /// How deep the lists are in which JMESPath has what was found: none for one value, one for a
    /// list. Whatever the depth, the items come one after the other here.
    depth: usize,
}

/// What is at the end of a way.
#[derive(Clone, Copy)]
enum At<'a> {
    /// A value of this shape.
    Shape(&'a Shape),
    /// A key of a map.
    Key,
    /// What several selections gave.
    Text,
    /// Nothing.
    Nothing,
}

impl<'l, 'a> Walk<'l, 'a> {
    /// At the input.
    pub(super) fn from(lowering: &'l Lowering<'a>, input: Option<&'a Shape>) -> Self {
        let at = input.map_or(At::Nothing, At::Shape);
        Self { lowering, selection: Selection::default(), at, depth: 0 }
    }

    /// On from here.
    pub(super) fn along(self, ast: &Ast) -> Result<Self> {
        match ast {
            Ast::Identity { .. } => Ok(self),
            Ast::Field { name, .. } => self.member(name),
            Ast::Subexpr { lhs, rhs, .. } => self.along(lhs)?.along(rhs),
            Ast::Projection { lhs, rhs, .. } => self.along(lhs)?.each(rhs),
            Ast::Flatten { node, .. } => self.along(node)?.flatten(),
            Ast::ObjectValues { node, .. } => self.along(node)?.entries(Many::Values),
            Ast::Function { name, args, .. } => match (name.as_str(), args.as_slice()) {
                ("keys", [map]) => self.along(map)?.entries(Many::Keys),
                _ => Err(format!("the function {name} is not to be used here")),
            },
            Ast::MultiList { elements, .. } => self.several(elements),
            _ => Err("only members, lists of several, wildcards, flattening and `keys` are to be used here".to_owned()),
        }
    }

    /// To a member of the structure or union that is here.
    pub(super) fn member(mut self, name: &str) -> Result<Self> {
        let missing = || format!("there is no member {name}");
        let At::Shape(shape) = self.one()? else { return Err(missing()) };
        let (Kind::Structure(members) | Kind::Union(members)) = &shape.kind else { return Err(missing()) };
        let member = members.iter().find(|member| member.name == name).ok_or_else(missing)?;
        let ty = types::member(self.lowering, shape, member).ok_or_else(missing)?;
        if ty.rust().contains("Sensitive<") {
            return Err(format!("{name} is sensitive, and endpoints are shown"));
        }
        let hop = match &shape.kind {
            Kind::Union(_) => Hop::Variant(union::as_ref(shape, member)),
            _ => Hop::Field(naming::member(shape, member), types::optionality(self.lowering, shape, member)),
        };
        if self.selection.many.is_empty() {
            self.selection.one.push(hop);
        } else {
            self.selection.many.push(Many::Member(hop));
        }
        self.at = self.lowering.target(member).map_or(At::Nothing, At::Shape);
        Ok(self)
    }

    /// What is to be found, for a parameter of this kind.
    pub(super) fn selection(mut self, kind: ParameterKind) -> Result<Selection> {
        let is_array = kind == ParameterKind::StringArray;
        if is_array && self.depth == 0 {
            self = self.elements()?;
            self.depth = 1;
        }
        let leaf = self.leaf()?;
        let is_boolean = kind == ParameterKind::Boolean;
        match self.depth == usize::from(is_array) && (leaf == Leaf::Boolean) == is_boolean {
            true => Ok(Selection { leaf, ..self.selection }),
            false => Err("it does not give what the parameter is".to_owned()),
        }
    }

    /// The expression for each element of the list that is here.
    fn each(mut self, ast: &Ast) -> Result<Self> {
        match self.depth {
            0 => self = self.elements()?,
            1 => self.depth = 0,
            _ if matches!(ast, Ast::Identity { .. }) => return Ok(self),
            _ => return Err("it goes into lists of lists".to_owned()),
        }
        let mut found = self.along(ast)?;
        found.depth += 1;
        Ok(found)
    }

    /// One list of what is in the lists that are here.
    fn flatten(mut self) -> Result<Self> {
        if self.depth == 0 {
            self = self.elements()?;
            self.depth = 1;
        }
        match self.at {
            _ if self.depth > 1 => self.depth -= 1,
            At::Shape(shape) if matches!(shape.kind, Kind::List(_)) => self = self.elements()?,
            _ => {}
        }
        Ok(self)
    }

    /// To the elements of the list that is here, or of each.
    fn elements(mut self) -> Result<Self> {
        let no_list = || "it takes what is no list for one".to_owned();
        let At::Shape(shape) = self.at else { return Err(no_list()) };
        let Kind::List(element) = &shape.kind else { return Err(no_list()) };
        self.selection.many.push(Many::Elements);
        self.selection.many.extend(shape.traits.sparse.then_some(Many::Present));
        self.at = self.lowering.target(element).map_or(At::Nothing, At::Shape);
        Ok(self)
    }

    /// To the keys or values of the map that is here.
    fn entries(mut self, which: Many) -> Result<Self> {
        let no_map = || "it takes what is no map for one".to_owned();
        let At::Shape(shape) = self.one()? else { return Err(no_map()) };
        let Kind::Map { value, .. } = &shape.kind else { return Err(no_map()) };
        self.at = match which {
            Many::Keys => At::Key,
            _ => self.lowering.target(value).map_or(At::Nothing, At::Shape),
        };
        let may_be_null = shape.traits.sparse && matches!(which, Many::Values);
        self.selection.many.push(which);
        self.selection.many.extend(may_be_null.then_some(Many::Present));
        self.depth = 1;
        Ok(self)
    }

    /// A list of what several expressions give.
    fn several(mut self, elements: &[Ast]) -> Result<Self> {
        let at = self.one()?;
        let mut selections = Vec::new();
        let mut depths = Vec::new();
        for element in elements {
            let start = Walk { selection: Selection::default(), at, depth: 0, ..self.clone() };
            let found = start.along(element)?;
            let leaf = found.leaf()?;
            if leaf == Leaf::Boolean {
                return Err("a list of several holds what is no text".to_owned());
            }
            depths.push(found.depth);
            selections.push(Selection { leaf, ..found.selection });
        }
        depths.dedup();
        let [depth] = depths[..] else { return Err("a list of several holds single values and lists".to_owned()) };
        self.selection.many.push(Many::Each(selections));
        self.at = At::Text;
        self.depth = depth + 1;
        Ok(self)
    }

    /// What is here, which is no list that was found.
    fn one(&self) -> Result<At<'a>> {
        if self.depth == 0 { Ok(self.at) } else { Err("it takes a list for what is none".to_owned()) }
    }

    fn leaf(&self) -> Result<Leaf> {
        match self.at {
            At::Key => Ok(Leaf::String),
            At::Text => Ok(Leaf::Text),
            At::Shape(shape) => match &shape.kind {
                Kind::String if shape.traits.enum_definitions.is_none() => Ok(Leaf::String),
                Kind::String | Kind::Enum(_) => Ok(Leaf::Enumeration),
                Kind::Boolean => Ok(Leaf::Boolean),
                kind => Err(format!("it gives a {}", kind.name())),
            },
            At::Nothing => Err("it gives nothing".to_owned()),
        }
    }
}
