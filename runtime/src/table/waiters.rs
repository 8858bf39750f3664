//! How a call builder waits for states: the acceptors of each say the rest.

/// Gives a call builder a method for each state that can be waited for, from its documentation, its
/// name, the shortest and the longest pause, and what to make of an answer: in the words of the
/// model, and what matches first decides. The clients are those of the crate that fills the table in.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the clients are not those of the runtime, which has none")]
macro_rules! waiters {
    ($builder:ident: $output:ident, $error:ident {
        $(
            $(#[$docs:meta])*
            $method:ident: $name:literal, $min:literal to $max:literal seconds, {
                $($state:ident if $matcher:ident($($what:tt)*),)*
            },
        )*
    }) => {
        impl $builder<crate::Client> {
            $(
                $(#[$docs])*
                ///
                /// # Errors
                /// When the state cannot come any more, a call fails without saying anything of it, or
                /// the time is up.
                pub async fn $method(
                    self,
                    limit: ::core::time::Duration,
                ) -> Result<
                    Result<$output, $crate::SdkError<$error>>,
                    $crate::client::wait::WaitError<$crate::SdkError<$error>>,
                > {
                    let waiter = $crate::waiters!(@waiter $name, $min, $max, $($state if $matcher($($what)*),)*);
                    $crate::client::wait::until(&waiter, limit, self).await
                }
            )*
        }

        #[cfg(feature = "blocking")]
        impl $builder<crate::blocking::Client> {
            $(
                $(#[$docs])*
                ///
                /// # Errors
                /// When the state cannot come any more, a call fails without saying anything of it, or
                /// the time is up.
                pub fn $method(
                    self,
                    limit: ::core::time::Duration,
                ) -> Result<
                    Result<$output, $crate::SdkError<$error>>,
                    $crate::client::wait::WaitError<$crate::SdkError<$error>>,
                > {
                    let waiter = $crate::waiters!(@waiter $name, $min, $max, $($state if $matcher($($what)*),)*);
                    let worker = ::core::convert::AsRef::<$crate::client::blocking::Worker>::as_ref(&self.caller).clone();
                    $crate::client::blocking::until(worker, waiter, limit, self)
                }
            )*
        }
    };

    (@waiter $name:literal, $min:literal, $max:literal, $($state:ident if $matcher:ident($($what:tt)*),)*) => {
        $crate::client::wait::Waiter {
            name: $name,
            min_delay: $min,
            max_delay: $max,
            acceptors: &[$($crate::client::wait::Acceptor {
                state: $crate::waiters!(@state $state),
                matcher: $crate::waiters!(@matcher $matcher $($what)*),
            }),*],
        }
    };

    (@state success) => { $crate::client::wait::State::Success };
    (@state failure) => { $crate::client::wait::State::Failure };
    (@state retry) => { $crate::client::wait::State::Retry };

    (@matcher success $is:literal) => { $crate::client::wait::Matcher::Success($is) };
    (@matcher errorType $code:literal) => { $crate::client::wait::Matcher::ErrorType($code) };
    (@matcher output $($test:tt)*) => { $crate::client::wait::Matcher::Output($crate::waiters!(@test $($test)*)) };
    (@matcher inputOutput $($test:tt)*) => {
        $crate::client::wait::Matcher::InputOutput($crate::waiters!(@test $($test)*))
    };
    (@test $path:literal, $comparator:ident, $expected:literal) => {
        $crate::client::wait::Test {
            path: $path,
            expected: $expected,
            comparator: $crate::waiters!(@comparator $comparator),
        }
    };

    (@comparator stringEquals) => { $crate::client::wait::Comparator::StringEquals };
    (@comparator booleanEquals) => { $crate::client::wait::Comparator::BooleanEquals };
    (@comparator allStringEquals) => { $crate::client::wait::Comparator::AllStringEquals };
    (@comparator anyStringEquals) => { $crate::client::wait::Comparator::AnyStringEquals };
}
