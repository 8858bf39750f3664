//! What our own client signs, whatever its keys and wherever it calls.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use proptest::prelude::*;
use runtime::Timestamp;
use runtime::client::{Config, Credentials, Handle, Transport, TransportFuture};
use runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use runtime::server::{Authentication, Caller, Key, Verifier};
use secretsmith_runtime as runtime;

use crate::doors::{Front, FrontInput, SERVICE};

/// Keeps a request, and answers that all is well.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Option<Request<Bytes>>>>);

impl Transport for Kept {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        *self.0.lock().unwrap() = Some(request);
        Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
    }
}

fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(params.endpoint.as_deref().unwrap_or("https://example.com")))
}

#[derive(Clone, Debug)]
struct Keys {
    id: String,
    secret: String,
    token: Option<String>,
}

prop_compose! {
    fn keys()(
        id in "[ -~&&[^,=\" ]]{1,40}",
        secret in "\\PC{0,60}",
        token in proptest::option::of("[!-~]([ -~]{0,100}[!-~])?"),
    ) -> Keys {
        Keys { id, secret, token }
    }
}

impl Keys {
    fn credentials(&self) -> Credentials {
        let credentials = Credentials::new(&*self.id, &*self.secret);
        self.token.iter().fold(credentials, |credentials, token| credentials.with_session_token(&**token))
    }

    /// A server that knows these, asked later by so many seconds.
    fn verified(&self, seconds: i64) -> Authentication {
        let key = self.token.iter().fold(Key::new(&*self.secret), |key, token| key.with_session_token(&**token));
        let (id, key) = (self.id.clone(), Arc::new(key));
        let now = Timestamp::from_secs(Timestamp::now().secs() + seconds);
        Authentication::Verify(
            Verifier::new(move |given| (given == id).then(|| Arc::clone(&key))).with_clock(move || now),
        )
    }
}

/// The request that a client makes, and the one that it signs for somebody else to send within a minute.
fn calls(keys: &Keys, region: &str, url: &str) -> [Request<Bytes>; 2] {
    let kept = Kept::default();
    let config = Config::builder().region(region).credentials(keys.credentials()).endpoint_url(url);
    let handle = Handle::new(&SERVICE, config.transport(kept.clone()).build(), resolve);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(handle.call::<Front>(Ok(FrontInput {}))).unwrap();
    let presigned = handle.customize::<Front>(Ok(FrontInput {})).presigned(Duration::from_secs(60));
    let presigned = runtime.block_on(presigned).unwrap();
    [kept.0.lock().unwrap().take().unwrap(), presigned.into()]
}

proptest! {
    #[test]
    fn every_call_of_our_own_client_verifies(
        keys in keys(),
        region in "[a-z]{2}-[a-z]{1,9}-[0-9]",
        url in "https?://[a-z]{1,9}(:[1-9][0-9]{0,3})?(/[-a-zA-Z0-9._~%!$&'()*+,;=:@]{0,9}){0,3}",
        seconds in -299..50_i64,
    ) {
        prop_assume!(url.parse::<http::Uri>().is_ok());
        for request in calls(&keys, &region, &url) {
            let (parts, body) = request.into_parts();
            let caller = keys.verified(seconds).authenticate("doors", &parts, &body);
            prop_assert_eq!(caller, Ok(Caller::anonymous().with_access_key_id(&*keys.id).with_region(&*region)));

            let other = Keys { secret: format!("{} ", keys.secret), ..keys.clone() };
            prop_assert!(other.verified(seconds).authenticate("doors", &parts, &body).is_err());
            prop_assert!(keys.verified(seconds).authenticate("windows", &parts, &body).is_err());
            prop_assert!(keys.verified(310).authenticate("doors", &parts, &body).is_err());
        }
    }
}
