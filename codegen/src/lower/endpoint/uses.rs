//! What expressions use: local variables and parameters.

use std::collections::HashSet;

use proc_macro2::Ident;

use crate::ir::{AuthScheme, Expr, Outcome, Property};

/// What some code uses.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The local variables that it does not define itself.
    pub(super) locals: HashSet<Ident>,
    /// Whether it looks at the parameters.
    pub(super) params: bool,
}

impl Uses {
    /// Adds what the expression uses.
    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Local(name) => _ = self.locals.insert(name.clone()),
            Expr::Param(_) => self.params = true,
            _ => {}
        }
        expr.parts().into_iter().for_each(|part| self.expr(part));
    }

    /// Adds what the outcome uses.
    pub(super) fn outcome(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Endpoint(endpoint) => {
                self.expr(&endpoint.url);
                endpoint.headers.iter().for_each(|(_, value)| self.expr(value));
                endpoint.auth_schemes.iter().for_each(|scheme| self.auth_scheme(scheme));
                self.properties(&endpoint.properties);
            }
            Outcome::Error(message) => self.expr(message),
            Outcome::NoRule | Outcome::Required(_) => {}
        }
    }

    /// Adds what other code uses.
    pub(super) fn add(&mut self, other: Self) {
        self.locals.extend(other.locals);
        self.params |= other.params;
    }

    fn auth_scheme(&mut self, scheme: &AuthScheme) {
        scheme.signing_name.iter().chain(&scheme.signing_region).for_each(|value| self.expr(value));
        self.properties(&scheme.properties);
    }

    fn properties(&mut self, properties: &[(String, Property)]) {
        properties.iter().for_each(|(_, value)| self.property(value));
    }

    fn property(&mut self, property: &Property) {
        match property {
            Property::Value(value) => self.expr(value),
            Property::Array(items) => items.iter().for_each(|item| self.property(item)),
            Property::Object(members) => self.properties(members),
        }
    }
}
