//! Steps that pass, fail or are left out, and the summary of them.

use std::time::{Duration, Instant};

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    /// With the reason.
    Failed(String),
    /// Left out, with the reason.
    Skipped(String),
}

impl From<Result<(), String>> for Outcome {
    fn from(result: Result<(), String>) -> Self {
        result.map_or_else(Self::Failed, |()| Self::Passed)
    }
}

/// The steps so far.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<Step>);

#[derive(Debug)]
struct Step {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
}

impl Report {
    /// Does the work of a step, whatever became of those before.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work();
        let step = Step { name, outcome, time: begun.elapsed() };
        println!("== {}", step.show());
        self.0.push(step);
    }

    /// Prints all steps, and then how many passed, failed and were left out.
    ///
    /// # Errors
    /// When a step failed.
    pub(crate) fn finish(self) -> Result<(), String> {
        println!("\n== summary");
        for step in &self.0 {
            println!("{}", step.show());
        }
        let count = |is: fn(&Outcome) -> bool| self.0.iter().filter(|step| is(&step.outcome)).count();
        let passed = count(|outcome| *outcome == Outcome::Passed);
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_)));
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        match failed {
            0 => Ok(()),
            _ => Err("not everything that the README promises holds".to_owned()),
        }
    }
}

impl Step {
    fn show(&self) -> String {
        let Self { name, outcome, time } = self;
        let time = format!("{:.1} s", time.as_secs_f64());
        match outcome {
            Outcome::Passed => format!("{name}: passed, {time}"),
            Outcome::Failed(reason) => format!("{name}: FAILED, {time}: {reason}"),
            Outcome::Skipped(reason) => format!("{name}: skipped: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Report};

    #[test]
    fn later_steps_are_done_although_one_failed() {
        let mut report = Report::default();
        let mut done = 0;
        report.step("first", || Outcome::Failed("it does".to_owned()));
        report.step("second", || {
            done += 1;
            Outcome::Passed
        });
        assert_eq!(done, 1);
        report.finish().unwrap_err();
    }

    #[test]
    fn a_step_that_is_left_out_is_no_failure() {
        let mut report = Report::default();
        report.step("first", || Outcome::Passed);
        report.step("second", || Outcome::Skipped("no such program".to_owned()));
        report.finish().unwrap();
    }
}
