//! Figures of several rounds, and how they are shown.

use serde_json::Value;

/// What was measured in each round, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures(Vec<Value>);

impl Figures {
    pub(super) fn push(&mut self, round: Value) {
        self.0.push(round);
    }

    /// The median of one of the figures.
    pub(super) fn median(&self, name: &str) -> f64 {
        middle(self.of(name).collect()).1
    }

    /// The ratio to others, round by round: `1.42 (1.38 to 1.51)`, the median and the extremes.
    pub(super) fn ratio(&self, name: &str, others: &Self) -> String {
        let pairs = self.of(name).zip(others.of(name));
        let (least, median, most) = middle(pairs.map(|(ours, theirs)| ours / theirs).collect());
        format!("{median:.2} ({least:.2} to {most:.2})")
    }

    fn of(&self, name: &str) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |round| round[name].as_f64().unwrap_or(f64::NAN))
    }
}

/// The least, the median and the most.
fn middle(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    (at(0), at(values.len() / 2), at(values.len().saturating_sub(1)))
}

/// Prints a table: the first row names the columns, the first column is what the row is about.
pub(super) fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<_> = cells
            .map(|(column, (cell, &width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        println!("{}", cells.join("  "));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Figures;

    #[test]
    fn ratios_are_of_pairs() {
        let figures = |values: [f64; 3]| {
            let mut figures = Figures::default();
            values.into_iter().for_each(|value| figures.push(json!({"cpu": value})));
            figures
        };
        let (ours, theirs) = (figures([2.0, 30.0, 4.0]), figures([1.0, 10.0, 4.0]));
        assert_eq!(ours.median("cpu"), 4.0);
        assert_eq!(ours.ratio("cpu", &theirs), "2.00 (1.00 to 3.00)");
    }
}
