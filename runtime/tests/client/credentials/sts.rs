//! Roles: `AssumeRole`, signed, and `AssumeRoleWithWebIdentity`, which is not.

use secretsmith_runtime::client::Credentials;
use secretsmith_runtime::client::credentials::{AssumeRole, ProviderContext, WebIdentity};

use super::{Script, context, failure, provide, temporary};
use crate::environment::Fake;

/// What STS answers, as far as it is credentials.
pub(super) fn assumed(id: &str) -> String {
    format!(
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <AssumeRoleResult>\n    \
         <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn></AssumedRoleUser>\n    <Credentials>\n      \
         <AccessKeyId>{id}</AccessKeyId>\n      <SecretAccessKey>the-secret-key</SecretAccessKey>\n      \
         <SessionToken>the-session&#45;token</SessionToken>\n      <Expiration>2026-02-21T13:00:00Z</Expiration>\n    \
         </Credentials>\n  </AssumeRoleResult>\n</AssumeRoleResponse>"
    )
}

const ROLE: &str = "arn:aws:iam::123456789012:role/reader";

fn role(context: &ProviderContext) -> AssumeRole {
    AssumeRole::new(context, ROLE, Credentials::new("SOURCE", "the-source-key"))
}

fn region(region: &str) -> Fake {
    Fake::new().var("AWS_REGION", region)
}

#[tokio::test]
async fn a_role_is_assumed_with_a_signature() {
    let script = Script::default().then(200, assumed("ROLE"));
    let role = role(&context(region("eu-west-1"), &script));
    let role = role.session_name("me@work").external_id("a=b&c").duration_seconds(900);
    assert_eq!(provide(role).await.unwrap(), temporary("ROLE"));
    assert_eq!(script.lines(), ["POST https://sts.eu-west-1.amazonaws.com/"]);
    let form = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader&\
        RoleSessionName=me%40work&ExternalId=a%3Db%26c&DurationSeconds=900";
    assert_eq!(script.body(0), form);
    let header = |name| script.header(0, name).unwrap();
    assert_eq!(header("host"), "sts.eu-west-1.amazonaws.com");
    assert_eq!(header("content-type"), "application/x-www-form-urlencoded; charset=utf-8");
    assert_eq!(header("x-amz-date"), "20260221T120000Z");
    let authorization = header("authorization");
    let scope = "AWS4-HMAC-SHA256 Credential=SOURCE/20260221/eu-west-1/sts/aws4_request, \
        SignedHeaders=content-type;host;x-amz-date, Signature=";
    assert!(authorization.starts_with(scope), "{authorization}");
}

#[tokio::test]
async fn a_session_has_a_name_of_its_own() {
    let script = Script::default().then(200, assumed("ROLE"));
    provide(role(&context(region("eu-west-1"), &script))).await.unwrap();
    assert!(script.body(0).ends_with("&RoleSessionName=secretsmith-1771675200000"), "{}", script.body(0));
}

#[tokio::test]
async fn a_refusal_is_told_with_code_and_message() {
    let refused = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: x &lt;y&gt; is not \
        authorized</Message></Error></ErrorResponse>";
    let script = Script::default().then(403, refused);
    assert_eq!(
        failure(role(&context(region("eu-west-1"), &script))).await,
        format!("{ROLE}: STS refuses AssumeRole: AccessDenied: User: x <y> is not authorized (status 403)")
    );
}

#[tokio::test]
async fn an_answer_that_is_something_else_is_told() {
    let cases = [
        ("{}".to_owned(), "AssumeRole with something that has no AccessKeyId"),
        (assumed("ROLE").replace("</SecretAccessKey>", ""), "AssumeRole with something that has no SecretAccessKey"),
        (assumed("ROLE").replace("&#45;", "&hyphen;"), "AssumeRole with something that has no SessionToken"),
        (assumed("ROLE").replace("&#45;", "<b/>"), "AssumeRole with something that has no SessionToken"),
    ];
    for (answer, problem) in cases {
        let script = Script::default().then(200, answer);
        let message = failure(role(&context(region("eu-west-1"), &script))).await;
        assert_eq!(message, format!("{ROLE}: STS answers {problem}"));
    }
    let script = Script::default().then(200, assumed("ROLE").replace("2026-02-21T13:00:00Z", "soon"));
    let message = failure(role(&context(region("eu-west-1"), &script))).await;
    assert_eq!(message, format!("{ROLE}: STS gives an expiry that is no date of RFC 3339"));
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_three_times() {
    let script = Script::default().then(500, "").then(429, "").then(200, assumed("ROLE"));
    provide(role(&context(region("eu-west-1"), &script))).await.unwrap();
    assert_eq!(script.lines().len(), 3);
    let script = Script::default();
    let message = failure(role(&context(region("eu-west-1"), &script))).await;
    assert_eq!(script.lines().len(), 3);
    let problem = "https://sts.eu-west-1.amazonaws.com: cannot connect: the cable was cut";
    assert_eq!(message, format!("{ROLE}: {problem}"));
}

#[tokio::test(start_paused = true)]
async fn a_provider_of_identities_that_sts_did_not_reach_is_asked_again() {
    let error = |code: &str| format!("<ErrorResponse><Error><Code>{code}</Code></Error></ErrorResponse>");
    let asked = async |code: &str| {
        let script = Script::default().then(400, error(code)).then(200, assumed("ROLE"));
        let environment = web_identity().file("/token", "the-bearer-token");
        let provided = provide(WebIdentity::new(&context(environment, &script))).await;
        (provided.is_ok(), script.lines().len())
    };
    assert_eq!(asked("IDPCommunicationError").await, (true, 2));
    assert_eq!(asked("Throttling").await, (true, 2));
    assert_eq!(asked("ExpiredTokenException").await, (false, 1));
}

#[tokio::test]
async fn sts_is_that_of_the_region() {
    let url = async |environment: Fake| {
        let script = Script::default().then(200, assumed("ROLE"));
        provide(role(&context(environment, &script))).await.unwrap();
        script.lines()[0].trim_start_matches("POST ").to_owned()
    };
    assert_eq!(url(region("cn-north-1")).await, "https://sts.cn-north-1.amazonaws.com.cn/");
    let fips = |name: &str| region(name).var("AWS_USE_FIPS_ENDPOINT", "true");
    assert_eq!(url(fips("us-east-1")).await, "https://sts-fips.us-east-1.amazonaws.com/");
    assert_eq!(url(fips("us-gov-west-1")).await, "https://sts.us-gov-west-1.amazonaws.com/");
    let dual = region("eu-west-1").var("AWS_USE_DUALSTACK_ENDPOINT", "true");
    assert_eq!(url(dual).await, "https://sts.eu-west-1.api.aws/");
    let own = region("eu-west-1").var("AWS_ENDPOINT_URL_STS", "http://localhost:4566/");
    assert_eq!(url(own).await, "http://localhost:4566/");
    let message = failure(role(&context(Fake::new(), &Script::default()))).await;
    assert_eq!(message, format!("{ROLE}: no Region is configured, whose STS could be called (AWS_REGION)"));
}

fn web_identity() -> Fake {
    region("eu-west-1").var("AWS_ROLE_ARN", ROLE).var("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
}

#[tokio::test]
async fn a_web_identity_takes_on_a_role_without_signature() {
    let environment = web_identity().file("/token", "the-bearer-token\n").var("AWS_ROLE_SESSION_NAME", "me");
    let script = Script::default().then(200, assumed("ROLE"));
    let provided = provide(WebIdentity::new(&context(environment, &script))).await.unwrap();
    assert_eq!(provided, temporary("ROLE"));
    assert_eq!(script.lines(), ["POST https://sts.eu-west-1.amazonaws.com/"]);
    let form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&\
        RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader&RoleSessionName=me&WebIdentityToken=the-bearer-token";
    assert_eq!(script.body(0), form);
    assert_eq!(script.header(0, "authorization"), None);
}

#[tokio::test]
async fn a_web_identity_that_is_not_complete() {
    let of = async |environment: Fake| provide(WebIdentity::new(&context(environment, &Script::default()))).await;
    let none = of(Fake::new()).await.unwrap_err();
    assert!(none.is_not_configured());
    assert_eq!(none.to_string(), "AWS_WEB_IDENTITY_TOKEN_FILE is not set");
    let no_role = of(web_identity().var("AWS_ROLE_ARN", "")).await.unwrap_err();
    assert!(!no_role.is_not_configured());
    assert_eq!(no_role.to_string(), "AWS_ROLE_ARN is not set, but AWS_WEB_IDENTITY_TOKEN_FILE is");
    assert_eq!(of(web_identity()).await.unwrap_err().to_string(), "/token cannot be read: entity not found");
}
