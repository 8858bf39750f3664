//! Credentials of who has logged in with `aws sso login`.

use secretsmith_runtime::client::credentials::Profile;

use super::{Script, context, failure, provide, temporary};
use crate::environment::Fake;

const SESSION: &str = "[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = reader\n\
    [sso-session corp]\nsso_region = eu-north-1\nsso_start_url = https://corp.awsapps.com/start\n";
const LEGACY: &str = "[profile old]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-north-1\n\
    sso_account_id = 123456789012\nsso_role_name = reader\n";

/// The file of a session is called by the SHA-1 of its name, or of the URL where there is none.
const CACHE: &str = "/home/me/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
const LEGACY_CACHE: &str = "/home/me/.aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json";

const KEYS: &str = r#"{"roleCredentials": {"accessKeyId": "ROLE", "secretAccessKey": "the-secret-key",
    "sessionToken": "the-session-token", "expiration": 1771678800000}}"#;
const PORTAL: &str = "GET https://portal.sso.eu-north-1.amazonaws.com/federation/credentials\
    ?role_name=reader&account_id=123456789012";
const OIDC: &str = "POST https://oidc.eu-north-1.amazonaws.com/token";

/// A token as `aws sso login` leaves it.
fn token(expires: &str) -> String {
    format!(
        r#"{{"startUrl": "https://corp.awsapps.com/start", "accessToken": "the-bearer-token", "expiresAt": "{expires}"}}"#
    )
}

/// One that can be renewed.
fn renewable(expires: &str) -> String {
    let more = r#", "clientId": "id", "clientSecret": "the-source-key", "refreshToken": "again",
        "registrationExpiresAt": "2026-03-01T00:00:00Z"}"#;
    token(expires).replace('}', more)
}

fn logged_in(token: &str) -> Fake {
    Fake::new().config(SESSION).file(CACHE, token)
}

#[tokio::test]
async fn a_token_is_exchanged_for_credentials() {
    let script = Script::default().then(200, KEYS);
    let environment = logged_in(&token("2026-02-21T20:00:00Z"));
    assert_eq!(provide(Profile::new(&context(environment, &script))).await.unwrap(), temporary("ROLE"));
    assert_eq!(script.lines(), [PORTAL]);
    assert_eq!(script.header(0, "x-amz-sso_bearer_token").as_deref(), Some("the-bearer-token"));
    assert_eq!(script.header(0, "authorization"), None);
}

#[tokio::test]
async fn a_profile_can_be_without_session() {
    let script = Script::default().then(200, KEYS);
    let environment = Fake::new().config(LEGACY).file(LEGACY_CACHE, &token("2026-02-21T20:00:00Z"));
    let context = context(environment, &script).with_profile("old".to_owned());
    assert_eq!(provide(Profile::new(&context)).await.unwrap(), temporary("ROLE"));
    assert_eq!(script.lines(), [PORTAL]);
}

#[tokio::test]
async fn a_token_is_renewed_and_kept() {
    let answer = r#"{"accessToken": "new", "tokenType": "Bearer", "expiresIn": 28800, "refreshToken": "again2"}"#;
    let script = Script::default().then(200, answer).then(200, KEYS);
    let environment = logged_in(&renewable("2026-02-21T12:04:00Z"));
    provide(Profile::new(&context(environment.clone(), &script))).await.unwrap();
    assert_eq!(script.lines(), [OIDC, PORTAL]);
    let asked =
        r#"{"clientId":"id","clientSecret":"the-source-key","grantType":"refresh_token","refreshToken":"again"}"#;
    assert_eq!(script.body(0), asked);
    assert_eq!(script.header(0, "content-type").as_deref(), Some("application/json"));
    assert_eq!(script.header(1, "x-amz-sso_bearer_token").as_deref(), Some("new"));
    let kept = environment.content(CACHE);
    let parts = [r#""accessToken":"new""#, r#""refreshToken":"again2""#, r#""expiresAt":"2026-02-21T20:00:00Z""#];
    assert!(parts.iter().all(|part| kept.contains(part)) && kept.contains(r#""clientId":"id""#), "{kept}");
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_used_while_it_is_valid() {
    let script = Script::default().then(400, "{}").then(200, KEYS);
    let environment = logged_in(&renewable("2026-02-21T12:04:00Z"));
    provide(Profile::new(&context(environment, &script))).await.unwrap();
    assert_eq!(script.header(1, "x-amz-sso_bearer_token").as_deref(), Some("the-bearer-token"));
}

#[tokio::test]
async fn who_is_not_logged_in_is_told_how() {
    let of = async |environment: Fake, script: Script| failure(Profile::new(&context(environment, &script))).await;
    let login = "run `aws sso login --sso-session corp`";
    let cases = [
        (Fake::new().config(SESSION), Script::default(), "nobody is logged in to SSO"),
        (logged_in("{}"), Script::default(), "the cached SSO token is not complete"),
        (logged_in(&token("2026-02-21T11:59:59Z")), Script::default(), "the SSO session has expired"),
        (
            logged_in(&renewable("2026-02-21T11:59:59Z").replace("2026-03-01", "2026-02-01")),
            Script::default(),
            "the SSO session has expired",
        ),
        (
            logged_in(&renewable("2026-02-21T11:59:59Z")),
            Script::default().then(400, r#"{"error": "invalid_grant"}"#),
            "the SSO session has expired",
        ),
        (
            logged_in(&token("2026-02-21T20:00:00Z")),
            Script::default().then(401, ""),
            "SSO does not accept the token any more",
        ),
    ];
    for (environment, script, problem) in cases {
        assert_eq!(of(environment, script).await, format!("profile `default`: {problem}; {login}"));
    }
    let old = Fake::new().config(LEGACY).var("AWS_PROFILE", "old");
    let message = of(old, Script::default()).await;
    assert_eq!(message, "profile `old`: nobody is logged in to SSO; run `aws sso login --profile old`");
    let refused = of(logged_in(&token("2026-02-21T20:00:00Z")), Script::default().then(403, "")).await;
    assert_eq!(refused, "profile `default`: SSO refuses the role reader of account 123456789012 (status 403)");
}

#[tokio::test]
async fn settings_that_are_not_complete() {
    let of = async |config: &str| failure(Profile::new(&context(Fake::new().config(config), &Script::default()))).await;
    assert_eq!(
        of(&SESSION.replace("[sso-session corp]", "[sso-session other]")).await,
        "/home/me/.aws/config:2: sso_session names no section of an SSO session: `corp`"
    );
    for key in ["sso_account_id", "sso_role_name", "sso_region"] {
        let message = of(&SESSION.replace(key, "x")).await;
        assert_eq!(message, format!("{key} is missing beside what else says to use SSO"));
    }
}
