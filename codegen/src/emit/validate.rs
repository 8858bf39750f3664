//! Checking inputs against the constraints of the model.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::union;
use crate::ir::{Checks, Constraint, Member, Optionality, Structure, Type, Union, UnionVariant};

/// How what is collected of a structure is checked; for a shared shape, the structure itself.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let is_input =
        structure.name == format!("{}Input", structure.builder.as_ref().map_or_else(String::new, ToString::to_string));
    let (generics, subject) = match structure.builder.as_ref().filter(|_| is_input) {
        Some(builder) => (quote!(<C>), quote!(#builder<C>)),
        None => (TokenStream::new(), structure.name.to_token_stream()),
    };
    let checks: TokenStream = structure.members.iter().map(|member| checks(member, is_input)).collect();
    let unused = checks.is_empty().then(|| quote!(let _ = check;));
    quote! {
        impl #generics constraint::Validate for #subject {
            fn validate(&self, check: &mut constraint::Check<'_>) {
                #unused
                #checks
            }
        }
    }
}

/// The checks of a member. What a builder collects may be absent even when it is required.
fn checks(member: &Member, is_builder: bool) -> TokenStream {
    let (name, path) = (&member.name, &member.path);
    let value = match is_builder || member.optionality == Optionality::Optional {
        true => quote!(self.#name.as_ref()),
        false => quote!(Some(&self.#name)),
    };
    let is_required = is_builder && member.optionality == Optionality::Required;
    let required = is_required.then(|| match member.ty {
        Type::Sensitive(_) => quote!(check.required_secret(#path, #value);),
        _ => quote!(check.required(#path, #value);),
    });
    // A client fills the token in when it sends the call.
    let required = match member.is_idempotency_token {
        true => required.map(|required| quote!(if check.is_by_server() { #required })),
        false => required,
    };
    let checks = of_value(path, &member.ty, &member.checks, &value);
    quote!(#required #checks)
}

/// The checks of a value that is there.
fn of_value(path: &str, ty: &Type, checks: &Checks, value: &TokenStream) -> TokenStream {
    let own = own(path, &checks.own, value);
    let parts = parts(path, ty, checks, value);
    let nested = checks.is_nested.then(|| quote!(check.nested(#path, #value);));
    let unique = checks.is_unique.then(|| quote!(check.unique(#path, #value);));
    quote!(#own #parts #unique #nested)
}

/// How a union is checked: whichever member it has.
pub(super) fn of_union(union: &Union) -> TokenStream {
    let name = &union.name;
    let arms = union.variants.iter().filter(|variant| !variant.checks.is_empty()).filter_map(
        |UnionVariant { name, path, ty, checks, .. }| {
            let checks = of_value(path, ty.as_ref()?, checks, &quote!(Some(value)));
            Some((name, checks))
        },
    );
    let checks = union::each(arms.collect());
    quote! {
        impl constraint::Validate for #name {
            fn validate(&self, check: &mut constraint::Check<'_>) {
                #checks
            }
        }
    }
}

/// The checks of what a list or map holds.
fn parts(path: &str, ty: &Type, checks: &Checks, value: &TokenStream) -> Option<TokenStream> {
    let (keys, elements) = (rules(&checks.keys), rules(&checks.elements));
    match (ty, keys, elements) {
        (_, None, None) => None,
        (Type::Map(_), keys, values) => Some(quote!(check.entries(#path, #value, &[#keys], &[#values]);)),
        (_, _, elements) => Some(quote!(check.elements(#path, #value, &[#elements]);)),
    }
}

/// The checks of the value itself.
fn own(path: &str, constraints: &[Constraint], value: &TokenStream) -> TokenStream {
    let min_length =
        constraints.iter().find_map(|it| if let Constraint::MinLength(min) = it { Some(*min) } else { None });
    let max_length =
        constraints.iter().find_map(|it| if let Constraint::MaxLength(max) = it { Some(*max) } else { None });
    let min = constraints.iter().find_map(|it| if let Constraint::Min(min) = it { Some(*min) } else { None });
    let max = constraints.iter().find_map(|it| if let Constraint::Max(max) = it { Some(*max) } else { None });
    let length = bounds(min_length.map(Literal::u64_unsuffixed), max_length.map(Literal::u64_unsuffixed));
    let range = bounds(min.map(Literal::f64_unsuffixed), max.map(Literal::f64_unsuffixed));
    let length = length.map(|length| quote!(check.length(#path, #value, #length);));
    let range = range.map(|range| quote!(check.range(#path, #value, #range);));
    let others = constraints.iter().map(|constraint| match constraint {
        Constraint::Pattern { name, .. } => quote!(check.pattern(#path, #value, &#name);),
        Constraint::OneOf(values) => quote!(check.one_of(#path, #value, &[#(#values),*]);),
        _ => TokenStream::new(),
    });
    quote!(#length #range #(#others)*)
}

/// A range with the ends that there are; none without any.
fn bounds(min: Option<Literal>, max: Option<Literal>) -> Option<TokenStream> {
    match (min, max) {
        (None, None) => None,
        (min, None) => Some(quote!(#min..)),
        (min, max) => Some(quote!(#min..=#max)),
    }
}

fn rules(constraints: &[Constraint]) -> Option<TokenStream> {
    let rules = constraints.iter().map(rule);
    (!constraints.is_empty()).then(|| quote!(#(#rules),*))
}

fn rule(constraint: &Constraint) -> TokenStream {
    match constraint {
        Constraint::MinLength(min) => {
            let min = Literal::u64_unsuffixed(*min);
            quote!(constraint::Rule::MinLength(#min))
        }
        Constraint::MaxLength(max) => {
            let max = Literal::u64_unsuffixed(*max);
            quote!(constraint::Rule::MaxLength(#max))
        }
        Constraint::Min(min) => {
            let min = Literal::f64_unsuffixed(*min);
            quote!(constraint::Rule::Min(#min))
        }
        Constraint::Max(max) => {
            let max = Literal::f64_unsuffixed(*max);
            quote!(constraint::Rule::Max(#max))
        }
        Constraint::Pattern { name, .. } => quote!(constraint::Rule::Pattern(&#name)),
        Constraint::OneOf(values) => quote!(constraint::Rule::OneOf(&[#(#values),*])),
        Constraint::Each(constraints) => {
            let rules = constraints.iter().map(rule);
            quote!(constraint::Rule::Each(&[#(#rules),*]))
        }
    }
}

/// What is checked in a structure.
pub(super) fn in_structure(structure: &Structure) -> impl Iterator<Item = &Checks> {
    structure.members.iter().map(|member| &member.checks)
}

/// What is checked in a union.
pub(super) fn in_union(union: &Union) -> impl Iterator<Item = &Checks> {
    union.variants.iter().map(|variant| &variant.checks)
}

/// The patterns that these checks refer to, each once.
pub(super) fn patterns<'a>(checks: impl IntoIterator<Item = &'a Checks>) -> TokenStream {
    let pattern = |(name, (source, regex, is_rich)): (&Ident, (&String, &String, bool))| {
        let made = match (is_rich, source == regex) {
            (true, _) => quote!(rich(#source, #regex)),
            (false, true) => quote!(new(#source)),
            (false, false) => quote!(translated(#source, #regex)),
        };
        quote!(static #name: constraint::Pattern = constraint::Pattern::#made;)
    };
    all_patterns(checks).into_iter().map(pattern).collect()
}

/// The names of those patterns.
pub(super) fn pattern_names<'a>(checks: impl IntoIterator<Item = &'a Checks>) -> Vec<String> {
    all_patterns(checks).into_keys().map(ToString::to_string).collect()
}

/// The patterns by name: as the model has each, as Rust does, and whether it takes the larger engine.
fn all_patterns<'a>(
    checks: impl IntoIterator<Item = &'a Checks>,
) -> BTreeMap<&'a Ident, (&'a String, &'a String, bool)> {
    let mut patterns = BTreeMap::new();
    let mut ahead: Vec<&Constraint> = checks.into_iter().flat_map(Checks::constraints).collect();
    while let Some(constraint) = ahead.pop() {
        match constraint {
            Constraint::Pattern { name, source, regex, is_rich } => {
                patterns.insert(name, (source, regex, *is_rich));
            }
            Constraint::Each(constraints) => ahead.extend(constraints),
            _ => {}
        }
    }
    patterns
}

/// How a structure stands in a message about the list that holds it.
pub(super) fn of_shown(structure: &Structure) -> TokenStream {
    let (name, shape) = (&structure.name, &structure.shape);
    let members = structure.members.iter().map(|Member { name, path, optionality, .. }| match optionality {
        Optionality::Optional => quote!(.member(#path, self.#name.as_ref())),
        Optionality::Required | Optionality::Default(_) => quote!(.member(#path, Some(&self.#name))),
    });
    quote! {
        impl constraint::Constrained for #name {
            fn show(&self, out: &mut String) {
                constraint::Shown::new(out, #shape)#(#members)*.end();
            }
        }
    }
}
