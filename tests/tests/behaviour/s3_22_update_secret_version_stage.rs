//! §3.22: UpdateSecretVersionStage.

use secretsmith::Client;
use secretsmith::error::SdkError;
use secretsmith::operation::update_secret_version_stage::{
    UpdateSecretVersionStageError, UpdateSecretVersionStageOutput,
};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{
    invalid_name, invalid_parameter, label_is_elsewhere, label_stays_behind, marked_for_deletion, no_version, not_found,
};
use crate::rotating::{rotatable, rotate};
use crate::support::{DB, SECOND, create, describe, put, put_with, schedule_deletion, stages, version};

/// What the secret of these cases has at first.
const START: [&str; 3] = ["1 AWSPREVIOUS", "2 AWSCURRENT", "3 MINE"];

#[test]
fn it_answers_the_secret_and_no_version() {
    on_each_transport(async |world| {
        let arn = start(&world.client).await;
        let moved = relabel(&world.client, "MINE", Some(3), Some(1)).await.expect("the label is there");
        assert_eq!(moved, UpdateSecretVersionStageOutput::default().with_arn(arn).with_name(DB));
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS MINE", "2 AWSCURRENT"]);
    });
}

#[test]
fn a_label_that_is_on_a_version_is_moved_only_from_there() {
    on_each_transport(async |world| {
        start(&world.client).await;
        for (label, holder, to) in [("AWSCURRENT", 2, 1), ("AWSPREVIOUS", 1, 3), ("MINE", 3, 2)] {
            let call = relabel(&world.client, label, None, Some(to)).await;
            assert_eq!(refusal(call), label_stays_behind(label, &version(holder)));
            for wrong in [to, 9] {
                let call = relabel(&world.client, label, Some(wrong), Some(to)).await;
                assert_eq!(refusal(call), label_is_elsewhere(label), "{label} from {wrong}");
            }
        }
        assert_eq!(stages(&world.client, DB).await, START);
    });
}

#[test]
fn a_label_that_is_already_there_stays() {
    on_each_transport(async |world| {
        start(&world.client).await;
        for (label, holder) in [("AWSCURRENT", 2), ("AWSPREVIOUS", 1), ("MINE", 3)] {
            relabel(&world.client, label, None, Some(holder)).await.expect("there is nothing to do");
        }
        assert_eq!(stages(&world.client, DB).await, START);
    });
}

#[test]
fn a_label_that_is_nowhere_is_attached() {
    on_each_transport(async |world| {
        start(&world.client).await;
        let call = relabel(&world.client, "NEW", Some(1), Some(2)).await;
        assert_eq!(refusal(call), label_is_elsewhere("NEW"));
        relabel(&world.client, "NEW", None, Some(2)).await.expect("the label is free");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT NEW", "3 MINE"]);
    });
}

#[test]
fn the_current_label_cannot_be_removed() {
    on_each_transport(async |world| {
        start(&world.client).await;
        let expected = invalid_parameter(
            "You can only move staging label AWSCURRENT to a different secret version. \
             It can\u{2019}t be completely removed.",
        );
        assert_eq!(refusal(relabel(&world.client, "AWSCURRENT", Some(2), None).await), expected);
        assert_eq!(stages(&world.client, DB).await, START);
    });
}

#[test]
fn a_label_is_removed_only_from_where_it_is() {
    on_each_transport(async |world| {
        start(&world.client).await;
        for (label, from) in [("MINE", 1), ("MINE", 9), ("NOWHERE", 2)] {
            assert_eq!(refusal(relabel(&world.client, label, Some(from), None).await), label_is_elsewhere(label));
        }
        relabel(&world.client, "MINE", Some(3), None).await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, START[..2]);
    });
}

#[test]
fn an_unknown_target_is_named() {
    on_each_transport(async |world| {
        start(&world.client).await;
        assert_eq!(refusal(relabel(&world.client, "MINE", Some(3), Some(9)).await), no_version(&version(9)));
        assert_eq!(refusal(relabel(&world.client, "NEW", None, Some(9)).await), no_version(&version(9)));
        assert_eq!(stages(&world.client, DB).await, START);
    });
}

#[test]
fn one_of_both_versions_is_needed() {
    on_each_transport(async |world| {
        start(&world.client).await;
        assert_eq!(refusal(relabel(&world.client, "MINE", None, None).await).code, "InvalidParameterException");
    });
}

#[test]
fn only_the_current_label_takes_the_previous_one_along() {
    on_each_transport(async |world| {
        start(&world.client).await;
        relabel(&world.client, "MINE", Some(3), Some(2)).await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT MINE"]);
        relabel(&world.client, "AWSCURRENT", Some(2), Some(3)).await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS MINE", "3 AWSCURRENT"]);
    });
}

#[test]
fn the_secret_has_to_be_there() {
    on_each_transport(async |world| {
        start(&world.client).await;
        let relabel = |id: &str| world.client.update_secret_version_stage().secret_id(id).version_stage("MINE").send();
        assert_eq!(refusal(relabel("Inv Name").await), invalid_name());
        assert_eq!(refusal(relabel("unknown").await), not_found());
        schedule_deletion(&world.client, DB).await;
        assert_eq!(refusal(relabel(DB).await), marked_for_deletion());
    });
}

#[test]
fn a_version_without_a_value_keeps_its_label_and_is_given_no_other() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        relabel(&world.client, "AWSPENDING", None, Some(2)).await.expect("there is nothing to do");
        for (label, from) in [("MINE", None), ("AWSCURRENT", Some(1))] {
            let call = relabel(&world.client, label, from, Some(2)).await;
            assert_eq!(refusal(call), no_version(&version(2)), "{label}");
        }
        assert_eq!(describe(&world.client, DB).await, before);
    });
}

async fn start(client: &Client) -> String {
    let arn = create(client, DB).await;
    put(client, DB, 2).await;
    put_with(client, DB, 3, &["MINE"]).await;
    assert_eq!(stages(client, DB).await, START);
    arn
}

async fn relabel(
    client: &Client,
    label: &str,
    from: Option<u32>,
    to: Option<u32>,
) -> Result<UpdateSecretVersionStageOutput, SdkError<UpdateSecretVersionStageError>> {
    let call = client.update_secret_version_stage().secret_id(DB).version_stage(label);
    call.set_remove_from_version_id(from.map(version)).set_move_to_version_id(to.map(version)).send().await
}
