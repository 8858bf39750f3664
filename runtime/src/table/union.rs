//! How a union travels: the table of its members says the rest.

/// Implements what a union needs, from a table: the wire name, the variant, the methods that ask
/// for it, and the type in it, if it has one; last, after `as`, its [form](crate::form) when its
/// type does not say it. The union has a variant `Unknown` too.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($name:ident {
        $($wire:literal => $variant:ident / $is:ident $(/ $as_ref:ident: $ty:ty)? $(as $form:ty)?),* $(,)?
    }) => {
        impl $name {
            $(
                #[doc = concat!("Whether the value is of the member `", $wire, "`.")]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant { .. })
                }

                $(
                    #[doc = concat!("The value of the member `", $wire, "`.")]
                    ///
                    /// # Errors
                    /// The union itself, when its value is of another member.
                    pub fn $as_ref(&self) -> Result<&$ty, &Self> {
                        if let Self::$variant(value) = self { Ok(value) } else { Err(self) }
                    }
                )?
            )*
        }

        /// The value of a required member that was not sent: unknown, and empty.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unknown($crate::UnknownMember::default())
            }
        }

        impl $crate::union::Union for $name {
            fn read<'de, M: $crate::serde::MapAccess<'de>>(name: &str, map: &mut M) -> Result<Option<Self>, M::Error> {
                match name {
                    $($wire => Ok($crate::union!(@read map $variant [$($ty)?] [$($form)?])),)*
                    _ => Ok(map
                        .next_value::<Option<$crate::Document>>()?
                        .map(|value| Self::Unknown($crate::UnknownMember::new(name, value)))),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::union::read(deserializer)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($crate::union!(@pattern value $variant [$($ty)?]) => {
                        $crate::union!(@write serializer $wire value [$($ty)?] [$($form)?])
                    })*
                    Self::Unknown(member) => $crate::ser::entry(serializer, member.name(), member.value()),
                }
            }
        }

        impl $crate::constraint::Constrained for $name {
            fn show(&self, out: &mut String) {
                out.push_str(stringify!($name));
            }
        }
    };

    (@read $map:ident $variant:ident [] []) => {
        $map.next_value::<Option<$crate::union::Nothing>>()?.map(|_| Self::$variant)
    };
    (@read $map:ident $variant:ident [$ty:ty] []) => { $map.next_value::<Option<$ty>>()?.map(Self::$variant) };
    (@read $map:ident $variant:ident [$ty:ty] [$form:ty]) => {
        $crate::form::next::<$ty, $form, _>($map)?.map(Self::$variant)
    };
    (@pattern $value:ident $variant:ident []) => { Self::$variant };
    (@pattern $value:ident $variant:ident [$ty:ty]) => { Self::$variant($value) };
    (@write $serializer:ident $wire:literal $value:ident [] []) => {
        $crate::ser::entry($serializer, $wire, &$crate::union::Nothing)
    };
    (@write $serializer:ident $wire:literal $value:ident [$ty:ty] []) => {
        $crate::ser::entry($serializer, $wire, $value)
    };
    (@write $serializer:ident $wire:literal $value:ident [$ty:ty] [$form:ty]) => {
        $crate::ser::entry($serializer, $wire, &$crate::form::Written::<_, $form>::new($value))
    };
}
