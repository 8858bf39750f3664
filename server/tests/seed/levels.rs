//! How deep a seed may go, and how much aliases may stand for.

use secretsmith_server::seed::{Language, sow};

use crate::{problem, read, store, stored};

#[tokio::test]
async fn a_text_with_very_many_levels_is_refused() {
    let chain: String = (1..200).map(|number| format!("- &a{number} [*a{}]\n", number - 1)).collect();
    for text in [
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        format!("{}a", (0..300).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>()),
        "[".repeat(200),
        format!("- &a0 []\n{chain}"),
    ] {
        let told = problem(&text, Language::Yaml).await;
        assert!(told.ends_with(": there are more than 128 lists and objects within each other"), "{told}");
    }
    let told = problem(&("[".repeat(100_000) + &"]".repeat(100_000)), Language::Json).await;
    assert_eq!(told, "seed:1:129: there are more than 128 lists and objects within each other");
    let told = problem(&"[".repeat(100_000), Language::Json).await;
    assert_eq!(told, "seed:1:100001: the text ends too early; something is not closed");
}

#[tokio::test]
async fn as_many_levels_as_there_may_be_are_read_in_both_languages() {
    // Three stand around the value.
    let levels = |number| "[".repeat(number) + &"]".repeat(number);
    for (around, language) in [
        (["{\"Secrets\": [{\"Name\": \"a\", \"SecretString\": ", "}]}"], Language::Json),
        (["Secrets: [{Name: a, SecretString: ", "}]"], Language::Yaml),
    ] {
        assert_eq!(stored(&around.join(&levels(125)), language).await, levels(125));
        let told = problem(&around.join(&levels(126)), language).await;
        assert!(told.ends_with(": there are more than 128 lists and objects within each other"), "{told}");
    }
}

#[tokio::test]
async fn aliases_stand_for_what_has_the_anchor() {
    let aliases = "Secrets:\n  - Name: a\n    Tags: &tags [{Key: k}]\n  - Name: b\n    Tags: *tags\n";
    assert_eq!(sow(&[read(aliases, Language::Yaml)], &store()).await.unwrap().created, ["a", "b"]);
    let text = "Secrets:\n  - Name: a\n    SecretString: {one: &one [1.10], two: *one, *name : 3, four: &name four}\n";
    let told = problem(text, Language::Yaml).await;
    assert!(told.starts_with("seed:3:"), "{told}");
    let text = "Secrets:\n  - Name: a\n    SecretString: {one: &one [1.10], two: *one, &name n: 3, four: *name}\n";
    assert_eq!(stored(text, Language::Yaml).await, r#"{"one":[1.10],"two":[1.10],"n":3,"four":"n"}"#);
    let told = problem("Secrets: &all\n  - *all\n", Language::Yaml).await;
    assert_eq!(told, "seed:2:5: this alias stands within what it stands for");
}

#[tokio::test]
async fn aliases_stand_for_no_more_than_there_may_be() {
    let seed = |aliases: usize, text: &str| {
        format!("Secrets:\n  - Name: a\n    SecretString:\n      - &t {text}\n{}", "      - *t\n".repeat(aliases))
    };
    let told = |line| format!("seed:{line}:9: aliases stand for more than 100000 values; write some of them out");
    // Four values each: a list and three in it.
    sow(&[read(&seed(25_000, "[1, 2, 3]"), Language::Yaml)], &store()).await.unwrap_err();
    assert_eq!(problem(&seed(25_001, "[1, 2, 3]"), Language::Yaml).await, told(25_005));
    // Of a long text, each KiB counts.
    let long = "x".repeat(99 * 1024);
    assert_eq!(problem(&seed(1_001, &long), Language::Yaml).await, told(1_005));
    let text: String = (1..20).map(|number| format!("- &a{number} [*a{0}, *a{0}]\n", number - 1)).collect();
    let told = problem(&format!("- &a0 [1]\n{text}"), Language::Yaml).await;
    assert!(told.ends_with(": aliases stand for more than 100000 values; write some of them out"), "{told}");
}
