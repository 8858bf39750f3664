//! The operations: behaviour.md §3, a file for each, its checks in the order of its section.
//!
//! Pure and synchronous like the [`rules`](crate::rules) that they stand on: functions on an
//! [`Account`](crate::rules::account::Account), to which time and randomness are arguments.

mod batch_get_secret_value;
mod cancel_rotate_secret;
mod create_secret;
mod delete_resource_policy;
mod delete_secret;
mod describe_secret;
mod get_random_password;
mod get_resource_policy;
mod get_secret_value;
mod list_secret_version_ids;
mod list_secrets;
mod put_resource_policy;
mod put_secret_value;
mod remove_regions_from_replication;
mod replicate_secret_to_regions;
mod restore_secret;
mod rotate_secret;
mod stop_replication_to_replica;
mod tag_resource;
mod untag_resource;
mod update_secret;
mod update_secret_version_stage;
mod validate_resource_policy;

pub use batch_get_secret_value::{BatchGetSecretValue, read_one};
pub use cancel_rotate_secret::cancel_rotate_secret;
pub use create_secret::{create_owned_secret, create_secret};
pub use delete_resource_policy::delete_resource_policy;
pub use delete_secret::delete_secret;
pub use describe_secret::describe_secret;
pub use get_random_password::get_random_password;
pub use get_resource_policy::get_resource_policy;
pub use get_secret_value::get_secret_value;
pub use list_secret_version_ids::list_secret_version_ids;
pub use list_secrets::ListSecrets;
pub use put_resource_policy::put_resource_policy;
pub use put_secret_value::put_secret_value;
pub use remove_regions_from_replication::remove_regions_from_replication;
pub use replicate_secret_to_regions::replicate_secret_to_regions;
pub use restore_secret::restore_secret;
pub use rotate_secret::RotateSecret;
pub use stop_replication_to_replica::stop_replication_to_replica;
pub use tag_resource::tag_resource;
pub use untag_resource::untag_resource;
pub use update_secret::update_secret;
pub use update_secret_version_stage::update_secret_version_stage;
pub use validate_resource_policy::validate_resource_policy;
