//! §2.6: what the framework says of an input that breaks the model's constraints.

use secretsmith::primitives::Blob;
use secretsmith::types::{Filter, FilterNameStringType, RotationRulesType, SortByType, SortOrderType};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{at_least, at_most, validation, validations};
use crate::support::{DB, create, filter, tag, value};

#[test]
fn text_values_have_1_to_65536_bytes_and_are_not_shown() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let too_long = ["x".repeat(65537), "\u{e4}".repeat(32769), "\u{1f511}".repeat(65536)];
        let too_long = too_long.map(|text| (text, at_most(65536)));
        for (text, rule) in [(String::new(), at_least(1))].into_iter().chain(too_long) {
            let expected = validation("Value at 'secretString'", &rule);
            let create = world.client.create_secret().name("new").secret_string(&*text);
            assert_eq!(refusal(create.send().await), expected);
            let put = world.client.put_secret_value().secret_id(DB).secret_string(&*text);
            assert_eq!(refusal(put.send().await), expected);
            let update = world.client.update_secret().secret_id(DB).secret_string(&*text);
            assert_eq!(refusal(update.send().await), expected);
        }
        let longest = "\u{e4}".repeat(65536 / 2);
        let put = world.client.put_secret_value().secret_id(DB).secret_string(&*longest);
        put.send().await.expect("65536 bytes are allowed");
        assert_eq!(value(&world.client, DB).await, longest);
    });
}

#[test]
fn binary_values_have_1_to_65536_bytes_and_are_not_shown() {
    on_each_transport(async |world| {
        for (bytes, rule) in [(vec![], at_least(1)), (vec![7; 65537], at_most(65536))] {
            let create = world.client.create_secret().name(DB).secret_binary(Blob::new(bytes));
            assert_eq!(refusal(create.send().await), validation("Value at 'secretBinary'", &rule));
        }
        let create = world.client.create_secret().name(DB).secret_binary(Blob::new(vec![255; 65536]));
        create.send().await.expect("65536 bytes are allowed");
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.secret_binary(), Some(&Blob::new(vec![255; 65536])));
    });
}

#[test]
fn numbers_are_shown_with_the_bound_that_they_break() {
    on_each_transport(async |world| {
        let greater = |n| format!("Member must have value greater than or equal to {n}");
        let less = |n| format!("Member must have value less than or equal to {n}");
        for (length, rule) in [(0, greater(1)), (-1, greater(1)), (4097, less(4096)), (i64::MAX, less(4096))] {
            let password = world.client.get_random_password().password_length(length);
            let expected = validation(&format!("Value '{length}' at 'passwordLength'"), &rule);
            assert_eq!(refusal(password.send().await), expected);
        }
        for (size, rule) in [(0, greater(1)), (101, less(100))] {
            let expected = validation(&format!("Value '{size}' at 'maxResults'"), &rule);
            assert_eq!(refusal(world.client.list_secrets().max_results(size).send().await), expected);
            let versions = world.client.list_secret_version_ids().secret_id(DB).max_results(size);
            assert_eq!(refusal(versions.send().await), expected);
        }
        let batch = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["a"]));
        let expected = validation("Value '21' at 'maxResults'", &less(20));
        assert_eq!(refusal(batch.max_results(21).send().await), expected);
    });
}

#[test]
fn an_unknown_value_of_an_enumeration_is_shown_with_those_that_there_are() {
    on_each_transport(async |world| {
        let keys = "[all, name, tag-key, description, tag-value, primary-region, owning-service]";
        let list = world.client.list_secrets().filters(filter("invalid".into(), &["x"]));
        let expected = validation(
            "Value 'invalid' at 'filters.1.member.key'",
            &format!("Member must satisfy enum value set: {keys}"),
        );
        assert_eq!(refusal(list.send().await), expected);
        let batch = world.client.batch_get_secret_value().filters(filter("invalid".into(), &["x"]));
        assert_eq!(refusal(batch.send().await), expected);

        let order = world.client.list_secrets().sort_order(SortOrderType::from("up"));
        let rule = "Member must satisfy enum value set: [asc, desc]";
        assert_eq!(refusal(order.send().await), validation("Value 'up' at 'sortOrder'", rule));
        let by = world.client.list_secrets().sort_by(SortByType::from("size")).send().await;
        assert!(refusal(by).message.starts_with("1 validation error detected: Value 'size' at 'sortBy' failed"));
    });
}

#[test]
fn a_path_counts_the_elements_of_a_list_from_one() {
    on_each_transport(async |world| {
        let good = filter(FilterNameStringType::Name, &["a"]);
        let list = world.client.list_secrets().filters(good).filters(filter(FilterNameStringType::Name, &[]));
        let expected = validation("Value '[]' at 'filters.2.member.values'", &at_least(1));
        assert_eq!(refusal(list.send().await), expected);

        let tags = world.client.tag_resource().secret_id(DB).tags(tag("k", "v")).tags(tag("", "v"));
        assert_eq!(refusal(tags.send().await), validation("Value '' at 'tags.2.member.key'", &at_least(1)));
        let long = "v".repeat(257);
        let tags = world.client.create_secret().name(DB).tags(tag("k", &long));
        let expected = validation(&format!("Value '{long}' at 'tags.1.member.value'"), &at_most(256));
        assert_eq!(refusal(tags.send().await), expected);
    });
}

#[test]
fn elements_of_a_list_are_shown_together_with_all_their_rules() {
    on_each_transport(async |world| {
        let put = world.client.put_secret_value().secret_id(DB).secret_string("x");
        let rule = format!("Member must satisfy constraint: [{}, {}]", at_most(256), at_least(1));
        let expected = validation("Value '[AWSCURRENT, ]' at 'versionStages'", &rule);
        assert_eq!(refusal(put.version_stages("AWSCURRENT").version_stages("").send().await), expected);

        let rule = format!("Member must satisfy constraint: [{}, {}]", at_most(128), at_least(1));
        let untag = world.client.untag_resource().secret_id(DB).tag_keys("");
        assert_eq!(refusal(untag.send().await), validation("Value '[]' at 'tagKeys'", &rule));
    });
}

#[test]
fn lists_have_bounds_too() {
    on_each_transport(async |world| {
        let labels: Vec<String> = (1..=21).map(|number| format!("label{number}")).collect();
        let shown = format!("Value '[{}]' at 'versionStages'", labels.join(", "));
        let put = world.client.put_secret_value().secret_id(DB).secret_string("x").set_version_stages(Some(labels));
        assert_eq!(refusal(put.send().await), validation(&shown, &at_most(20)));

        let put = world.client.put_secret_value().secret_id(DB).secret_string("x").set_version_stages(Some(vec![]));
        assert_eq!(refusal(put.send().await), validation("Value '[]' at 'versionStages'", &at_least(1)));

        let ids: Vec<String> = (1..=21).map(|number| format!("secret{number}")).collect();
        let shown = format!("Value '[{}]' at 'secretIdList'", ids.join(", "));
        let batch = world.client.batch_get_secret_value().set_secret_id_list(Some(ids));
        assert_eq!(refusal(batch.send().await), validation(&shown, &at_most(20)));

        let filters: Vec<Filter> = (1..=11).map(|_| filter(FilterNameStringType::Name, &["a"])).collect();
        let shown = format!("Value '[{}]' at 'filters'", ["Filter(key=name, values=[a])"; 11].join(", "));
        let list = world.client.list_secrets().set_filters(Some(filters)).send().await;
        assert_eq!(refusal(list), validation(&shown, &at_most(10)));
    });
}

#[test]
fn patterns_are_named() {
    on_each_transport(async |world| {
        let rules = RotationRulesType::builder().duration("1d").build();
        let rotate = world.client.rotate_secret().secret_id(DB).rotation_rules(rules);
        let rule = "Member must satisfy regular expression pattern: ^[0-9]+h$";
        assert_eq!(refusal(rotate.send().await), validation("Value '1d' at 'rotationRules.duration'", rule));

        let list = world.client.list_secrets().filters(filter(FilterNameStringType::Name, &["a#b"]));
        let rule = r"Member must satisfy constraint: [Member must have length less than or equal to 512, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: ^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$]";
        assert_eq!(refusal(list.send().await), validation("Value '[a#b]' at 'filters.1.member.values'", rule));
    });
}

#[test]
fn a_rotation_token_is_not_shown() {
    on_each_transport(async |world| {
        let put = world.client.put_secret_value().secret_id(DB).secret_string("x").rotation_token("short");
        assert_eq!(refusal(put.send().await), validation("Value at 'rotationToken'", &at_least(36)));
    });
}

#[test]
fn all_violations_of_an_input_are_in_one_message() {
    on_each_transport(async |world| {
        let description = "d".repeat(2049);
        let create = world.client.create_secret().name("").client_request_token("short").description(&description);
        let expected = validations(&[
            ("Value '' at 'name'", &at_least(1)),
            ("Value 'short' at 'clientRequestToken'", &at_least(32)),
            (&format!("Value '{description}' at 'description'"), &at_most(2048)),
            ("Value at 'secretString'", &at_least(1)),
        ]);
        assert_eq!(refusal(create.secret_string("").send().await), expected);

        let put = world.client.put_secret_value().secret_id("").client_request_token("short").secret_string("x");
        let expected = validations(&[
            ("Value '' at 'secretId'", &at_least(1)),
            ("Value 'short' at 'clientRequestToken'", &at_least(32)),
        ]);
        assert_eq!(refusal(put.send().await), expected);
    });
}

#[test]
fn constraints_are_checked_before_anything_else() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name("Inv Name").secret_string("\u{e4}".repeat(32769));
        assert_eq!(refusal(create.send().await), validation("Value at 'secretString'", &at_most(65536)));
        let read = world.client.get_secret_value().secret_id("Inv Name").version_id("short");
        assert_eq!(refusal(read.send().await), validation("Value 'short' at 'versionId'", &at_least(32)));
        let put = world.client.put_secret_value().secret_id("unknown").secret_string("x").secret_binary(Blob::new(""));
        assert_eq!(refusal(put.send().await), validation("Value at 'secretBinary'", &at_least(1)));
        let create = world.client.create_secret().name("Inv Name").secret_string("");
        assert_eq!(refusal(create.send().await), validation("Value at 'secretString'", &at_least(1)));
    });
}
