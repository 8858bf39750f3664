//! A service whose answer a test waits with.

use std::sync::Arc;

use secretsmith::SecretsManager;
use secretsmith::operation::get_random_password::{
    GetRandomPasswordError, GetRandomPasswordInput, GetRandomPasswordOutput,
};
use secretsmith::server::Context;
use tokio::sync::Notify;

/// Says when it is called, and answers when it is told to.
#[derive(Default)]
pub(crate) struct Slow {
    pub(crate) called: Arc<Notify>,
    pub(crate) answer: Arc<Notify>,
}

impl SecretsManager for Slow {
    async fn get_random_password(
        &self,
        _: GetRandomPasswordInput,
        _: &Context,
    ) -> Result<GetRandomPasswordOutput, GetRandomPasswordError> {
        self.called.notify_one();
        self.answer.notified().await;
        Ok(GetRandomPasswordOutput::default())
    }
}
