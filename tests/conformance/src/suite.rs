//! The table that binds the harness to a generated crate.

/// Makes the program that tests a generated crate, from a table of its operations: the wire name,
/// the method, the call builder, the members of the input with what sets them, and the errors by
/// the names of their shapes.
#[macro_export]
macro_rules! suite {
    ($krate:ident as $service:ident, $cases:expr, {
        $($wire:literal => $method:ident($builder:ident) {
            inputs: [$($field:ident / $set:ident),* $(,)?],
            errors: [$($name:literal => $error:ident),* $(,)?],
        })*
    }) => {
        /// The implementation of the service, and the crate under test as a whole.
        struct Tested {
            script: $crate::Script,
        }

        /// The call builders, which name the other types of their operations.
        mod operations {
            $(pub(crate) use $krate::operation::$method::$builder;)*
        }

        impl $krate::$service for Tested {
            $($crate::suite!(@method $method operations::$builder { $($name => $error,)* });)*
        }

        impl $crate::Subject for Tested {
            async fn send(
                operation: &str,
                config: $crate::runtime::client::Config,
                input: &str,
            ) -> Result<$crate::Sent, String> {
                let client = $krate::Client::from_conf(config);
                match operation {
                    $($wire => {
                        type Builder = operations::$builder;
                        type Input = <Builder as $crate::runtime::Operation>::Input;
                        type Failure = <Builder as $crate::runtime::Operation>::Error;

                        let input: Input = $crate::read("the input", input)?;
                        let written = $crate::json_of(&input);
                        let sent = client.$method()$(.$set(input.$field.into()))*.send().await;
                        let answer = $crate::received(sent, |failure| match failure {
                            $(Failure::$error(error) => Some(($name, $crate::json_of(error))),)*
                            _ => None,
                        });
                        Ok($crate::Sent { written, answer })
                    })*
                    _ => Err(format!("the client has no operation {operation}")),
                }
            }

            async fn serve(
                script: $crate::Script,
                request: $crate::http::Request<$crate::Bytes>,
            ) -> $crate::http::Response<$crate::Bytes> {
                use $crate::runtime::server::Authentication;

                let service = $krate::server::Server::new(Tested { script }).into_service();
                let service = service.with_authentication(Authentication::Off);
                service.serve(request.map($crate::Full::new)).await
            }
        }

        fn main() {
            $crate::run::<Tested>($cases);
        }
    };

    (@method $method:ident $builder:path { $($name:literal => $error:ident,)* }) => {
        async fn $method(
            &self,
            input: <$builder as $crate::runtime::Operation>::Input,
            context: &$crate::runtime::server::Context,
        ) -> Result<
            <$builder as $crate::runtime::Operation>::Output,
            <$builder as $crate::runtime::Operation>::Error,
        > {
            type Failure = <$builder as $crate::runtime::Operation>::Error;

            match self.script.call::<_, Failure>(&input, context)? {
                $crate::Answer::Output(output) => $crate::output(&output),
                $crate::Answer::Error(name, members) => Err(match name.as_str() {
                    $($name => $crate::failure(&members, Failure::$error),)*
                    _ => $crate::misfit(&format!("the operation has no error {name}")).into(),
                }),
            }
        }
    };
}
