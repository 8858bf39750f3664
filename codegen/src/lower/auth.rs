//! Which operations are signed. SigV4 is the one scheme that there is code for.

use secretsmith_model::Shape;

use super::context::Lowering;
use crate::ir::{Operation, Signing};

/// Whether requests of an operation are signed.
pub(super) fn of_operation(lowering: &Lowering<'_>, shape: &Shape) -> Signing {
    let (operation, service) = (&shape.traits, &lowering.service_shape.traits);
    let schemes = operation.auth_schemes(service);
    match operation.has_sigv4(service) {
        true if operation.optional_auth => Signing::Optional,
        true => Signing::Required,
        false if schemes.is_empty() || operation.optional_auth => Signing::Never,
        false => {
            let message = format!("requests prove nothing: aws.auth#sigv4 is not among {}", schemes.join(", "));
            lowering.warning(shape, "smithy.api#auth", message);
            Signing::Never
        }
    }
}

/// What the operations of a service have in common.
pub(super) fn of_service(operations: &[Operation]) -> Signing {
    let all = |signing| operations.iter().all(|operation| operation.signing == signing);
    if all(Signing::Never) {
        Signing::Never
    } else if all(Signing::Required) {
        Signing::Required
    } else {
        Signing::Optional
    }
}
