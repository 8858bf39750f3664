//! What became of the tests, printed.

use super::cases::{Case, Direction, Side};
use super::faults;
use super::suite::Suite;

/// A kind of tests.
type Kind = (Side, Direction);

/// The kinds of tests, in the order of the table, and what it calls them.
const KINDS: [(Kind, &str); 4] = [
    ((Side::Client, Direction::Request), "client request"),
    ((Side::Client, Direction::Response), "client response"),
    ((Side::Server, Direction::Request), "server request"),
    ((Side::Server, Direction::Response), "server response"),
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
        let found = KINDS.map(|(kind, _)| suite.cases.iter().filter(|case| case.kind() == kind).count());
        match faults::counts(&suite.service) {
            Some(known) if known != found => {
                Err(format!("{}: there are {found:?} tests, and not the {known:?} that are known", suite.title))
            }
            _ => Ok(Self { suite, problems }),
        }
    }

    fn rows(&self) -> impl Iterator<Item = (&'s Case, Option<&str>)> {
        self.suite.cases.iter().zip(self.problems.iter().map(Option::as_deref))
    }

    /// How many tests of a kind passed, of how many.
    fn count(&self, kind: Kind) -> String {
        let of_kind = || self.rows().filter(|(case, _)| case.kind() == kind);
        format!("{} of {}", of_kind().filter(|(_, problem)| problem.is_none()).count(), of_kind().count())
    }

    /// What is not asked for, and what failed.
    fn lines(&self) -> impl Iterator<Item = String> {
        self.rows().flat_map(|(case, problem)| {
            let name = format!("{}: {} {}", self.suite.title, case.kind_name(), case.id);
            let notes: Vec<String> = case.notes.iter().map(|note| format!("note: {name} {note}")).collect();
            notes.into_iter().chain(problem.map(|problem| format!("FAILED: {name}: {problem}")))
        })
    }

    fn failed(&self) -> usize {
        self.problems.iter().flatten().count()
    }
}

impl Case {
    fn kind(&self) -> Kind {
        (self.side, self.direction)
    }

    fn kind_name(&self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self.kind()).map_or("", |(_, name)| name)
    }
}

/// Prints what is not asked for, what failed, and the table.
///
/// # Errors
/// When a test failed.
pub(super) fn finish(reports: &[Report<'_>]) -> Result<(), String> {
    reports.iter().flat_map(Report::lines).for_each(|line| println!("{line}"));
    println!("\n{}", table(reports));
    let failed: usize = reports.iter().map(Report::failed).sum();
    let all: usize = reports.iter().map(|report| report.suite.cases.len()).sum();
    println!("{} passed, {failed} failed, none skipped", all - failed);
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} protocol tests failed")),
    }
}

/// A line for each service, a column for each kind.
fn table(reports: &[Report<'_>]) -> String {
    let width = reports.iter().map(|report| report.suite.title.len()).max().unwrap_or_default();
    let line = |title: &str, cells: [String; 4]| {
        let cells: String = cells.iter().map(|cell| format!("  {cell:>16}")).collect();
        format!("{title:width$}{cells}")
    };
    let head = line("passed", KINDS.map(|(_, name)| format!("{name}s")));
    let rows = reports.iter().map(|report| line(&report.suite.title, KINDS.map(|(kind, _)| report.count(kind))));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}
