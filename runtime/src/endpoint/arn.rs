//! Amazon Resource Names.

/// The parts of an ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// The partition, for example `aws`.
    pub partition: &'a str,
    /// The service, for example `secretsmanager`.
    pub service: &'a str,
    /// The Region; empty when the resource is in none.
    pub region: &'a str,
    /// The account; empty when the resource belongs to none.
    pub account_id: &'a str,
    /// The resource, split at `:` and `/`.
    pub resource_id: Vec<&'a str>,
}

/// Splits an ARN; `None` when the text is none: `aws.parseArn` of the rules engine.
pub fn parse_arn(value: &str) -> Option<Arn<'_>> {
    let mut parts = value.strip_prefix("arn:")?.splitn(5, ':');
    let [partition, service, region, account_id, resource] = std::array::from_fn(|_| parts.next());
    let (partition, service, resource) = (partition?, service?, resource?);
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    Some(Arn {
        partition,
        service,
        region: region?,
        account_id: account_id?,
        resource_id: resource.split([':', '/']).collect(),
    })
}
