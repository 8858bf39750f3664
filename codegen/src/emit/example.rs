//! Examples in documentation: calls of an operation that compile.

use std::collections::BTreeSet;

use crate::ir::{Argument, Docs, Example, Literal, Operation, Service};

/// How wide a line of an example may be.
const WIDTH: usize = 88;

/// The lines of an operation's examples, to go behind what its module says; none without examples.
pub(super) fn append(docs: Docs, service: &Service, operation: &Operation) -> Docs {
    if operation.examples.is_empty() {
        return docs;
    }
    let krate = &service.crate_name;
    let mut code = vec!["```no_run".to_owned()];
    code.extend(imports(service, &operation.examples));
    code.push(format!("# async fn example(client: {krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{"));
    for (index, example) in operation.examples.iter().enumerate() {
        code.extend((index > 0).then(String::new));
        code.push(format!("// {}.", example.title.trim_end_matches('.')));
        code.extend(call(Style::Async, service, operation, example));
    }
    code.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    let heading = if operation.examples.len() == 1 { "# Example" } else { "# Examples" };
    docs.paragraph([heading]).paragraph(code)
}

/// How the calls of an example are made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Async,
    Blocking,
}

impl Style {
    /// The function in which the calls are, up to its arguments.
    fn function(self) -> &'static str {
        match self {
            Self::Async => "async fn example",
            Self::Blocking => "fn example",
        }
    }

    fn client(self) -> &'static str {
        match self {
            Self::Async => "Client",
            Self::Blocking => "blocking::Client",
        }
    }

    /// How a call ends, step by step.
    fn end(self) -> &'static [&'static str] {
        match self {
            Self::Async => &[".send()", ".await?;"],
            Self::Blocking => &[".send()?;"],
        }
    }
}

/// The first call of a program: setting up the client, and the first example of an operation.
pub(super) fn first(style: Style, service: &Service, operation: &Operation) -> Vec<String> {
    let krate = &service.crate_name;
    let mut code = vec!["```no_run".to_owned()];
    code.extend(imports(service, operation.examples.first()));
    code.push(format!("# {}() -> Result<(), Box<dyn std::error::Error>> {{", style.function()));
    code.push(format!("let client = {krate}::{}::from_env()?;", style.client()));
    code.extend(operation.examples.first().into_iter().flat_map(|example| call(style, service, operation, example)));
    code.push("println!(\"{output:?}\");".to_owned());
    if operation.examples.is_empty() {
        code.pop();
        code.push(format!("let call = client.{}();", operation.method));
        code.push("# drop(call);".to_owned());
    }
    code.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    code
}

/// A call, on one line when it fits.
fn call(style: Style, service: &Service, operation: &Operation, example: &Example) -> Vec<String> {
    let mut steps = vec![format!(".{}()", operation.method)];
    for (name, argument) in &example.input {
        steps.extend(arguments(service, argument).into_iter().map(|argument| format!(".{name}({argument})")));
    }
    steps.extend(style.end().iter().map(|&step| step.to_owned()));
    let line = format!("let output = client{}", steps.concat());
    if line.len() <= WIDTH {
        return vec![line];
    }
    let first = "let output = client".to_owned();
    std::iter::once(first).chain(steps.into_iter().map(|step| format!("    {step}"))).collect()
}

/// The arguments of a setter: one call for each element of a list or entry of a map.
fn arguments(service: &Service, argument: &Argument) -> Vec<String> {
    match argument {
        Argument::List(elements) => elements.iter().map(|element| expression(service, element)).collect(),
        Argument::Map(entries) => {
            entries.iter().map(|(key, value)| format!("{key:?}, {}", expression(service, value))).collect()
        }
        other => vec![expression(service, other)],
    }
}

fn expression(service: &Service, argument: &Argument) -> String {
    match argument {
        Argument::Literal(literal) => self::literal(literal),
        Argument::Blob(text) => format!("Blob::new({})", string(text)),
        Argument::Structure(name, members) => {
            let mut call = format!("{name}::builder()");
            for (member, argument) in members {
                for argument in arguments(service, argument) {
                    call.push_str(&format!(".{member}({argument})"));
                }
            }
            let structure = service.structures.iter().find(|structure| structure.name == *name);
            let fails = structure.is_some_and(|structure| structure.required().next().is_some());
            call.push_str(if fails { ".build()?" } else { ".build()" });
            call
        }
        Argument::List(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| owned(service, element)).collect();
            format!("vec![{}]", elements.join(", "))
        }
        Argument::Union(name, variant, None) => format!("{name}::{variant}"),
        Argument::Union(name, variant, Some(value)) => format!("{name}::{variant}({})", owned(service, value)),
        Argument::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("({key:?}.into(), {})", owned(service, value))).collect();
            format!("[{}].into()", entries.join(", "))
        }
    }
}

/// An expression that stands where the value itself is needed, rather than what becomes it.
fn owned(service: &Service, argument: &Argument) -> String {
    let expression = expression(service, argument);
    match argument {
        Argument::Literal(Literal::String(_) | Literal::Sensitive(_) | Literal::Document(_)) | Argument::Blob(_) => {
            format!("{expression}.into()")
        }
        _ => expression,
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::String(value) => string(value),
        Literal::Blob(value) => format!("Blob::new({value:?})"),
        Literal::Timestamp(seconds) => format!("DateTime::from_secs_f64({seconds:?})"),
        Literal::BigNumber(_, digits) => format!("{digits:?}.parse()?"),
        Literal::Document(json) => format!("Document::from_json({json:?})?"),
        Literal::Sensitive(inner) => self::literal(inner),
        Literal::Variant(name, variant) => format!("{name}::{variant}"),
        Literal::Empty => "Default::default()".to_owned(),
    }
}

/// A string literal; raw when it holds quotes, as JSON does.
fn string(value: &str) -> String {
    let is_plain = |value: &str| !value.contains("\"#") && !value.chars().any(char::is_control);
    if value.contains('"') && is_plain(value) { format!("r#\"{value}\"#") } else { format!("{value:?}") }
}

/// The `use` lines of the types that the examples name.
fn imports<'e>(service: &Service, examples: impl IntoIterator<Item = &'e Example>) -> Vec<String> {
    let mut paths = BTreeSet::new();
    let inputs = examples.into_iter().flat_map(|example| &example.input);
    let mut next: Vec<&Argument> = inputs.map(|(_, argument)| argument).collect();
    while let Some(argument) = next.pop() {
        match argument {
            Argument::Blob(_) => drop(paths.insert("primitives::Blob".to_owned())),
            Argument::Literal(Literal::Timestamp(_)) => drop(paths.insert("primitives::DateTime".to_owned())),
            Argument::Literal(Literal::Document(_)) => drop(paths.insert("primitives::Document".to_owned())),
            Argument::Literal(Literal::Variant(name, _)) => drop(paths.insert(format!("types::{name}"))),
            Argument::Literal(_) => {}
            Argument::Structure(name, members) => {
                paths.insert(format!("types::{name}"));
                next.extend(members.iter().map(|(_, argument)| argument));
            }
            Argument::Union(name, _, value) => {
                paths.insert(format!("types::{name}"));
                next.extend(value.as_deref());
            }
            Argument::List(elements) => next.extend(elements),
            Argument::Map(entries) => next.extend(entries.iter().map(|(_, argument)| argument)),
        }
    }
    let krate = &service.crate_name;
    let mut lines: Vec<String> = Vec::new();
    for module in ["primitives", "types"] {
        let names: Vec<&str> = paths.iter().filter_map(|path| path.strip_prefix(module)?.strip_prefix("::")).collect();
        match names.as_slice() {
            [] => {}
            [name] => lines.push(format!("use {krate}::{module}::{name};")),
            names => lines.push(format!("use {krate}::{module}::{{{}}};", names.join(", "))),
        }
    }
    lines.extend((!lines.is_empty()).then(String::new));
    lines
}
