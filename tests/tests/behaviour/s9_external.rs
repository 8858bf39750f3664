//! §9: managed external secrets.

use secretsmith::Client;
use secretsmith::operation::rotate_secret::RotateSecret;
use secretsmith::server::Caller;
use secretsmith::types::ExternalSecretRotationMetadataItem;
use secretsmith_tests::{ACCOUNT, REGION, on_each_transport, refusal};

use crate::refusals::{invalid_parameter, invalid_request};
use crate::rotating::{FUNCTION, events};
use crate::support::{DB, create, describe, listed};

const ROLE: &str = "arn:aws:iam::111122223333:role/rotation";

async fn create_external(client: &Client) {
    client.create_secret().name(DB).secret_string("{}").r#type("DatadogApiKey").send().await.expect("the name is free");
}

fn item() -> ExternalSecretRotationMetadataItem {
    ExternalSecretRotationMetadataItem::builder().key("adminSecretArn").value("arn").build()
}

fn rotate(client: &Client) -> RotateSecret<Client> {
    let call = client.rotate_secret().secret_id(DB);
    call.external_secret_rotation_metadata(item()).external_secret_rotation_role_arn(ROLE)
}

#[test]
fn the_type_is_stored_and_shown_whatever_it_is() {
    on_each_transport(async |world| {
        for kind in ["SalesforceClientSecret", "SomethingNew"] {
            let create = world.client.create_secret().name(kind).secret_string("{}").r#type(kind);
            create.send().await.expect("the name is free");
            assert_eq!(describe(&world.client, kind).await.r#type.as_deref(), Some(kind));
            assert_eq!(listed(&world.client, kind).await.r#type.as_deref(), Some(kind));
        }
        let update = world.client.update_secret().secret_id("SomethingNew").r#type("DatadogApiKey");
        update.send().await.expect("the secret is there");
        assert_eq!(describe(&world.client, "SomethingNew").await.r#type.as_deref(), Some("DatadogApiKey"));
        create(&world.client, DB).await;
        assert_eq!(describe(&world.client, DB).await.r#type, None);
    });
}

#[test]
fn what_rotation_is_told_is_described_and_listed() {
    on_each_transport(async |world| {
        create_external(&world.client).await;
        rotate(&world.client).send().await.expect("the role can be assumed");
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.external_secret_rotation_metadata, Some(vec![item()]));
        assert_eq!(secret.external_secret_rotation_role_arn.as_deref(), Some(ROLE));
        assert_eq!((secret.rotation_enabled, secret.rotation_lambda_arn), (Some(true), None));
        let entry = listed(&world.client, DB).await;
        assert_eq!(entry.external_secret_rotation_metadata, Some(vec![item()]));
        assert_eq!(entry.external_secret_rotation_role_arn.as_deref(), Some(ROLE));
        assert!(events(&world).await.is_empty(), "there is nobody who rotates it");
    });
}

#[test]
fn a_role_that_cannot_be_assumed() {
    on_each_transport(async |world| {
        create_external(&world.client).await;
        let caller = Caller::anonymous().with_account(ACCOUNT).with_region(REGION);
        world.service.roles(&caller, |roles| roles.forbid(ROLE));
        let refused = refusal(rotate(&world.client).send().await);
        assert_eq!(refused, invalid_request(&format!("Secrets Manager is unable to assume role {ROLE}.")));
        assert_eq!(describe(&world.client, DB).await.rotation_enabled, None);
    });
}

#[test]
fn roles_are_for_types_and_functions_for_secrets_without_one() {
    on_each_transport(async |world| {
        create_external(&world.client).await;
        let function = world.client.rotate_secret().secret_id(DB).rotation_lambda_arn(FUNCTION);
        let ours = "A secret that has a Type is rotated without a Lambda rotation function.";
        assert_eq!(refusal(function.send().await), invalid_parameter(ours));

        create(&world.client, "plain").await;
        let ours = "ExternalSecretRotationMetadata and ExternalSecretRotationRoleArn are only for secrets that have a \
                    Type.";
        assert_eq!(refusal(rotate(&world.client).secret_id("plain").send().await), invalid_parameter(ours));
    });
}
