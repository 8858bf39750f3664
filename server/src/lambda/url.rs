//! Where functions are.

use std::fmt;
use std::str::FromStr;

use http::Uri;
use http::uri::{PathAndQuery, Scheme};

/// Where functions are: a URL with `http` and a host.
///
/// ```
/// use secretsmith_server::lambda::Url;
///
/// assert!("http://127.0.0.1:3001".parse::<Url>().is_ok());
/// assert!("https://lambda.us-east-1.amazonaws.com".parse::<Url>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Url(Uri);

impl Url {
    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.0
    }

    /// What is at a path below this one.
    pub(super) fn with_path(&self, path: &str) -> Option<Uri> {
        let prefix = self.0.path().trim_end_matches('/');
        let mut parts = self.0.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(format!("{prefix}{path}")).ok()?);
        Uri::from_parts(parts).ok()
    }
}

impl FromStr for Url {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shown = without_user(text);
        let url: Uri = text.parse().map_err(|error| format!("{shown} is no URL ({error})"))?;
        match (url.scheme(), url.authority()) {
            (Some(scheme), Some(_)) if *scheme == Scheme::HTTP => Ok(Self(url)),
            _ => Err(format!("{shown} is not where functions can be called: give a URL such as http://127.0.0.1:3001")),
        }
    }
}

/// Shows no user and no password.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Url").field(&without_user(&self.0.to_string())).finish()
    }
}

/// A URL, or what was meant to be one, without the user and the password that may stand before its host.
pub fn without_user(text: &str) -> String {
    let (before, rest) = text.split_at(text.find("://").map_or(0, |scheme| scheme + "://".len()));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // A password may hold such a character as it is: what stands before it is no host then.
    let end = if is_host(&rest[..end]) { end } else { rest.len() };
    match rest[..end].rsplit_once('@') {
        Some((user, _)) if !before.is_empty() || user.contains(':') => format!("{before}{}", &rest[user.len() + 1..]),
        _ => text.to_owned(),
    }
}

/// Whether an authority ends in a host, with a number if there is a port.
fn is_host(authority: &str) -> bool {
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.rsplit_once(':').is_none_or(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit() || byte == b']'))
}

#[cfg(test)]
mod tests {
    use super::{Url, without_user};

    #[test]
    fn what_is_no_url_is_named_with_an_example() {
        for text in ["127.0.0.1:3001", "/functions", "https://localhost", "http://", ""] {
            let problem = text.parse::<Url>().unwrap_err();
            assert!(problem.starts_with(text), "{problem}");
        }
    }

    #[test]
    fn what_stands_before_a_host_is_not_shown() {
        for (text, shown) in [
            ("http://user:hunter2@host:3001/path?a=b", "http://host:3001/path?a=b"),
            ("http://host/a@b", "http://host/a@b"),
            ("http://[::1]:3001/a@b", "http://[::1]:3001/a@b"),
            ("https://hunter2@host", "https://host"),
            ("http://user:hunter2/@host", "http://host"),
            ("http://user:hunter2@@host", "http://host"),
            ("user:hunter2@host:3001", "host:3001"),
            ("arn:aws:lambda:a:b:function:c=https://user:hunter2@host", "arn:aws:lambda:a:b:function:c=https://host"),
            ("me@work", "me@work"),
        ] {
            assert_eq!(without_user(text), shown);
            let problem = text.parse::<Url>().map(|url| format!("{url:?}")).unwrap_or_else(|problem| problem);
            assert!(!problem.contains("hunter2"), "{problem}");
        }
    }
}
