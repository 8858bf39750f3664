//! Which of code, variables and profile counts, for each setting.

use std::path::Path;
use std::time::Duration;

use secretsmith_runtime::client::{Config, ConfigBuilder, RetryMode};

use crate::environment::Fake;
use crate::support::SERVICE;

fn keys(environment: Fake) -> Fake {
    environment.var("AWS_ACCESS_KEY_ID", "AKID").var("AWS_SECRET_ACCESS_KEY", "the-secret-key")
}

fn config(environment: Fake) -> Config {
    complete(Config::builder(), environment)
}

fn complete(builder: ConfigBuilder, environment: Fake) -> Config {
    builder.or_environment(&SERVICE, keys(environment)).unwrap().build()
}

/// A setting: what it is in a configuration, and how each place says it.
struct Setting {
    of: fn(&Config) -> String,
    code: fn(ConfigBuilder) -> ConfigBuilder,
    code_value: &'static str,
    /// From the one that counts most to the one that counts least.
    vars: &'static [(&'static str, &'static str)],
    property: (&'static str, &'static str),
}

const SETTINGS: [Setting; 8] = [
    Setting {
        of: |config| config.region().unwrap_or_default().to_owned(),
        code: |builder| builder.region("eu-north-1"),
        code_value: "eu-north-1",
        vars: &[("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-2")],
        property: ("region", "eu-west-3"),
    },
    Setting {
        of: |config| config.endpoint_url().unwrap_or_default().to_owned(),
        code: |builder| builder.endpoint_url("http://localhost:1"),
        code_value: "http://localhost:1",
        vars: &[("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://localhost:2"), ("AWS_ENDPOINT_URL", "http://localhost:3")],
        property: ("endpoint_url", "http://localhost:4"),
    },
    Setting {
        of: |config| shown(config, "use_fips"),
        code: |builder| builder.use_fips(false),
        code_value: "Some(false)",
        vars: &[("AWS_USE_FIPS_ENDPOINT", "TRUE")],
        property: ("use_fips_endpoint", "false"),
    },
    Setting {
        of: |config| shown(config, "use_dual_stack"),
        code: |builder| builder.use_dual_stack(false),
        code_value: "Some(false)",
        vars: &[("AWS_USE_DUALSTACK_ENDPOINT", "true")],
        property: ("use_dualstack_endpoint", "False"),
    },
    Setting {
        of: |config| format!("{:?}", config.retry_mode()).to_lowercase(),
        code: |builder| builder.retry_mode(RetryMode::Off),
        code_value: "some(off)",
        vars: &[("AWS_RETRY_MODE", "adaptive")],
        property: ("retry_mode", "standard"),
    },
    Setting {
        of: |config| config.max_attempts().unwrap_or_default().to_string(),
        code: |builder| builder.max_attempts(1),
        code_value: "1",
        vars: &[("AWS_MAX_ATTEMPTS", "2")],
        property: ("max_attempts", "3"),
    },
    Setting {
        of: |config| config.app_id().unwrap_or_default().to_owned(),
        code: |builder| builder.app_id("one"),
        code_value: "one",
        vars: &[("AWS_SDK_UA_APP_ID", "two")],
        property: ("sdk_ua_app_id", "three"),
    },
    Setting {
        of: |config| config.ca_bundle().unwrap_or(Path::new("")).display().to_string(),
        code: |builder| builder.ca_bundle("/1.pem"),
        code_value: "/1.pem",
        vars: &[("AWS_CA_BUNDLE", "/2.pem")],
        property: ("ca_bundle", "/3.pem"),
    },
];

/// What `Debug` shows of a field that has no getter.
fn shown(config: &Config, field: &str) -> String {
    let shown = format!("{config:?}");
    let (_, rest) = shown.split_once(&format!(" {field}: ")).unwrap();
    rest.split_once(')').unwrap().0.to_owned() + ")"
}

/// Whether a value is the one that was written, which may have been read.
fn is(found: &str, written: &str) -> bool {
    found == written || found == format!("Some({})", written.to_lowercase()) || found == format!("some({written})")
}

#[test]
fn code_goes_before_variables_and_variables_before_the_profile() {
    for Setting { of, code, code_value, vars, property: (key, value) } in SETTINGS {
        let mut environment = Fake::new().config(&format!("[default]\n{key} = {value}\n"));
        let found = of(&config(environment.clone()));
        assert!(is(&found, value), "{key}: {found}");
        for (name, value) in vars.iter().rev() {
            environment = environment.var(name, value);
            let found = of(&config(environment.clone()));
            assert!(is(&found, value), "{name}: {found}");
        }
        assert_eq!(of(&complete(code(Config::builder()), environment)), code_value, "{key} in code");
    }
}

#[test]
fn what_is_empty_is_not_set() {
    for Setting { of, vars, property: (key, value), .. } in SETTINGS {
        let file = format!("[default]\n{key} = {value}\n");
        let environment =
            vars.iter().fold(Fake::new().config(&file), |environment, (name, _)| environment.var(name, ""));
        let found = of(&config(environment.clone()));
        assert!(is(&found, value), "{key}: {found}");
        let nothing = of(&config(environment.config(&format!("[default]\n{key} =\n"))));
        assert_eq!(nothing, of(&config(Fake::new())), "{key}");
    }
}

const ENDPOINTS: &str = "\
[default]
services = local
endpoint_url = http://localhost:4

[services local]
s3 =
  endpoint_url = http://localhost:5
secrets_manager =
  endpoint_url = http://localhost:3
";

#[test]
fn the_endpoint_of_the_service_goes_before_that_of_all() {
    let mut environment = Fake::new().config(&ENDPOINTS.replace("secrets_manager", "kms"));
    let url = |environment: &Fake| config(environment.clone()).endpoint_url().map(str::to_owned);
    assert_eq!(url(&environment).as_deref(), Some("http://localhost:4"));
    environment = environment.config(ENDPOINTS);
    assert_eq!(url(&environment).as_deref(), Some("http://localhost:3"));
    environment = environment.var("AWS_ENDPOINT_URL", "http://localhost:2");
    assert_eq!(url(&environment).as_deref(), Some("http://localhost:2"));
    environment = environment.var("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://localhost:1");
    assert_eq!(url(&environment).as_deref(), Some("http://localhost:1"));
}

#[test]
fn configured_endpoints_can_be_ignored() {
    let ignoring = ENDPOINTS.replace("[default]", "[default]\nignore_configured_endpoint_urls = true");
    let url = |environment: Fake| config(environment).endpoint_url().map(str::to_owned);
    assert_eq!(url(Fake::new().config(&ignoring)), None);
    let not = Fake::new().config(&ignoring).var("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false");
    assert_eq!(url(not).as_deref(), Some("http://localhost:3"));
    let code = Config::builder().endpoint_url("http://localhost:1");
    assert_eq!(complete(code, Fake::new().config(&ignoring)).endpoint_url(), Some("http://localhost:1"));
}

const REGIONS: &str =
    "[default]\nregion = eu-west-1\n[profile a]\nregion = eu-west-2\n[profile b]\nregion = eu-west-3\n";

#[test]
fn the_profile_is_that_of_code_else_of_the_variable_else_the_default() {
    let mut environment = Fake::new().config(REGIONS);
    assert_eq!(config(environment.clone()).region(), Some("eu-west-1"));
    environment = environment.var("AWS_PROFILE", "a");
    assert_eq!(config(environment.clone()).region(), Some("eu-west-2"));
    let code = complete(Config::builder().profile("b"), environment);
    assert_eq!((code.region(), code.profile()), (Some("eu-west-3"), Some("b")));
}

#[test]
fn a_profile_in_code_passes_over_keys_among_the_variables() {
    let environment =
        Fake::new().config(REGIONS).credentials("[b]\naws_access_key_id = B\naws_secret_access_key = s\n");
    let shown = format!("{:?}", complete(Config::builder().profile("b"), environment));
    assert!(!shown.contains("AKID"), "{shown}");
}

#[test]
fn the_files_can_stand_elsewhere() {
    let environment = Fake::new()
        .config("[default]\nregion = eu-west-1\n")
        .file("/elsewhere/c", "[default]\nregion = eu-west-2\n")
        .file("/home/me/k", "[default]\nretry_mode = off\n")
        .var("AWS_CONFIG_FILE", "/elsewhere/c")
        .var("AWS_SHARED_CREDENTIALS_FILE", "~/k");
    let config = config(environment);
    assert_eq!((config.region(), config.retry_mode()), (Some("eu-west-2"), Some(RetryMode::Off)));
}

#[test]
fn retry_modes_are_read_as_older_tools_write_them() {
    let mode = |value: &str| config(Fake::new().var("AWS_RETRY_MODE", value)).retry_mode();
    assert_eq!(mode("legacy"), Some(RetryMode::Standard));
    assert_eq!(mode("Adaptive"), Some(RetryMode::Adaptive));
}

#[test]
fn the_mode_of_defaults_says_how_long_a_connection_may_take() {
    let limit = |environment: Fake| config(environment).connect_timeout().as_millis();
    for (mode, millis) in [("standard", 3100), ("legacy", 3100), ("cross-region", 3100), ("auto", 3100), ("", 3100)] {
        assert_eq!(limit(Fake::new().var("AWS_DEFAULTS_MODE", mode)), millis, "{mode}");
    }
    let profile = Fake::new().config("[default]\ndefaults_mode = in-region\n");
    assert_eq!(limit(profile.clone()), 1100);
    let variable = profile.var("AWS_DEFAULTS_MODE", "Mobile");
    assert_eq!(limit(variable.clone()), 30_000);
    let code = Config::builder().connect_timeout(Duration::from_millis(200));
    assert_eq!(complete(code, variable).connect_timeout(), Duration::from_millis(200));
}
