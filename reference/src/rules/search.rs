//! Filters of a list: behaviour.md §6.1.

use secretsmith::types;

use super::secret::Secret;
use super::words::Words;
use crate::message;
use crate::refusal::Refusal;

/// All filters of a request; a secret is found when every one of them finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Search(Vec<Filter>);

impl Search {
    /// Reads the filters of a request.
    ///
    /// # Errors
    /// `InvalidParameterException` when a filter has no key or an unknown one, or has no values.
    pub fn read(filters: Vec<types::Filter>) -> Result<Self, Refusal> {
        let filter = |filter: types::Filter| Filter::new(filter.key.as_ref().map(|key| key.as_str()), filter.values);
        filters.into_iter().map(filter).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the secret is among those that the request asks for.
    pub fn finds(&self, secret: &Secret) -> bool {
        self.0.iter().all(|filter| filter.finds(secret))
    }
}

/// One filter; finds a secret when one of its values does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    field: Field,
    values: Vec<Pattern>,
}

impl Filter {
    /// A filter as a caller gives it.
    ///
    /// # Errors
    /// `InvalidParameterException` when the key is missing or unknown, or there are no values.
    pub fn new(key: Option<&str>, values: Option<Vec<String>>) -> Result<Self, Refusal> {
        let name = key.ok_or_else(message::invalid_filter_key)?;
        let field = Field::named(name).ok_or_else(message::invalid_filter_key)?;
        let values = values.filter(|values| !values.is_empty()).ok_or_else(|| message::invalid_filter_values(name))?;
        let values = values.iter().map(|value| Pattern::new(field, value)).collect();
        Ok(Self { field, values })
    }

    fn finds(&self, secret: &Secret) -> bool {
        self.values.iter().any(|pattern| pattern.negated != pattern.test.passes(self.field, secret))
    }
}

/// What a filter looks at, named by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Description,
    Name,
    TagKey,
    TagValue,
    PrimaryRegion,
    OwningService,
    All,
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "description" => Self::Description,
            "name" => Self::Name,
            "tag-key" => Self::TagKey,
            "tag-value" => Self::TagValue,
            "primary-region" => Self::PrimaryRegion,
            "owning-service" => Self::OwningService,
            "all" => Self::All,
            _ => return None,
        })
    }

    /// Whether the field passes; of several, one is enough.
    fn any(self, secret: &Secret, passes: &dyn Fn(&str) -> bool) -> bool {
        let mut tags = secret.tags.get().unwrap_or_default().iter();
        match self {
            Self::Description => secret.description.as_deref().is_some_and(passes),
            Self::Name => passes(secret.name()),
            Self::TagKey => tags.any(|tag| passes(tag.key())),
            Self::TagValue => tags.any(|tag| tag.value().is_some_and(passes)),
            Self::PrimaryRegion => secret.primary_region().is_some_and(passes),
            Self::OwningService => secret.owning_service().is_some_and(passes),
            Self::All => {
                let fields = [Self::Name, Self::Description, Self::TagKey, Self::TagValue];
                fields.iter().any(|field| field.any(secret, passes))
            }
        }
    }
}

/// One value of a filter; a leading `!` inverts it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pattern {
    negated: bool,
    test: Test,
}

impl Pattern {
    fn new(field: Field, value: &str) -> Self {
        let positive = value.strip_prefix('!');
        Self { negated: positive.is_some(), test: Test::new(field, positive.unwrap_or(value)) }
    }
}

/// How a field is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Test {
    Words(Words),
    Prefix(String),
}

impl Test {
    fn new(field: Field, value: &str) -> Self {
        match field {
            Field::Description | Field::All => Self::Words(Words::of(value)),
            _ => Self::Prefix(value.to_owned()),
        }
    }

    fn passes(&self, field: Field, secret: &Secret) -> bool {
        match self {
            Self::Words(words) => field.any(secret, &|text| words.are_in(text)),
            Self::Prefix(prefix) => field.any(secret, &|text| text.starts_with(prefix)),
        }
    }
}
