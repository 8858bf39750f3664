//! What every operation's error enumeration implements, written once.

/// Implements what an operation's error enumeration needs, for one whose variants are named like
/// the modeled errors that they hold, and which has a variant `Unmodeled`: `OperationError`,
/// `ServiceError`, `Error`, `Display`, a `From` for each error, and a question for each variant. Behind
/// `of` stands the enumeration of all errors of the service, which it becomes.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_error {
    ($name:ident of $all:path { $($error:ident / $is:ident),* $(,)? }) => {
        $crate::operation_error!($name { $($error / $is),* });

        impl ::core::convert::From<$name> for $all {
            fn from(error: $name) -> Self {
                match error {
                    $($name::$error(error) => error.into(),)*
                    $name::Unmodeled(error) => error.into(),
                }
            }
        }
    };
    ($name:ident { $($error:ident / $is:ident),* $(,)? }) => {
        impl $name {
            $(
                #[doc = concat!("Whether the error is [`", stringify!($error), "`](Self::", stringify!($error), ").")]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$error(_))
                }
            )*

            /// The name of the error on the wire; every error has one.
            pub fn code(&self) -> ::core::option::Option<&str> {
                Some($crate::OperationError::as_service_error(self).code())
            }

            /// What the service says of the error.
            pub fn message(&self) -> ::core::option::Option<&str> {
                $crate::OperationError::as_service_error(self).message()
            }

            /// An error that the model does not list, from its code and message.
            pub fn generic(meta: $crate::ErrorMetadata<'_>) -> Self {
                Self::Unmodeled(meta.into())
            }
        }

        impl $crate::OperationError for $name {
            fn as_service_error(&self) -> &dyn $crate::ServiceError {
                match self {
                    $(Self::$error(error) => error,)*
                    Self::Unmodeled(error) => error,
                }
            }

            fn read(code: &str, body: &[u8]) -> ::core::result::Result<::core::option::Option<Self>, $crate::DecodeError> {
                $(
                    if code == <$error as $crate::ModeledError>::TYPE_NAME {
                        return $crate::aws_json::read::<$error>(body).map(|error| Some(Self::$error(error)));
                    }
                )*
                let _ = (code, body);
                Ok(None)
            }
        }

        $crate::delegate_service_error!($name);

        $(
            impl ::core::convert::From<$error> for $name {
                fn from(error: $error) -> Self {
                    Self::$error(error)
                }
            }
        )*

        impl ::core::convert::From<$crate::Unmodeled> for $name {
            fn from(error: $crate::Unmodeled) -> Self {
                Self::Unmodeled(error)
            }
        }
    };
}

/// The part of `operation_error!` that asks the error behind the variant.
#[doc(hidden)]
#[macro_export]
macro_rules! delegate_service_error {
    ($name:ident) => {
        impl $crate::ServiceError for $name {
            fn code(&self) -> &str {
                $crate::OperationError::as_service_error(self).code()
            }

            fn message(&self) -> ::core::option::Option<&str> {
                $crate::OperationError::as_service_error(self).message()
            }

            fn fault(&self) -> $crate::Fault {
                $crate::OperationError::as_service_error(self).fault()
            }

            fn status(&self) -> u16 {
                $crate::OperationError::as_service_error(self).status()
            }

            fn is_retryable(&self) -> bool {
                $crate::OperationError::as_service_error(self).is_retryable()
            }

            fn is_throttling(&self) -> bool {
                $crate::OperationError::as_service_error(self).is_throttling()
            }

            fn type_name(&self) -> &str {
                $crate::OperationError::as_service_error(self).type_name()
            }

            fn write_members(&self, body: &mut $crate::ErrorBody) {
                $crate::OperationError::as_service_error(self).write_members(body);
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::OperationError::as_service_error(self), f)
            }
        }

        impl ::core::error::Error for $name {}
    };
}
