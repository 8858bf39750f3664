//! Policies: whatever the text, it is a policy or refused, and a policy decides.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secretsmith_reference::policy::Policy;

fuzz_target!(|text: &str| {
    for policy in [Policy::of_resource(text), Policy::of_identity(text)].into_iter().flatten() {
        assert_eq!(policy.text(), text);
    }
});
