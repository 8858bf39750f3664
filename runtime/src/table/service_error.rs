//! What the enumeration of all errors of a service implements, written once.

/// Implements what the enumeration of a service's errors needs: what that of an operation does, and
/// that every failure of a call or of its preparation becomes one.
#[doc(hidden)]
#[macro_export]
macro_rules! service_error {
    ($name:ident { $($error:ident / $is:ident),* $(,)? }) => {
        $crate::operation_error!($name { $($error / $is),* });

        impl ::core::convert::From<$crate::BuildError> for $name {
            fn from(error: $crate::BuildError) -> Self {
                Self::Unmodeled($crate::Unmodeled::new("ConstructionFailure", error.to_string()))
            }
        }

        #[cfg(feature = "client")]
        impl ::core::convert::From<$crate::client::ConfigError> for $name {
            fn from(error: $crate::client::ConfigError) -> Self {
                Self::Unmodeled($crate::Unmodeled::new("ConstructionFailure", error.to_string()))
            }
        }

        /// What is not an error of the service becomes one with the code of its kind; see
        /// [`into_service_error`](crate::error::SdkError::into_service_error).
        #[cfg(feature = "client")]
        impl<E: $crate::OperationError + Into<$name>> ::core::convert::From<$crate::SdkError<E>> for $name {
            fn from(error: $crate::SdkError<E>) -> Self {
                error.into_service_error().into()
            }
        }
    };
}
