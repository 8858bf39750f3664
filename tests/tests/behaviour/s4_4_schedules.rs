//! §4.4: the grammar of schedules, and every error.

use secretsmith::types::RotationRulesType;
use secretsmith_tests::{Refusal, World, on_each_transport, refusal};

use crate::refusals::{at_least, at_most, invalid_parameter, not_found, validation};
use crate::rotating::{days, schedule};
use crate::support::DB;

const INVALID: &str = "Invalid schedule expression.";
const HOURS: &str = "Rate in hour should be least 4 and less than 24.";
const DAYS: &str = "Rate in day should be greater than 0 and less than 1000.";
const DURATION: &str = "Duration must be at least 1 hour, at most 24 hour.";
const BEYOND_RATE: &str = "Duration cannot be greater than Rate in hour.";
const BEYOND_DAY: &str = "Starting hour and duration must be within a day.";

/// What RotateSecret says to these rules for a secret that is not there, which it looks for next.
async fn outcome(world: &World, rules: RotationRulesType) -> Refusal {
    refusal(world.client.rotate_secret().secret_id(DB).rotation_rules(rules).send().await)
}

fn with_duration(expression: &str, duration: &str) -> RotationRulesType {
    RotationRulesType::builder().schedule_expression(expression).duration(duration).build()
}

#[test]
fn the_samples_of_the_guide_are_accepted() {
    on_each_transport(async |world| {
        for expression in [
            "rate(4 hours)",
            "rate(23 hours)",
            "rate(1 day)",
            "rate(999 days)",
            "cron(0 /8 * * ? *)",
            "cron(0 8/8 * * ? *)",
            "cron(0 2/10 * * ? *)",
            "cron(0 4/12 * * ? *)",
            "cron(0 10 * * ? *)",
            "cron(0 18 ? * SAT *)",
            "cron(0 8 1 * ? *)",
            "cron(0 1 ? 1/3 SUN#1 *)",
            "cron(0 17 L * ? *)",
            "cron(0 8 ? * MON-FRI *)",
            "cron(0 16 1,15 * ? *)",
            "cron(0 0 ? * SUN#1 *)",
            "cron(0 0 ? * 2 *)",
        ] {
            assert_eq!(outcome(&world, schedule(expression)).await, not_found(), "{expression}");
        }
        for accepted in
            [days(1), days(1000), with_duration("rate(10 days)", "3h"), with_duration("rate(4 hours)", "4h")]
        {
            assert_eq!(outcome(&world, accepted.clone()).await, not_found(), "{accepted:?}");
        }
    });
}

#[test]
fn rates_out_of_range() {
    on_each_transport(async |world| {
        for (expression, text) in [
            ("rate(0 hours)", HOURS),
            ("rate(1 hour)", HOURS),
            ("rate(3 hours)", HOURS),
            ("rate(24 hours)", HOURS),
            ("rate(0 days)", DAYS),
            ("rate(1000 days)", DAYS),
        ] {
            assert_eq!(outcome(&world, schedule(expression)).await, invalid_parameter(text), "{expression}");
        }
    });
}

#[test]
fn what_is_no_schedule() {
    on_each_transport(async |world| {
        for expression in [
            "daily",
            "rate(5 minutes)",
            "rate(1 week)",
            "rate(2  days)",
            "rate(-1 days)",
            "cron(0 8 * * ?)",
            "cron(5 8 * * ? *)",
            "cron(0 8 * * ? 2027)",
            "cron(0 8 1 * 2 *)",
            "cron(0 8 ? * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 8 32 * ? *)",
            "cron(0 8 ? 13 2 *)",
            "cron(0 8 ? * 8 *)",
            // Runs have to be four hours apart.
            "cron(0 * * * ? *)",
            "cron(0 8-10 * * ? *)",
            "cron(0 /3 * * ? *)",
            "cron(0 22/2 * * ? *)",
            "cron(0 21/3 * * ? *)",
            "cron(0 8,23/1 * * ? *)",
        ] {
            assert_eq!(outcome(&world, schedule(expression)).await, invalid_parameter(INVALID), "{expression}");
        }
    });
}

#[test]
fn durations_out_of_range() {
    on_each_transport(async |world| {
        for (expression, duration, text) in [
            ("rate(10 days)", "0h", DURATION),
            ("rate(10 days)", "25h", DURATION),
            ("rate(4 hours)", "5h", BEYOND_RATE),
            ("cron(0 16 * * ? *)", "9h", BEYOND_DAY),
            // The expression comes first.
            ("rate(3 hours)", "25h", HOURS),
        ] {
            let refused = outcome(&world, with_duration(expression, duration)).await;
            assert_eq!(refused, invalid_parameter(text), "{expression} {duration}");
        }
        assert_eq!(outcome(&world, with_duration("cron(0 16 * * ? *)", "8h")).await, not_found());
    });
}

#[test]
fn both_a_frequency_and_an_expression() {
    on_each_transport(async |world| {
        let both =
            RotationRulesType::builder().automatically_after_days(1).schedule_expression("nonsense").duration("99h");
        let text = "You cannot specify both rotation frequency and schedule expression together.";
        assert_eq!(outcome(&world, both.build()).await, invalid_parameter(text));
    });
}

#[test]
fn what_the_model_refuses_first() {
    on_each_transport(async |world| {
        for (days, rule) in [(0, "greater than or equal to 1"), (1001, "less than or equal to 1000")] {
            let rules = RotationRulesType::builder().automatically_after_days(days).build();
            let value = format!("Value '{days}' at 'rotationRules.automaticallyAfterDays'");
            assert_eq!(outcome(&world, rules).await, validation(&value, &format!("Member must have value {rule}")));
        }
        let rule = "Member must satisfy regular expression pattern: ^[0-9]+h$";
        let refused = outcome(&world, with_duration("rate(10 days)", "3d")).await;
        assert_eq!(refused, validation("Value '3d' at 'rotationRules.duration'", rule));
        let refused = outcome(&world, with_duration("rate(10 days)", "100h")).await;
        assert_eq!(refused, validation("Value '100h' at 'rotationRules.duration'", &at_most(3)));
        let refused = outcome(&world, with_duration("rate(10 days)", "h")).await;
        assert!(refused.message.contains(&at_least(2)), "{refused:?}");
        let rule = r"Member must satisfy regular expression pattern: ^[0-9A-Za-z\(\)#\?\*\-\/, ]+$";
        let refused = outcome(&world, schedule("rate(1.5 days)")).await;
        assert_eq!(refused, validation("Value 'rate(1.5 days)' at 'rotationRules.scheduleExpression'", rule));
    });
}
