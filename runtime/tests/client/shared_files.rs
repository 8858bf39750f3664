//! The grammar of the shared files, and what is said of files that do not follow it.

use secretsmith_runtime::client::{Config, ConfigError};

use crate::environment::Fake;
use crate::support::SERVICE;

fn read(environment: Fake) -> Result<Config, ConfigError> {
    let environment = environment.var("AWS_ACCESS_KEY_ID", "AKID").var("AWS_SECRET_ACCESS_KEY", "the-secret-key");
    Ok(Config::builder().or_environment(&SERVICE, environment)?.build())
}

/// The Region that a file for configuration has for the profile `p`.
fn region(content: &str) -> Option<String> {
    read(Fake::new().config(content).var("AWS_PROFILE", "p")).unwrap().region().map(str::to_owned)
}

#[test]
fn ways_to_write_the_same() {
    let ways = [
        "[profile p]\nregion = r",
        "\u{feff}[profile p]\r\nregion = r\r\n",
        "[ profile\tp ]\nregion=r",
        "[profile p] # comment\nregion = r # comment",
        "[profile p];comment\nregion = r ; comment",
        "# comment\n; comment\n\n   \n[profile p]\n  # comment\nREGION\t=\tr\t",
        "[profile p]\nregion = other\nregion = r",
        "[profile p]\nregion = other\n[profile q]\nregion = q\n[profile p]\nregion = r",
        "[profile p]\nin valid = 1\nregion = r\ns3 =\n  region = other\n\n  max = 1\n",
        "[profile p]\nregion = r\n[p]\nregion = other\n[profile a b]\nregion = c\n[else]\nx = y\n  z\n",
    ];
    for way in ways {
        assert_eq!(region(way).as_deref(), Some("r"), "{way:?}");
    }
}

#[test]
fn a_comment_has_a_blank_before_it() {
    let config = |id: &str| read(Fake::new().config(&format!("[default]\nsdk_ua_app_id = {id}\n"))).unwrap();
    assert_eq!(config("a#b").app_id(), Some("a#b"));
    assert_eq!(config("a #b").app_id(), Some("a"));
    assert_eq!(config("a\t;b").app_id(), Some("a"));
}

#[test]
fn an_indented_line_goes_on_with_the_value() {
    let environment = Fake::new().config("[default]\nsdk_ua_app_id = a\n  b # c\n");
    let error = read(environment).unwrap_err().to_string();
    assert!(error.contains(":2: sdk_ua_app_id"), "{error}");
    // The line may have been meant for something that is secret.
    assert!(!error.contains("# c"), "{error}");
    let environment = Fake::new().config("[default]\nregion = eu-west-1\n  aws_secret_access_key = hunter2\n");
    let error = read(environment).unwrap_err();
    assert!(!format!("{error}{error:?}").contains("hunter2"), "{error}");
}

#[test]
fn the_default_profile_with_its_kind_goes_before_the_one_without() {
    for content in [
        "[profile default]\nregion = r\n[default]\nregion = other\n",
        "[default]\nregion = other\nmax_attempts = x\n[profile default]\nregion = r\n",
    ] {
        assert_eq!(read(Fake::new().config(content)).unwrap().region(), Some("r"), "{content:?}");
    }
}

#[test]
fn a_profile_is_what_both_files_say() {
    let environment = Fake::new()
        .config("[profile p]\nregion = eu-west-1\nmax_attempts = 2\n")
        .credentials("[p]\nregion = eu-west-2\n[profile q]\nregion = eu-west-3\n")
        .var("AWS_PROFILE", "p");
    let config = read(environment).unwrap();
    assert_eq!((config.region(), config.max_attempts()), (Some("eu-west-2"), Some(2)));
}

#[test]
fn no_file_is_an_empty_file() {
    assert_eq!(read(Fake::new()).unwrap().region(), None);
    assert_eq!(read(Fake::new().var("AWS_CONFIG_FILE", "/nowhere")).unwrap().region(), None);
    assert_eq!(read(Fake::new().var("HOME", "").var("AWS_PROFILE", "default")).unwrap().region(), None);
}

#[test]
fn a_line_that_is_none_is_named_by_its_number() {
    let cases = [
        ("[default]\nregion = r\n[profile p\n", "3: a section has to end with `]`"),
        ("[profile p # comment]\n", "1: a section has to end with `]`"),
        ("# comment\nregion = r\n", "2: a property has to stand in a section"),
        ("[default]\n\n  region = r\n", "3: an indented line has to stand below a property"),
        ("  region = r\n", "1: an indented line has to stand below a property"),
        ("[default]\nhunter2\n", "2: a property needs a `=`"),
        ("[default]\n= hunter2\n", "2: a property needs a name"),
        ("[default]\ns3 =\n  hunter2\n", "3: a property needs a `=`"),
        ("[else]\nhunter2\n", "2: a property needs a `=`"),
    ];
    for (content, problem) in cases {
        let error = read(Fake::new().config(content)).unwrap_err().to_string();
        assert_eq!(error, format!("/home/me/.aws/config:{problem}"));
        assert!(!error.contains("hunter2"), "{error}");
    }
    let error = read(Fake::new().credentials("[default]\nx\n")).unwrap_err().to_string();
    assert_eq!(error, "/home/me/.aws/credentials:2: a property needs a `=`");
}

#[test]
fn a_value_that_cannot_be_is_named_with_file_line_and_key() {
    let url = "is no URL of the form http(s)://host[:port][/path]";
    let cases = [
        ("region = evil.example/", "region is not a Region: `evil.example/`".to_owned()),
        ("use_fips_endpoint = yes", "use_fips_endpoint is neither `true` nor `false`: `yes`".to_owned()),
        ("max_attempts = 0", "max_attempts is not a whole number from 1 on: `0`".to_owned()),
        ("max_attempts = many", "max_attempts is not a whole number from 1 on: `many`".to_owned()),
        ("retry_mode = hard", "retry_mode is none of `standard`, `adaptive` and `off`: `hard`".to_owned()),
        ("endpoint_url = localhost:1", format!("endpoint_url {url}: `localhost:1`")),
        ("endpoint_url = http://me:hunter2@host", format!("endpoint_url {url}")),
        (
            "defaults_mode = fast",
            "defaults_mode is none of `standard`, `in-region`, `cross-region`, `mobile`, `auto` and `legacy`: `fast`"
                .to_owned(),
        ),
        (
            "ignore_configured_endpoint_urls = 1",
            "ignore_configured_endpoint_urls is neither `true` nor `false`: `1`".to_owned(),
        ),
        ("services = local", "services names no section of services: `local`".to_owned()),
        (
            "sdk_ua_app_id = my program",
            "sdk_ua_app_id is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~: `my program`".to_owned(),
        ),
    ];
    for (line, problem) in cases {
        let error = read(Fake::new().config(&format!("[default]\n{line}\n"))).unwrap_err();
        assert_eq!(error.to_string(), format!("/home/me/.aws/config:2: {problem}"));
    }
}

#[test]
fn variables_that_cannot_be_are_named() {
    let cases = [
        ("AWS_MAX_ATTEMPTS", "0", "AWS_MAX_ATTEMPTS is not a whole number from 1 on: `0`"),
        ("AWS_RETRY_MODE", "hard", "AWS_RETRY_MODE is none of `standard`, `adaptive` and `off`: `hard`"),
        (
            "AWS_SDK_UA_APP_ID",
            "a b",
            "AWS_SDK_UA_APP_ID is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~: `a b`",
        ),
        (
            "AWS_DEFAULTS_MODE",
            "fast",
            "AWS_DEFAULTS_MODE is none of `standard`, `in-region`, `cross-region`, `mobile`, `auto` and `legacy`: `fast`",
        ),
        (
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "no",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is neither `true` nor `false`: `no`",
        ),
    ];
    for (name, value, message) in cases {
        assert_eq!(read(Fake::new().var(name, value)).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_file_or_profile_that_is_not_there() {
    let named = Fake::new().var("AWS_CONFIG_FILE", "/c").unreadable("/c");
    assert_eq!(read(named).unwrap_err().to_string(), "/c cannot be read: permission denied");
    let error = read(Fake::new().config("[p]\n").var("AWS_PROFILE", "p")).unwrap_err();
    let message = "there is no profile `p` (AWS_PROFILE) in /home/me/.aws/config nor in /home/me/.aws/credentials";
    assert_eq!(error.to_string(), message);
}

#[test]
fn who_may_not_read_the_home_directory_can_do_without_its_files() {
    let unreadable = Fake::new().unreadable("/home/me/.aws/credentials");
    assert!(read(unreadable.clone()).is_ok());
    let message = "/home/me/.aws/credentials cannot be read: permission denied";
    assert_eq!(read(unreadable.var("AWS_PROFILE", "p")).unwrap_err().to_string(), message);
}

#[cfg(not(feature = "credential-chain"))]
mod keys {
    use super::*;

    fn of(profile: &str) -> Result<Config, ConfigError> {
        let environment = Fake::new().config("[default]\nregion = eu-west-1\n").credentials(profile);
        Config::from_environment(&SERVICE, environment)
    }

    #[test]
    fn keys_can_stand_in_the_profile() {
        let keys = "aws_access_key_id = AKID\naws_secret_access_key = hunter2\naws_session_token = hunter3\n";
        let shown = format!("{:?}", of(&format!("[default]\n{keys}")).unwrap());
        assert!(shown.contains("AKID") && !shown.contains("hunter"), "{shown}");
    }

    #[test]
    fn half_a_pair_and_what_takes_the_chain_are_refused() {
        let half = of("[default]\naws_secret_access_key = hunter2\n").unwrap_err().to_string();
        let place = "/home/me/.aws/credentials:2:";
        assert_eq!(half, format!("{place} aws_secret_access_key stands in the profile without aws_access_key_id"));
        let role = of("[default]\nrole_arn = arn:aws:iam::1:role/r\n").unwrap_err().to_string();
        assert_eq!(role, format!("{place} role_arn takes the feature `credential-chain`"));
        assert_eq!(of("").unwrap_err(), ConfigError::NoCredentials);
        let unreadable = Fake::new().var("AWS_REGION", "eu-west-1").unreadable("/home/me/.aws/credentials");
        let unreadable = Config::from_environment(&SERVICE, unreadable).unwrap_err().to_string();
        assert_eq!(unreadable, "/home/me/.aws/credentials cannot be read: permission denied");
    }
}
