//! Models: whatever is in the file, it is read or refused, and what is read is generated from or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secretsmith_codegen::{Options, generate};
use secretsmith_model::Model;

fuzz_target!(|text: &str| {
    let Ok(model) = Model::read(text) else { return };
    if let Ok(files) = generate(&model, &Options::default()) {
        // Whatever is generated from once is generated from in the same way again.
        assert_eq!(generate(&model, &Options::default()).ok(), Some(files));
    }
});
