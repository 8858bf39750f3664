//! ARNs of secrets: behaviour.md §2.2.

use std::fmt;

use rand::Rng;
use rand::distr::{Alphanumeric, Distribution};

use super::name;
use crate::message;
use crate::refusal::Refusal;

/// Where secrets live: a Region of an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    region: String,
    account: String,
    /// What the ARNs of all secrets here begin with.
    prefix: Box<str>,
}

impl Place {
    /// A Region of an account.
    pub fn new(region: impl Into<String>, account: impl Into<String>) -> Self {
        let (region, account) = (region.into(), account.into());
        let prefix = format!("arn:{}:secretsmanager:{region}:{account}:secret:", partition_of(&region)).into();
        Self { region, account, prefix }
    }

    /// The Region, for example `us-east-1`.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The account: twelve digits.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The partition that the Region belongs to.
    pub fn partition(&self) -> &'static str {
        partition_of(&self.region)
    }

    /// Refuses what can be no place, of which a store keeps nothing.
    ///
    /// # Errors
    /// `InvalidSignatureException` for a text that [cannot stand for a Region](can_be_region), `ValidationException`
    /// for an account that is not twelve digits.
    pub fn check(region: &str, account: &str) -> Result<(), Refusal> {
        if !can_be_region(region) {
            return Err(message::invalid_region(region));
        }
        if is_account(account) { Ok(()) } else { Err(message::invalid_account(account)) }
    }

    /// The ARN of a secret here.
    pub fn arn(&self, name: &str, suffix: Suffix) -> String {
        [&self.prefix, name, "-", suffix.as_str()].concat()
    }

    /// The ARN that a secret here is going to have, with `?` for what is not drawn yet.
    pub(crate) fn arn_to_be(&self, name: &str) -> String {
        [&self.prefix, name, "-??????"].concat()
    }
}

/// The partition that a Region belongs to, told by its name.
pub fn partition_of(region: &str) -> &'static str {
    match region {
        _ if region.starts_with("cn-") => "aws-cn",
        _ if region.starts_with("us-gov-") => "aws-us-gov",
        _ if region.starts_with("eusc-") => "aws-eusc",
        _ if region.starts_with("us-iso-") => "aws-iso",
        _ if region.starts_with("us-isob-") => "aws-iso-b",
        _ if region.starts_with("eu-isoe-") => "aws-iso-e",
        _ if region.starts_with("us-isof-") => "aws-iso-f",
        _ => "aws",
    }
}

/// Whether a text is the name of a Region in form, for example `us-gov-west-1`.
pub fn is_region(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.rsplit_once('-').is_some_and(|(words, number)| words.split('-').all(is_word) && is_number(number))
}

/// Whether a text can stand for a Region in a store: letters, digits and hyphens, as part of the name of a host. Who is
/// asked for no signature may well call a Region `local`, which is [none in form](is_region).
pub fn can_be_region(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_part)
}

/// Whether a text is the number of an account in form: twelve digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The six random characters that end an ARN; drawn anew for every secret created.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Suffix([u8; Self::LENGTH]);

impl Suffix {
    const LENGTH: usize = 6;

    /// Draws a suffix.
    pub fn draw(random: &mut (impl Rng + ?Sized)) -> Self {
        Self(std::array::from_fn(|_| Alphanumeric.sample(random)))
    }

    /// Reads the suffix; `None` when the text cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = <[u8; Self::LENGTH]>::try_from(text.as_bytes()).ok()?;
        bytes.iter().all(u8::is_ascii_alphanumeric).then_some(Self(bytes))
    }

    fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("all of them are letters and digits of ASCII")
    }
}

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The ARN of a secret as a caller writes it: with the suffix, or partial, without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretArn<'a> {
    partition: &'a str,
    region: &'a str,
    account: &'a str,
    resource: &'a str,
}

impl<'a> SecretArn<'a> {
    /// Reads an ARN; `None` when the text is not the ARN of a secret in form.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(7, ':');
        let mut part = || parts.next();
        let (arn, partition, service, region, account) = (part()?, part()?, part()?, part()?, part()?);
        let (kind, resource) = (part()?, part()?);
        let is_secret = (arn, service, kind) == ("arn", "secretsmanager", "secret") && name::is_name(resource);
        is_secret.then_some(Self { partition, region, account, resource })
    }

    /// The partition that it names.
    pub fn partition(&self) -> &'a str {
        self.partition
    }

    /// The Region that it names.
    pub fn region(&self) -> &'a str {
        self.region
    }

    /// The account that it names.
    pub fn account(&self) -> &'a str {
        self.account
    }

    /// Whether the ARN names a secret in this Region of this account.
    pub fn is_in(&self, place: &Place) -> bool {
        (self.partition, self.region, self.account) == (place.partition(), place.region(), place.account())
    }

    /// Whether the ARN has a suffix, as far as can be [told](Self::split).
    pub fn is_full(&self) -> bool {
        self.split().1.is_some()
    }

    /// The name and the suffix. Whatever looks like a suffix is taken for one: a partial ARN of a
    /// name that itself ends in a hyphen and six characters cannot be told from a full one (§2.3).
    pub fn split(&self) -> (&'a str, Option<Suffix>) {
        let split = self.resource.rsplit_once('-').and_then(|(name, end)| Some((name, Suffix::parse(end)?)));
        split.map_or((self.resource, None), |(name, suffix)| (name, Some(suffix)))
    }
}
