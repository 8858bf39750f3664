//! The server: from wire names to methods of the trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, OPEN};
use super::tokens::{doc, file, module_doc, spaced, table};
use crate::ir::{Operation, Service};

/// `server.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let code = spaced([definition(service), dispatch(service)]);
    let docs = module_doc(&[
        "The server: puts an implementation of the service trait behind HTTP.",
        "",
        "[`Server::into_service`] gives a tower service, for hyper, axum and whatever else takes one.",
    ]);
    let reexports = quote! {
        pub use runtime::server::{Answered, Authentication, Caller, Context, HttpService, Key, Records, Verifier};
    };
    // What the macro refers to by name is imported too.
    let imported = ["Server", "Caller", "Context", "HttpService"];
    let imports = imports::of_plumbing(service, &imported, &code, OPEN);
    let info = quote!(
        use crate::SERVICE;
    );
    file(&docs, [quote!(#imports #info), reexports, code])
}

fn definition(service: &Service) -> TokenStream {
    let trait_name = &service.name;
    let docs = doc(format!("An implementation of [`{trait_name}`], to be called by the names of operations."));
    let new = doc("Serves an implementation.");
    let into_service = doc("The tower service; it asks that requests are signed, and takes any signature.");
    spaced([
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Server<S> {
                service: S,
            }
        },
        quote! {
            impl<S: #trait_name> Server<S> {
                #new
                pub fn new(service: S) -> Self {
                    Self { service }
                }

                #[doc = "@blank"]
                #into_service
                pub fn into_service(self) -> HttpService<Self> {
                    HttpService::new(self)
                }
            }
        },
    ])
}

fn dispatch(service: &Service) -> TokenStream {
    let lines = service
        .operations
        .iter()
        .map(|Operation { wire, method, builder, .. }| format!("{wire:?} => {method}({builder})"));
    table("dispatch", &format!("Server: {}", service.name), &lines.collect::<Vec<_>>())
}
