//! What every call builder does, written once.

/// Gives a call builder what it does beside collecting its members: `validate`, and when it is made
/// by a client, `send` and `customize`.
///
/// The table names the members, and the one that is an idempotency token, if there is one: it is
/// filled in when the call is sent. Builders go by other names, too: those of the input, the output and
/// the call. The clients are those of the crate that fills the table in.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the clients are not those of the runtime, which has none")]
macro_rules! call {
    ($builder:ident: $output:ident, $error:ident {
        builders: [$inputs:ident, $outputs:ident, $calls:ident],
        members: [$($member:ident),* $(,)?],
        $(token: $token:ident,)?
    }) => {
        /// The builders under the names that they have in the AWS SDK for Rust.
        pub mod builders {
            /// Collects the input.
            pub type $inputs = super::$builder;
            pub use super::$outputs;
            /// Collects the input of a call, and sends it.
            #[cfg(feature = "client")]
            pub type $calls = super::$builder<crate::Client>;
        }

        impl<C> $builder<C> {
            /// Checks what is set against the constraints of the model, without sending anything.
            ///
            /// Sending does not do this: the service checks, and may know newer constraints.
            ///
            /// # Errors
            /// Every member that breaks a constraint, such as a required one that is not set.
            pub fn validate(&self) -> Result<(), $crate::constraint::ValidationError> {
                $crate::constraint::validate_call(self)
            }

            #[cfg(feature = "client")]
            pub(crate) fn new(caller: C) -> Self {
                Self { caller, $($member: None),* }
            }
        }

        #[cfg(feature = "client")]
        impl<C: ::core::convert::AsRef<$crate::client::Handle>> $crate::client::Call for $builder<C> {
            type Operation = $builder;

            fn prepare(self) -> $crate::client::Customized<$builder> {
                let call = self;
                $(
                    let mut call = call;
                    call.$token.get_or_insert_with($crate::idempotency_token);
                )?
                let handle = call.caller.as_ref().clone();
                handle.customize(call.build())
            }
        }

        #[cfg(feature = "client")]
        impl $builder {
            /// Sends the call by this client, and waits for the answer.
            ///
            /// # Errors
            /// As with a call that the client has made.
            pub async fn send_with(self, client: &crate::Client) -> Result<$output, $crate::SdkError<$error>> {
                $builder { caller: client.clone(), $($member: self.$member),* }.send().await
            }
        }

        #[cfg(feature = "client")]
        impl $builder<crate::Client> {
            /// Sends the call and waits for the answer.
            ///
            /// # Errors
            /// When the input is not complete, no answer comes, or it is an error; see
            /// [`SdkError`](crate::error::SdkError).
            pub async fn send(self) -> Result<$output, $crate::SdkError<$error>> {
                self.customize().send().await
            }

            /// Prepares the call, for settings of its own or for what comes with its answer.
            pub fn customize(self) -> $crate::client::Customized<$builder> {
                $crate::client::Call::prepare(self)
            }
        }

        #[cfg(feature = "blocking")]
        impl $builder<crate::blocking::Client> {
            /// Sends the call and waits for the answer, blocking the thread.
            ///
            /// # Errors
            /// When the input is not complete, no answer comes, or it is an error; see
            /// [`SdkError`](crate::error::SdkError).
            pub fn send(self) -> Result<$output, $crate::SdkError<$error>> {
                self.customize().send()
            }

            /// Prepares the call, for settings of its own or for what comes with its answer.
            pub fn customize(self) -> $crate::client::blocking::Customized<$builder> {
                let worker = ::core::convert::AsRef::<$crate::client::blocking::Worker>::as_ref(&self.caller).clone();
                $crate::client::Call::prepare(self).on(worker)
            }
        }
    };
}
