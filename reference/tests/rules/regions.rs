//! §5: where replicas can be.

use secretsmith_reference::rules::arn::{Place, is_region, partition_of};
use secretsmith_reference::rules::regions::{check_replica, of_partition};

use crate::assert_refused;

const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

#[test]
fn every_region_is_of_its_partition() {
    for partition in PARTITIONS {
        let regions = of_partition(partition);
        assert!(!regions.is_empty() && regions.is_sorted(), "{partition}");
        for region in regions {
            assert!(is_region(region), "{region}");
            assert_eq!(partition_of(region), partition, "{region}");
        }
    }
    assert_eq!(of_partition("aws-moon"), [""; 0]);
}

#[test]
fn replicas_are_in_other_regions_of_the_partition() {
    let place = Place::new("eu-west-1", "111122223333");
    for region in ["us-east-1", "ap-southeast-7", "mx-central-1"] {
        assert_eq!(check_replica(region, &place), Ok(()));
    }
    for region in ["eu-west-1", "eu-west-9", "", "us-gov-west-1", "cn-north-1", "aws-global"] {
        assert_refused(check_replica(region, &place), "InvalidParameterException: Invalid replica region.");
    }
    assert_eq!(check_replica("cn-northwest-1", &Place::new("cn-north-1", "111122223333")), Ok(()));
}

#[test]
fn a_region_of_ones_own_can_have_replicas_elsewhere() {
    assert_eq!(check_replica("us-east-1", &Place::new("my-test-1", "111122223333")), Ok(()));
}
