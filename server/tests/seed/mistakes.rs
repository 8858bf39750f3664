//! What is told of a seed that is wrong.

use secretsmith_server::seed::{Language, Seed};

use crate::problem;

#[tokio::test]
async fn what_is_wrong_is_told_with_line_column_and_path() {
    for (text, expected) in [
        ("", "1:1: there is nothing in it"),
        ("[]", "1:1: expected an object with Secrets"),
        ("{\n  \"Secrets\": [}", "2:15: expected value"),
        ("{}", "1:1: missing field `Secrets`"),
        ("{\"Secrets\": [],\n\"Secrets\": []}", "2:1: a member stands here a second time"),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"SecretString\": {\"b\": [1, {\"c\": 2, \"c\": 3}]}}]}",
            "1:63: a member stands here a second time",
        ),
        ("{\"Secrets\": [\n {}]}", "2:2: Secrets[0]: missing field `Name`"),
        (
            "{\"Secrets\": [\n {\"Name\": \"a\", \"Secret\": 1}]}",
            "2:16: Secrets[0]: unknown field, expected one of `Name`, `Region`, ",
        ),
        ("{\"Secret\": []}", "1:2: unknown field, expected `Secrets`"),
        (
            "{\"Secrets\": [{\"Name\": \"a\",\n\"Tags\": [{\"Key\": 7}]}]}",
            "2:18: Secrets[0].Tags[0].Key: expected a text (put numbers between quotes)",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"ä\", \"Tags\": [{\"Key\": 7}]}]}",
            "1:45: Secrets[0].Tags[0].Key: expected a text (put numbers between quotes)",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\"},\n{\"Name\": \"b\", \"Tags\": [{\"Key\": \"k\"}, {\"Key\": \"\"}]}]}",
            "2:46: Secrets[1].Tags[1].Key: ValidationException: 1 validation error detected: Value '' at \
             'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        // What a value says of a place is not the place.
        (
            &format!(
                r#"{{"Secrets": [{{"Name": "a", "Tags": [{{"Key": "k", "Value": "v"}}, {{"Key": " at ''{0}"}}]}}]}}"#,
                "x".repeat(128)
            ),
            "1:73: Secrets[0].Tags[1].Key: ValidationException: 1 validation error detected: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a b\"}]}",
            "1:23: Secrets[0].Name: ValidationException: Invalid name. Must be a valid name containing alphanumeric \
             characters, or any of the following: -/_+=.@!",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Versions\": [{}]}]}",
            "1:41: Secrets[0].Versions[0]: InvalidRequestException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"ResourcePolicy\": {}}]}",
            "1:46: Secrets[0].ResourcePolicy: MalformedPolicyDocumentException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Replicas\": [{\"Region\": \"nowhere-1\"}]}]}",
            "1:40: Secrets[0].Replicas: InvalidParameterException: Invalid replica region.",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"VersionId\": \"short\", \"SecretString\": \"b\"}]}",
            "1:41: Secrets[0].VersionId: ValidationException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Rotation\": {\"RotationRules\": {\"Duration\": \"\"}}}]}",
            "1:71: Secrets[0].Rotation.RotationRules.Duration: ValidationException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\"}, {\"Name\": \"a\", \"Region\": \"us-east-1\"}]}",
            "1:38: Secrets[1].Name: the secret a is in the seed before; take one of them away",
        ),
    ] {
        let told = problem(text, Language::Json).await;
        assert!(told.starts_with(&format!("seed:{expected}")), "{text}\n{told}");
    }
}

#[tokio::test]
async fn what_is_wrong_in_yaml_is_told_so_too() {
    for (text, expected) in [
        ("", "1:1: there is nothing in it"),
        ("Secrets:\n  - Name: a\n   Description: b\n", "3:"),
        ("Secrets: []\n---\nSecrets: []\n", "3:1: a second document begins; put all secrets into one"),
        ("Secrets:\n  - Name: a\n    7: b\n", "3:5: a key has to be a text; put it between quotes"),
        ("Secrets:\n  - Name: a\n    Name: b\n", "3:5: "),
        ("Secrets:\n  - Name: a\n    SecretString: !!binary AAEC\n", "3:"),
        (
            "Secrets:\n  - Name: a\n    Tags:\n      - Key: 7\n",
            "4:14: Secrets[0].Tags[0].Key: expected a text (put numbers between quotes)",
        ),
        (
            "Secrets:\n  - Name: a\n    Account: 111122223333\n",
            "3:14: Secrets[0].Account: expected a text (put numbers between quotes)",
        ),
        (
            "Secrets:\n  - Name: a\n    Tags:\n      - Key: ''\n",
            "4:14: Secrets[0].Tags[0].Key: ValidationException: 1 validation error detected: ",
        ),
        ("Secrets:\n  - Name: a b\n", "2:11: Secrets[0].Name: ValidationException: Invalid name."),
    ] {
        let told = problem(text, Language::Yaml).await;
        assert!(told.starts_with(&format!("seed:{expected}")), "{text}\n{told}");
    }
}

async fn check(language: Language, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(problem(text, language).await, format!("seed:{expected}"), "{text}");
    }
}

const NAMES: &str = "one of `Name`, `Region`, `Account`, `Description`, `KmsKeyId`, `Tags`, `VersionId`, \
    `SecretString`, `SecretBinary`, `Versions`, `ResourcePolicy`, `Rotation`, `Replicas`";

#[tokio::test]
async fn a_member_that_nobody_knows_is_told_where_its_name_is() {
    let json = [
        ("{\n\"secrets\":\n[]}", "2:1: unknown field, expected `Secrets`"),
        (
            "{\"Secrets\": [{\"Name\": \"a\",\n  \"secret-string\":\n 7}]}",
            "2:3: Secrets[0]: unknown field, expected `SecretString`",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Tags\": [{\"Name\":\n 7}]}]}",
            "1:38: Secrets[0].Tags[0]: unknown field, expected one of `Key`, `Value`",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Rotation\": {\"RotationRules\": {\n\"days\": 7}}}]}",
            "2:1: Secrets[0].Rotation.RotationRules: unknown field, expected one of `AutomaticallyAfterDays`, `Duration`, \
             `ScheduleExpression`",
        ),
    ];
    check(Language::Json, &json).await;
    let unknown = format!("3:5: Secrets[0]: unknown field, expected {NAMES}");
    let yaml = [
        ("secrets:\n  - Name: a\n", "1:1: unknown field, expected `Secrets`"),
        ("Secrets:\n  - Name: a\n    password=hunter2:\n      x\n", &*unknown),
        (
            "Secrets:\n  - Name: a\n    secret_string:\n      - x\n",
            "3:5: Secrets[0]: unknown field, expected `SecretString`",
        ),
        (
            "Secrets:\n  - Name: a\n    Tags:\n    - Key: k\n      value: v\n",
            "5:7: Secrets[0].Tags[0]: unknown field, expected `Value`",
        ),
    ];
    check(Language::Yaml, &yaml).await;
}

#[tokio::test]
async fn merge_keys_are_refused_wherever_they_stand() {
    let problem = "merge keys are not known here; write the members out, or put << between quotes";
    let base = "Secrets:\n  - &base\n    Name: a\n    SecretString: b\n";
    let secret = format!("{base}  - Name: b\n    <<: *base\n");
    let value = format!("{base}  - Name: b\n    SecretString: {{<<: *base}}\n");
    check(Language::Yaml, &[(&secret, &format!("6:5: {problem}")), (&value, &format!("6:20: {problem}"))]).await;
    let quoted = "Secrets:\n  - Name: a\n    SecretString: {'<<': <<, x: [<<]}\n";
    assert_eq!(crate::stored(quoted, Language::Yaml).await, r#"{"<<":"<<","x":["<<"]}"#);
}

#[tokio::test]
async fn a_member_that_stands_there_twice_is_told_where_it_is_the_second_time() {
    let twice = "a member stands here a second time";
    check(Language::Json, &[("{\"Secrets\": [{\"Name\": \"a\",\n \"Name\": \"b\"}]}", &format!("2:2: {twice}"))]).await;
    let yaml = "Secrets:\n  - Name: a\n    SecretString:\n      x: 1\n      \"x\":\n        2\n";
    check(Language::Yaml, &[(yaml, &format!("5:7: {twice}"))]).await;
}

#[tokio::test]
async fn lists_are_not_taken_for_objects() {
    let cases = [
        (r#"[[{"Name":"x","SecretString":"x"}]]"#, "1:1: expected an object with Secrets"),
        (r#"[{"Name":"x","SecretString":"x"}]"#, "1:1: expected an object with Secrets"),
        (r#"{"Secrets": [["x"]]}"#, "1:14: Secrets[0]: expected an object with the Name of a secret"),
        (
            r#"{"Secrets": [{"Name": "x", "Tags": [["k", "v"]]}]}"#,
            "1:37: Secrets[0].Tags[0]: expected an object with Key and Value",
        ),
        (
            r#"{"Secrets": [{"Name": "x", "Replicas": [["eu-west-1"]]}]}"#,
            "1:41: Secrets[0].Replicas[0]: expected an object with a Region",
        ),
    ];
    check(Language::Json, &cases).await;
    check(Language::Yaml, &cases).await;
}

#[tokio::test]
async fn what_was_expected_is_told_in_words_of_seeds() {
    let rules =
        |member: &str| format!(r#"{{"Secrets": [{{"Name": "x", "Rotation": {{"RotationRules": {{{member}}}}}}}]}}"#);
    let text = rules(r#""AutomaticallyAfterDays": "30""#);
    let fraction = rules(r#""AutomaticallyAfterDays": 1.5"#);
    let days = "1:85: Secrets[0].Rotation.RotationRules.AutomaticallyAfterDays";
    let cases = [
        (r#"{"Secrets": 7}"#, "1:13: Secrets: expected a list".to_owned()),
        (r#"{"Secrets": {"Name": "x"}}"#, "1:13: Secrets: expected a list".to_owned()),
        (&*text, format!("{days}: expected a number (without quotes)")),
        (&*fraction, format!("{days}: expected a whole number such as 30")),
        (
            r#"{"Secrets": [{"Name": "x", "Account": 111122223333}]}"#,
            "1:39: Secrets[0].Account: expected a text (put numbers between quotes)".to_owned(),
        ),
        (
            r#"{"Secrets": [{"Name": "x", "SecretString": 12}]}"#,
            "1:44: Secrets[0].SecretString: expected a text (put numbers between quotes), an object or a list"
                .to_owned(),
        ),
        (
            r#"{"Secrets": [{"Name": "x", "SecretBinary": 12}]}"#,
            "1:44: Secrets[0].SecretBinary: expected base64 text with padding".to_owned(),
        ),
        (
            r#"{"Secrets": [{"Name": "x", "SecretBinary": "a"}]}"#,
            "1:44: Secrets[0].SecretBinary: expected base64 text with padding".to_owned(),
        ),
        (
            r#"{"Secrets": [{"Name": "x", "Rotation": {"RotateImmediately": "true"}}]}"#,
            "1:62: Secrets[0].Rotation.RotateImmediately: expected true or false (without quotes)".to_owned(),
        ),
    ];
    for language in [Language::Json, Language::Yaml] {
        let cases: Vec<_> = cases.iter().map(|(text, expected)| (*text, expected.as_str())).collect();
        check(language, &cases).await;
    }
    check(
        Language::Yaml,
        &[(
            "Secrets:\n  - Name: a\n    Rotation: {RotationRules: {AutomaticallyAfterDays: 030}}\n",
            "3:56: Secrets[0].Rotation.RotationRules.AutomaticallyAfterDays: expected a whole number such as 30",
        )],
    )
    .await;
}

#[tokio::test]
async fn what_is_no_json_is_told_with_a_column_that_counts_from_one() {
    let early = "the text ends too early; something is not closed";
    check(
        Language::Json,
        &[
            ("", "1:1: there is nothing in it"),
            ("\n\n \n", "1:1: there is nothing in it"),
            ("{\"Secrets\": [", &format!("1:14: {early}")),
            ("{\"Secrets\": [\n", &format!("2:1: {early}")),
            ("{\"Secrets\": [{\"Name\": \"ä", &format!("1:25: {early}")),
            ("{\"Secrets\": \"ä\" x}", "1:17: expected `,` or `}`"),
            ("{\"Secrets\": []}\n\n]", "3:1: trailing characters"),
            ("{\"Secrets\": [{\"Name\":\n \"\\ud800\"}]}", "2:2: unexpected end of hex escape"),
            ("nul", &format!("1:4: {early}")),
        ],
    )
    .await;
    check(
        Language::Yaml,
        &[("\n\n", "1:1: there is nothing in it"), ("---\n", "2:1: expected an object with Secrets")],
    )
    .await;
}

#[test]
fn what_is_not_utf_8_is_told_with_the_place_of_the_first_bad_byte() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("latin.json");
    std::fs::write(&file, b"{\"Secrets\": [\n {\"Name\": \"\xc3\xa4\xe4\"}]}").unwrap();
    let told = Seed::read_file(&file).unwrap_err();
    assert_eq!(told.position(), Some((2, 13)));
    assert_eq!(told.to_string(), format!("{}:2:13: this is no text in UTF-8; save the file as UTF-8", file.display()));
    let absent = Seed::read_file(&directory.path().join("absent.yaml")).unwrap_err();
    assert_eq!(absent.position(), None);
}

#[tokio::test]
async fn a_member_with_nothing_is_refused() {
    let nothing = "nothing stands here; leave the member out, or give it a value between quotes";
    for member in [
        "SecretString",
        "SecretBinary",
        "Description",
        "KmsKeyId",
        "Tags",
        "Versions",
        "ResourcePolicy",
        "Region",
        "Account",
        "VersionId",
        "Rotation",
        "Replicas",
    ] {
        for value in ["", " ~", " null", " &HUSH", " !!null"] {
            let text = format!("Secrets:\n  - Name: a\n    {member}:{value}\n\n    # More.\n  - Name: b\n");
            let told = problem(&text, Language::Yaml).await;
            assert!(told.starts_with("seed:3:"), "{told}");
            assert!(told.ends_with(&format!(": Secrets[0].{member}: {nothing}")), "{told}");
        }
        let text = format!("{{\"Secrets\": [{{\"Name\": \"a\", \"{member}\":\n null}}]}}");
        assert_eq!(problem(&text, Language::Json).await, format!("seed:2:2: Secrets[0].{member}: {nothing}"));
    }
    check(
        Language::Yaml,
        &[
            ("Secrets:\n", &format!("1:1: Secrets: {nothing}")),
            ("Secrets:\n  - Name:\n", &format!("2:5: Secrets[0].Name: {nothing}")),
            (
                "Secrets:\n  - Name: a\n    Tags:\n    - Key: k\n      Value:\n",
                &format!("5:7: Secrets[0].Tags[0].Value: {nothing}"),
            ),
            (
                "Secrets:\n  - Name: a\n    Versions:\n    - SecretString:\n",
                &format!("4:7: Secrets[0].Versions[0].SecretString: {nothing}"),
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_the_service_would_not_see_is_refused() {
    let id = "no value stands beside it; give SecretString or SecretBinary, or leave it out";
    check(
        Language::Yaml,
        &[
            (
                "Secrets:\n  - Name: a\n    Tags: [{Key: k, Value: v}, {Key: l}, {Key: k}]\n",
                "3:48: Secrets[0].Tags[2].Key: there is a tag with this key before",
            ),
            (
                "Secrets:\n  - Name: a\n    Replicas: [{Region: eu-west-1}, {Region: eu-west-1}]\n",
                "3:46: Secrets[0].Replicas[1].Region: there is a replica in this Region before",
            ),
            ("Secrets:\n  - Name: a\n    VersionId: 11111111111111111111111111111111\n", "3:16: Secrets[0].VersionId: expected a text (put numbers between quotes)"),
            ("Secrets:\n  - Name: a\n    VersionId: 5f1a1f2e-0c3b-4b8e-9a53-6d1f7f6f0001\n", &format!("3:16: Secrets[0].VersionId: {id}")),
            (
                "Secrets:\n  - Name: a\n    VersionId: 5f1a1f2e-0c3b-4b8e-9a53-6d1f7f6f0001\n    Versions: [{SecretString: b}]\n",
                &format!("3:16: Secrets[0].VersionId: {id}"),
            ),
        ],
    )
    .await;
    let empty =
        "Secrets:\n  - Name: a\n    KmsKeyId: ''\n    SecretString: b\n    Tags: [{Key: k, Value: ''}, {Key: K}]\n";
    assert_eq!(crate::stored(empty, Language::Yaml).await, "b");
}

#[tokio::test]
async fn accounts_and_regions_look_like_such() {
    for region in ["mars", "EU-WEST-1", "", "us-east", "eu-west-1 "] {
        let text = format!("{{\"Secrets\": [{{\"Name\": \"a\",\n\"Region\": \"{region}\"}}]}}");
        check(Language::Json, &[(&text, "2:11: Secrets[0].Region: a Region looks like us-east-1")]).await;
    }
    for account in ["12", "abc", "", "1111222233334", "1111-2222-33"] {
        let text = format!("{{\"Secrets\": [{{\"Name\": \"a\",\n\"Account\": \"{account}\"}}]}}");
        check(Language::Json, &[(&text, "2:12: Secrets[0].Account: an account id is 12 digits")]).await;
    }
}

#[tokio::test]
async fn what_to_do_about_a_function_that_cannot_be_called_is_told() {
    let text = "Secrets:\n  - Name: a\n    SecretString: b\n    Rotation:\n      \
                RotationLambdaARN: arn:aws:lambda:us-east-1:123456789012:function:other\n      \
                RotationRules: {AutomaticallyAfterDays: 30}\n";
    let told = problem(text, Language::Yaml).await;
    assert!(told.starts_with("seed:5:7: Secrets[0].Rotation: AccessDeniedException: "), "{told}");
    let advice = " (the server has to know the function: start it with --rotation ARN=URL or --lambda-endpoint URL, or \
                  register a rotation function for the ARN in your program)";
    assert!(told.ends_with(advice), "{told}");
}

#[tokio::test]
async fn long_values_are_not_told_whole() {
    let policy = format!("{{\"Version\": \"{}\"}}", "ä".repeat(30_000));
    let text = format!("Secrets:\n  - Name: a\n    ResourcePolicy: '{policy}'\n");
    let told = problem(&text, Language::Yaml).await;
    assert!(
        told.starts_with("seed:3:21: Secrets[0].ResourcePolicy: ValidationException: 1 validation error"),
        "{told}"
    );
    assert!(told.contains("ä…ä") && told.ends_with("Member must have length less than or equal to 20480"), "{told}");
    assert!(told.chars().count() < 700, "{told}");
}
