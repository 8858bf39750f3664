//! The Regions there are, and which of them a secret can be replicated to: behaviour.md §5.

use super::arn::Place;
use crate::message;
use crate::refusal::Refusal;

/// The partitions and their Regions, as AWS lists them (2026).
const PARTITIONS: [(&str, &[&str]); 8] = [
    (
        "aws",
        &[
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
        ],
    ),
    ("aws-cn", &["cn-north-1", "cn-northwest-1"]),
    ("aws-us-gov", &["us-gov-east-1", "us-gov-west-1"]),
    ("aws-eusc", &["eusc-de-east-1"]),
    ("aws-iso", &["us-iso-east-1", "us-iso-west-1"]),
    ("aws-iso-b", &["us-isob-east-1", "us-isob-west-1"]),
    ("aws-iso-e", &["eu-isoe-west-1"]),
    ("aws-iso-f", &["us-isof-east-1", "us-isof-south-1"]),
];

/// Refuses a Region in which a secret of this place can have no replica: its own Region, one that
/// does not exist, one of another partition.
///
/// # Errors
/// `InvalidParameterException`.
pub fn check_replica(region: &str, place: &Place) -> Result<(), Refusal> {
    let is_possible = region != place.region() && of_partition(place.partition()).contains(&region);
    if is_possible { Ok(()) } else { Err(message::invalid_replica_region()) }
}

/// The Regions of a partition.
pub fn of_partition(partition: &str) -> &'static [&'static str] {
    PARTITIONS.iter().find(|(name, _)| *name == partition).map_or(&[], |(_, regions)| regions)
}
