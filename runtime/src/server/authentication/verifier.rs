//! Verifying signatures.

use std::fmt;
use std::sync::Arc;

use http::request::Parts;
use jiff::SignedDuration;
use jiff::Timestamp as Instant;

use super::Key;
use super::claim::{Claim, Credential, basic};
use super::refusal::{self, incomplete, invalid};
use super::signed::{Signed, signed_names};
use crate::server::Caller;
use crate::sigv4::ALGORITHM;
use crate::{Timestamp, Unmodeled};

/// How far the clock of a client may be from ours, and how old a signature may be.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Verifies that requests are signed with a key that is known, a short time ago, for this service.
///
/// Signatures in the header and in the query are verified. Those in the header are good for five
/// minutes, those in the query for as long as `X-Amz-Expires` says, which is at most seven days.
///
/// ```
/// use std::sync::Arc;
///
/// use secretsmith_runtime::server::{Authentication, Key, Verifier};
///
/// let key = Arc::new(Key::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY").with_account("111122223333"));
/// let verifier = Verifier::new(move |id| (id == "AKIDEXAMPLE").then(|| Arc::clone(&key)));
/// let authentication = Authentication::Verify(verifier);
/// ```
#[derive(Clone)]
pub struct Verifier {
    keys: Arc<Keys>,
    regions: Arc<Regions>,
    clock: Arc<Clock>,
}

type Keys = dyn Fn(&str) -> Option<Arc<Key>> + Send + Sync;
type Regions = dyn Fn(&str) -> bool + Send + Sync;
type Clock = dyn Fn() -> Timestamp + Send + Sync;

impl Verifier {
    /// Verifies with the keys that are found by their access key ids.
    ///
    /// They are asked for with each request, so that it must be quick to tell.
    pub fn new(keys: impl Fn(&str) -> Option<Arc<Key>> + Send + Sync + 'static) -> Self {
        Self { keys: Arc::new(keys), regions: Arc::new(|_| true), clock: Arc::new(Timestamp::now) }
    }

    /// Says which Regions requests may be signed for; any, unless set.
    pub fn with_regions(mut self, regions: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.regions = Arc::new(regions);
        self
    }

    /// Changes what tells the time; the clock of this computer unless set.
    pub fn with_clock(mut self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Who has signed a request.
    ///
    /// # Errors
    /// What the real service answers when the key is not known, or is another, or when the signature was
    /// made for something else or at another time.
    pub(super) fn caller(
        &self,
        service: &str,
        claim: &Claim<'_>,
        request: &Parts,
        body: &[u8],
    ) -> Result<Caller, Unmodeled> {
        if claim.algorithm != ALGORITHM {
            return Err(incomplete(format!("Unsupported AWS 'algorithm': '{}'. ", claim.algorithm)));
        }
        let (credential, time) = (claim.credential()?, claim.time()?);
        let now = self.now();
        let key = self.key(&credential, claim, now)?;
        self.check_scope(&credential, service, time)?;
        check_age(claim, time, now)?;
        let list = claim.signed_headers.to_ascii_lowercase();
        let names = signed_names(&list, claim, request)?;
        check_signature(&key, claim, &credential, time, Signed::of(claim.form, &names, request, body))?;
        Ok(key.introduce(credential.caller()))
    }

    /// The time in whole seconds, as requests have it.
    fn now(&self) -> Instant {
        let now = (self.clock)().to_jiff();
        Instant::from_second(now.as_second()).unwrap_or(now)
    }

    /// The key that a request names, if it may use it.
    fn key(&self, credential: &Credential<'_>, claim: &Claim<'_>, now: Instant) -> Result<Arc<Key>, Unmodeled> {
        let key = (self.keys)(credential.access_key_id).ok_or_else(refusal::unknown_key)?;
        match key.goes_with(claim.session_token().as_ref()) {
            false => Err(refusal::unknown_key()),
            true if key.is_expired(now) => Err(refusal::expired_token()),
            true => Ok(key),
        }
    }

    /// Whether a signature is for this service, a Region, and the day on which it was made.
    fn check_scope(&self, credential: &Credential<'_>, service: &str, time: Instant) -> Result<(), Unmodeled> {
        let (scope, terminator, time) = (&credential.scope, credential.terminator, basic(time));
        let day = &time[..8];
        let problem = if !(self.regions)(scope.region) {
            format!("Credential should be scoped to a valid region, not '{}'.", scope.region)
        } else if scope.service != service {
            format!("Credential should be scoped to correct service: '{service}'. ")
        } else if terminator != "aws4_request" {
            format!("Credential should be scoped with a valid terminator: 'aws4_request', not '{terminator}'.")
        } else if scope.date != day {
            format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != \
                 '{day}', from '{time}'.",
                scope.date
            )
        } else {
            return Ok(());
        };
        Err(invalid(problem))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").finish_non_exhaustive()
    }
}

/// Whether a signature is of now.
fn check_age(claim: &Claim<'_>, time: Instant, now: Instant) -> Result<(), Unmodeled> {
    let lifetime = claim.lifetime()?.unwrap_or(SKEW);
    if time < now - lifetime {
        return Err(refusal::expired(time, now, lifetime));
    }
    if time > now + SKEW { Err(refusal::not_yet(time, now, SKEW)) } else { Ok(()) }
}

/// Whether the signature is that of the request.
fn check_signature(
    key: &Key,
    claim: &Claim<'_>,
    credential: &Credential<'_>,
    time: Instant,
    signed: Signed<'_>,
) -> Result<(), Unmodeled> {
    let (scope, scope_text) = (&credential.scope, credential.scope_text);
    let text = signed.with_parts(|parts| parts.string_to_sign(&basic(time), scope));
    let kept = key.kept(scope_text);
    let is_new = kept.is_none();
    let signing_key = kept.unwrap_or_else(|| key.derive(scope));
    if !signing_key.verify(&text, &claim.signature) {
        let canonical = signed.redacted().with_parts(|parts| parts.canonical_request());
        return Err(refusal::mismatch(&canonical, &text));
    }
    if is_new {
        key.keep(scope_text, signing_key);
    }
    Ok(())
}
