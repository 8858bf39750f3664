//! How a call builder goes through pages: where its tokens, sizes and items are.

/// Makes a call builder go through pages, from where its tokens, sizes and items are. The clients
/// are those of the crate that fills the table in.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the clients are not those of the runtime, which has none")]
macro_rules! paginate {
    ($builder:ident: $answer:ident {
        token: $input_token:ident [$token:ty] <- |$output:ident| $output_token:expr,
        $(size: $size:ident,)?
        $(items: [$item:ty] <- |$page:ident| $items:expr,)?
    }) => {
        impl $builder<crate::Client> {
            /// Goes through the pages: `send` gives them one by one, and behind `items`, where
            /// there is one list on them, it gives the elements.
            pub fn into_paginator(self) -> $crate::client::Pages<Self> {
                $crate::client::Pages::new(self)
            }
        }

        #[cfg(feature = "blocking")]
        impl $builder<crate::blocking::Client> {
            /// Goes through the pages: `send` gives an iterator of them, and behind `items`, where
            /// there is one list on them, one of the elements.
            pub fn into_paginator(self) -> $crate::client::blocking::Pages<Self> {
                let worker = ::core::convert::AsRef::<$crate::client::blocking::Worker>::as_ref(&self.caller).clone();
                $crate::client::Pages::new(self).on(worker)
            }
        }

        impl<C> $crate::client::Paginate for $builder<C>
        where
            C: ::core::convert::AsRef<$crate::client::Handle> + Clone + ::core::marker::Send,
        {
            type Token = $token;

            fn set_token(&mut self, token: Option<$token>) {
                self.$input_token = token;
            }

            fn set_page_size(&mut self, size: i32) {
                let _ = size;
                $(self.$size = Some(size);)?
            }

            fn token($output: &$answer) -> Option<&$token> {
                $output_token
            }

            fn is_end(token: &$token) -> bool {
                *token == <$token>::default()
            }
        }

        $(
            impl<C> $crate::client::PaginateItems for $builder<C>
            where
                C: ::core::convert::AsRef<$crate::client::Handle> + Clone + ::core::marker::Send,
            {
                type Item = $item;

                fn items($page: $answer) -> Vec<Self::Item> {
                    let items = || Some($items?.into_iter().collect());
                    items().unwrap_or_default()
                }
            }
        )?
    };
}
