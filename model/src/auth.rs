//! How the calls of an operation prove who makes them.

use crate::Traits;

const SIGV4: &str = "aws.auth#sigv4";

impl Traits {
    /// The authentication schemes of an operation with these traits: those that its own `auth` lists,
    /// else the `auth` of its service, else those that the service has traits of.
    ///
    /// None means that there is no authentication; `smithy.api#optionalAuth` makes any a choice.
    #[must_use]
    pub fn auth_schemes<'a>(&'a self, service: &'a Self) -> Vec<&'a str> {
        match self.auth.as_ref().or(service.auth.as_ref()) {
            Some(listed) => listed.iter().map(|scheme| scheme.as_str()).collect(),
            None => {
                let sigv4 = service.sigv4.iter().map(|_| SIGV4);
                sigv4.chain(service.other_auth.iter().map(|scheme| scheme.as_str())).collect()
            }
        }
    }

    /// Whether SigV4 is among [the schemes](Self::auth_schemes) of an operation with these traits.
    #[must_use]
    pub fn has_sigv4(&self, service: &Self) -> bool {
        service.sigv4.is_some() && self.auth_schemes(service).contains(&SIGV4)
    }
}
