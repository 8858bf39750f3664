//! The answer to `GetSecretValue` that clients are measured with, and of whose size servers' are.

/// The type of content that the service has.
pub const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// The id of the request in it.
pub const REQUEST_ID: &str = "5b0b9a1c-6f1f-4f0e-9f5d-0f9d8e6f2b11";

/// The value has 64 characters, as a password or a key does.
pub const BODY: &str = concat!(
    r#"{"ARN":"arn:aws:secretsmanager:us-east-1:123456789012:secret:load/000000000-AbCdEf","#,
    r#""Name":"load/000000000","VersionId":"d1c2b3a4-0000-4000-8000-5e6f7a8b9c0d","#,
    r#""SecretString":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","#,
    r#""VersionStages":["AWSCURRENT"],"CreatedDate":1760000000.123}"#
);
