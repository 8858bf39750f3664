//! The grammar of the shared files: sections of properties, which may have properties of their own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Sensitive;
use crate::client::ConfigError;
use crate::client::config::shown;

const NOT_CLOSED: &str = "a section has to end with `]`";
const NO_SECTION: &str = "a property has to stand in a section";
const NO_PROPERTY: &str = "an indented line has to stand below a property";
const NO_EQUALS: &str = "a property needs a `=`";
const NO_NAME: &str = "a property needs a name";

/// Properties by their names in lower case.
pub(in crate::client) type Section = BTreeMap<String, Property>;

/// What a property says, which may be a secret, and where.
#[derive(Clone, Debug)]
pub(in crate::client) struct Property {
    value: Sensitive<String>,
    /// What is indented below a property without value.
    pub(in crate::client) nested: Section,
    place: Place,
}

/// A line of a file.
#[derive(Clone, Debug)]
struct Place {
    file: Arc<Path>,
    line: usize,
}

impl Property {
    pub(in crate::client) fn value(&self) -> &str {
        self.value.expose()
    }

    /// Says what is wrong with the value, and which it is, unless it could be a secret.
    pub(in crate::client) fn wrong(&self, key: &str, problem: &'static str) -> ConfigError {
        self.at(key, shown(self.value()), problem)
    }

    /// Says what is wrong with the property, without its value.
    pub(in crate::client) fn error(&self, key: &str, problem: &'static str) -> ConfigError {
        self.at(key, None, problem)
    }

    fn at(&self, key: &str, value: Option<String>, problem: &'static str) -> ConfigError {
        let Place { file, line } = &self.place;
        ConfigError::File { file: PathBuf::from(&**file), line: *line, key: Some(key.to_owned()), value, problem }
    }
}

/// Reads a file: the sections by what `name` makes of the text between their brackets, unless it is
/// nothing that anybody knows.
///
/// Of what stands there twice the later one counts.
///
/// # Errors
/// When a line is neither section, property nor comment.
pub(super) fn read<N: Ord + Clone>(
    file: &Arc<Path>,
    text: &str,
    name: fn(&str) -> Option<N>,
) -> Result<BTreeMap<N, Section>, ConfigError> {
    let mut reader = Reader { name, sections: BTreeMap::new(), current: Current::None, last: None };
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let place = Place { file: file.clone(), line: index + 1 };
        reader.line(line, place).map_err(|problem| {
            let file = PathBuf::from(&**file);
            ConfigError::File { file, line: index + 1, key: None, value: None, problem }
        })?;
    }
    Ok(reader.sections)
}

struct Reader<N> {
    name: fn(&str) -> Option<N>,
    sections: BTreeMap<N, Section>,
    current: Current<N>,
    /// The property that an indented line belongs to.
    last: Option<String>,
}

/// The section that a line stands in.
enum Current<N> {
    None,
    Known(N),
    Unknown,
}

impl<N: Ord + Clone> Reader<N> {
    fn line(&mut self, line: &str, place: Place) -> Result<(), &'static str> {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            return Ok(());
        }
        if line.starts_with(char::is_whitespace) {
            return self.indented(trimmed, place);
        }
        match trimmed.strip_prefix('[') {
            Some(header) => self.header(header),
            None => self.property(trimmed, place),
        }
    }

    fn header(&mut self, header: &str) -> Result<(), &'static str> {
        let header = header.split(['#', ';']).next().unwrap_or_default();
        let title = header.trim_end().strip_suffix(']').ok_or(NOT_CLOSED)?;
        self.last = None;
        self.current = match (self.name)(title.trim()) {
            Some(name) => {
                self.sections.entry(name.clone()).or_default();
                Current::Known(name)
            }
            None => Current::Unknown,
        };
        Ok(())
    }

    fn property(&mut self, line: &str, place: Place) -> Result<(), &'static str> {
        if matches!(self.current, Current::None) {
            return Err(NO_SECTION);
        }
        let (key, value) = pair(without_comment(line))?;
        self.last = Some(key.clone());
        if let (Some(section), true) = (self.section(), is_name(&key)) {
            section.insert(key, Property { value: value.into(), nested: Section::new(), place });
        }
        Ok(())
    }

    /// More of a value, or a property of a property that has none.
    fn indented(&mut self, line: &str, place: Place) -> Result<(), &'static str> {
        let last = self.last.clone().ok_or(NO_PROPERTY)?;
        let Some(property) = self.section().and_then(|section| section.get_mut(&last)) else { return Ok(()) };
        if property.value().is_empty() {
            let (key, value) = pair(without_comment(line))?;
            property.nested.insert(key, Property { value: value.into(), nested: Section::new(), place });
        } else {
            property.value = format!("{}\n{line}", property.value()).into();
        }
        Ok(())
    }

    fn section(&mut self) -> Option<&mut Section> {
        match &self.current {
            Current::Known(name) => self.sections.get_mut(name),
            Current::None | Current::Unknown => None,
        }
    }
}

/// The name in lower case, and the value.
fn pair(line: &str) -> Result<(String, &str), &'static str> {
    let (key, value) = line.split_once('=').ok_or(NO_EQUALS)?;
    match key.trim() {
        "" => Err(NO_NAME),
        key => Ok((key.to_ascii_lowercase(), value.trim())),
    }
}

/// The line up to a comment, which a blank has to stand before.
fn without_comment(line: &str) -> &str {
    let mark = |(index, _): &(usize, &str)| line[..*index].ends_with(char::is_whitespace);
    let comment = line.match_indices(['#', ';']).find(mark);
    comment.map_or(line, |(index, _)| &line[..index]).trim_end()
}

/// Whether this is how sections and properties can be called; others are passed over.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.%@:+".contains(&byte))
}
