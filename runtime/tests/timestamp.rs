//! The parts of an instant.

use secretsmith_runtime::Timestamp;

#[test]
fn seconds_are_rounded_down_before_the_epoch_too() {
    let cases = [
        (-1.0005, -2, 999_500_000),
        (-1.0, -1, 0),
        (-0.0005, -1, 999_500_000),
        (0.0, 0, 0),
        (0.0005, 0, 500_000),
        (1.0005, 1, 500_000),
    ];
    for (instant, seconds, nanoseconds) in cases {
        let timestamp = Timestamp::from_secs_f64(instant);
        assert_eq!((timestamp.secs(), timestamp.subsec_nanos()), (seconds, nanoseconds), "{instant}");
    }
}
