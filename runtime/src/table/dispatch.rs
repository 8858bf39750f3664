//! From wire names to methods of a service trait, written once.

/// Implements `Dispatch` for a server `Server<S>` with a field `service`, from a table of the
/// operations: the wire name, the method, and the builder that collects the input. Implements the
/// trait for what a client calls, too.
#[doc(hidden)]
#[macro_export]
macro_rules! dispatch {
    ($server:ident: $service:ident { $($wire:literal => $method:ident($builder:ident)),* $(,)? }) => {
        impl<S: $service> $crate::server::Dispatch for $server<S> {
            const SERVICE: &'static $crate::ServiceInfo = &SERVICE;

            fn operation(name: &str) -> Option<(&'static str, $crate::OperationFacts)> {
                match name {
                    $($wire => Some(($wire, <$builder as $crate::Operation>::FACTS)),)*
                    _ => None,
                }
            }

            async fn serve(&self, call: &$crate::server::Call) -> Result<$crate::server::Answer, $crate::server::Answer> {
                Ok(match call.operation() {
                    $($wire => {
                        let input = call.input(<$builder>::build)?;
                        let result = self.service.$method(input, call.context()).await;
                        call.answer::<$builder>(result)
                    })*
                    _ => call.unknown_operation(),
                })
            }
        }

        #[cfg(feature = "client")]
        impl $service for $crate::client::Relay {
            $(
                async fn $method(
                    &self,
                    input: <$builder as $crate::Operation>::Input,
                    _: &$crate::server::Context,
                ) -> Result<<$builder as $crate::Operation>::Output, <$builder as $crate::Operation>::Error> {
                    self.call::<$builder>(input).await
                }
            )*
        }
    };
}
