//! The program that tests a generated crate: a table of what the crate calls things.

use secretsmith_codegen::ir::{Operation, Service};

/// The source of the program; its cases are in a file named like the package.
pub(super) fn program(service: &Service, package: &str) -> String {
    let operations = service.operations.iter().map(|it| operation(service, it)).collect::<String>();
    let (krate, name) = (package.replace('-', "_"), &service.name);
    format!(
        "//! The protocol tests of `{package}`.\n\n\
         secretsmith_conformance::suite! {{\n    \
         {krate} as {name}, include_str!(\"../../cases/{package}.json\"), {{\n{operations}    }}\n}}\n"
    )
}

fn operation(service: &Service, operation: &Operation) -> String {
    let Operation { wire, method, builder, input, error, .. } = operation;
    let inputs = input.members.iter().map(|member| format!("{} / {}", member.name, member.set)).collect::<Vec<_>>();
    let errors = error.variants.iter().map(|variant| {
        let shape = service.errors.iter().find(|it| it.structure.name == variant.name);
        format!("{:?} => {}", shape.map_or("", |it| &it.structure.shape), variant.name)
    });
    format!(
        "        {wire:?} => {method}({builder}) {{\n            inputs: [{}],\n            errors: [{}],\n        }}\n",
        inputs.join(", "),
        errors.collect::<Vec<_>>().join(", "),
    )
}
