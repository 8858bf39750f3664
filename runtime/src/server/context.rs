//! What an implementation may know of a call besides its input.

use std::sync::Arc;

use uuid::Uuid;

/// The circumstances of one call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Context {
    /// The name of the operation on the wire.
    pub operation: &'static str,
    /// The id of the request, which the answer carries too.
    pub request_id: String,
    /// Who calls, as far as the request says.
    pub caller: Caller,
}

impl Context {
    /// The circumstances of a call with an id of its own; servers make them, and whoever calls an implementation
    /// directly.
    pub fn new(operation: &'static str) -> Self {
        Self { operation, request_id: request_id(), caller: Caller::default() }
    }

    /// Says who calls.
    pub fn with_caller(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }
}

/// An id that no other request has.
pub(super) fn request_id() -> String {
    Uuid::new_v4().to_string()
}

/// Who calls, and where: read from the credential of the signature.
///
/// What is `None` was not said; the implementation has its own defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Caller {
    /// The access key id, which is no secret.
    pub access_key_id: Option<String>,
    /// The Region in the scope of the signature.
    pub region: Option<String>,
    /// The account, when whoever checked the signature knows it.
    pub account: Option<String>,
    /// Whom the key belongs to, when whoever checked the signature knows it: an ARN, mostly.
    pub principal: Option<Arc<str>>,
}

impl Caller {
    /// A caller who has said nothing of itself.
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// Names the Region.
    pub fn with_region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Names the account.
    pub fn with_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Names whom the key belongs to.
    pub fn with_principal(mut self, principal: impl Into<Arc<str>>) -> Self {
        self.principal = Some(principal.into());
        self
    }

    /// Names the access key id.
    pub fn with_access_key_id(mut self, access_key_id: impl Into<String>) -> Self {
        self.access_key_id = Some(access_key_id.into());
        self
    }
}
