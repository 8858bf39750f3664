//! Rotation functions: what stands in for AWS Lambda (behaviour.md §4.2).

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

use crate::rules::rotation::RotationToken;
use crate::rules::rotation::run::Step;

/// Rotates secrets, step by step.
///
/// Whatever takes an [`Invocation`] and answers in the future is one:
///
/// ```
/// use secretsmith::Client;
/// use secretsmith_reference::{InMemory, Invocation, Step};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// const ARN: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
///
/// let service = InMemory::new();
/// let client = Client::in_process(service.clone());
/// service.register_rotation_function(ARN, move |invocation: Invocation| {
///     let client = client.clone();
///     async move { rotate(&client, &invocation).await.map_err(|error| error.to_string()) }
/// });
///
/// let client = Client::in_process(service.clone());
/// client.create_secret().name("db").secret_string("old").send().await?;
/// client.rotate_secret().secret_id("db").rotation_lambda_arn(ARN).send().await?;
/// service.run_due(secretsmith::primitives::DateTime::now()).await;
/// let answer = client.get_secret_value().secret_id("db").send().await?;
/// assert_eq!(answer.secret_string(), Some("new"));
/// # Ok(())
/// # }
///
/// async fn rotate(client: &Client, invocation: &Invocation) -> Result<(), Box<dyn std::error::Error>> {
///     let Invocation { step, secret_id, client_request_token: version, .. } = invocation;
///     match step {
///         Step::Create => {
///             let put = client.put_secret_value().secret_id(secret_id).client_request_token(version);
///             put.version_stages("AWSPENDING").secret_string("new").send().await?;
///         }
///         Step::Set | Step::Test => {}
///         Step::Finish => {
///             let current = client.get_secret_value().secret_id(secret_id).send().await?;
///             let stage = client.update_secret_version_stage().secret_id(secret_id).version_stage("AWSCURRENT");
///             let stage = stage.remove_from_version_id(current.version_id().unwrap_or_default());
///             stage.move_to_version_id(version).send().await?;
///         }
///     }
///     Ok(())
/// }
/// ```
pub trait RotationFunction: Send + Sync + 'static {
    /// Does one step. It may call the service, which waits for nothing meanwhile.
    ///
    /// # Errors
    /// A text on why the step failed, which ends this try of the rotation.
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<(), String>>;
}

impl<F, R> RotationFunction for F
where
    F: Fn(Invocation) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), String>> + Send + 'static,
{
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(self(invocation))
    }
}

/// A future that can be had from a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a rotation function is given (§4.2). `Debug` does not show the rotation token.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Invocation {
    /// What to do: `Step` on the wire.
    pub step: Step,
    /// The full ARN of the secret: `SecretId` on the wire.
    pub secret_id: String,
    /// The id of the new version, the same in all steps: `ClientRequestToken` on the wire.
    pub client_request_token: String,
    /// What PutSecretValue wants to see when the function acts for somebody else: `RotationToken`
    /// on the wire.
    pub rotation_token: RotationToken,
}

impl Invocation {
    /// What a function is given for one step; the service makes these, and so do tests of functions.
    pub fn new(
        step: Step,
        secret_id: impl Into<String>,
        client_request_token: impl Into<String>,
        rotation_token: impl Into<RotationToken>,
    ) -> Self {
        Self {
            step,
            secret_id: secret_id.into(),
            client_request_token: client_request_token.into(),
            rotation_token: rotation_token.into(),
        }
    }
}

/// Finds rotation functions that are not registered, wherever they are.
pub trait RotationFunctions: Send + Sync + 'static {
    /// The function with this ARN; `None` when there is none, or it cannot be invoked. Asked before
    /// a rotation is configured (§3.17 check 7), and before each try of one.
    fn find<'a>(&'a self, arn: &'a str) -> BoxFuture<'a, Option<Arc<dyn RotationFunction>>>;
}

/// The functions that a store knows of.
#[derive(Default)]
pub(crate) struct Functions {
    registered: RwLock<BTreeMap<String, Arc<dyn RotationFunction>>>,
    pub(crate) elsewhere: Option<Box<dyn RotationFunctions>>,
}

impl Functions {
    pub(crate) fn register(&self, arn: String, function: Arc<dyn RotationFunction>) {
        self.registered.write().unwrap_or_else(PoisonError::into_inner).insert(arn, function);
    }

    pub(crate) fn unregister(&self, arn: &str) {
        self.registered.write().unwrap_or_else(PoisonError::into_inner).remove(arn);
    }

    /// Finds a function: a registered one before one that is elsewhere.
    pub(crate) async fn find(&self, arn: &str) -> Option<Arc<dyn RotationFunction>> {
        let registered = self.registered.read().unwrap_or_else(PoisonError::into_inner).get(arn).cloned();
        match (registered, &self.elsewhere) {
            (None, Some(elsewhere)) => elsewhere.find(arn).await,
            (registered, _) => registered,
        }
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.registered.read().unwrap_or_else(PoisonError::into_inner).keys()).finish()
    }
}
