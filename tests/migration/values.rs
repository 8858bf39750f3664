//! What members are: shapes, enumerations, bytes and dates.

use std::time::{Duration, SystemTime};

use super::support::{client, create};
use crate::sdk::primitives::{Blob, DateTime, DateTimeFormat};
use crate::sdk::types::builders::{FilterBuilder, TagBuilder};
use crate::sdk::types::{
    ExternalSecretRotationMetadataItem, Filter, FilterNameStringType, ReplicaRegionType, RotationRulesType,
    SortOrderType, StatusType, Tag,
};

#[test]
fn shapes_are_built_and_read() {
    let tag = Tag::builder().key("team").value("billing").build();
    assert_eq!((tag.key(), tag.value()), (Some("team"), Some("billing")));
    assert_eq!((tag.key.as_deref(), tag.value.as_deref()), (Some("team"), Some("billing")));
    let builder: TagBuilder = Tag::builder().set_key(Some("team".into())).set_value(None);
    assert_eq!(builder.build().value(), None);

    let builder: FilterBuilder = Filter::builder().values("a").values(String::from("b"));
    let filter = builder.key(FilterNameStringType::TagKey).build();
    assert_eq!((filter.key(), filter.values()), (Some(&FilterNameStringType::TagKey), &["a".into(), "b".into()][..]));

    let rules = RotationRulesType::builder().automatically_after_days(30).duration("2h").build();
    assert_eq!((rules.automatically_after_days(), rules.duration()), (Some(30), Some("2h")));
    assert_eq!(rules.schedule_expression(), None);
    let replica = ReplicaRegionType::builder().region("eu-west-1").kms_key_id("alias/mine").build();
    assert_eq!((replica.region(), replica.kms_key_id()), (Some("eu-west-1"), Some("alias/mine")));
    let item = ExternalSecretRotationMetadataItem::builder().key("a").value("b").build();
    assert_eq!(item.clone(), item);
}

#[test]
fn enumerations_are_text() {
    assert_eq!(SortOrderType::from("asc"), SortOrderType::Asc);
    assert_eq!(SortOrderType::Desc.as_str(), "desc");
    assert_eq!("InSync".parse::<StatusType>().unwrap(), StatusType::InSync);
    assert!(StatusType::values().contains(&"InSync") && StatusType::values().len() == 3);
    let newer = StatusType::from("Paused");
    assert_eq!((newer.as_str(), newer.to_string().as_str()), ("Paused", "Paused"));
    let word = match newer {
        StatusType::InSync => "there",
        StatusType::Failed | StatusType::InProgress => "not there",
        ref other if other.as_str() == "Paused" => "waiting",
        _ => "unknown",
    };
    assert_eq!(word, "waiting");
    let text: &str = FilterNameStringType::OwningService.as_ref();
    assert_eq!(text, "owning-service");
}

#[test]
fn bytes_are_wrapped() {
    let blob = Blob::new(b"\x00\xff".to_vec());
    assert_eq!(blob.as_ref(), [0, 255]);
    assert_eq!(Vec::from(blob.clone()), blob.clone().into_inner());
    assert_eq!(Blob::from(vec![0, 255]), blob);
    assert_eq!(Blob::new("text"), Blob::from(&b"text"[..]));
}

#[test]
fn dates_are_counted_and_written() {
    let date = DateTime::from_secs(1_700_000_000);
    assert_eq!((date.secs(), date.subsec_nanos()), (1_700_000_000, 0));
    assert_eq!(date.to_millis().unwrap(), 1_700_000_000_000);
    assert_eq!(DateTime::from_millis(1_700_000_000_250).as_secs_f64(), 1_700_000_000.25);
    assert_eq!(DateTime::from_secs_f64(1_700_000_000.25).subsec_nanos(), 250_000_000);
    assert_eq!(date.to_string(), "2023-11-14T22:13:20Z");
    assert_eq!(date.fmt(DateTimeFormat::DateTime).unwrap(), "2023-11-14T22:13:20Z");
    assert_eq!(date.fmt(DateTimeFormat::HttpDate).unwrap(), "Tue, 14 Nov 2023 22:13:20 GMT");
    assert_eq!(date.fmt(DateTimeFormat::EpochSeconds).unwrap(), "1700000000");
    for (text, format) in [
        ("2023-11-14T22:13:20Z", DateTimeFormat::DateTime),
        ("2023-11-15T00:13:20+02:00", DateTimeFormat::DateTimeWithOffset),
        ("Tue, 14 Nov 2023 22:13:20 GMT", DateTimeFormat::HttpDate),
        ("1700000000", DateTimeFormat::EpochSeconds),
    ] {
        assert_eq!(DateTime::from_str(text, format).unwrap(), date, "{text}");
        assert!(DateTime::from_str("yesterday", format).is_err());
    }
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    assert_eq!(DateTime::from(time), date);
    assert_eq!(SystemTime::try_from(date).unwrap(), time);
    assert!(date < DateTime::from(SystemTime::now()));
}

#[tokio::test]
async fn dates_of_answers_are_borrowed() {
    let client = client("us-east-1");
    let created = create(&client, "dates").await;
    let described = client.describe_secret().secret_id(created.arn().unwrap()).send().await.unwrap();
    let date: &DateTime = described.created_date().unwrap();
    let age = SystemTime::now().duration_since(SystemTime::try_from(*date).unwrap());
    assert!(age.is_ok_and(|age| age < Duration::from_secs(60)));
    assert_eq!(described.created_date().cloned(), described.created_date);
    assert_eq!(described.created_date().map(|date| date.to_string().len() >= 20), Some(true));
    assert_eq!(described.deleted_date().or(described.last_rotated_date()), None);
}
