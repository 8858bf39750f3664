//! Turns a Smithy model into the source files of a typed Rust crate.
//!
//! The crate is pure: it reads no file, no clock and no environment. A model goes through three
//! phases, each a function: [`lower`] decides, [`emit`] says it in Rust, [`render`] makes it text.

mod emit;
mod files;
pub mod ir;
mod lower;
mod overrides;
mod package;
mod render;

use secretsmith_model::{Errors, Model, Warning};

pub use emit::{Emitted, emit, emit_endpoint};
pub use files::Files;
pub use lower::{lower, lower_endpoint};
pub use render::render;

/// What a model does not say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The service to generate, by its shape id or bare name; needed when the model has several.
    pub service: Option<String>,
    /// What the model is called in the header of the files, for example its file name.
    pub source: String,
    /// The package to make, when the files are to be a whole crate; otherwise only its sources are
    /// made, and the crate is `secretsmith`.
    pub package: Option<Package>,
}

/// A package that builds on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name, such as `my-queue`.
    pub name: String,
    /// Where the runtime is, as the manifest says it: `path = "…"`, `version = "…"` or `git = "…"`.
    pub runtime: String,
}

/// A service that is decided in every detail, and what its users should know.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The service.
    pub service: ir::Service,
    /// What does not keep the service from being generated.
    pub warnings: Vec<Warning>,
}

/// All phases in one: the files of the crate that a model describes.
///
/// # Errors
/// Everything that keeps the model from being generated, each with its shape, member and trait.
pub fn generate(model: &Model, options: &Options) -> Result<Files, Errors> {
    lower(model, options).map(|lowered| render(emit(&lowered.service)))
}
