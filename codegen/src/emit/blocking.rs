//! The client for programs without `async`.

use proc_macro2::TokenStream;
use quote::quote;

use super::client;
use super::example::{self, Style};
use super::imports::{self, Gate};
use super::tokens::{doc, file, spaced};
use crate::ir::{Docs, Service};

/// `blocking.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let code = spaced([definition(service), set_up(service), conversions()]);
    let trait_name = service.name.to_string();
    let gate = Gate { feature: "server", names: &[trait_name.as_str(), "Caller"] };
    let reexports = quote! {
        pub use runtime::client::blocking::Customized;
    };
    let imports = imports::of_plumbing(service, &["Client"], &code, gate);
    file(&docs(service).inner(), [imports, reexports, code])
}

fn docs(service: &Service) -> Docs {
    let docs = Docs::new(["The client for programs without `async`: its calls wait for their answers."]);
    match service.operations.get(service.showcase) {
        Some(operation) => docs.paragraph(example::first(Style::Blocking, service, operation)),
        None => docs,
    }
}

fn definition(service: &Service) -> TokenStream {
    let docs = [
        doc(format!("{}, a method for each operation; cloning it is cheap.", service.title)),
        doc(""),
        doc("Its calls run on a thread that clones share and that ends with the last of them; any number of"),
        doc("threads may call at once. In an `async` function a call blocks the thread of whoever runs it:"),
        doc("[`crate::Client`] is for there. A transport, an interceptor or a provider of credentials that makes"),
        doc("a call of its own client gets an error, because it would wait for itself; with two clients that call"),
        doc("each other in this way, both wait until the time of a call is up."),
    ];
    quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: Handle,
            worker: Worker,
        }
    }
}

/// The traits are named, because an operation may have a method called like theirs.
fn set_up(service: &Service) -> TokenStream {
    let trait_name = &service.name;
    let [from_conf, from_env, in_process, in_process_as] = client::SET_UP.map(|lines| Docs::new(lines.iter().copied()));
    quote! {
        impl Client {
            #from_conf
            pub fn from_conf(config: Config) -> Self {
                From::from(crate::Client::from_conf(config))
            }

            #[doc = "@blank"]
            #from_env
            pub fn from_env() -> Result<Self, ConfigError> {
                crate::Client::from_env().map(From::from)
            }

            #[doc = "@blank"]
            #in_process
            #[cfg(feature = "server")]
            pub fn in_process(service: impl #trait_name) -> Self {
                From::from(crate::Client::in_process(service))
            }

            #[doc = "@blank"]
            #in_process_as
            #[cfg(feature = "server")]
            pub fn in_process_as(service: impl #trait_name, caller: Caller) -> Self {
                From::from(crate::Client::in_process_as(service, caller))
            }
        }
    }
}

/// From the client that does not block, and to what call builders need.
fn conversions() -> TokenStream {
    let from = [
        doc("Makes the calls of a client on a thread of its own, with connections of its own. A transport, a provider"),
        doc("of credentials or a resolver of endpoints that was set is shared: it must not need the runtime of the"),
        doc("client to go on, which a call may block."),
    ];
    quote! {
        #(#from)*
        impl From<crate::Client> for Client {
            fn from(client: crate::Client) -> Self {
                let handle = AsRef::<Handle>::as_ref(&client).apart();
                Self { handle, worker: Worker::start() }
            }
        }

        #[doc = "@blank"]
        impl AsRef<Handle> for Client {
            fn as_ref(&self) -> &Handle {
                &self.handle
            }
        }

        #[doc = "@blank"]
        impl AsRef<Worker> for Client {
            fn as_ref(&self) -> &Worker {
                &self.worker
            }
        }
    }
}
