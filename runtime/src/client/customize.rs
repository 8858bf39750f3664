//! A call with settings of its own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::config::check;
use super::setup::Identity;
use super::{ConfigError, Credentials, Handle, Interceptor, Metadata, PresignedRequest, ProvideCredentials, RetryMode};
use crate::endpoint::{EndpointParams, shown_url};
use crate::{BuildError, Operation, SdkError, Timestamp};

/// A call that is ready to be sent, with settings of its own where they differ from the client's.
///
/// They count as they would in the configuration of the client, and what is wrong with them fails the
/// call before it is sent. For a service in the same process, endpoint and credentials do not count.
#[must_use = "a call does nothing until it is sent"]
pub struct Customized<O: Operation, W = ()> {
    handle: Handle,
    input: Result<O::Input, BuildError>,
    /// Apart, so that calls which set nothing do not carry the room for it around.
    overrides: Option<Box<Overrides>>,
    /// Who sends the calls of a client that blocks.
    #[cfg_attr(not(feature = "blocking"), expect(dead_code))]
    worker: W,
}

/// What a call has in place of the client's configuration.
pub(super) struct Overrides {
    /// The inner `None` is a call without limit.
    pub(super) call_timeout: Option<Option<Duration>>,
    pub(super) attempt_timeout: Option<Option<Duration>>,
    pub(super) retry_mode: Option<RetryMode>,
    pub(super) max_attempts: Option<u32>,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) identity: Option<Identity>,
    pub(super) signing_time: Option<Timestamp>,
    pub(super) app_id: Option<String>,
    region: Option<String>,
    endpoint_url: Option<String>,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
}

impl<O: Operation, W> Customized<O, W> {
    /// Sets the Region that this call goes to; one that the credentials come from stays as it is.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.overrides().region = Some(region.into());
        self
    }

    /// Sets a URL that this call goes to instead of the Region's own: `http(s)://host[:port][/path]`.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.overrides().endpoint_url = Some(url.into());
        self
    }

    /// Sets whether this call goes to an endpoint that is FIPS 140 validated.
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.overrides().use_fips = Some(use_fips);
        self
    }

    /// Sets whether this call goes to an endpoint that answers over IPv6 as well.
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.overrides().use_dual_stack = Some(use_dual_stack);
        self
    }

    /// Sets the keys to sign this call with.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.overrides().identity = Some(Identity::Keys(credentials));
        self
    }

    /// Sets where the keys of this call come from.
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials) -> Self {
        self.overrides().identity = Some(Identity::Provided(Arc::new(provider)));
        self
    }

    /// Signs this call as at this time, in place of now.
    ///
    /// A service refuses what was signed more than some minutes before or after its own time.
    pub fn signing_time(mut self, time: Timestamp) -> Self {
        self.overrides().signing_time = Some(time);
        self
    }

    /// Sets a name of the program for this call, which stands in the User-Agent: up to 50 letters, digits
    /// and ``!#$%&'*+-.^_`|~``.
    pub fn app_id(mut self, id: impl Into<String>) -> Self {
        self.overrides().app_id = Some(id.into());
        self
    }

    /// Sets the time for this call, or with `None` that there is no limit.
    pub fn call_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.overrides().call_timeout = Some(limit.into());
        self
    }

    /// Sets the time for each attempt of this call, or with `None` that only that for the call counts.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.overrides().attempt_timeout = Some(limit.into());
        self
    }

    /// Sets how this call is made again when it failed.
    pub fn retry_mode(mut self, mode: RetryMode) -> Self {
        self.overrides().retry_mode = Some(mode);
        self
    }

    /// Sets how many attempts this call has, the first among them: 1 or more. With [`RetryMode::Off`]
    /// it has one.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.overrides().max_attempts = Some(attempts);
        self
    }

    /// Has requests and responses of this call pass by, behind those whom the client has for all calls.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.overrides().interceptors.push(Arc::new(interceptor));
        self
    }

    fn overrides(&mut self) -> &mut Overrides {
        self.overrides.get_or_insert_with(|| Box::new(Overrides::NOTHING))
    }

    /// The call, and who sends it.
    #[cfg(feature = "blocking")]
    pub(super) fn split(self) -> (Customized<O>, W) {
        let Self { handle, input, overrides, worker } = self;
        (Customized { handle, input, overrides, worker: () }, worker)
    }
}

impl<O: Operation> Customized<O> {
    pub(super) fn new(handle: Handle, input: Result<O::Input, BuildError>) -> Self {
        Self { handle, input, overrides: None, worker: () }
    }

    /// Has the call sent on the thread of a client that blocks.
    #[cfg(feature = "blocking")]
    #[doc(hidden)]
    pub fn on<W>(self, worker: W) -> Customized<O, W> {
        let Self { handle, input, overrides, .. } = self;
        Customized { handle, input, overrides, worker }
    }

    /// What is asked for, unless it is not complete.
    #[cfg(feature = "waiters")]
    pub(super) fn input(&self) -> Result<&O::Input, &BuildError> {
        self.input.as_ref()
    }

    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    /// When the input is not complete, no answer comes, or it is an error.
    pub async fn send(self) -> Result<O::Output, SdkError<O::Error>> {
        let overrides = self.overrides.as_deref().unwrap_or(&NOTHING);
        let (output, ()) = self.handle.make::<O, ()>(self.input, overrides, |_| ()).await?;
        Ok(output)
    }

    /// Sends the call, waits for the answer, and says what came with it.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with_metadata(self) -> Result<(O::Output, Metadata), SdkError<O::Error>> {
        let overrides = self.overrides.as_deref().unwrap_or(&NOTHING);
        self.handle.make::<O, Metadata>(self.input, overrides, |answer| answer.metadata()).await
    }

    /// Signs the call for somebody else to send: within this time from 1 second to 7 days, in whole
    /// seconds, and as long as the credentials are valid.
    ///
    /// The time for the call is that for finding endpoint and credentials; sending it in time, and again, is the matter
    /// of who does that.
    ///
    /// # Errors
    /// When the input is not complete, the time is none of these, there are no credentials or they have expired, or
    /// the time for the call is up.
    pub async fn presigned(self, expires_in: Duration) -> Result<PresignedRequest, SdkError<O::Error>> {
        let overrides = self.overrides.as_deref().unwrap_or(&NOTHING);
        self.handle.presign::<O>(self.input, overrides, expires_in).await
    }
}

/// What a call has that sets nothing.
static NOTHING: Overrides = Overrides::NOTHING;

impl Overrides {
    const NOTHING: Self = Self {
        call_timeout: None,
        attempt_timeout: None,
        retry_mode: None,
        max_attempts: None,
        interceptors: Vec::new(),
        identity: None,
        signing_time: None,
        app_id: None,
        region: None,
        endpoint_url: None,
        use_fips: None,
        use_dual_stack: None,
    };

    /// Finds what is wrong.
    ///
    /// # Errors
    /// When there is something.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check(self.region.as_deref(), self.max_attempts, self.app_id.as_deref())
    }

    /// What the endpoint of the call depends on, if that is something else than for the client.
    pub(super) fn params(&self, client: &EndpointParams) -> Option<EndpointParams> {
        let Self { region, endpoint_url, use_fips, use_dual_stack, .. } = self;
        if let (None, None, None, None) = (region, endpoint_url, use_fips, use_dual_stack) {
            return None;
        }
        Some(EndpointParams {
            region: region.clone().or_else(|| client.region.clone()),
            endpoint: endpoint_url.clone().or_else(|| client.endpoint.clone()),
            use_fips: use_fips.unwrap_or(client.use_fips),
            use_dual_stack: use_dual_stack.unwrap_or(client.use_dual_stack),
            own: client.own.clone(),
        })
    }
}

impl<O: Operation, W> fmt::Debug for Customized<O, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customized")
            .field("operation", &O::NAME)
            .field("handle", &self.handle)
            .field("overrides", &self.overrides)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overrides")
            .field("region", &self.region)
            .field("endpoint_url", &self.endpoint_url.as_deref().map(shown_url))
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("app_id", &self.app_id)
            .field("call_timeout", &self.call_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry_mode", &self.retry_mode)
            .field("max_attempts", &self.max_attempts)
            .field("interceptors", &self.interceptors.len())
            .finish_non_exhaustive()
    }
}
