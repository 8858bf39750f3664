//! What every part of lowering looks at, and where it reports problems.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use secretsmith_model::{Closure, Kind, Member, Model, Operation, Problem, Service, Shape, ShapeId, Usage, Warning};

use super::endpoint::source::Rules;
use super::naming::Naming;
use super::pattern::Patterns;
use super::{filled, names};

/// The model seen from one service, and the problems found on the way.
pub(super) struct Lowering<'a> {
    pub(super) model: &'a Model,
    pub(super) service_shape: &'a Shape,
    pub(super) service: &'a Service,
    /// Who is called what.
    pub(super) naming: Naming,
    pub(super) closure: Closure,
    /// How the service finds its endpoint, if the model says it.
    pub(super) endpoint: Option<Rules<'a>>,
    /// The structures that members refer to, as opposed to whole inputs and outputs.
    shared: HashSet<ShapeId>,
    /// The shapes whose values must not be shown: those marked so, and all that they consist of.
    sensitive: HashSet<ShapeId>,
    /// The shapes in which a server fills in defaults.
    filled: HashSet<ShapeId>,
    /// The modules of the operations, by their bare names.
    modules: HashMap<String, String>,
    pub(super) patterns: Patterns,
    problems: RefCell<Vec<Problem>>,
    warnings: RefCell<Vec<Warning>>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(model: &'a Model, service_shape: &'a Shape, service: &'a Service) -> Self {
        let closure = model.closure(&service_shape.id);
        let shared = closure
            .shapes
            .keys()
            .filter_map(|id| model.shape(id))
            .flat_map(Shape::members)
            .map(|member| member.target.clone())
            .collect();
        let sensitive = sensitive(model, &closure);
        let filled = filled::filled(model, &closure);
        let naming = Naming::new(model, service_shape, service, &closure);
        let mut lowering = Self {
            model,
            service_shape,
            service,
            naming,
            closure,
            endpoint: None,
            shared,
            filled,
            sensitive,
            modules: HashMap::new(),
            patterns: Patterns::default(),
            problems: RefCell::default(),
            warnings: RefCell::default(),
        };
        lowering.endpoint = Rules::of(&lowering);
        let module = |shape: &Shape| names::bare(&lowering.naming.operation(&shape.id).method);
        lowering.modules =
            lowering.operations().map(|(shape, _)| (shape.id.name().to_owned(), module(shape))).collect();
        lowering
    }

    /// The module of the operation with this bare name, if it is generated.
    pub(super) fn module(&self, operation: &str) -> Option<&str> {
        self.modules.get(operation).map(String::as_str)
    }

    /// Whether values of the shape must not be shown.
    pub(super) fn is_sensitive(&self, id: &ShapeId) -> bool {
        self.sensitive.contains(id)
    }

    /// Whether a server fills in defaults in values of the shape.
    pub(super) fn is_filled(&self, id: &ShapeId) -> bool {
        self.filled.contains(id)
    }

    /// Whether it does so in values of a member, but for the member itself.
    pub(super) fn has_filled(&self, member: &Member) -> bool {
        self.is_filled(&member.target)
    }

    /// Says which operations are left out because something in them comes as a stream.
    pub(super) fn warn_of_streams(&self) {
        for (shape, operation) in self.all_operations().filter(|(_, operation)| self.has_stream(operation)) {
            let stream = if self.has_stream_in(&operation.input) { &operation.input } else { &operation.output };
            self.warning(shape, "smithy.api#streaming", format!("the operation is left out: {stream} has a stream"));
        }
    }

    /// The operations of the service that are generated, in the order of their ids.
    pub(super) fn operations(&self) -> impl Iterator<Item = (&'a Shape, &'a Operation)> {
        self.all_operations().filter(|(_, operation)| !self.has_stream(operation))
    }

    fn has_stream(&self, operation: &Operation) -> bool {
        self.has_stream_in(&operation.input) || self.has_stream_in(&operation.output)
    }

    fn has_stream_in(&self, structure: &ShapeId) -> bool {
        let members = self.model.shape(structure).map(Shape::members).unwrap_or_default();
        members.iter().filter_map(|member| self.target(member)).any(|target| target.traits.streaming)
    }

    fn all_operations(&self) -> impl Iterator<Item = (&'a Shape, &'a Operation)> {
        self.closure.operations.iter().filter_map(|id| match self.model.shape(id) {
            Some(shape) => match &shape.kind {
                Kind::Operation(operation) => Some((shape, operation)),
                _ => None,
            },
            None => None,
        })
    }

    /// The shapes of the closure, with how they are used.
    pub(super) fn shapes(&self) -> impl Iterator<Item = (&'a Shape, Usage)> {
        self.closure.shapes.iter().filter_map(|(id, usage)| Some((self.model.shape(id)?, *usage)))
    }

    /// The shape that a member refers to. The reader has checked that there is one.
    pub(super) fn target(&self, member: &Member) -> Option<&'a Shape> {
        self.model.shape(&member.target)
    }

    /// Whether some member refers to the shape.
    pub(super) fn is_shared(&self, id: &ShapeId) -> bool {
        self.shared.contains(id)
    }

    /// What the service calls a shape.
    pub(super) fn shape_name<'b>(&'b self, id: &'b ShapeId) -> &'b str {
        self.service.rename.get(id).map_or(id.name(), String::as_str)
    }

    /// Reports something about a shape.
    pub(super) fn problem(&self, shape: &Shape, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem {
            shape: Some(shape.id.clone()),
            position: Some(shape.position),
            message: message.into(),
            ..Problem::default()
        });
    }

    /// Reports something about a member.
    pub(super) fn member_problem(
        &self,
        shape: &Shape,
        member: &Member,
        trait_id: Option<&str>,
        message: impl Into<String>,
    ) {
        self.problems.borrow_mut().push(Problem {
            shape: Some(shape.id.clone()),
            member: Some(member.name.clone()),
            trait_id: trait_id.map(str::to_owned),
            position: Some(member.position),
            message: message.into(),
        });
    }

    /// Reports something about a trait of a shape.
    pub(super) fn trait_problem(&self, shape: &Shape, trait_id: &str, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem {
            shape: Some(shape.id.clone()),
            trait_id: Some(trait_id.to_owned()),
            position: Some(shape.position),
            message: message.into(),
            ..Problem::default()
        });
    }

    /// Reports something about the endpoint rules.
    pub(super) fn endpoint_problem(&self, message: impl Into<String>) {
        let trait_id = self.endpoint.as_ref().map_or("smithy.rules#endpointRuleSet", |rules| rules.trait_id);
        self.trait_problem(self.service_shape, trait_id, message);
    }

    /// Tells something about a trait of a shape that does not keep it from being generated.
    pub(super) fn warning(&self, shape: &Shape, trait_id: &str, message: impl Into<String>) {
        self.warnings.borrow_mut().push(Problem {
            shape: Some(shape.id.clone()),
            trait_id: Some(trait_id.to_owned()),
            position: Some(shape.position),
            message: message.into(),
            ..Problem::default()
        });
    }

    /// What was found: problems, and warnings, each once.
    pub(super) fn into_findings(self) -> (Vec<Problem>, Vec<Warning>) {
        let once = |mut findings: Vec<Problem>| {
            let mut seen = HashSet::new();
            findings.retain(|finding| seen.insert(finding.to_string()));
            findings
        };
        (once(self.problems.into_inner()), once(self.warnings.into_inner()))
    }
}

/// The shapes marked as sensitive, and all that structures, unions, lists and maps among them hold.
/// Simple shapes of the prelude belong to nobody and are not marked for the sake of one member.
fn sensitive(model: &Model, closure: &Closure) -> HashSet<ShapeId> {
    let shapes = closure.shapes.keys().filter_map(|id| model.shape(id));
    let mut next: Vec<&Shape> = shapes.filter(|shape| shape.traits.sensitive).collect();
    let mut found = HashSet::new();
    while let Some(shape) = next.pop() {
        if found.insert(shape.id.clone()) {
            let held = shape.members().into_iter().filter_map(|member| model.shape(&member.target));
            next.extend(held.filter(|shape| is_aggregate(shape)));
        }
    }
    found
}

fn is_aggregate(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. })
}
