//! The client: a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, Gate};
use super::tokens::{doc, doc_lines, file, module_doc, spaced, verbatim};
use crate::ir::{Docs, Operation, Service};

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

/// What the ways to a client say of themselves: `from_conf`, `from_env`, `in_process`, `in_process_as`.
pub(super) const SET_UP: [&[&str]; 4] = [
    &["Calls the service as the configuration says."],
    &[
        "Calls the service as the environment says, by its variables and the profile of the files that AWS",
        "tools share: Region, credentials, endpoint and more; see [`Config::from_env`].",
        "",
        "# Errors",
        "When a setting has a value that is not of its kind, or Region or credentials are missing; the error",
        "names variable, or file and line.",
    ],
    &[
        "Calls an implementation in the same process, in the form that goes over the wire.",
        "",
        "What a test exercises this way is what a server answers.",
    ],
    &["Calls an implementation in the same process, as this caller."],
];

fn set_up(service: &Service) -> TokenStream {
    let trait_name = &service.name;
    let [from_conf, from_env, in_process, in_process_as] = SET_UP.map(|lines| Docs::new(lines.iter().copied()));
    let into_service = doc("The service as its trait, called by way of this client.");
    quote! {
        impl Client {
            #from_conf
            pub fn from_conf(config: Config) -> Self {
                Self { handle: Handle::new(&SERVICE, config, endpoint::resolve) }
            }

            #[doc = "@blank"]
            #from_env
            pub fn from_env() -> Result<Self, ConfigError> {
                Config::from_env(&SERVICE).map(Self::from_conf)
            }

            #[doc = "@blank"]
            #in_process
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
        }

        #[doc = "@blank"]
        impl AsRef<Handle> for Client {
            fn as_ref(&self) -> &Handle {
                &self.handle
            }
        }
    }
}

/// The methods of this client and of the one that blocks.
fn methods(service: &Service) -> TokenStream {
    if service.operations.is_empty() {
        return TokenStream::new();
    }
    let methods = service.operations.iter().map(|Operation { method, builder, summary, .. }| {
        format!("{}    {method} -> {builder},\n", doc_lines(summary, "    "))
    });
    let methods: Vec<String> = methods.collect();
    verbatim(&format!("methods! {{\n{}}}", methods.join("\n")))
}
