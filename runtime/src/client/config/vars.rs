//! Configuration from environment variables.

use super::{Config, ConfigError};
use crate::ServiceInfo;
use crate::client::Credentials;
use crate::endpoint::{is_valid_host_label, parse_url};

const ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";

/// Looks up a variable.
type Vars<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Sets what is not set and has a variable.
pub(super) fn fill(config: &mut Config, service: &ServiceInfo, vars: Vars<'_>) -> Result<(), ConfigError> {
    if config.region.is_none() {
        config.region = region(vars)?;
    }
    if config.credentials.is_none() && config.credentials_provider.is_none() {
        config.credentials = credentials(vars)?;
    }
    if config.endpoint_url.is_none() {
        config.endpoint_url = endpoint_url(service, vars)?;
    }
    if config.use_fips.is_none() {
        config.use_fips = boolean("AWS_USE_FIPS_ENDPOINT", vars)?;
    }
    if config.use_dual_stack.is_none() {
        config.use_dual_stack = boolean("AWS_USE_DUALSTACK_ENDPOINT", vars)?;
    }
    Ok(())
}

fn region(vars: Vars<'_>) -> Result<Option<String>, ConfigError> {
    let is_region = |value: &str| is_valid_host_label(value, false);
    first(&["AWS_REGION", "AWS_DEFAULT_REGION"], vars, is_region, "is not a Region")
}

fn credentials(vars: Vars<'_>) -> Result<Option<Credentials>, ConfigError> {
    match (get(ACCESS_KEY_ID, vars), get(SECRET_ACCESS_KEY, vars)) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(ConfigError::variable(SECRET_ACCESS_KEY, "is not set, but AWS_ACCESS_KEY_ID is")),
        (None, Some(_)) => Err(ConfigError::variable(ACCESS_KEY_ID, "is not set, but AWS_SECRET_ACCESS_KEY is")),
        (Some(id), Some(secret)) => {
            let mut credentials = Credentials::new(id, secret);
            credentials.session_token = get("AWS_SESSION_TOKEN", vars).map(Into::into);
            Ok(Some(credentials))
        }
    }
}

fn endpoint_url(service: &ServiceInfo, vars: Vars<'_>) -> Result<Option<String>, ConfigError> {
    if boolean("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", vars)? == Some(true) {
        return Ok(None);
    }
    let own = format!("AWS_ENDPOINT_URL_{}", service.env_name);
    let is_url = |value: &str| parse_url(value).is_some();
    first(&[&own, "AWS_ENDPOINT_URL"], vars, is_url, "is no URL of the form http(s)://host[:port][/path]")
}

/// The value of the first variable that has one.
fn first(
    names: &[&str],
    vars: Vars<'_>,
    is_valid: fn(&str) -> bool,
    problem: &'static str,
) -> Result<Option<String>, ConfigError> {
    match names.iter().find_map(|name| Some((name, get(name, vars)?))) {
        Some((name, value)) if !is_valid(&value) => Err(ConfigError::variable(name, problem)),
        found => Ok(found.map(|(_, value)| value)),
    }
}

fn boolean(name: &'static str, vars: Vars<'_>) -> Result<Option<bool>, ConfigError> {
    match get(name, vars) {
        None => Ok(None),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(ConfigError::variable(name, "is neither `true` nor `false`")),
    }
}

/// A variable that is empty counts as not set.
fn get(name: &str, vars: Vars<'_>) -> Option<String> {
    vars(name).filter(|value| !value.is_empty())
}
