//! The client: a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, Gate};
use super::tokens::{doc, file, module_doc, spaced};
use crate::ir::{Operation, Service};

/// `client.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let code = spaced([definition(service), set_up(service), methods(service)]);
    let docs = module_doc(&["The client: a method for each operation."]);
    let trait_name = service.name.to_string();
    let names = [trait_name.as_str(), "Caller", "InProcess", "Relay", "Server"];
    let gate = Gate { feature: "server", names: &names };
    file(&docs, [imports::of_plumbing(service, &["Client"], &code, gate), code])
}

fn definition(service: &Service) -> TokenStream {
    let docs = doc(format!("{}, a method for each operation; cloning it is cheap.", service.title));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: Handle,
        }
    }
}

fn set_up(service: &Service) -> TokenStream {
    let trait_name = &service.name;
    let from_conf = doc("Calls the service as the configuration says.");
    let from_env = [
        doc("Calls the service as the environment says, by its variables and the profile of the files that AWS"),
        doc("tools share: Region, credentials, endpoint and more; see [`Config::from_env`]."),
        doc(""),
        doc("# Errors"),
        doc("When a setting has a value that is not of its kind, or Region or credentials are missing; the error"),
        doc("names variable, or file and line."),
    ];
    let in_process = [
        doc("Calls an implementation in the same process, in the form that goes over the wire."),
        doc(""),
        doc("What a test exercises this way is what a server answers."),
    ];
    let in_process_as = doc("Calls an implementation in the same process, as this caller.");
    let into_service = doc("The service as its trait, called by way of this client.");
    let call = doc("Prepares a call, unless its input could not be built.");
    quote! {
        impl Client {
            #from_conf
            pub fn from_conf(config: Config) -> Self {
                Self { handle: Handle::new(&SERVICE, config, endpoint::resolve) }
            }

            #[doc = "@blank"]
            #(#from_env)*
            pub fn from_env() -> Result<Self, ConfigError> {
                Config::from_env(&SERVICE).map(Self::from_conf)
            }

            #[doc = "@blank"]
            #(#in_process)*
            #[cfg(feature = "server")]
            pub fn in_process(service: impl #trait_name) -> Self {
                Self::in_process_as(service, Caller::anonymous())
            }

            #[doc = "@blank"]
            #in_process_as
            #[cfg(feature = "server")]
            pub fn in_process_as(service: impl #trait_name, caller: Caller) -> Self {
                let transport = InProcess::new(Server::new(service)).with_caller(caller);
                Self { handle: Handle::over(&SERVICE, transport) }
            }

            #[doc = "@blank"]
            #into_service
            #[cfg(feature = "server")]
            pub fn into_service(self) -> impl #trait_name + Clone {
                Relay::new(self.handle)
            }

            #[doc = "@blank"]
            #call
            pub(crate) fn customize<O: Operation>(&self, input: Result<O::Input, BuildError>) -> Customized<O> {
                self.handle.customize(input)
            }
        }
    }
}

fn methods(service: &Service) -> TokenStream {
    let methods = service.operations.iter().map(|Operation { method, builder, summary, .. }| {
        quote! {
            #summary
            pub fn #method(&self) -> #builder<Client> {
                #builder::new(self.clone())
            }
        }
    });
    let methods = spaced(methods);
    match methods.is_empty() {
        true => methods,
        false => quote!(impl Client { #methods }),
    }
}
