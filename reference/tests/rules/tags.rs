//! §2.8

use secretsmith_reference::rules::tags::{Tag, Tags};

use crate::assert_refused;

fn tag(key: &str, value: &str) -> Tag {
    Tag::new(Some(key.to_owned()), Some(value.to_owned())).expect("a good tag")
}

fn shown(tags: &Tags) -> Option<String> {
    let show = |tag: &Tag| format!("{}={}", tag.key(), tag.value().unwrap_or("(none)"));
    tags.get().map(|tags| tags.iter().map(show).collect::<Vec<_>>().join(" "))
}

#[test]
fn a_known_key_is_replaced_in_its_place() {
    let mut tags = Tags::default();
    assert_eq!(shown(&tags), None);
    tags.set(vec![tag("a", "1"), tag("b", "2"), tag("a", "3")]).expect("there is room");
    assert_eq!(shown(&tags).as_deref(), Some("a=3 b=2"));
    tags.set(vec![tag("A", "4"), tag("a", "5")]).expect("there is room");
    assert_eq!(shown(&tags).as_deref(), Some("a=5 b=2 A=4"));
}

#[test]
fn no_tags_left_is_not_never_tagged() {
    let mut tags = Tags::default();
    tags.set(Vec::new()).expect("there is room");
    assert_eq!(shown(&tags), None);
    tags.set(vec![tag("a", "1")]).expect("there is room");
    tags.remove(&["a".to_owned(), "unknown".to_owned()]);
    assert_eq!(shown(&tags).as_deref(), Some(""));
}

#[test]
fn fifty_tags_are_the_limit() {
    let mut tags = Tags::default();
    tags.set((0..50).map(|number| tag(&number.to_string(), "")).collect()).expect("there is room");
    tags.set(vec![tag("7", "again")]).expect("the key is there already");
    assert_refused(tags.set(vec![tag("50", "")]), "InvalidParameterException: A secret can have at most 50 tags.");
}

#[test]
fn reserved_and_missing_keys_are_refused() {
    for key in ["aws:cloudformation:stack-name", "AWS:x", "aws:"] {
        assert_refused(
            Tag::new(Some(key.to_owned()), None),
            &format!(
                "InvalidParameterException: The tag key {key} is not allowed because the prefix aws: is reserved for AWS use."
            ),
        );
    }
    assert!(Tag::new(Some("awsome".to_owned()), None).is_ok());
    assert_refused(Tag::new(None, None), "InvalidParameterException: You must provide a key for every tag.");
}
