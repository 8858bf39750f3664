//! Methods that read and set the members of structures, written once for each kind of member.

/// Gives a structure a method that borrows each of its members, and a chainable one that sets it.
///
/// A line names the field, the method that sets it if there is to be one, and the kind of the
/// member: `text`, `secret_text`, `secret(T)`, `copy(T)`, `list(T)`, `by_ref(T)` and `boxed(T)` of
/// optional members, and the same after `plain` of those that are always there.
#[doc(hidden)]
#[macro_export]
macro_rules! accessors {
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
}
