//! §2.12, §4.7: secrets that another AWS service owns.

use secretsmith::operation::create_secret::CreateSecretInput;
use secretsmith::server::{Caller, Context};
use secretsmith_tests::{ACCOUNT, REGION, World, on_each_transport, refusal};

use crate::calls::each_operation;
use crate::refusals::invalid_parameter;
use crate::rotating::{FUNCTION, days};
use crate::support::{describe, listed, version};

pub(crate) const OWNED: &str = "rds!db-1";

pub(crate) fn create_owned(world: &World) {
    let caller = Caller::anonymous().with_account(ACCOUNT).with_region(REGION);
    let context = Context::new("CreateSecret").with_caller(caller);
    let input = CreateSecretInput::builder().name(OWNED).secret_string("one").client_request_token(version(1));
    world.service.create_owned_secret("rds", input.build().expect("a good input"), &context).expect("the name is free");
}

#[test]
fn it_says_who_owns_it() {
    on_each_transport(async |world| {
        create_owned(&world);
        assert_eq!(describe(&world.client, OWNED).await.owning_service.as_deref(), Some("rds"));
        assert_eq!(listed(&world.client, OWNED).await.owning_service.as_deref(), Some("rds"));
    });
}

#[test]
fn it_can_be_read_but_not_changed() {
    on_each_transport(async |world| {
        create_owned(&world);
        for (operation, refused) in each_operation(&world.client, OWNED).await {
            if let "DescribeSecret" | "GetSecretValue" | "ListSecretVersionIds" = operation {
                assert_eq!(refused, None, "{operation}");
            } else if operation != "RestoreSecret" {
                assert_eq!(
                    refused.map(|refused| refused.code).as_deref(),
                    Some("InvalidRequestException"),
                    "{operation}"
                );
            }
        }
    });
}

#[test]
fn its_rotation_takes_rules_and_no_function() {
    on_each_transport(async |world| {
        create_owned(&world);
        let call = || world.client.rotate_secret().secret_id(OWNED);
        let ours = "A secret that the service rds manages is rotated without a Lambda rotation function.";
        assert_eq!(refusal(call().rotation_lambda_arn(FUNCTION).send().await), invalid_parameter(ours));
        call().rotation_rules(days(7)).send().await.expect("rules are accepted");
        assert_eq!(describe(&world.client, OWNED).await.rotation_rules, Some(days(7)));
    });
}
