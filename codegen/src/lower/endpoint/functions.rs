//! Expressions of a rule set, and the functions of the rules engine.

use secretsmith_model::{Call, Expr as ModelExpr, Part, Template};

use self::arguments::{Arguments, Use, shown};
use self::attribute::attribute;
use super::super::names;
use super::logic::{choose, equal, is_some, not};
use super::rules::Rules;
use super::scope::{Form, Type, Typed};
use crate::ir::{Expr, FormatPart};

mod arguments;
mod attribute;

/// What a part of a rule set comes to, or what is wrong with it.
pub(super) type Result<T> = std::result::Result<T, String>;

/// An expression with its type.
pub(super) fn expr(rules: &mut Rules<'_>, model: &ModelExpr) -> Result<Typed> {
    match model {
        ModelExpr::Reference(name) => rules.known(name).cloned(),
        ModelExpr::Literal(text) => template(rules, text),
        ModelExpr::Boolean(value) => Ok(Typed::boolean(Expr::Boolean(*value))),
        ModelExpr::Call(model) => call(rules, model),
        ModelExpr::Integer(_) | ModelExpr::Array(_) => Err(format!("{} cannot stand here", shown(model))),
    }
}

/// A string with references in it.
pub(super) fn template(rules: &Rules<'_>, template: &Template) -> Result<Typed> {
    let values = template.parts.iter().map(|part| match part {
        Part::Text(text) => Ok(Typed::new(Expr::Text(text.clone()), Type::String)),
        Part::Reference { name, path } => reference(rules, name, path.as_deref()),
    });
    let mut values = values.collect::<Result<Vec<_>>>()?;
    if values.len() == 1 {
        return Ok(values.swap_remove(0));
    }
    let mut parts = Vec::new();
    for value in values {
        match (parts.last_mut(), value.expr) {
            (Some(FormatPart::Text(text)), Expr::Text(more)) => text.push_str(&more),
            (_, Expr::Text(text)) => parts.push(FormatPart::Text(text)),
            (_, value) => parts.push(FormatPart::Value(value)),
        }
    }
    Ok(match parts.as_slice() {
        [] => Typed::new(Expr::Text(String::new()), Type::String),
        [FormatPart::Text(text)] => Typed::new(Expr::Text(text.clone()), Type::String),
        _ => Typed::new(Expr::Format(parts), Type::String).held(Form::Owned),
    })
}

/// A string that a template refers to.
fn reference(rules: &Rules<'_>, name: &str, path: Option<&str>) -> Result<Typed> {
    let value = rules.known(name)?.clone();
    let (value, shown) = match path {
        Some(path) => (attribute(value, name, path)?, format!("{{{name}#{path}}}")),
        None => (value, format!("{{{name}}}")),
    };
    value.present(Type::String).map_err(|kind| format!("{shown} has to be a string, not {kind}"))
}

/// What a function gives.
pub(super) fn call(rules: &mut Rules<'_>, call: &Call) -> Result<Typed> {
    let arguments = Arguments { call, rules };
    match call.function.as_str() {
        "isSet" => is_set(arguments),
        "not" => negation(arguments),
        "booleanEquals" => boolean_equals(arguments),
        "stringEquals" => string_equals(arguments),
        "getAttr" => get_attr(arguments),
        "substring" => substring(arguments),
        "split" => split(arguments),
        "uriEncode" => uri_encode(arguments),
        "parseURL" => parsed(arguments, "parse_url", Use::Borrow, Type::Url),
        "aws.parseArn" => parsed(arguments, "parse_arn", Use::Borrow, Type::Arn),
        "aws.partition" => parsed(arguments, "partition", Use::Look, Type::Partition),
        "isValidHostLabel" => is_host(arguments, "is_valid_host_label"),
        "aws.isVirtualHostableS3Bucket" => is_host(arguments, "is_virtual_hostable_s3_bucket"),
        "coalesce" => coalesce(arguments),
        "ite" => ite(arguments),
        unknown => Err(format!("there is no function {unknown}")),
    }
}

fn is_set(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [value] = arguments.exactly()?;
    let value = arguments.any(value)?;
    Ok(Typed::boolean(if value.is_optional { is_some(value.expr) } else { Expr::Boolean(true) }))
}

fn negation(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [value] = arguments.exactly()?;
    Ok(Typed::boolean(not(arguments.boolean(value)?)))
}

fn boolean_equals(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [a, b] = arguments.exactly()?;
    Ok(Typed::boolean(equal(arguments.boolean(a)?, arguments.boolean(b)?)))
}

/// A text that is compared to a constant may later be compared to several at once.
fn string_equals(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [a, b] = arguments.exactly()?;
    let (a, b) = (arguments.present(a, Type::String)?, arguments.present(b, Type::String)?);
    let (value, other) = if matches!(a.expr, Expr::Text(_)) { (b, a) } else { (a, b) };
    Ok(Typed::boolean(match (value.expr, other.expr) {
        (Expr::Text(a), Expr::Text(b)) => Expr::Boolean(a == b),
        (value, Expr::Text(text)) if text.is_empty() => method(value, "is_empty"),
        (value_expr, Expr::Text(text)) if value.form == Form::Borrowed => Expr::OneOf(Box::new(value_expr), vec![text]),
        (a, b) => equal(a, b),
    }))
}

fn get_attr(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [value, path] = arguments.exactly()?;
    let name = shown(&arguments.call.args[value]);
    let path = match &arguments.call.args[path] {
        ModelExpr::Literal(template) => template.as_text(),
        _ => None,
    };
    let value = arguments.any(value)?;
    attribute(value, &name, path.ok_or_else(|| "argument 2 of getAttr has to be a path".to_owned())?)
}

fn substring(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [text, start, stop, reverse] = arguments.exactly()?;
    let text = arguments.text(text, Use::Borrow)?;
    let (start, stop) = (arguments.integer(start)?, arguments.integer(stop)?);
    let reverse = arguments.boolean(reverse)?;
    Ok(Typed::optional(runtime("substring", vec![text, start, stop, reverse]), Type::String))
}

fn split(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [text, delimiter, limit] = arguments.exactly()?;
    let (text, delimiter) = (arguments.text(text, Use::Borrow)?, arguments.text(delimiter, Use::Look)?);
    if delimiter == Expr::Text(String::new()) {
        return Err("argument 2 of split is empty".to_owned());
    }
    let limit = arguments.integer(limit)?;
    Ok(Typed::new(runtime("split", vec![text, delimiter, limit]), Type::Strings))
}

fn uri_encode(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [text] = arguments.exactly()?;
    let text = arguments.text(text, Use::Borrow)?;
    Ok(Typed::new(runtime("uri_encode", vec![text]), Type::String).held(Form::Cow))
}

fn parsed(mut arguments: Arguments<'_, '_, '_>, function: &str, used: Use, ty: Type) -> Result<Typed> {
    let [text] = arguments.exactly()?;
    let text = arguments.text(text, used)?;
    Ok(Typed::optional(runtime(function, vec![text]), ty))
}

fn is_host(mut arguments: Arguments<'_, '_, '_>, function: &str) -> Result<Typed> {
    let [text, allow_dots] = arguments.exactly()?;
    let (text, allow_dots) = (arguments.text(text, Use::Look)?, arguments.boolean(allow_dots)?);
    Ok(Typed::boolean(runtime(function, vec![text, allow_dots])))
}

/// The first value that is there; what stands behind one that is always there is never asked.
fn coalesce(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let mut values = arguments.same(0)?;
    let asked = values.iter().position(|value| !value.is_optional).map_or(values.len(), |last| last + 1);
    values.truncate(asked);
    if values.len() == 1 {
        return Ok(values.swap_remove(0));
    }
    let (ty, form) = (values[0].ty, common_form(&values));
    let is_optional = values.iter().all(|value| value.is_optional);
    let values = values.into_iter().map(|value| (value.is_optional, Box::new(movable(value, form))));
    let chained = values.reduce(|(_, first), (is_optional, next)| match is_optional {
        true => (true, Box::new(Expr::Or(first, next))),
        false => (false, Box::new(Expr::UnwrapOr(first, next))),
    });
    let (_, expr) = chained.ok_or_else(|| "coalesce takes 2 arguments or more, not 0".to_owned())?;
    Ok(Typed { expr: *expr, ty, is_optional, form })
}

/// One value or the other.
fn ite(mut arguments: Arguments<'_, '_, '_>) -> Result<Typed> {
    let [condition, _, _] = arguments.exactly()?;
    let condition = arguments.boolean(condition)?;
    let values = arguments.same(1)?;
    let (ty, form) = (values[0].ty, common_form(&values));
    let is_optional = values.iter().any(|value| value.is_optional);
    let value = |value: &Typed| match is_optional && !value.is_optional {
        true => Expr::Some(Box::new(movable(value.clone(), form))),
        false => movable(value.clone(), form),
    };
    let (then, otherwise) = (value(&values[0]), value(&values[1]));
    let expr = match condition {
        Expr::Boolean(true) => then,
        Expr::Boolean(false) => otherwise,
        condition if ty == Type::Boolean && !is_optional => choose(condition, then, otherwise),
        condition => Expr::If(Box::new(condition), Box::new(then), Box::new(otherwise)),
    };
    Ok(Typed { expr, ty, is_optional, form })
}

/// A text as it can be kept: whoever keeps it copies what is borrowed.
pub(super) fn kept(value: Typed) -> Expr {
    let is_place = value.is_place();
    match value.form {
        Form::Owned | Form::Cow if is_place => method(value.expr, "to_string"),
        Form::Borrowed | Form::Owned | Form::Cow => value.expr,
    }
}

/// A text as it can be kept for ever when nothing else needs it any more: a constant, or owned.
pub(super) fn kept_for_ever(value: Typed) -> Expr {
    match (&value.expr, value.form) {
        (Expr::Text(_), _) | (Expr::Local(_), Form::Owned) => value.expr,
        (Expr::Local(_), Form::Cow) => method(value.expr, "into_owned"),
        (_, _) => owned(value),
    }
}

/// A text that is owned.
fn owned(value: Typed) -> Expr {
    let is_place = value.is_place();
    match value.form {
        Form::Borrowed if value.is_optional => Expr::Owned(Box::new(value.expr)),
        Form::Borrowed => method(value.expr, "to_owned"),
        Form::Owned | Form::Cow if is_place => method(value.expr, "to_string"),
        Form::Owned => value.expr,
        Form::Cow => method(value.expr, "into_owned"),
    }
}

/// The form that all values can be brought to, borrowed where that is possible.
fn common_form(values: &[Typed]) -> Form {
    let is_lent = |value: &Typed| match value.form {
        Form::Borrowed => true,
        Form::Owned => value.ty == Type::String && value.is_place() && !value.is_optional,
        Form::Cow => false,
    };
    if values.iter().all(is_lent) { Form::Borrowed } else { Form::Owned }
}

/// A value that can be moved to where another may stand, in the form that they have in common.
fn movable(value: Typed, form: Form) -> Expr {
    let is_place = value.is_place();
    match (value.ty, form) {
        (Type::Boolean | Type::Partition, _) => value.expr,
        (Type::String, Form::Borrowed) if value.form == Form::Owned => method(value.expr, "as_str"),
        (Type::String, Form::Borrowed) => value.expr,
        (Type::String, Form::Owned | Form::Cow) => owned(value),
        (Type::Strings, Form::Owned | Form::Cow) => match value.expr {
            Expr::Param(_) => method(value.expr, "as_slice"),
            slice => slice,
        },
        (Type::Arn | Type::Url | Type::Strings, _) if is_place => method(value.expr, "clone"),
        (Type::Arn | Type::Url | Type::Strings, _) => value.expr,
    }
}

fn method(value: Expr, name: &str) -> Expr {
    Expr::Method(Box::new(value), names::ident(name))
}

fn runtime(function: &str, arguments: Vec<Expr>) -> Expr {
    Expr::Call(names::ident(function), arguments)
}
