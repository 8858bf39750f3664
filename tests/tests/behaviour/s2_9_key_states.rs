//! §2.9: keys that cannot be used; their states are arranged beside the API.

use secretsmith::server::Caller;
use secretsmith_reference::rules::keys::{KeyState, Keys};
use secretsmith_tests::{ACCOUNT, REGION, Refusal, World, on_each_transport, refusal};

use crate::refusals::invalid_parameter;
use crate::support::DB;

const ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

fn arrange(world: &World, arrange: impl FnOnce(&mut Keys)) {
    world.service.keys(&Caller::anonymous().with_account(ACCOUNT).with_region(REGION), arrange);
}

async fn create(world: &World) {
    let create = world.client.create_secret().name(DB).secret_string("one").kms_key_id(ID);
    create.send().await.expect("the key is enabled");
}

/// What creating, changing, writing and reading are refused with.
async fn refusals(world: &World) -> [Refusal; 4] {
    let client = &world.client;
    [
        refusal(client.create_secret().name("other").secret_string("x").kms_key_id(ID).send().await),
        refusal(client.update_secret().secret_id(DB).kms_key_id(ID).send().await),
        refusal(client.put_secret_value().secret_id(DB).secret_string("x").send().await),
        refusal(client.get_secret_value().secret_id(DB).send().await),
    ]
}

#[test]
fn keys_without_permission_are_denied() {
    on_each_transport(async |world| {
        create(&world).await;
        arrange(&world, |keys| keys.set(ID, KeyState::Forbidden));
        let denied = Refusal::new("AccessDeniedException", "Access to KMS is not allowed");
        assert_eq!(refusals(&world).await, [(); 4].map(|()| denied.clone()));
    });
}

#[test]
fn keys_that_are_disabled_or_to_be_deleted_neither_encrypt_nor_decrypt() {
    on_each_transport(async |world| {
        create(&world).await;
        for state in [KeyState::Disabled, KeyState::PendingDeletion] {
            arrange(&world, |keys| keys.set(ID, state));
            let codes = refusals(&world).await.map(|refusal| refusal.code);
            let write = "EncryptionFailure";
            assert_eq!(codes, [write, write, write, "DecryptionFailure"]);
        }
    });
}

#[test]
fn unknown_keys_are_refused_in_the_words_of_kms() {
    on_each_transport(async |world| {
        arrange(&world, |keys| keys.set_others(KeyState::Missing));
        for (given, text) in [
            (ID, "Key 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist"),
            ("alias/app", "Alias arn:aws:kms:eu-west-1:111122223333:alias/app is not found."),
        ] {
            let create = world.client.create_secret().name(DB).secret_string("one").kms_key_id(given);
            let message = format!("The operation failed because of an invalid KMS key: {text}");
            assert_eq!(refusal(create.send().await), invalid_parameter(&message));
        }
    });
}
