//! Checking inputs against the constraints of the model.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{Constraint, Member, Optionality, Structure, Type};

/// How what is collected of a structure is checked; for a shared shape, the structure itself.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let is_input =
        structure.name == format!("{}Input", structure.builder.as_ref().map_or_else(String::new, ToString::to_string));
    let subject = structure.builder.as_ref().filter(|_| is_input).unwrap_or(&structure.name);
    let checks: TokenStream = structure.members.iter().map(|member| checks(member, is_input)).collect();
    let unused = checks.is_empty().then(|| quote!(let _ = check;));
    quote! {
        impl constraint::Validate for #subject {
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
    let own = own(member, &value);
    let parts = parts(member, &value);
    let nested = member.has_nested_constraints.then(|| quote!(check.nested(#path, #value);));
    let unique = member.is_unique.then(|| quote!(check.unique(#path, #value);));
    quote!(#required #own #parts #unique #nested)
}

/// The checks of what a list or map holds.
fn parts(member: &Member, value: &TokenStream) -> Option<TokenStream> {
    let path = &member.path;
    let (keys, elements) = (rules(&member.key_constraints), rules(&member.element_constraints));
    match (&member.ty, keys, elements) {
        (_, None, None) => None,
        (Type::Map(_), keys, values) => Some(quote!(check.entries(#path, #value, &[#keys], &[#values]);)),
        (_, _, elements) => Some(quote!(check.elements(#path, #value, &[#elements]);)),
    }
}

/// The checks of the value itself.
fn own(Member { path, constraints, .. }: &Member, value: &TokenStream) -> TokenStream {
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

/// The patterns that checks of these structures refer to, each once.
pub(super) fn patterns<'a>(structures: impl IntoIterator<Item = &'a Structure>) -> TokenStream {
    let pattern = |(name, (source, regex)): (&Ident, (&String, &String))| match source == regex {
        true => quote!(static #name: constraint::Pattern = constraint::Pattern::new(#source);),
        false => quote!(static #name: constraint::Pattern = constraint::Pattern::translated(#source, #regex);),
    };
    all_patterns(structures).into_iter().map(pattern).collect()
}

/// The names of those patterns.
pub(super) fn pattern_names<'a>(structures: impl IntoIterator<Item = &'a Structure>) -> Vec<String> {
    all_patterns(structures).into_keys().map(ToString::to_string).collect()
}

/// The patterns by name: as the model has each, and as Rust does.
fn all_patterns<'a>(
    structures: impl IntoIterator<Item = &'a Structure>,
) -> BTreeMap<&'a Ident, (&'a String, &'a String)> {
    let members = structures.into_iter().flat_map(|structure| &structure.members);
    let constraints = members
        .flat_map(|member| member.constraints.iter().chain(&member.element_constraints).chain(&member.key_constraints));
    let mut patterns = BTreeMap::new();
    let mut ahead: Vec<&Constraint> = constraints.collect();
    while let Some(constraint) = ahead.pop() {
        match constraint {
            Constraint::Pattern { name, source, regex } => drop(patterns.insert(name, (source, regex))),
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
