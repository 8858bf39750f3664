//! What became of the tests, printed.

use super::cases::{Case, Direction, Side};
use super::faults;
use super::suite::Suite;

/// The kinds of tests, in the order of the table.
const KINDS: [(Side, Direction); 4] = [
    (Side::Client, Direction::Request),
    (Side::Client, Direction::Response),
    (Side::Server, Direction::Request),
    (Side::Server, Direction::Response),
];

/// What became of the tests of a service.
pub(super) struct Report<'s> {
    suite: &'s Suite,
    /// What is wrong with each case, if anything is.
    problems: Vec<Option<String>>,
}

impl<'s> Report<'s> {
    /// Puts outcomes to cases.
    ///
    /// # Errors
    /// When there are not as many tests as are known to be there.
    pub(super) fn new(suite: &'s Suite, problems: Vec<Option<String>>) -> Result<Self, String> {
        let found = KINDS.map(|kind| suite.cases.iter().filter(|case| case.is(kind)).count());
        match faults::counts(&suite.service) {
            Some(known) if known != found => {
                Err(format!("{}: {found:?} tests, and not the {known:?} that are known", suite.title))
            }
            _ => Ok(Self { suite, problems }),
        }
    }

    fn rows(&self) -> impl Iterator<Item = (&'s Case, Option<&str>)> {
        self.suite.cases.iter().zip(self.problems.iter().map(Option::as_deref))
    }

    /// How many tests of a kind passed, and how many there are.
    fn count(&self, kind: (Side, Direction)) -> (usize, usize) {
        let rows = || self.rows().filter(|(case, _)| case.is(kind));
        (rows().filter(|(_, problem)| problem.is_none()).count(), rows().count())
    }
}

impl Case {
    fn is(&self, (side, direction): (Side, Direction)) -> bool {
        self.side == side && self.direction == direction
    }
}

/// Prints failures, what was not asked for, and the table.
///
/// # Errors
/// When a test failed.
pub(super) fn finish(reports: &[Report<'_>]) -> Result<(), String> {
    let (mut passed, mut failed) = (0, 0);
    for report in reports {
        for (case, problem) in report.rows() {
            for note in &case.notes {
                println!("note: {}: {} {}: {note}", report.suite.title, name(case.side), noun(case.direction));
            }
            let Some(problem) = problem else {
                passed += 1;
                continue;
            };
            failed += 1;
            println!(
                "FAILED: {}: {} {} {}: {problem}",
                report.suite.title,
                name(case.side),
                noun(case.direction),
                case.id
            );
        }
    }
    let width = reports.iter().map(|report| report.suite.title.len()).max().unwrap_or_default();
    println!(
        "\n{:width$}  {:>16}  {:>16}  {:>16}  {:>16}",
        "passed of all", "client requests", "client responses", "server requests", "server responses"
    );
    for report in reports {
        let [a, b, c, d] = KINDS.map(|kind| {
            let (passed, all) = report.count(kind);
            format!("{passed} of {all}")
        });
        println!("{:width$}  {a:>16}  {b:>16}  {c:>16}  {d:>16}", report.suite.title);
    }
    println!("{passed} passed, {failed} failed, none skipped");
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} protocol tests failed")),
    }
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Server => "server",
    }
}

fn noun(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "request",
        Direction::Response => "response",
    }
}
