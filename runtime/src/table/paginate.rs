//! How a call builder goes through pages: where its tokens, sizes and items are.

/// Makes a call builder go through pages, from where its tokens, sizes and items are.
#[doc(hidden)]
#[macro_export]
macro_rules! paginate {
    ($builder:ident: $output:ident, $error:ident {
        token: $input_token:ident <- $output_token:ident,
        $(size: $size:ident,)?
        $(items: $items:ident [$item:ty],)?
    }) => {
        impl $builder<Client> {
            /// Goes through the pages: `send` gives them one by one, and behind `items`, where
            /// there is one list on them, it gives the elements.
            pub fn into_paginator(self) -> $crate::client::Pages<Self> {
                $crate::client::Pages::new(self)
            }
        }

        impl $crate::client::Paginate for $builder<Client> {
            type Output = $output;
            type Error = $error;

            fn set_token(&mut self, token: Option<String>) {
                self.$input_token = token;
            }

            fn set_page_size(&mut self, size: i32) {
                let _ = size;
                $(self.$size = Some(size);)?
            }

            fn token(output: &Self::Output) -> Option<&str> {
                output.$output_token.as_deref()
            }

            async fn page(self) -> Result<Self::Output, $crate::SdkError<Self::Error>> {
                self.send().await
            }
        }

        $(
            impl $crate::client::PaginateItems for $builder<Client> {
                type Item = $item;

                fn items(output: Self::Output) -> Vec<Self::Item> {
                    output.$items.unwrap_or_default()
                }
            }
        )?
    };
}
