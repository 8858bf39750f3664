//! What stands within a value: `getAttr`, and the part of a reference behind `#`.

use super::super::super::names;
use super::super::scope::{Form, Type, Typed};
use super::Result;
use crate::ir::Expr;

/// What stands at a path within a value, such as `resourceId[0]`.
pub(super) fn attribute(mut value: Typed, name: &str, path: &str) -> Result<Typed> {
    if value.is_optional {
        return Err(format!("{name} is {}: {path} can be had of it only where it is set", value.kind()));
    }
    for step in path.split('.') {
        if value.is_optional {
            return Err(format!("in the path {path} of {name}, an index stands before the end"));
        }
        let (key, index) = match step.split_once('[') {
            Some((key, index)) => (key, Some(index)),
            None => (step, None),
        };
        if !key.is_empty() || index.is_none() {
            value = field(value, name, key)?;
        }
        if let Some(index) = index {
            let number = index.strip_suffix(']').and_then(|index| index.parse().ok());
            let number = number.ok_or_else(|| format!("in the path {path} of {name}, [{index} is no index"))?;
            value = item(value, name, number)?;
        }
    }
    Ok(value)
}

/// A field of a partition, an ARN or a URL.
fn field(value: Typed, name: &str, key: &str) -> Result<Typed> {
    let ty = match (value.ty, key) {
        (Type::Partition, "name" | "dnsSuffix" | "dualStackDnsSuffix" | "implicitGlobalRegion") => Type::String,
        (Type::Partition, "supportsFIPS" | "supportsDualStack") => Type::Boolean,
        (Type::Arn, "partition" | "service" | "region" | "accountId") => Type::String,
        (Type::Arn, "resourceId") => Type::Strings,
        (Type::Url, "scheme" | "authority" | "path" | "normalizedPath") => Type::String,
        (Type::Url, "isIp") => Type::Boolean,
        (ty, _) => return Err(format!("{name} is {ty}, which has no {key}")),
    };
    let form = if key == "normalizedPath" { Form::Cow } else { Form::Borrowed };
    let expr = Expr::Field(Box::new(value.expr), names::ident(&names::snake(key)));
    Ok(Typed::new(expr, ty).held(form))
}

fn item(value: Typed, name: &str, index: i64) -> Result<Typed> {
    if value.ty != Type::Strings {
        return Err(format!("{name} is {}, which has no items", value.ty));
    }
    let item = Expr::Item { is_owned: value.form == Form::Owned, list: Box::new(value.expr), index };
    Ok(Typed::optional(item, Type::String))
}
