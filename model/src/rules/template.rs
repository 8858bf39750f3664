//! Strings with references in them, such as `https://kms.{Region}.amazonaws.com`.

/// A string with references in it. `{{` and `}}` stand for braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its parts in order. No two texts follow each other, and no text is empty.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands there, with braces no longer doubled.
    Text(String),
    /// The value of a parameter or assignment, or of something within it: `{name}`,
    /// `{name#path}`.
    Reference {
        /// The parameter or assignment.
        name: String,
        /// The path within it, as for the function `getAttr`.
        path: Option<String>,
    },
}

impl Template {
    /// Takes a string apart.
    ///
    /// # Errors
    /// What is wrong with its braces.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Parts::default();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            parts.text(before);
            rest = if let Some(after) = from.strip_prefix("{{") {
                parts.text("{");
                after
            } else if let Some(after) = from.strip_prefix("}}") {
                parts.text("}");
                after
            } else {
                let reference = from.strip_prefix('{').and_then(|from| from.split_once('}'));
                let (reference, after) = reference.ok_or_else(|| format!("unbalanced braces in {text:?}"))?;
                parts.reference(reference).ok_or_else(|| format!("{{{reference}}} in {text:?} is no reference"))?;
                after
            };
        }
        parts.text(rest);
        Ok(Self { parts: parts.0 })
    }

    /// The text of a template without references.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

/// The parts found so far.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn text(&mut self, more: &str) {
        if more.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Part::Text(text)) => text.push_str(more),
            _ => self.0.push(Part::Text(more.to_owned())),
        }
    }

    fn reference(&mut self, reference: &str) -> Option<()> {
        let (name, path) = match reference.split_once('#') {
            Some((name, path)) => (name, Some(path)),
            None => (reference, None),
        };
        if !crate::id::is_identifier(name) || path == Some("") || reference.contains('{') {
            return None;
        }
        self.0.push(Part::Reference { name: name.to_owned(), path: path.map(str::to_owned) });
        Some(())
    }
}
