//! What every modeled error implements, written once.

/// Implements what a modeled error needs: `ModeledError`, `ServiceError`, `Error`, `Display`, and
/// how it travels. Its members may all be absent; behind one stands, after `as`, its
/// [form](crate::form) when its type does not say it.
#[doc(hidden)]
#[macro_export]
macro_rules! modeled_error {
    (
        $name:ident {
            type: $type:literal, code: $code:literal, fault: $fault:ident, status: $status:literal, retry: $retry:ident,
            message: [$($message:ident)?], members: [$($wire:literal => $member:ident $(as $form:ty)?),*],
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
                $($crate::modeled_error!(@write body $wire, self.$member, [$($form)?]);)*
                let _ = body;
            }
        }

        impl $crate::de::Members for $name {
            fn read<'de, M: $crate::serde::MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
                match name {
                    $($wire => {
                        self.$member = $crate::structure!(@next map [$($form)?]);
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
                let members = <[&str]>::len(&[$($wire),*]);
                #[allow(unused_mut, reason = "an error may have no member")]
                let mut members = $crate::ser::Members::begin(serializer, stringify!($name), members)?;
                $($crate::structure!(@write members $wire, self.$member, optional [] [$($form)?]);)*
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

    (@write $body:ident $wire:literal, $value:expr, []) => { $body.write_some($wire, &$value) };
    (@write $body:ident $wire:literal, $value:expr, [$form:ty]) => {
        $body.write_some($wire, &$value.as_ref().map($crate::form::Written::<_, $form>::new))
    };
}
