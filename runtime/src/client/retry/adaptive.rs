//! The rate at which a client calls a service that throttles it: down at once, and up again along a
//! cubic curve, as TCP does it.

use std::time::Duration;

use tokio::time::Instant;

/// What is left of the rate when the service throttles.
const BETA: f64 = 0.7;

/// How fast the rate grows again.
const SCALE: f64 = 0.4;

/// The lowest rate, in calls a second.
const LOWEST: f64 = 0.5;

/// How much of a new measurement counts.
const SMOOTH: f64 = 0.8;

/// How often the rate of calls is measured.
const INTERVAL: f64 = 0.5;

/// The shortest wait for a turn, below which times are not told apart.
const SHORTEST: Duration = Duration::from_millis(1);

/// A limit on the rate of calls; none until the service throttles for the first time.
#[derive(Debug, Default)]
pub(super) struct RateLimit {
    /// When the client made its first call; all times are seconds since then.
    epoch: Option<Instant>,
    is_on: bool,
    /// Calls that may be made now, at most as many as in a second.
    tokens: f64,
    capacity: f64,
    /// Calls a second that are allowed.
    rate: f64,
    filled: f64,
    /// Calls a second that are made.
    measured: f64,
    calls: u32,
    interval: f64,
    /// The rate at which the service throttled last, and when that was.
    highest: f64,
    throttled: f64,
}

impl RateLimit {
    /// Takes the turn of a call, or says how long to wait for it.
    pub(super) fn acquire(&mut self, now: Instant) -> Option<Duration> {
        if !self.is_on {
            return None;
        }
        let now = self.seconds(now);
        self.fill(now);
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return None;
        }
        Some(Duration::from_secs_f64((1.0 - self.tokens) / self.rate).max(SHORTEST))
    }

    /// Learns from an answer.
    pub(super) fn update(&mut self, is_throttled: bool, now: Instant) {
        let now = self.seconds(now);
        self.measure(now);
        let rate = if is_throttled {
            let rate = if self.is_on { self.measured.min(self.rate) } else { self.measured };
            (self.highest, self.throttled, self.is_on) = (rate, now, true);
            rate * BETA
        } else {
            self.grown(now)
        };
        self.set_rate(rate.min(2.0 * self.measured), now);
    }

    /// What the rate has grown to since the service throttled last.
    fn grown(&self, now: f64) -> f64 {
        let plateau = (self.highest * (1.0 - BETA) / SCALE).cbrt();
        SCALE * (now - self.throttled - plateau).powi(3) + self.highest
    }

    fn set_rate(&mut self, rate: f64, now: f64) {
        self.fill(now);
        self.rate = rate.max(LOWEST);
        self.capacity = rate.max(1.0);
        self.tokens = self.tokens.min(self.capacity);
    }

    fn fill(&mut self, now: f64) {
        self.tokens = (self.tokens + (now - self.filled) * self.rate).min(self.capacity);
        self.filled = now;
    }

    /// Counts a call, and works the rate out anew after each interval.
    fn measure(&mut self, now: f64) {
        let interval = (now / INTERVAL).floor() * INTERVAL;
        self.calls += 1;
        if interval > self.interval {
            let current = f64::from(self.calls) / (interval - self.interval);
            self.measured = current * SMOOTH + self.measured * (1.0 - SMOOTH);
            (self.calls, self.interval) = (0, interval);
        }
    }

    fn seconds(&mut self, now: Instant) -> f64 {
        now.duration_since(*self.epoch.get_or_insert(now)).as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::RateLimit;

    /// Makes calls one after the other, as fast as it is let, at most `per_second`, for some seconds; gives
    /// how many were made in the last second.
    fn calls(limit: &mut RateLimit, now: &mut Instant, seconds: u64, per_second: u32, throttled: bool) -> usize {
        let end = *now + Duration::from_secs(seconds);
        let mut made = Vec::new();
        while *now < end {
            match limit.acquire(*now) {
                Some(pause) => *now += pause,
                None => {
                    made.push(*now);
                    *now += Duration::from_secs(1) / per_second;
                    limit.update(throttled, *now);
                }
            }
        }
        made.iter().filter(|at| **at + Duration::from_secs(1) >= end).count()
    }

    #[test]
    fn nobody_waits_before_the_service_throttles() {
        let (mut limit, mut now) = (RateLimit::default(), Instant::now());
        assert!(calls(&mut limit, &mut now, 5, 100, false) >= 99);
    }

    #[test]
    fn the_rate_goes_down_while_it_throttles_and_up_again_afterwards() {
        let (mut limit, mut now) = (RateLimit::default(), Instant::now());
        calls(&mut limit, &mut now, 5, 100, false);
        let throttled = calls(&mut limit, &mut now, 5, 100, true);
        assert!(throttled < 20, "{throttled}");
        let soon = calls(&mut limit, &mut now, 3, 100, false);
        let later = calls(&mut limit, &mut now, 60, 100, false);
        assert!(soon < later && later >= 90, "{soon}, then {later}");
    }

    #[test]
    fn there_is_always_some_call() {
        let (mut limit, mut now) = (RateLimit::default(), Instant::now());
        calls(&mut limit, &mut now, 300, 10, true);
        let start = now;
        while let Some(pause) = limit.acquire(now) {
            now += pause;
        }
        assert!(now - start <= Duration::from_secs(2));
    }
}
