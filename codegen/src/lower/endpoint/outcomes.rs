//! What rules come to: endpoints and errors.

use secretsmith_model::{Endpoint, Expr as ModelExpr, Template};
use serde_json::{Map, Value};

use super::functions::{Result, expr, kept, kept_for_ever, template};
use super::rules::Rules;
use super::scope::{Type, Typed};
use crate::ir::{AuthScheme, Expr, Outcome, Property, RuleEndpoint};

/// The properties of an authentication scheme that every one has.
const OF_SCHEMES: [&str; 3] = ["name", "signingName", "signingRegion"];

/// An endpoint with nothing but a URL.
pub(super) fn plain(url: Expr) -> Outcome {
    let endpoint = RuleEndpoint { url, headers: Vec::new(), auth_schemes: Vec::new(), properties: Vec::new() };
    Outcome::Endpoint(Box::new(endpoint))
}

/// No endpoint, and why.
pub(super) fn error(rules: &mut Rules<'_>, model: &ModelExpr) -> Result<Outcome> {
    text(rules, model).map(|message| Outcome::Error(kept_for_ever(message)))
}

/// An endpoint.
pub(super) fn endpoint(rules: &mut Rules<'_>, model: &Endpoint) -> Result<Outcome> {
    let url = text(rules, &model.url).map(kept).map_err(|message| format!("its URL: {message}"))?;
    let mut headers = Vec::new();
    for (name, values) in &model.headers {
        for value in values {
            let value = text(rules, value).map_err(|message| format!("its header {name}: {message}"))?;
            headers.push((name.clone(), kept(value)));
        }
    }
    let (mut auth_schemes, mut properties) = (Vec::new(), Vec::new());
    for (name, value) in model.properties.as_object().into_iter().flatten() {
        match name.as_str() {
            "authSchemes" => auth_schemes = self::auth_schemes(rules, value)?,
            _ => properties.push((name.clone(), property(rules, name, value)?)),
        }
    }
    Ok(Outcome::Endpoint(Box::new(RuleEndpoint { url, headers, auth_schemes, properties })))
}

fn text(rules: &mut Rules<'_>, model: &ModelExpr) -> Result<Typed> {
    expr(rules, model)?.present(Type::String).map_err(|kind| format!("it has to be a string, not {kind}"))
}

fn auth_schemes(rules: &Rules<'_>, value: &Value) -> Result<Vec<AuthScheme>> {
    let schemes = value.as_array().ok_or_else(|| "its property authSchemes is no array".to_owned())?;
    schemes.iter().map(|scheme| auth_scheme(rules, scheme)).collect()
}

fn auth_scheme(rules: &Rules<'_>, value: &Value) -> Result<AuthScheme> {
    let name = value.get("name").and_then(Value::as_str);
    let (Some(name), Some(fields)) = (name, value.as_object()) else {
        return Err("its property authSchemes has an item without a name".to_owned());
    };
    let others = fields.iter().filter(|(name, _)| !OF_SCHEMES.contains(&name.as_str()));
    let others = others.map(|(name, value)| Ok((name.clone(), property(rules, name, value)?)));
    Ok(AuthScheme {
        name: name.to_owned(),
        signing_name: signing(rules, fields, "signingName")?,
        signing_region: signing(rules, fields, "signingRegion")?,
        properties: others.collect::<Result<_>>()?,
    })
}

fn signing(rules: &Rules<'_>, fields: &Map<String, Value>, name: &str) -> Result<Option<Expr>> {
    match fields.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => string(rules, name, text).map(Some),
        Some(_) => Err(format!("its authentication scheme's {name} is no string")),
    }
}

fn property(rules: &Rules<'_>, name: &str, value: &Value) -> Result<Property> {
    match value {
        Value::String(text) => string(rules, name, text).map(Property::Value),
        Value::Bool(value) => Ok(Property::Value(Expr::Boolean(*value))),
        Value::Array(items) => {
            let items = items.iter().map(|item| property(rules, name, item));
            items.collect::<Result<_>>().map(Property::Array)
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| Ok((name.clone(), property(rules, name, value)?)));
            members.collect::<Result<_>>().map(Property::Object)
        }
        Value::Number(number) => match number.as_i64() {
            Some(value) => Ok(Property::Value(Expr::Integer(value))),
            None => Err(format!("its property {name} is a number, but no integer")),
        },
        Value::Null => Err(format!("its property {name} is null")),
    }
}

fn string(rules: &Rules<'_>, name: &str, text: &str) -> Result<Expr> {
    let value = Template::parse(text).and_then(|text| template(rules, &text));
    value.map(kept).map_err(|message| format!("its property {name}: {message}"))
}
