//! Who a request comes from.

use http::request::Parts;

use super::Caller;
use crate::{Signing, Unmodeled};

mod claim;
mod key;
mod refusal;
mod signed;
mod verifier;

use claim::Claim;
pub use key::Key;
pub(super) use refusal::MISSING;
pub use verifier::Verifier;

/// What a server asks of a request's signature.
///
/// A layer before the server that has found out who calls leaves a [`Caller`] in the extensions of the request: then
/// nobody asks any more.
#[derive(Clone, Debug, Default)]
pub enum Authentication {
    /// Nothing: unsigned requests are served too.
    Off,
    /// That there is one, for operations that are signed; the access key, the Region and the service in it are taken as said.
    #[default]
    AcceptAny,
    /// That it is right, for operations that are signed: made a short time ago, with a key that is known here.
    Verify(Verifier),
}

impl Authentication {
    /// The caller of a request that has to be signed for a service; `body` is as it came, compressed or not.
    ///
    /// This is for requests that no [`HttpService`](super::HttpService) answers, which asks by itself.
    ///
    /// # Errors
    /// What the real service answers to a request whose signature is missing, incomplete or, where that is
    /// verified, wrong.
    pub fn authenticate(&self, service: &str, request: &Parts, body: &[u8]) -> Result<Caller, Unmodeled> {
        self.caller((service, Signing::Required), request, body)
    }

    /// The caller of a request to an operation of a service.
    ///
    /// # Errors
    /// As with [`authenticate`](Self::authenticate), where the operation is one that is signed.
    pub(super) fn caller(
        &self,
        (service, signing): (&str, Signing),
        request: &Parts,
        body: &[u8],
    ) -> Result<Caller, Unmodeled> {
        if let Some(caller) = request.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        match (self, signing) {
            (Self::Off, _) | (Self::AcceptAny, Signing::Never) => Ok(said(request)),
            // What nobody has to sign, nobody verifies, and so it says nothing of who calls.
            (Self::Verify(_), Signing::Never) => Ok(Caller::anonymous()),
            (Self::AcceptAny | Self::Verify(_), _) => match (Claim::of(request)?, self) {
                (Some(claim), Self::Verify(verifier)) => verifier.caller(service, &claim, request, body),
                (Some(claim), _) => Ok(claim.credential()?.caller()),
                (None, _) if signing == Signing::Optional => Ok(Caller::anonymous()),
                (None, _) => Err(refusal::missing()),
            },
        }
    }
}

/// Who a request says that it comes from, where nothing depends on it.
fn said(request: &Parts) -> Caller {
    let claim = Claim::of(request).ok().flatten();
    let caller = claim.and_then(|claim| Some(claim.credential().ok()?.caller()));
    caller.unwrap_or_else(Caller::anonymous)
}
