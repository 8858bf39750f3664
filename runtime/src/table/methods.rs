//! The methods of clients, written once for the one that blocks and the one that does not.

/// Gives the clients a method for each operation, from its documentation, its name and the call
/// builder that it makes. The clients are those of the crate that fills the table in.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the clients are not those of the runtime, which has none")]
macro_rules! methods {
    ($($(#[$docs:meta])* $method:ident -> $builder:ident,)*) => {
        impl crate::Client {
            $(
                $(#[$docs])*
                pub fn $method(&self) -> $builder<crate::Client> {
                    $builder::new(self.clone())
                }
            )*
        }

        #[cfg(feature = "blocking")]
        impl crate::blocking::Client {
            $(
                $(#[$docs])*
                pub fn $method(&self) -> $builder<crate::blocking::Client> {
                    $builder::new(self.clone())
                }
            )*
        }
    };
}
