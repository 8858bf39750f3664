//! The arguments of a call.

use std::array;

use secretsmith_model::{Call, Expr as ModelExpr};

use super::super::rules::Rules;
use super::super::scope::{Form, Type, Typed};
use super::{Result, expr};
use crate::ir::Expr;

/// The arguments of a call, and who can tell what they are.
pub(super) struct Arguments<'c, 'r, 'l> {
    pub(super) call: &'c Call,
    pub(super) rules: &'r mut Rules<'l>,
}

/// What becomes of a text that is passed to a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The function only looks at it.
    Look,
    /// What the function gives borrows from it.
    Borrow,
}

impl Arguments<'_, '_, '_> {
    /// The places of the arguments, when there are just as many.
    pub(super) fn exactly<const N: usize>(&self) -> Result<[usize; N]> {
        let expected = if N == 1 { "1 argument".to_owned() } else { format!("{N} arguments") };
        match self.call.args.len() {
            count if count == N => Ok(array::from_fn(|place| place)),
            count => Err(format!("{} takes {expected}, not {count}", self.call.function)),
        }
    }

    pub(super) fn any(&mut self, place: usize) -> Result<Typed> {
        expr(self.rules, &self.call.args[place])
    }

    /// An argument of that type, which is there.
    pub(super) fn present(&mut self, place: usize, ty: Type) -> Result<Typed> {
        let value = self.any(place)?;
        let hint = if value.ty == ty { " (isSet proves that it is there)" } else { "" };
        value.present(ty).map_err(|kind| self.mismatch(place, &ty.to_string(), &format!(", which is {kind}{hint}")))
    }

    pub(super) fn boolean(&mut self, place: usize) -> Result<Expr> {
        self.present(place, Type::Boolean).map(|value| value.expr)
    }

    /// A text as a `&str`.
    pub(super) fn text(&mut self, place: usize, used: Use) -> Result<Expr> {
        let value = self.present(place, Type::String)?;
        let is_place = value.is_place();
        Ok(match value.form {
            Form::Borrowed => value.expr,
            Form::Owned | Form::Cow if used == Use::Look || is_place => Expr::Borrow(Box::new(value.expr)),
            // What is made here would not live as long as what borrows from it.
            Form::Owned | Form::Cow => Expr::Borrow(Box::new(self.rules.set_apart("text", value.expr))),
        })
    }

    /// A constant that is no less than 0.
    pub(super) fn integer(&self, place: usize) -> Result<Expr> {
        match &self.call.args[place] {
            ModelExpr::Integer(value) if *value >= 0 => Ok(Expr::Integer(*value)),
            _ => Err(self.mismatch(place, "an integer from 0 on", "")),
        }
    }

    /// Two arguments or more, from one place on, that have the same type but for being optional.
    pub(super) fn same(&mut self, first: usize) -> Result<Vec<Typed>> {
        let Call { function, args } = self.call;
        if args.len() < first + 2 {
            return Err(format!("{function} takes {} arguments or more, not {}", first + 2, args.len()));
        }
        let values = (first..args.len()).map(|place| self.any(place)).collect::<Result<Vec<_>>>()?;
        let (ty, form) = (values[0].ty, values[0].form);
        for (place, value) in (first..).zip(&values) {
            if value.ty != ty {
                let expected = format!("{ty}, as argument {} is", first + 1);
                return Err(self.mismatch(place, &expected, &format!(", which is {}", value.kind())));
            }
            if ty == Type::Strings && value.form != form {
                return Err(format!("{function} mixes an array that is a parameter with others"));
            }
        }
        Ok(values)
    }

    fn mismatch(&self, place: usize, expected: &str, which: &str) -> String {
        let Call { function, args } = self.call;
        format!("argument {} of {function} has to be {expected}, not {}{which}", place + 1, shown(&args[place]))
    }
}

/// An expression as messages name it.
pub(super) fn shown(model: &ModelExpr) -> String {
    match model {
        ModelExpr::Reference(name) => name.clone(),
        ModelExpr::Call(call) => format!("{}(…)", call.function),
        ModelExpr::Literal(template) => match template.as_text() {
            Some(text) => format!("{text:?}"),
            None => "a template".to_owned(),
        },
        ModelExpr::Boolean(value) => value.to_string(),
        ModelExpr::Integer(value) => value.to_string(),
        ModelExpr::Array(_) => "an array".to_owned(),
    }
}
