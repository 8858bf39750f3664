//! Puts compiled endpoint rule sets to the tests of their models.

use std::collections::BTreeMap;
use std::process::ExitCode;

use runtime::Document;
use runtime::endpoint::{AuthScheme, Endpoint, EndpointError};
use serde_json::{Map, Value, json};

mod rule_sets;

/// A rule set.
struct RuleSet {
    name: &'static str,
    /// The value of the trait `smithy.rules#endpointTests`.
    tests: &'static str,
    /// Finds the endpoint for these parameters.
    resolve: fn(Map<String, Value>) -> Result<Endpoint, EndpointError>,
}

fn main() -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    for rule_set in rule_sets::RULE_SETS {
        let tests: Value = serde_json::from_str(rule_set.tests).expect("the tests are JSON");
        let cases = tests["testCases"].as_array().map(Vec::as_slice).unwrap_or_default();
        let problems: Vec<String> = cases.iter().filter_map(|case| problem(rule_set, case)).collect();
        println!("{}: {} passed, {} failed", rule_set.name, cases.len() - problems.len(), problems.len());
        problems.iter().for_each(|problem| println!("  {problem}"));
        passed += cases.len() - problems.len();
        failed += problems.len();
    }
    println!("{} rule sets: {passed} passed, {failed} failed", rule_sets::RULE_SETS.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is wrong with the answer to a case.
fn problem(rule_set: &RuleSet, case: &Value) -> Option<String> {
    let answer = match (rule_set.resolve)(case["params"].as_object().cloned().unwrap_or_default()) {
        Ok(endpoint) => json!({"endpoint": shown(&endpoint)}),
        Err(error) => json!({"error": error.message()}),
    };
    let mut expected = case["expect"].clone();
    if let Some(endpoint) = expected.get_mut("endpoint").and_then(Value::as_object_mut) {
        for part in ["headers", "properties"] {
            endpoint.entry(part).or_insert_with(|| json!({}));
        }
    }
    let name = case["documentation"].as_str().unwrap_or_default();
    (answer != expected).then(|| format!("{name}: {} gives {answer} instead of {expected}", case["params"]))
}

/// An endpoint as tests expect it.
fn shown(Endpoint { url, headers, auth_schemes, properties }: &Endpoint) -> Value {
    let mut all = BTreeMap::<_, Vec<_>>::new();
    headers.iter().for_each(|(name, value)| all.entry(*name).or_default().push(value));
    let mut properties = members(properties);
    if !auth_schemes.is_empty() {
        let schemes = auth_schemes.iter().map(scheme).collect();
        properties.insert("authSchemes".to_owned(), schemes);
    }
    json!({"url": url, "headers": all, "properties": properties})
}

fn scheme(AuthScheme { name, signing_name, signing_region, properties }: &AuthScheme) -> Value {
    let mut scheme = members(properties);
    scheme.insert("name".to_owned(), json!(name));
    scheme.extend(signing_name.iter().map(|name| ("signingName".to_owned(), json!(name))));
    scheme.extend(signing_region.iter().map(|region| ("signingRegion".to_owned(), json!(region))));
    scheme.into()
}

fn members(properties: &[(&'static str, Document)]) -> Map<String, Value> {
    properties.iter().map(|(name, value)| ((*name).to_owned(), value.as_value().clone())).collect()
}
