//! The endpoint rules of Secrets Manager, compiled into the generated crate, against the tests
//! that the model holds: `smithy.rules#endpointTests`.

use std::fs;
use std::path::Path;

use secretsmith::endpoint::{EndpointParams, resolve};
use secretsmith_model::Model;
use serde_json::{Value, json};

#[test]
fn the_tests_of_the_model() {
    let cases = cases();
    assert!(!cases.is_empty(), "the model has no endpoint tests");
    for case in cases {
        let name = case["documentation"].as_str().unwrap_or_default();
        assert_eq!(answer(&params(&case["params"])), expected(&case["expect"]), "{name}: {}", case["params"]);
    }
}

/// Rule sets have no test for that.
#[test]
fn a_region_that_nobody_knows_belongs_to_the_first_partition() {
    let params = EndpointParams { region: Some("mars-north-1".to_owned()), ..EndpointParams::default() };
    let endpoint = resolve(&params).expect("there is an endpoint for every Region");
    assert_eq!(endpoint.url, "https://secretsmanager.mars-north-1.amazonaws.com");
}

/// The tests, as the committed model has them.
fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/secretsmanager-2017-10-17.json");
    let text = fs::read_to_string(path).expect("the model is there");
    let model = Model::read(&text).expect("the model is right");
    let (shape, _) = model.service(None).expect("the model has one service");
    let tests = shape.traits.endpoint_tests.as_ref().expect("the service has endpoint tests");
    tests["testCases"].as_array().cloned().expect("the tests are an array")
}

/// The parameters of a test; fails for one that the rules do not have.
fn params(given: &Value) -> EndpointParams {
    let mut params = EndpointParams::default();
    for (name, value) in given.as_object().into_iter().flatten() {
        let text = || value.as_str().map(str::to_owned);
        match name.as_str() {
            "Region" => params.region = text(),
            "Endpoint" => params.endpoint = text(),
            "UseFIPS" => params.use_fips = value == true,
            "UseDualStack" => params.use_dual_stack = value == true,
            other => panic!("the rules have no parameter {other}"),
        }
    }
    params
}

/// What the generated crate answers, in the form of the tests.
fn answer(params: &EndpointParams) -> Value {
    match resolve(params) {
        Ok(endpoint) => {
            assert!(endpoint.headers.is_empty() && endpoint.auth_schemes.is_empty() && endpoint.properties.is_empty());
            json!({"endpoint": {"url": endpoint.url}})
        }
        Err(error) => json!({"error": error.message()}),
    }
}

/// What a test expects. Headers and properties, which these rules have none of, may be left out.
fn expected(expect: &Value) -> Value {
    let mut expect = expect.clone();
    if let Some(endpoint) = expect.get_mut("endpoint").and_then(Value::as_object_mut) {
        endpoint.retain(|_, part| *part != json!({}));
    }
    expect
}
