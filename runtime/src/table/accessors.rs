//! Methods that read and set the members of structures, written once for each kind of member.

/// Gives a structure a method that borrows each of its members, and a chainable one that sets it.
///
/// A line names the field, the method that sets it if there is to be one, and the kind of the
/// member: `text`, `secret_text`, `secret(T)`, `copy(T)`, `list(T)`, `map(T)`, `by_ref(T)` and `boxed(T)`
/// of optional members, and the same after `plain` of those that are always there.
///
/// `Shape with Builder { … }` has a builder too, with the methods of those that call builders have:
/// behind the method that sets a field stands the one that sets or clears it there.
#[doc(hidden)]
#[macro_export]
macro_rules! accessors {
    ($name:ident with $builder:ident {
        $($field:ident / $with:ident / $set:ident: $($kind:ident)+ $(($ty:ty))?),* $(,)?
    }) => {
        $crate::accessors!($name { $($field / $with: $($kind)+ $(($ty))?),* });

        impl $name {
            /// Starts collecting the members, for tests and whoever else stands in for the service.
            pub fn builder() -> $builder {
                $builder::default()
            }
        }

        #[doc = concat!("Collects a [`", stringify!($name), "`].")]
        #[derive(Clone, Debug, Default, PartialEq)]
        #[must_use = "it is collected for `build`"]
        pub struct $builder($name);

        impl $builder {
            $($crate::accessors!(@collect $field $set [$($kind)+] $($ty)?);)*

            /// The structure as it was collected.
            pub fn build(self) -> $name {
                self.0
            }
        }
    };
    ($name:ident { $($field:ident $(/ $with:ident)?: $($kind:ident)+ $(($ty:ty))?),* $(,)? }) => {
        impl $name {
            $($crate::accessors!(@member $field ($($with)?) [$($kind)+] $($ty)?);)*
        }
    };

    (@member $field:ident ($($with:ident)?) [text]) => {
        $crate::accessors!(@get $field Option<&str>, |it| it.as_deref());
        $($crate::accessors!(@set $field $with String, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [secret_text]) => {
        $crate::accessors!(@get $field Option<&str>, |it| it.as_ref().map(|value| value.expose().as_str()));
        $($crate::accessors!(@set $field $with $crate::Sensitive<String>, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [secret] $ty:ty) => {
        $crate::accessors!(@get $field Option<&$ty>, |it| it.as_ref().map($crate::Sensitive::expose));
        $($crate::accessors!(@set $field $with $crate::Sensitive<$ty>, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [copy] $ty:ty) => {
        $crate::accessors!(@get $field Option<$ty>, |it| *it);
        $($crate::accessors!(@set $field $with $ty, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [list] $ty:ty) => {
        $crate::accessors!(@get $field &[$ty], |it| it.as_deref().unwrap_or_default());
        $($crate::accessors!(@set $field $with Vec<$ty>, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [map] $ty:ty) => {
        $crate::accessors!(@member $field ($($with)?) [by_ref] ::std::collections::BTreeMap<String, $ty>);
    };
    (@member $field:ident ($($with:ident)?) [by_ref] $ty:ty) => {
        $crate::accessors!(@get $field Option<&$ty>, |it| it.as_ref());
        $($crate::accessors!(@set $field $with $ty, |it| Some(it));)?
    };
    (@member $field:ident ($($with:ident)?) [boxed] $ty:ty) => {
        $crate::accessors!(@get $field Option<&$ty>, |it| it.as_deref());
        $($crate::accessors!(@set $field $with Box<$ty>, |it| Some(it));)?
    };

    (@member $field:ident ($($with:ident)?) [plain text]) => {
        $crate::accessors!(@get $field &str, |it| it);
        $($crate::accessors!(@set $field $with String, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain secret_text]) => {
        $crate::accessors!(@get $field &str, |it| it.expose());
        $($crate::accessors!(@set $field $with $crate::Sensitive<String>, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain secret] $ty:ty) => {
        $crate::accessors!(@get $field &$ty, |it| it.expose());
        $($crate::accessors!(@set $field $with $crate::Sensitive<$ty>, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain copy] $ty:ty) => {
        $crate::accessors!(@get $field $ty, |it| *it);
        $($crate::accessors!(@set $field $with $ty, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain list] $ty:ty) => {
        $crate::accessors!(@get $field &[$ty], |it| it);
        $($crate::accessors!(@set $field $with Vec<$ty>, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain map] $ty:ty) => {
        $crate::accessors!(@member $field ($($with)?) [plain by_ref] ::std::collections::BTreeMap<String, $ty>);
    };
    (@member $field:ident ($($with:ident)?) [plain by_ref] $ty:ty) => {
        $crate::accessors!(@get $field &$ty, |it| it);
        $($crate::accessors!(@set $field $with $ty, |it| it);)?
    };
    (@member $field:ident ($($with:ident)?) [plain boxed] $ty:ty) => {
        $crate::accessors!(@get $field &$ty, |it| it);
        $($crate::accessors!(@set $field $with Box<$ty>, |it| it);)?
    };

    (@get $field:ident $ty:ty, |$it:ident| $value:expr) => {
        #[doc = concat!("The member `", stringify!($field), "`, borrowed.")]
        pub fn $field(&self) -> $ty {
            let $it = &self.$field;
            $value
        }
    };
    (@set $field:ident $with:ident $ty:ty, |$it:ident| $value:expr) => {
        #[doc = concat!("Sets the member `", stringify!($field), "`.")]
        pub fn $with(mut self, $field: impl Into<$ty>) -> Self {
            let $it: $ty = $field.into();
            self.$field = $value;
            self
        }
    };

    (@collect $field:ident $set:ident [text]) => {
        $crate::accessors!(@put $field $set (impl Into<String>) String);
    };
    (@collect $field:ident $set:ident [secret_text]) => {
        $crate::accessors!(@put $field $set (impl Into<$crate::Sensitive<String>>) $crate::Sensitive<String>);
    };
    (@collect $field:ident $set:ident [secret] $ty:ty) => {
        $crate::accessors!(@put $field $set (impl Into<$crate::Sensitive<$ty>>) $crate::Sensitive<$ty>);
    };
    (@collect $field:ident $set:ident [copy] $ty:ty) => {
        $crate::accessors!(@put $field $set ($ty) $ty);
    };
    (@collect $field:ident $set:ident [by_ref] $ty:ty) => {
        $crate::accessors!(@put $field $set (impl Into<$ty>) $ty);
    };
    (@collect $field:ident $set:ident [boxed] $ty:ty) => {
        $crate::accessors!(@put $field $set (impl Into<Box<$ty>>) Box<$ty>);
    };
    (@collect $field:ident $set:ident [list] $ty:ty) => {
        $crate::accessors!(@push $field $ty, |it| it.get_or_insert_default());
        $crate::accessors!(@replace $field $set Vec<$ty>);
    };
    (@collect $field:ident $set:ident [map] $ty:ty) => {
        $crate::accessors!(@insert $field $ty, |it| it.get_or_insert_default());
        $crate::accessors!(@replace $field $set ::std::collections::BTreeMap<String, $ty>);
    };

    (@collect $field:ident $set:ident [plain text]) => {
        $crate::accessors!(@put_plain $field $set (impl Into<String>) String);
    };
    (@collect $field:ident $set:ident [plain secret_text]) => {
        $crate::accessors!(@put_plain $field $set (impl Into<$crate::Sensitive<String>>) $crate::Sensitive<String>);
    };
    (@collect $field:ident $set:ident [plain secret] $ty:ty) => {
        $crate::accessors!(@put_plain $field $set (impl Into<$crate::Sensitive<$ty>>) $crate::Sensitive<$ty>);
    };
    (@collect $field:ident $set:ident [plain copy] $ty:ty) => {
        $crate::accessors!(@put_plain $field $set ($ty) $ty);
    };
    (@collect $field:ident $set:ident [plain by_ref] $ty:ty) => {
        $crate::accessors!(@put_plain $field $set (impl Into<$ty>) $ty);
    };
    (@collect $field:ident $set:ident [plain boxed] $ty:ty) => {
        $crate::accessors!(@put_plain $field $set (impl Into<Box<$ty>>) Box<$ty>);
    };
    (@collect $field:ident $set:ident [plain list] $ty:ty) => {
        $crate::accessors!(@push $field $ty, |it| it);
        $crate::accessors!(@replace_plain $field $set Vec<$ty>);
    };
    (@collect $field:ident $set:ident [plain map] $ty:ty) => {
        $crate::accessors!(@insert $field $ty, |it| it);
        $crate::accessors!(@replace_plain $field $set ::std::collections::BTreeMap<String, $ty>);
    };

    (@put $field:ident $set:ident ($($from:tt)+) $ty:ty) => {
        #[doc = concat!("Sets the member `", stringify!($field), "`.")]
        pub fn $field(mut self, value: $($from)+) -> Self {
            self.0.$field = Some(value.into());
            self
        }
        $crate::accessors!(@replace $field $set $ty);
    };
    (@put_plain $field:ident $set:ident ($($from:tt)+) $ty:ty) => {
        #[doc = concat!("Sets the member `", stringify!($field), "`.")]
        pub fn $field(mut self, value: $($from)+) -> Self {
            self.0.$field = value.into();
            self
        }
        $crate::accessors!(@replace_plain $field $set $ty);
    };
    (@push $field:ident $ty:ty, |$it:ident| $list:expr) => {
        #[doc = concat!("Appends an element to the member `", stringify!($field), "`.")]
        pub fn $field(mut self, element: impl Into<$ty>) -> Self {
            let $it = &mut self.0.$field;
            $list.push(element.into());
            self
        }
    };
    (@insert $field:ident $ty:ty, |$it:ident| $map:expr) => {
        #[doc = concat!("Adds an entry to the member `", stringify!($field), "`.")]
        pub fn $field(mut self, key: impl Into<String>, value: $ty) -> Self {
            let $it = &mut self.0.$field;
            $map.insert(key.into(), value);
            self
        }
    };
    (@replace $field:ident $set:ident $ty:ty) => {
        #[doc = concat!("Sets or clears the member `", stringify!($field), "`.")]
        pub fn $set(mut self, value: Option<$ty>) -> Self {
            self.0.$field = value;
            self
        }
    };
    (@replace_plain $field:ident $set:ident $ty:ty) => {
        #[doc = concat!("Sets the member `", stringify!($field), "`, or leaves it as it is.")]
        pub fn $set(mut self, value: Option<$ty>) -> Self {
            if let Some(value) = value {
                self.0.$field = value;
            }
            self
        }
    };
}
