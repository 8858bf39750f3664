//! Which requests go through a proxy.

use http::Uri;
use secretsmith_runtime::client::{Config, ConfigError, Proxy};

use crate::environment::Fake;
use crate::support::SERVICE;

const PASSWORD: &str = "hunter2";

/// Where a request to a URL goes: a proxy, or nothing for the host itself.
fn way(proxy: &Proxy, url: &str) -> Option<String> {
    proxy.server_for(&url.parse::<Uri>().unwrap()).map(ToString::to_string)
}

fn of(vars: &[(&str, &str)]) -> Proxy {
    let environment = vars.iter().fold(Fake::new(), |environment, (name, value)| environment.var(name, value));
    Proxy::from_environment(&environment).unwrap()
}

#[test]
fn each_scheme_has_its_variable_and_all_proxy_is_for_the_rest() {
    let ways = |vars: &[(&str, &str)]| {
        let proxy = of(vars);
        (way(&proxy, "http://example.com"), way(&proxy, "https://example.com"))
    };
    let at = |name: &str| Some(format!("http://{name}"));
    assert_eq!(ways(&[]), (None, None));
    assert_eq!(ways(&[("HTTPS_PROXY", "one")]), (None, at("one")));
    assert_eq!(ways(&[("HTTP_PROXY", "one")]), (at("one"), None));
    assert_eq!(ways(&[("ALL_PROXY", "one")]), (at("one"), at("one")));
    assert_eq!(ways(&[("ALL_PROXY", "one"), ("HTTPS_PROXY", "two")]), (at("one"), at("two")));
    assert_eq!(ways(&[("https_proxy", "one"), ("HTTPS_PROXY", "two")]), (None, at("one")));
    assert_eq!(ways(&[("http_proxy", "one"), ("HTTP_PROXY", "two")]), (at("one"), None));
    assert_eq!(ways(&[("all_proxy", "one"), ("ALL_PROXY", "two")]), (at("one"), at("one")));
    assert_eq!(ways(&[("https_proxy", ""), ("HTTPS_PROXY", "two")]), (None, at("two")));
}

#[test]
fn who_sends_a_cgi_program_a_request_does_not_choose_its_proxy() {
    let cgi = |name| of(&[("REQUEST_METHOD", "GET"), (name, "one")]);
    assert_eq!(way(&cgi("HTTP_PROXY"), "http://example.com"), None);
    assert_eq!(way(&cgi("http_proxy"), "http://example.com").as_deref(), Some("http://one"));
    assert_eq!(way(&cgi("HTTPS_PROXY"), "https://example.com").as_deref(), Some("http://one"));
}

#[test]
fn a_proxy_is_written_with_or_without_scheme_port_and_user() {
    let written = [
        ("proxy", "http://proxy"),
        ("proxy:3128", "http://proxy:3128"),
        ("http://proxy:3128/", "http://proxy:3128"),
        ("HTTPS://proxy", "https://proxy"),
        ("http://[fd00::1]:3128", "http://[fd00::1]:3128"),
        ("http://me:hunter2@proxy:3128", "http://proxy:3128"),
        ("me:hunter2@proxy", "http://proxy"),
    ];
    for (url, expected) in written {
        assert_eq!(way(&Proxy::new(url).unwrap(), "https://example.com").as_deref(), Some(expected), "{url}");
    }
}

#[test]
fn user_and_password_become_a_header() {
    let header = |url: &str| {
        let proxy = Proxy::new(url).unwrap();
        let server = proxy.server_for(&Uri::from_static("https://example.com")).unwrap();
        let header = server.authorization()?;
        assert!(header.is_sensitive());
        Some(header.to_str().unwrap().to_owned())
    };
    assert_eq!(header("http://proxy"), None);
    // `me:hunter2`
    assert_eq!(header("http://me:hunter2@proxy").as_deref(), Some("Basic bWU6aHVudGVyMg=="));
    // `me:`
    assert_eq!(header("http://me@proxy").as_deref(), Some("Basic bWU6"));
    // `m@e:h/u:n%t%zz`
    let odd = "Basic bUBlOmgvdTpuJXQleno=";
    assert_eq!(header("http://m%40e:h%2Fu:n%25t%zz@proxy").as_deref(), Some(odd));
    assert_eq!(header("http://m@e:h/u:n%t%zz@proxy").as_deref(), Some(odd));
}

#[test]
fn what_is_no_proxy_is_told_by_its_variable_and_without_the_password() {
    let form = "is no URL of the form http(s)://[user:password@]host[:port]";
    let wrong = [
        "socks5://me:hunter2@proxy",
        "http://me:hunter2@",
        "http://me:hunter2@proxy:port",
        "http://me:hunter2@proxy/path",
        "http://me:hunter2@pro xy",
        "http://",
    ];
    for url in wrong {
        for variable in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
            let error = Config::from_environment(&SERVICE, Fake::new().var(variable, url)).unwrap_err();
            assert_eq!(error.to_string(), format!("{variable} {form}"), "{url}");
        }
        let error = Proxy::new(url).unwrap_err();
        assert_eq!(error.to_string(), format!("the proxy {form}"), "{url}");
        assert!(matches!(error, ConfigError::Proxy { .. }) && !format!("{error:?}").contains(PASSWORD));
    }
}

#[test]
fn a_variable_that_does_not_count_may_hold_anything() {
    let proxy = of(&[("HTTPS_PROXY", "one"), ("HTTP_PROXY", "two"), ("ALL_PROXY", "socks5://three")]);
    assert_eq!(way(&proxy, "https://example.com").as_deref(), Some("http://one"));
}

#[test]
fn hosts_that_are_reached_directly() {
    let cases: [(&str, &[&str], &[&str]); 9] = [
        (
            "example.com",
            &["example.com", "a.example.com", "A.Example.Com.", "example.com:8"],
            &["example.org", "notexample.com"],
        ),
        (".example.com", &["example.com", "a.b.example.com"], &["notexample.com"]),
        ("*.example.com", &["example.com", "a.example.com"], &["notexample.com", "com"]),
        ("*", &["example.com", "10.0.0.1", "[fd00::1]"], &[]),
        ("10.0.0.0/8, fd00::/16", &["10.1.2.3", "[fd00::1]", "[::ffff:10.1.2.3]"], &["11.1.2.3", "[fd01::1]", "ten"]),
        ("10.1.2.3 [fd00::1]", &["10.1.2.3", "[fd00::1]"], &["10.1.2.4", "[fd00::2]"]),
        ("example.com:8443,[fd00::1]:443", &["example.com:8443", "[fd00::1]"], &["example.com", "[fd00::1]:8443"]),
        (",, ,", &[], &["example.com"]),
        ("0.0.0.0/0,10.0.0.0/33,/8", &["192.0.2.1"], &["[fd00::1]", "example.com"]),
    ];
    for (list, direct, proxied) in cases {
        for name in ["no_proxy", "NO_PROXY"] {
            let proxy = of(&[("ALL_PROXY", "one"), (name, list)]);
            let is_direct = |host: &&str| way(&proxy, &format!("https://{host}/")).is_none();
            assert_eq!(direct.iter().filter(|host| !is_direct(host)).count(), 0, "{list}: {direct:?}");
            assert_eq!(proxied.iter().filter(|host| is_direct(host)).count(), 0, "{list}: {proxied:?}");
        }
    }
    let both = of(&[("ALL_PROXY", "one"), ("no_proxy", "a"), ("NO_PROXY", "b")]);
    assert_eq!((way(&both, "https://a"), way(&both, "https://b").as_deref()), (None, Some("http://one")));
    let code = Proxy::new("one").unwrap().bypassing("example.com");
    assert_eq!(way(&code, "https://example.com"), None);
}

#[test]
fn this_computer_and_the_sources_of_credentials_are_always_reached_directly() {
    let direct = [
        "localhost",
        "LOCALHOST.",
        "secrets.localhost",
        "127.0.0.1",
        "127.9.9.9",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "[fd00:ec2::254]",
        "[fd00:ec2::23]",
    ];
    for proxy in [of(&[("ALL_PROXY", "one")]), Proxy::new("one").unwrap()] {
        for host in direct {
            assert_eq!(way(&proxy, &format!("http://{host}:8080/")), None, "{host}");
            assert_eq!(way(&proxy, &format!("https://{host}/")), None, "{host}");
        }
        for host in ["notlocalhost", "localhost.example.com", "128.0.0.1", "169.253.1.1", "[fd00:ec3::254]", "[::2]"] {
            assert!(way(&proxy, &format!("https://{host}/")).is_some(), "{host}");
        }
    }
}

#[test]
fn code_goes_before_the_environment() {
    let environment = || Fake::new().var("HTTPS_PROXY", "socks://bad");
    let config = |proxy| Config::builder().proxy(proxy).or_environment(&SERVICE, environment()).unwrap().build();
    let of = |proxy| way(config(proxy).proxy().unwrap(), "https://example.com");
    assert_eq!(of(Proxy::none()), None);
    assert_eq!(of(Proxy::new("two").unwrap()).as_deref(), Some("http://two"));

    let config = Config::builder().or_environment(&SERVICE, Fake::new().var("https_proxy", "one")).unwrap().build();
    assert_eq!(way(config.proxy().unwrap(), "https://example.com").as_deref(), Some("http://one"));
    let config = Config::builder().or_environment(&SERVICE, Fake::new()).unwrap().build();
    assert!(config.proxy().is_none());
}

#[test]
fn nothing_shows_the_password() {
    let config = Config::builder()
        .or_environment(&SERVICE, Fake::new().var("https_proxy", "http://me:hunter2@proxy:3128"))
        .unwrap();
    let server = config.clone().build().proxy().unwrap().server_for(&Uri::from_static("https://a")).unwrap().clone();
    let shown = format!("{config:?} {:#?} {server:?} {server}", config.clone().build());
    assert!(shown.contains("proxy:3128") && !shown.contains(PASSWORD) && !shown.contains("bWU6aHVudGVyMg"), "{shown}");
}
