//! Who may do what: behaviour.md §1.6 and, for other accounts, §7.4.
//!
//! Off, as it is unless identities are [configured](crate::Builder::identities), everyone may do everything in their
//! own account. On, a call is decided by the policies of whoever its access key belongs to and by the resource policy
//! of the secret. Either way, only a resource policy opens a secret to another account.
//!
//! Where the specification is silent:
//! - With authorisation off, a caller is taken for the root user of its account. A secret of another account that does
//!   not allow that one is not found. With authorisation on, it is denied, whether it is there or not.
//! - An access key of no identity answers `UnrecognizedClientException`, none at all
//!   `MissingAuthenticationTokenException` (§1.5).
//! - A secret that is not found has its `SecretId` for a resource, as given: a policy allows it only with `*`. One that
//!   is to be created has its ARN, with an end that is not known yet: `?` and `*` match it.
//! - Statements that deny do not bind the own account while authorisation is off.
//!
//! What each operation needs permission for, and the condition keys that come from the request; those without a prefix
//! begin with `secretsmanager:`:
//!
//! | operation | actions | resource | condition keys of the request |
//! |---|---|---|---|
//! | BatchGetSecretValue | its own; `ListSecrets` with filters; `GetSecretValue` for each secret | none; each secret | |
//! | CreateSecret | its own; `TagResource` with tags; `ReplicateSecretToRegions` with Regions | the new secret | `Name`, `Description`, `KmsKeyId`, `KmsKeyArn`, `Type`, `AddReplicaRegions`, `ForceOverwriteReplicaSecret`, `aws:RequestTag/…`, `aws:TagKeys` |
//! | DeleteSecret | its own | the secret | `RecoveryWindowInDays`, `ForceDeleteWithoutRecovery` |
//! | GetRandomPassword, ListSecrets | their own | none | |
//! | GetSecretValue | its own | the secret | `VersionId`, `VersionStage` |
//! | PutResourcePolicy | its own | the secret | `BlockPublicPolicy` |
//! | ReplicateSecretToRegions | its own | the secret | `AddReplicaRegions`, `ForceOverwriteReplicaSecret` |
//! | RotateSecret | its own | the secret | `RotationLambdaARN`, `RotateImmediately`, `ModifyRotationRules`, `ExternalSecretRotationRoleArn` |
//! | TagResource | its own | the secret | `aws:RequestTag/…`, `aws:TagKeys` |
//! | UntagResource | its own | the secret | `aws:TagKeys` |
//! | UpdateSecret | its own | the secret | `Description`, `KmsKeyId`, `KmsKeyArn`, `Type` |
//! | UpdateSecretVersionStage | its own | the secret | `VersionStage` |
//! | ValidateResourcePolicy | its own and `PutResourcePolicy` | the secret, if one is given | |
//! | the others | their own | the secret | |
//!
//! Besides, there are these condition keys:
//! - of the caller: `aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:username`,
//!   `aws:PrincipalIsAWSService`, `aws:ViaAWSService`, and those that its [`Identity`] has;
//! - of the call: `aws:CurrentTime`, `aws:EpochTime`, `aws:RequestedRegion`;
//! - of the secret: `aws:ResourceAccount`, `aws:ResourceTag/…`, `secretsmanager:ResourceTag/…`,
//!   `secretsmanager:SecretId` (its ARN, when there is such a secret), `secretsmanager:resource/Type`,
//!   `secretsmanager:resource/AllowRotationLambdaArn`, `secretsmanager:SecretPrimaryRegion`.

mod admit;
mod identities;
mod identity;
mod visitor;

pub(crate) use identities::Identities;
pub use identity::{Identity, IdentityError};
pub use visitor::Visitor;
