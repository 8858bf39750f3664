//! A house with a door that needs a signature, one that takes one, and one that does not look at it.

use runtime::server::Context;
use runtime::{BuildError, Operation, OperationFacts, Protocol, ServiceInfo, Signing, Unmodeled, constraint};
use secretsmith_runtime as runtime;

pub(crate) const SERVICE: ServiceInfo = ServiceInfo {
    title: "Doors",
    version: "2026-01-31",
    target: "Doors",
    signing_name: "doors",
    signing: Signing::Optional,
    env_name: "DOORS",
    protocol: Protocol::AwsJson1_0,
    namespace: "example.doors",
    is_query_compatible: false,
    client_params: &[],
    sensitive_members: &[],
    token_members: &[],
    empty_answer: "{}",
};

pub(crate) trait Doors: Send + Sync + 'static {
    fn front(&self, input: FrontInput, context: &Context) -> impl Future<Output = Opened> + Send;
    fn side(&self, input: SideInput, context: &Context) -> impl Future<Output = Opened> + Send;
    fn garden(&self, input: GardenInput, context: &Context) -> impl Future<Output = Opened> + Send;
}

pub(crate) type Opened = Result<Output, OpenError>;

/// Tells whoever comes who they are.
pub(crate) struct House;

impl Doors for House {
    async fn front(&self, _: FrontInput, context: &Context) -> Opened {
        Ok(Output { caller: context.caller.access_key_id.clone() })
    }

    async fn side(&self, _: SideInput, context: &Context) -> Opened {
        Ok(Output { caller: context.caller.access_key_id.clone() })
    }

    async fn garden(&self, _: GardenInput, context: &Context) -> Opened {
        Ok(Output { caller: context.caller.access_key_id.clone() })
    }
}

pub(crate) struct Server<S> {
    pub(crate) service: S,
}

runtime::dispatch! {
    Server: Doors {
        "Front" => front(Front),
        "Side" => side(Side),
        "Garden" => garden(Garden),
    }
}

/// An operation without members in its input.
macro_rules! door {
    ($name:ident, $input:ident, $signing:ident) => {
        pub(crate) struct $input {}

        #[derive(Default)]
        pub(crate) struct $name {}

        impl $name {
            fn build(self) -> Result<$input, BuildError> {
                Ok($input {})
            }
        }

        impl Operation for $name {
            const NAME: &'static str = stringify!($name);

            type Input = $input;
            type Output = Output;
            type Error = OpenError;

            const FACTS: OperationFacts = OperationFacts { signing: Signing::$signing, ..OperationFacts::USUAL };
        }

        impl constraint::Validate for $name {
            fn validate(&self, _: &mut constraint::Check<'_>) {}
        }

        runtime::structure! {
            $input by $name {}
        }
    };
}

door!(Front, FrontInput, Required);
door!(Side, SideInput, Optional);
door!(Garden, GardenInput, Never);

#[derive(Default)]
pub(crate) struct Output {
    pub(crate) caller: Option<String>,
}

runtime::structure! {
    Output {
        "Caller" => caller: optional,
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OpenError {
    Unmodeled(Unmodeled),
}

runtime::operation_error! {
    OpenError {}
}
