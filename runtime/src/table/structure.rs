//! How a structure travels, written once: the table of its members says the rest.

/// Implements reading and writing for a structure, from a table of wire names and fields.
///
/// `Shape { … }` collects its members itself, `Shape by Builder { … }` in a builder whose `build`
/// may fail, `Shape from Builder { … }` in one whose `build` cannot; `Shape::builder()` starts one.
/// Behind the field stands how it is written: `required` always, `optional` and `filled(default)`
/// when it has a value, and `or(default)` always, while its absence is read as the default. A
/// server gives a `filled` member its default, and [fills in](crate::de::Fill) what is within a field with
/// `[fill]` behind it. Last, after `as`, comes its [form](crate::form) when its type does not say it.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    ($shape:ident $(by $by:ident)? $(from $from:ident)? {
        $($wire:literal => $field:ident $([$deep:ident])? : $kind:ident $(($default:expr))? $(as $form:ty)?),* $(,)?
    }) => {
        $crate::structure!(@read [$($by)? $($from)?] $shape {
            $($wire => $field [$($deep)?]: $kind [$($default)?] [$($form)?]),*
        });

        $($crate::structure!(@builder $shape $by);)?
        $($crate::structure!(@builder $shape $from);)?

        impl<'de> $crate::serde::Deserialize<'de> for $shape {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::structure!(@build deserializer $(by $by)? $(from $from)?)
            }
        }

        impl $crate::serde::Serialize for $shape {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let members = <[&str]>::len(&[$($wire),*]);
                #[allow(unused_mut, reason = "a structure may have no member")]
                let mut members = $crate::ser::Members::begin(serializer, stringify!($shape), members)?;
                $($crate::structure!(@write members $wire, self.$field, $kind [$($default)?] [$($form)?]);)*
                members.end()
            }
        }
    };

    (@builder $shape:ident $builder:ident) => {
        impl $shape {
            /// Starts collecting the members.
            pub fn builder() -> $builder {
                <$builder>::default()
            }
        }
    };

    (@read [$collector:ident] $shape:ident {
        $($wire:literal => $field:ident [$($deep:ident)?]: $kind:ident [$($default:expr)?] [$($form:ty)?]),*
    }) => {
        impl $crate::de::Members for $collector {
            $crate::structure!(@members {
                $($wire => |it, map| it.$field = $crate::structure!(@next map [$($form)?])),*
            });

            const HAS_MEMBERS: bool = !<[&str]>::is_empty(&[$($wire),*]);

            fn fill(&mut self) {
                $(
                    $crate::structure!(@fill self.$field, $kind [$($default)?]);
                    $crate::structure!(@within [$($deep)?] self.$field);
                )*
            }
        }
    };
    (@read [] $shape:ident {
        $($wire:literal => $field:ident [$($deep:ident)?]: $kind:ident [$($default:expr)?] [$($form:ty)?]),*
    }) => {
        impl $crate::de::Members for $shape {
            $crate::structure!(@members {
                $($wire => |it, map| it.$field = $crate::structure!(@value map $kind [$($default)?] [$($form)?])),*
            });
        }
    };
    (@members { $($wire:literal => |$it:ident, $map:ident| $read:expr),* }) => {
        fn read<'de, M: $crate::serde::MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
            match name {
                $($wire => {
                    let ($it, $map) = (self, map);
                    $read;
                    Ok(())
                })*
                _ => $crate::de::skip(map),
            }
        }
    };
    (@within [] $value:expr) => {};
    (@within [fill] $value:expr) => { $crate::de::Fill::fill(&mut $value) };
    (@fill $value:expr, filled [$default:expr]) => { $value.get_or_insert_with(|| $default) };
    (@fill $value:expr, $kind:ident [$($default:expr)?]) => {};
    (@value $map:ident required [] $form:tt) => { $crate::structure!(@next $map $form).unwrap_or_default() };
    (@value $map:ident optional [] $form:tt) => { $crate::structure!(@next $map $form) };
    (@value $map:ident or [$default:expr] $form:tt) => { $crate::structure!(@next $map $form).unwrap_or($default) };
    (@next $map:ident []) => { $map.next_value::<Option<_>>()? };
    (@next $map:ident [$form:ty]) => { $crate::form::next::<_, $form, _>($map)? };

    (@build $deserializer:ident) => { $crate::de::members($deserializer) };
    (@build $deserializer:ident by $by:ident) => { $crate::de::build($deserializer, <$by>::build) };
    (@build $deserializer:ident from $from:ident) => { $crate::de::members($deserializer).map($from::build) };

    (@write $members:ident $wire:literal, $value:expr, optional [] []) => { $members.write_some($wire, &$value)? };
    (@write $members:ident $wire:literal, $value:expr, optional [] [$form:ty]) => {
        $members.write_some($wire, &$value.as_ref().map($crate::form::Written::<_, $form>::new))?
    };
    (@write $members:ident $wire:literal, $value:expr, filled [$default:expr] $form:tt) => {
        $crate::structure!(@write $members $wire, $value, optional [] $form)
    };
    (@write $members:ident $wire:literal, $value:expr, $kind:ident [$($default:expr)?] []) => {
        $members.write($wire, &$value)?
    };
    (@write $members:ident $wire:literal, $value:expr, $kind:ident [$($default:expr)?] [$form:ty]) => {
        $members.write($wire, &$crate::form::Written::<_, $form>::new(&$value))?
    };
}
