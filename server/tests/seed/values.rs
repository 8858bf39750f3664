//! What becomes of the values of a seed: nothing of them is lost, and nothing is guessed.

use secretsmith_server::seed::Language;

use crate::{client, problem, read, store, stored};
use secretsmith_server::seed::sow;

#[tokio::test]
async fn numbers_stay_as_they_stand_and_members_in_their_order() {
    let kept =
        r#"{"z":1.10,"big":12345678901234567890123,"a":[1e2,-0,1E+400,0.0,null,true],"m":{"y":"ä\n","x":{},"w":[]}}"#;
    let json = format!(r#"{{"Secrets": [{{"Name": "a", "SecretString": {kept}}}]}}"#);
    assert_eq!(stored(&json, Language::Json).await, kept);
    let spaced = json.replace(',', " ,\n ").replace(':', "\t: ").replace('ä', "\\u00e4");
    assert_eq!(stored(&spaced, Language::Json).await, kept);
    assert_eq!(stored(&json, Language::Yaml).await, kept);
    let yaml = "
Secrets:
  - Name: a
    SecretString:
      z: 1.10
      big: 12345678901234567890123
      a: [1e2, -0, 1E+400, 0.0, ~, True]
      m:
        y: |
          ä
        x: {}
        w: []
";
    assert_eq!(stored(yaml, Language::Yaml).await, kept);
}

#[tokio::test]
async fn a_policy_is_stored_as_it_stands() {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":3.60e3}}}]}"#;
    for language in [Language::Json, Language::Yaml] {
        let service = store();
        let text = format!(r#"{{"Secrets": [{{"Name": "a", "ResourcePolicy": {policy}}}]}}"#);
        sow(&[read(&text, language)], &service).await.unwrap();
        let stored = client(&service).get_resource_policy().secret_id("a").send().await.unwrap();
        assert_eq!(stored.resource_policy(), Some(policy));
    }
}

#[tokio::test]
async fn numbers_that_json_cannot_have_are_to_be_put_between_quotes() {
    for number in [
        "0123",
        "007",
        "-01",
        "0x1F",
        "0o17",
        "+1",
        ".5",
        "-.5",
        "1.",
        "1.e3",
        "+.5e-3",
        "08",
        ".inf",
        "-.Inf",
        ".nan",
        "!!int 012",
        "!!float +1",
    ] {
        let text = format!("Secrets:\n  - Name: a\n    SecretString:\n      list:\n        - pin: {number}\n");
        let told = problem(&text, Language::Yaml).await;
        // Where a tag is, the value begins after it or with it.
        let rest = told.strip_prefix("seed:5:16: ").or_else(|| told.strip_prefix("seed:5:22: "));
        let rest = rest.or_else(|| told.strip_prefix("seed:5:24: ")).unwrap_or(&told);
        let problem = "Secrets[0].SecretString: JSON has no number that is written so; put it between quotes";
        assert_eq!(rest, problem, "{number}");
        let text = text.replace(number, &format!("'{number}'"));
        assert_eq!(stored(&text, Language::Yaml).await, format!(r#"{{"list":[{{"pin":"{number}"}}]}}"#));
    }
}

#[tokio::test]
async fn what_only_looks_like_a_number_or_a_word_of_yaml_is_a_text() {
    for text in [
        "1_000",
        "2020-01-01",
        "1.2.3",
        "0b11",
        "0x",
        "0xg",
        "0o8",
        "1e",
        "e3",
        ".",
        "+",
        "..5",
        "yes",
        "no",
        "NaN",
        "inf",
        "nUll",
        "12:30:45",
        "!!str 0123",
        "! 0123",
        "!!str null",
    ] {
        let seed = format!("Secrets:\n  - Name: a\n    SecretString: [{text}, x]\n");
        let expected = text.rsplit(' ').next().unwrap();
        assert_eq!(stored(&seed, Language::Yaml).await, format!(r#"["{expected}","x"]"#));
        let seed = format!("Secrets:\n  - Name: a\n    SecretString: {text}\n");
        assert_eq!(stored(&seed, Language::Yaml).await, expected);
    }
}

#[tokio::test]
async fn tags_that_nobody_knows_are_not_passed_over() {
    let problem_of = "only texts, numbers, true and false, lists and mappings can stand here, and no other tags";
    for value in [
        "!secret x",
        "!!binary AAEC",
        "!!int x",
        "!!bool 1",
        "!!null x",
        "!own [x]",
        "!own {x: y}",
        "!!set {x: y}",
        "!!map [x]",
    ] {
        let told = problem(&format!("Secrets:\n  - Name: a\n    SecretString: [{value}]\n"), Language::Yaml).await;
        assert!(told.starts_with("seed:3:") && told.ends_with(&format!(": {problem_of}")), "{value}: {told}");
    }
    for (value, expected) in
        [("!!seq [!!int 1, !!float '1', !!bool true, !!null ~]", "[1,1,true,null]"), ("!!map {x: ! y}", r#"{"x":"y"}"#)]
    {
        let text = format!("Secrets:\n  - Name: a\n    SecretString: {value}\n");
        assert_eq!(stored(&text, Language::Yaml).await, expected);
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_read_over_in_both_languages() {
    for (text, language) in [
        ("\u{feff}{\"Secrets\": [{\"Name\": \"a\", \"SecretString\": \"b\"}]}", Language::Json),
        ("\u{feff}Secrets:\n  - Name: a\n    SecretString: b\n", Language::Yaml),
    ] {
        assert_eq!(stored(text, language).await, "b");
    }
    assert!(problem("\u{feff}{\"Secret\": 1}", Language::Json).await.starts_with("seed:1:2: "));
    assert!(problem("\u{feff}Secret: 1", Language::Yaml).await.starts_with("seed:1:1: "));
}
