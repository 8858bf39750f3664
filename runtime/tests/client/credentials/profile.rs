//! Credentials of profiles, and of what they refer to.

use secretsmith_runtime::client::Credentials;
use secretsmith_runtime::client::credentials::Profile;

use super::container::KEYS;
use super::sts::assumed;
use super::{Script, context, failure, provide, temporary};
use crate::environment::Fake;

const PLACE: &str = "/home/me/.aws/config";

/// A configuration, with a base that has keys.
fn files(config: &str) -> Fake {
    Fake::new()
        .var("AWS_REGION", "eu-west-1")
        .config(config)
        .credentials("[base]\naws_access_key_id = BASE\naws_secret_access_key = the-source-key\n")
}

/// The key that signed a request.
fn signer(script: &Script, request: usize) -> String {
    let authorization = script.header(request, "authorization").unwrap();
    authorization.split(['=', '/']).nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn a_profile_has_keys() {
    let keys = "[default]\naws_access_key_id = A\naws_secret_access_key = the-secret-key\n";
    let script = Script::default();
    let of = async |environment: Fake| provide(Profile::new(&context(environment, &script))).await.unwrap();
    assert_eq!(of(files(keys)).await, Credentials::new("A", "the-secret-key"));
    let token = format!("{keys}aws_session_token = the-session-token\n");
    let with_token = Credentials::new("A", "the-secret-key").with_session_token("the-session-token");
    assert_eq!(of(files(&token)).await, with_token);
    assert_eq!(of(files(keys).var("AWS_PROFILE", "base")).await.access_key_id, "BASE");
    let chosen = context(files(keys), &script).with_profile("base".to_owned());
    assert_eq!(provide(Profile::new(&chosen)).await.unwrap().access_key_id, "BASE");
}

#[tokio::test]
async fn a_role_is_taken_on_with_another_profile() {
    let config = "[default]\nrole_arn = arn:r\nsource_profile = base\nrole_session_name = me\nexternal_id = x\n\
        duration_seconds = 900\n";
    let script = Script::default().then(200, assumed("ROLE"));
    assert_eq!(provide(Profile::new(&context(files(config), &script))).await.unwrap(), temporary("ROLE"));
    assert_eq!(signer(&script, 0), "BASE");
    let form = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Ar&RoleSessionName=me&ExternalId=x&\
        DurationSeconds=900";
    assert_eq!(script.body(0), form);
}

#[tokio::test]
async fn roles_form_a_chain() {
    let config =
        "[default]\nrole_arn = arn:c\nsource_profile = b\n[profile b]\nrole_arn = arn:b\nsource_profile = base\n";
    let script = Script::default().then(200, assumed("B")).then(200, assumed("C"));
    assert_eq!(provide(Profile::new(&context(files(config), &script))).await.unwrap(), temporary("C"));
    assert!(script.body(0).contains("RoleArn=arn%3Ab") && script.body(1).contains("RoleArn=arn%3Ac"));
    assert_eq!((signer(&script, 0), signer(&script, 1)), ("BASE".to_owned(), "B".to_owned()));
    assert_eq!(script.header(1, "x-amz-security-token").as_deref(), Some("the-session-token"));
}

#[tokio::test]
async fn a_profile_can_be_its_own_source() {
    let keys = "aws_access_key_id = OWN\naws_secret_access_key = the-source-key\n";
    let config = format!("[default]\nrole_arn = arn:r\nsource_profile = default\n{keys}");
    let script = Script::default().then(200, assumed("ROLE"));
    assert_eq!(provide(Profile::new(&context(files(&config), &script))).await.unwrap(), temporary("ROLE"));
    assert_eq!(signer(&script, 0), "OWN");
    // As the source of another it is its keys.
    let config = format!("[default]\nrole_arn = arn:r\nsource_profile = a\n[profile a]\nrole_arn = arn:a\n{keys}");
    let script = Script::default().then(200, assumed("ROLE"));
    provide(Profile::new(&context(files(&config), &script))).await.unwrap();
    assert_eq!((signer(&script, 0).as_str(), script.lines().len()), ("OWN", 1));
}

#[tokio::test]
async fn a_role_is_taken_on_with_what_the_program_is_given() {
    let config = |source: &str| format!("[default]\nrole_arn = arn:r\ncredential_source = {source}\n");
    let variables = files(&config("Environment"));
    let variables = variables.var("AWS_ACCESS_KEY_ID", "VAR").var("AWS_SECRET_ACCESS_KEY", "the-source-key");
    let script = Script::default().then(200, assumed("ROLE"));
    provide(Profile::new(&context(variables, &script))).await.unwrap();
    assert_eq!(signer(&script, 0), "VAR");

    let container = files(&config("EcsContainer")).var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x");
    let script = Script::default().then(200, KEYS).then(200, assumed("CONTAINED"));
    provide(Profile::new(&context(container, &script))).await.unwrap();
    assert_eq!((script.lines()[0].as_str(), signer(&script, 1).as_str()), ("GET http://169.254.170.2/x", "ROLE"));

    let instance = Script::default().then(200, "the-bearer-token").then(200, "r").then(200, KEYS);
    let script = instance.then(200, assumed("INSTANCE"));
    provide(Profile::new(&context(files(&config("Ec2InstanceMetadata")), &script))).await.unwrap();
    assert_eq!((script.lines().len(), signer(&script, 3).as_str()), (4, "ROLE"));
}

#[tokio::test]
async fn a_role_is_taken_on_with_a_web_identity() {
    let config = "[default]\nrole_arn = arn:r\nweb_identity_token_file = ~/token\nrole_session_name = me\n";
    let script = Script::default().then(200, assumed("ROLE"));
    let environment = files(config).file("/home/me/token", "the-bearer-token");
    assert_eq!(provide(Profile::new(&context(environment, &script))).await.unwrap(), temporary("ROLE"));
    assert!(script.body(0).ends_with("&RoleArn=arn%3Ar&RoleSessionName=me&WebIdentityToken=the-bearer-token"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_profile_names_a_program() {
    let json = r#"{"Version": 1, "AccessKeyId": "P", "SecretAccessKey": "the-secret-key"}"#;
    let config = format!("[default]\ncredential_process = echo '{json}'\n");
    let provided = provide(Profile::new(&context(files(&config), &Script::default()))).await.unwrap();
    assert_eq!(provided.access_key_id, "P");
}

#[tokio::test]
async fn a_profile_without_credentials_leaves_it_to_others() {
    for config in ["", "[default]\nregion = eu-west-1\n"] {
        let error = provide(Profile::new(&context(files(config), &Script::default()))).await.unwrap_err();
        assert!(error.is_not_configured());
        assert_eq!(error.to_string(), "the profile `default` has no credentials");
    }
}

#[tokio::test]
async fn a_file_that_could_have_them_and_cannot_be_read_is_told() {
    let environment = Fake::new().unreadable("/home/me/.aws/credentials");
    let message = failure(Profile::new(&context(environment, &Script::default()))).await;
    let problem = "/home/me/.aws/credentials cannot be read: permission denied";
    assert_eq!(message, format!("the profile `default` has no credentials, but {problem}"));
}

#[tokio::test]
async fn what_is_wrong_with_a_profile_is_told() {
    let role = "[default]\nrole_arn = arn:r\n";
    let cases = [
        (
            format!("{role}source_profile = a\n[profile a]\nrole_arn = arn:a\nsource_profile = default\n"),
            "source_profile goes round: `default` → `a` → `default`".to_owned(),
        ),
        (
            format!("{role}source_profile = default\n"),
            "the profile `default` is its own source, without keys".to_owned(),
        ),
        (format!("{role}source_profile = gone\n"), format!("{PLACE}:3: source_profile names no profile: `gone`")),
        (
            format!("{role}source_profile = a\n[profile a]\nregion = eu-west-1\n"),
            "the profile `a` has no credentials".to_owned(),
        ),
        (
            role.to_owned(),
            format!("{PLACE}:2: role_arn needs source_profile, credential_source or web_identity_token_file beside it"),
        ),
        (
            format!("{role}source_profile = base\ncredential_source = Environment\n"),
            format!("{PLACE}:4: credential_source stands beside another source of credentials"),
        ),
        (
            format!("{role}credential_source = Elsewhere\n"),
            format!(
                "{PLACE}:3: credential_source is none of `Environment`, `Ec2InstanceMetadata` and `EcsContainer`: `Elsewhere`"
            ),
        ),
        (
            format!("{role}source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n"),
            format!("{PLACE}:4: mfa_serial asks for a code of a device, which nobody is there to type"),
        ),
        (
            format!("{role}source_profile = base\nduration_seconds = an hour\n"),
            format!("{PLACE}:4: duration_seconds is not a number of seconds: `an hour`"),
        ),
        (
            "[default]\naws_secret_access_key = the-secret-key\n".to_owned(),
            format!("{PLACE}:2: aws_secret_access_key stands in the profile without aws_access_key_id"),
        ),
    ];
    for (config, problem) in cases {
        let error = provide(Profile::new(&context(files(&config), &Script::default()))).await.unwrap_err();
        assert_eq!(error.to_string(), problem);
        assert!(!error.is_not_configured(), "{problem}");
    }
}

#[tokio::test]
async fn a_source_that_is_not_there_is_no_reason_to_look_elsewhere() {
    let config = "[default]\nrole_arn = arn:r\ncredential_source = Environment\n";
    let message = failure(Profile::new(&context(files(config), &Script::default()))).await;
    assert_eq!(message, "profile `default`: arn:r: AWS_ACCESS_KEY_ID is not set");
}
