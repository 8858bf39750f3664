//! How a call builder goes through pages: where its tokens, sizes and items are.

/// Makes a call builder go through pages, from where its tokens, sizes and items are.
#[doc(hidden)]
#[macro_export]
macro_rules! paginate {
    ($builder:ident: $answer:ident, $error:ident {
        token: $input_token:ident [$token:ty] <- |$output:ident| $output_token:expr,
        $(size: $size:ident,)?
        $(items: [$item:ty] <- |$page:ident| $items:expr,)?
    }) => {
        impl $builder<Client> {
            /// Goes through the pages: `send` gives them one by one, and behind `items`, where
            /// there is one list on them, it gives the elements.
            pub fn into_paginator(self) -> $crate::client::Pages<Self> {
                $crate::client::Pages::new(self)
            }
        }

        impl $crate::client::Paginate for $builder<Client> {
            type Output = $answer;
            type Error = $error;
            type Token = $token;

            fn set_token(&mut self, token: Option<$token>) {
                self.$input_token = token;
            }

            fn set_page_size(&mut self, size: i32) {
                let _ = size;
                $(self.$size = Some(size);)?
            }

            fn token($output: &Self::Output) -> Option<&$token> {
                $output_token
            }

            fn is_end(token: &$token) -> bool {
                *token == <$token>::default()
            }

            async fn page(self) -> Result<Self::Output, $crate::SdkError<Self::Error>> {
                self.send().await
            }
        }

        $(
            impl $crate::client::PaginateItems for $builder<Client> {
                type Item = $item;

                fn items($page: Self::Output) -> Vec<Self::Item> {
                    let items = || Some($items?.into_iter().collect());
                    items().unwrap_or_default()
                }
            }
        )?
    };
}
