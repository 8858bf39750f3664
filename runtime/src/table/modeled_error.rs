//! What every modeled error implements, written once.

/// Implements what a modeled error needs: `ModeledError`, `ServiceError`, `Error`, `Display`, and
/// how it travels.
#[doc(hidden)]
#[macro_export]
macro_rules! modeled_error {
    (
        $name:ident {
            type: $type:literal, code: $code:literal, fault: $fault:ident, status: $status:literal, retry: $retry:ident,
            message: [$($message:ident)?], members: [$($wire:literal => $member:ident),*],
        }
    ) => {
        impl $crate::ModeledError for $name {
            const TYPE_NAME: &'static str = $type;
        }

        impl $crate::ServiceError for $name {
            fn code(&self) -> &str {
                $code
            }

            fn message(&self) -> ::core::option::Option<&str> {
                $(if let Some(message) = &self.$message { return Some(message); })?
                None
            }

            fn fault(&self) -> $crate::Fault {
                $crate::Fault::$fault
            }

            fn status(&self) -> u16 {
                $status
            }

            fn is_retryable(&self) -> bool {
                !matches!(stringify!($retry), "never")
            }

            fn is_throttling(&self) -> bool {
                matches!(stringify!($retry), "slower")
            }

            fn type_name(&self) -> &str {
                $type
            }

            fn write_members(&self, body: &mut $crate::ErrorBody) {
                $(body.write_some($wire, &self.$member);)*
                let _ = body;
            }
        }

        impl $crate::de::Members for $name {
            fn read<'de, M: $crate::serde::MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
                match name {
                    $($wire => {
                        self.$member = map.next_value()?;
                        Ok(())
                    })*
                    $(
                        // Services are not of one mind on how they spell it.
                        _ if name.eq_ignore_ascii_case("message") => {
                            self.$message = map.next_value()?;
                            Ok(())
                        }
                    )?
                    _ => $crate::de::skip(map),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::de::members(deserializer)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let members = $crate::ser::Members::begin(serializer, stringify!($name), <[&str]>::len(&[$($wire),*]))?;
                $(let mut members = members; members.write_some($wire, &self.$member)?;)*
                members.end()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($code)?;
                $crate::ServiceError::message(self).iter().try_for_each(|message| write!(f, ": {message}"))
            }
        }

        impl ::core::error::Error for $name {}
    };
}
