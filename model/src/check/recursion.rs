//! Whether there can be values of every shape.

use crate::report::{Place, Report};
use crate::{Kind, Member, Model, Shape};

/// Reports structures and unions all of whose values would have to contain themselves, and lists
/// and maps that consist of nothing but themselves.
pub(super) fn check(model: &Model, report: &mut Report) {
    let finite = finite(model);
    let is_endless = |member: &&Member| model.shapes.get_index_of(&member.target).is_some_and(|at| !finite[at]);
    for circle in circles(model, |shape| needed(shape).into_iter().find(is_endless)) {
        tell(&circle, "every value contains itself", report);
    }
    for circle in circles(model, content) {
        tell(&circle, "consists of lists and maps without end", report);
    }
}

/// A way from a shape over members and their targets back to that shape.
type Circle<'m> = Vec<(&'m Shape, &'m Member)>;

/// How many members of a circle a message names.
const MOST_TOLD: usize = 8;

fn tell(circle: &Circle<'_>, what: &str, report: &mut Report) {
    let Some((first, _)) = circle.first() else {
        return;
    };
    let named = circle.iter().take(MOST_TOLD).map(|(shape, member)| format!("{}${}", shape.id, member.name));
    let more = (circle.len() > MOST_TOLD).then(|| "…".to_owned());
    let way: Vec<_> = named.chain(more).chain([first.id.to_string()]).collect();
    report.problem(Place::from(*first), format!("{what}: {}", way.join(" → ")));
}

/// Whether values of finite size exist, for each shape by its index. They do when they exist for
/// all required members of a structure, or for one member of a union; of the others always, since
/// lists and maps may be empty.
fn finite(model: &Model) -> Vec<bool> {
    let mut users = vec![Vec::new(); model.shapes.len()];
    let mut missing = Vec::with_capacity(model.shapes.len());
    for (index, shape) in model.shapes.values().enumerate() {
        let needed = needed(shape);
        let targets: Vec<_> = needed.iter().filter_map(|member| model.shapes.get_index_of(&member.target)).collect();
        missing.push(match shape.kind {
            Kind::Union(_) => usize::from(!targets.is_empty() && targets.len() == needed.len()),
            _ => targets.len(),
        });
        for target in targets {
            users[target].push(index);
        }
    }
    let mut found: Vec<_> = (0..missing.len()).filter(|&index| missing[index] == 0).collect();
    while let Some(index) = found.pop() {
        for &user in &users[index] {
            if missing[user] == 1 {
                found.push(user);
            }
            missing[user] = missing[user].saturating_sub(1);
        }
    }
    missing.into_iter().map(|missing| missing == 0).collect()
}

/// The members whose values a value of the shape needs: all of a structure, any of a union.
fn needed(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        Kind::Structure(members) => members.iter().filter(|member| member.traits.required).collect(),
        Kind::Union(members) => members.iter().collect(),
        _ => Vec::new(),
    }
}

/// What a list or map consists of.
fn content(shape: &Shape) -> Option<&Member> {
    match &shape.kind {
        Kind::List(member) => Some(member),
        Kind::Map { value, .. } => Some(value),
        _ => None,
    }
}

/// The circles that come of following one member of each shape, each circle once.
fn circles<'m>(model: &'m Model, next: impl Fn(&'m Shape) -> Option<&'m Member>) -> Vec<Circle<'m>> {
    let mut circles = Vec::new();
    let mut visited_from = vec![None; model.shapes.len()];
    for start in 0..model.shapes.len() {
        let mut way = Circle::new();
        let mut at = start;
        while visited_from[at].is_none() {
            visited_from[at] = Some((start, way.len()));
            let shape = &model.shapes[at];
            let Some(member) = next(shape) else { break };
            let Some(target) = model.shapes.get_index_of(&member.target) else { break };
            way.push((shape, member));
            at = target;
        }
        if let Some((from, entry)) = visited_from[at]
            && from == start
            && entry < way.len()
        {
            circles.push(way.split_off(entry));
        }
    }
    circles
}
