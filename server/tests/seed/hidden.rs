//! What is not told, because it may be of a secret.

use secretsmith_server::seed::Language;

use crate::{problem, read};

#[tokio::test]
async fn no_text_of_a_seed_shows_a_value() {
    for member in [
        r#""SecretString": 7141"#,
        r#""SecretString": true, "Nam": "7141""#,
        r#""SecretBinary": "7141-""#,
        r#""SecretBinary": {"value": "7141"}"#,
        r#""Versions": "7141""#,
        r#""Versions": [{"SecretString": "7141", "VersionStages": "7141"}]"#,
        r#""Versions": [{"SecretString": "7141", "SecretBinary": "AAEC"}]"#,
        r#""Description": {"SecretString": "7141"}"#,
        r#""Rotation": "7141""#,
        r#""SecretString": "a", "7141": null"#,
        r#""SecretString": "a", "71.7141[7141]": null"#,
        r#""Versions": [{"SecretString": "a", "7141": "b"}]"#,
        r#""SecretString": "7141", "SecretBinary": "AAEC""#,
        r#""SecretString": "7141", "Tags": "7141""#,
        r#""SecretString": "7141"#,
        r#""SecretString": {"7141": 1, "7141": 2}"#,
        r#""SecretString": {"a": [07141, .7141]}"#,
        r#""SecretString": "a", "<<": {"SecretString": "7141"}"#,
        r#""SecretString": "a", <<: {"SecretString": "7141"}"#,
        r#""SecretString": {"7141": !7141 a}"#,
        r#""SecretString": *7141"#,
        r#""SecretString": {"7141": &7141 }, "VersionId": null"#,
        r#""SecretString": "\ud800 7141""#,
        r#""SecretString": "a", "Region": "7141""#,
        r#""SecretString": "a", "Account": "7141""#,
        r#""SecretString": "a", "Tags": [{"Key": "7141"}, {"Key": "7141"}]"#,
        r#""SecretString": "a", "secret_string 7141": "b""#,
    ] {
        let text = format!(r#"{{"Secrets": [{{"Name": "a", {member}}}]}}"#);
        for language in [Language::Json, Language::Yaml] {
            let told = problem(&text, language).await;
            assert!(!told.contains("7141"), "{text}\n{told}");
        }
    }
    let long = format!(r#"{{"Secrets": [{{"Name": "a", "SecretString": "{}"}}]}}"#, "7141".repeat(17_000));
    let told = problem(&long, Language::Json).await;
    assert!(told.starts_with("seed:1:44: Secrets[0].SecretString: ValidationException: "), "{told}");
    assert!(!told.contains("7141"), "{told}");
    let seed = format!("{:?}", read(r#"{"Secrets": [{"Name": "a", "SecretString": "7141"}]}"#, Language::Json));
    assert!(!seed.contains("7141"), "{seed}");
}
