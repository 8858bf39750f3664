//! Settings of the environment: of its variables, else of a profile of the shared files.

use std::path::PathBuf;
use std::time::Duration;

use zeroize::Zeroizing;

use super::{CONNECT_TIMEOUT, ConfigError, RetryMode, is_app_id};
use crate::client::environment::expand;
use crate::client::shared_files::{Property, Section, SharedFiles};
use crate::client::{Environment, Proxy, ProxyServer};
use crate::endpoint::{is_valid_host_label, parse_url};

/// Looks up a variable.
type Vars<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What a value is read with; the problem with a wrong one reads on from the name of the setting.
type Read<T> = fn(&str) -> Result<T, &'static str>;

/// Variables, and a profile to look for what they do not say.
pub(in crate::client) struct Settings<'a> {
    vars: Vars<'a>,
    files: SharedFiles,
    /// The name of the profile.
    profile: String,
}

impl<'a> Settings<'a> {
    /// Variables alone.
    pub(in crate::client) fn of_vars(vars: Vars<'a>) -> Self {
        Self { vars, files: SharedFiles::default(), profile: String::new() }
    }

    /// Variables and files; the profile is this one, else the one that a variable names.
    ///
    /// # Errors
    /// When a file cannot be read, or there is no such profile.
    pub(in crate::client) fn load(
        environment: &dyn Environment,
        vars: Vars<'a>,
        profile: Option<&str>,
    ) -> Result<Self, ConfigError> {
        let files = SharedFiles::load(environment)?;
        let name = profile.map(str::to_owned).or_else(|| get("AWS_PROFILE", vars));
        if let Some(name) = name.as_deref().filter(|name| *name != "default") {
            files.profile(name)?;
        }
        Ok(Self { vars, files, profile: name.unwrap_or_else(|| "default".to_owned()) })
    }

    pub(in crate::client) fn files(&self) -> &SharedFiles {
        &self.files
    }

    /// The name of the profile.
    pub(in crate::client) fn profile(&self) -> &str {
        &self.profile
    }

    /// A variable; one that is empty counts as not set.
    pub(in crate::client) fn var(&self, name: &str) -> Option<String> {
        get(name, self.vars)
    }

    pub(in crate::client) fn region(&self) -> Result<Option<String>, ConfigError> {
        self.find(&["AWS_REGION", "AWS_DEFAULT_REGION"], "region", |value| match is_valid_host_label(value, false) {
            true => Ok(value.to_owned()),
            false => Err("is not a Region"),
        })
    }

    /// The endpoint of a service, by its id as variables spell it.
    pub(in crate::client) fn endpoint_url(&self, service: &str) -> Result<Option<String>, ConfigError> {
        let (ignored, ignore) = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
        if self.boolean(ignored, ignore)? == Some(true) {
            return Ok(None);
        }
        let own = format!("AWS_ENDPOINT_URL_{service}");
        if let Some(url) = self.find_var(&[&own, "AWS_ENDPOINT_URL"], url)? {
            return Ok(Some(url));
        }
        let of_profile = || self.property("endpoint_url");
        let property = self.endpoint_of(service)?.or_else(of_profile);
        property.map(|property| read("endpoint_url", property, url)).transpose()
    }

    /// What the services section of the profile has for the endpoint of a service.
    fn endpoint_of(&self, service: &str) -> Result<Option<&Property>, ConfigError> {
        let Some(name) = self.property("services") else { return Ok(None) };
        let services = self.files.services(name.value());
        let services = services.ok_or_else(|| name.wrong("services", "names no section of services"))?;
        let service = services.get(&service.to_ascii_lowercase());
        Ok(service.and_then(|service| service.nested.get("endpoint_url")).filter(|url| !url.value().is_empty()))
    }

    pub(in crate::client) fn use_fips(&self) -> Result<Option<bool>, ConfigError> {
        self.boolean("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
    }

    pub(in crate::client) fn use_dual_stack(&self) -> Result<Option<bool>, ConfigError> {
        self.boolean("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
    }

    pub(super) fn retry_mode(&self) -> Result<Option<RetryMode>, ConfigError> {
        self.find(&["AWS_RETRY_MODE"], "retry_mode", |value| {
            RetryMode::read(value).ok_or("is none of `standard`, `adaptive` and `off`")
        })
    }

    pub(super) fn max_attempts(&self) -> Result<Option<u32>, ConfigError> {
        self.find(&["AWS_MAX_ATTEMPTS"], "max_attempts", |value| match value.parse() {
            Ok(attempts @ 1..) => Ok(attempts),
            _ => Err("is not a whole number from 1 on"),
        })
    }

    /// The time for a connection that a mode of defaults stands for; it is all that these modes differ in
    /// here. `auto` is to find out where the program runs, which nobody does here.
    pub(super) fn connect_timeout(&self) -> Result<Option<Duration>, ConfigError> {
        self.find(&["AWS_DEFAULTS_MODE"], "defaults_mode", |value| match value.to_ascii_lowercase().as_str() {
            "legacy" | "standard" | "cross-region" | "auto" => Ok(CONNECT_TIMEOUT),
            "in-region" => Ok(Duration::from_millis(1100)),
            "mobile" => Ok(Duration::from_secs(30)),
            _ => Err("is none of `standard`, `in-region`, `cross-region`, `mobile`, `auto` and `legacy`"),
        })
    }

    pub(super) fn app_id(&self) -> Result<Option<String>, ConfigError> {
        self.find(&["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id", |value| match is_app_id(value) {
            true => Ok(value.to_owned()),
            false => Err("is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~"),
        })
    }

    pub(super) fn ca_bundle(&self) -> Result<Option<PathBuf>, ConfigError> {
        let path = self.find(&["AWS_CA_BUNDLE"], "ca_bundle", |value| Ok(value.to_owned()))?;
        Ok(path.map(|path| expand(&path, self.vars).unwrap_or_else(|| path.into())))
    }

    /// The proxies, if any variable has one.
    pub(in crate::client) fn proxy(&self) -> Result<Option<Proxy>, ConfigError> {
        // A CGI program finds the header `Proxy` of a request in `HTTP_PROXY`.
        let http = match self.var("REQUEST_METHOD") {
            Some(_) => ["http_proxy", "all_proxy", "ALL_PROXY"].as_slice(),
            None => &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
        };
        let https = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
        let (http, https) = (self.proxy_server(http)?, self.proxy_server(&https)?);
        if http.is_none() && https.is_none() {
            return Ok(None);
        }
        let bypass = self.var("no_proxy").or_else(|| self.var("NO_PROXY"));
        Ok(Some(Proxy::of(http, https).bypassing(&bypass.unwrap_or_default())))
    }

    /// The proxy that the first of these variables names. Its URL may hold a password: it is wiped, and
    /// not repeated if it is wrong.
    fn proxy_server(&self, variables: &[&str]) -> Result<Option<ProxyServer>, ConfigError> {
        let set = variables.iter().find_map(|name| Some((name, Zeroizing::new(self.var(name)?))));
        let read =
            set.map(|(name, url)| ProxyServer::read(&url).map_err(|problem| ConfigError::variable(name, problem)));
        read.transpose()
    }

    /// Where the metadata service of instances is.
    #[cfg(feature = "credential-chain")]
    pub(in crate::client) fn metadata_endpoint(&self) -> Result<Option<String>, ConfigError> {
        self.find(&["AWS_EC2_METADATA_SERVICE_ENDPOINT"], "ec2_metadata_service_endpoint", url)
    }

    /// Whether that service is asked at its address of IPv6.
    #[cfg(feature = "credential-chain")]
    pub(in crate::client) fn is_metadata_v6(&self) -> Result<Option<bool>, ConfigError> {
        let (variable, key) = ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
        self.find(&[variable], key, |value| match () {
            () if value.eq_ignore_ascii_case("ipv4") => Ok(false),
            () if value.eq_ignore_ascii_case("ipv6") => Ok(true),
            () => Err("is neither `IPv4` nor `IPv6`"),
        })
    }

    fn boolean(&self, variable: &str, key: &str) -> Result<Option<bool>, ConfigError> {
        self.find(&[variable], key, |value| match () {
            () if value.eq_ignore_ascii_case("true") => Ok(true),
            () if value.eq_ignore_ascii_case("false") => Ok(false),
            () => Err("is neither `true` nor `false`"),
        })
    }

    /// The first of these variables that is set, else the property of the profile.
    fn find<T>(&self, variables: &[&str], key: &str, reading: Read<T>) -> Result<Option<T>, ConfigError> {
        match self.find_var(variables, reading)? {
            Some(value) => Ok(Some(value)),
            None => self.property(key).map(|property| read(key, property, reading)).transpose(),
        }
    }

    fn find_var<T>(&self, variables: &[&str], reading: Read<T>) -> Result<Option<T>, ConfigError> {
        let set = variables.iter().find_map(|name| Some((name, self.var(name)?)));
        let read = set
            .map(|(name, value)| reading(&value).map_err(|problem| ConfigError::variable_with(name, &value, problem)));
        read.transpose()
    }

    /// A property of the profile; one that is empty counts as not set.
    fn property(&self, key: &str) -> Option<&Property> {
        property(self.files.profile(&self.profile).ok()?, key)
    }
}

/// A property of a section; one that is empty counts as not set.
pub(in crate::client) fn property<'a>(section: &'a Section, key: &str) -> Option<&'a Property> {
    section.get(key).filter(|property| !property.value().is_empty())
}

fn read<T>(key: &str, property: &Property, reading: Read<T>) -> Result<T, ConfigError> {
    reading(property.value()).map_err(|problem| property.wrong(key, problem))
}

fn url(value: &str) -> Result<String, &'static str> {
    match parse_url(value) {
        Some(_) => Ok(value.to_owned()),
        None => Err("is no URL of the form http(s)://host[:port][/path]"),
    }
}

fn get(name: &str, vars: Vars<'_>) -> Option<String> {
    vars(name).filter(|value| !value.is_empty())
}
