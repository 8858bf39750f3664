//! Partitions: the separate clouds that Regions belong to.

/// A group of Regions with accounts and domain names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The name, as it stands in ARNs: `aws`, `aws-cn`, …
    pub name: &'static str,
    /// The domain of endpoints.
    pub dns_suffix: &'static str,
    /// The domain of endpoints that answer over IPv6 as well.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are endpoints for FIPS 140.
    pub supports_fips: bool,
    /// Whether there are endpoints that answer over IPv6 as well.
    pub supports_dual_stack: bool,
    /// The Region that services without Regions sign with.
    pub implicit_global_region: &'static str,
}

/// The partition of a Region: `aws.partition` of the rules engine.
///
/// A Region that no partition knows belongs to `aws`, as the rules engine has it, so that there is
/// always an answer; it is an `Option` because the rules engine has functions fail so.
pub fn partition(region: &str) -> Option<&'static Partition> {
    let known = TABLE.iter().find(|entry| entry.has(region)).unwrap_or(&TABLE[0]);
    Some(&known.partition)
}

/// A partition and how to tell its Regions.
struct Entry {
    partition: Partition,
    /// What its Regions begin with, before `-<direction>-<number>`.
    prefixes: &'static [&'static str],
    /// The name of the Region that stands for all, which does not have that form.
    global: Option<&'static str>,
}

impl Entry {
    fn has(&self, region: &str) -> bool {
        Some(region) == self.global || prefix(region).is_some_and(|prefix| self.prefixes.contains(&prefix))
    }
}

/// What stands before the direction and the number: `us-gov` of `us-gov-west-1`.
fn prefix(region: &str) -> Option<&str> {
    let (rest, number) = region.rsplit_once('-')?;
    let (prefix, direction) = rest.rsplit_once('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = !direction.is_empty() && direction.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_number && is_word).then_some(prefix)
}

/// `aws` stands first: it is also the partition of Regions that nobody knows.
static TABLE: [Entry; 8] = [
    Entry {
        partition: of("aws", "amazonaws.com", "api.aws", "us-east-1"),
        prefixes: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        global: Some("aws-global"),
    },
    Entry {
        partition: of("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
        prefixes: &["cn"],
        global: Some("aws-cn-global"),
    },
    Entry {
        partition: of("aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1"),
        prefixes: &["us-gov"],
        global: Some("aws-us-gov-global"),
    },
    Entry {
        partition: of("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
        prefixes: &["eusc-de"],
        global: None,
    },
    Entry {
        partition: of("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
        prefixes: &["us-iso"],
        global: Some("aws-iso-global"),
    },
    Entry {
        partition: of("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
        prefixes: &["us-isob"],
        global: Some("aws-iso-b-global"),
    },
    Entry {
        partition: of("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
        prefixes: &["eu-isoe"],
        global: Some("aws-iso-e-global"),
    },
    Entry {
        partition: of("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"),
        prefixes: &["us-isof"],
        global: Some("aws-iso-f-global"),
    },
];

/// A partition; today all of them have both kinds of special endpoints.
const fn of(
    name: &'static str,
    dns_suffix: &'static str,
    dual_stack_dns_suffix: &'static str,
    implicit_global_region: &'static str,
) -> Partition {
    Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region,
    }
}
