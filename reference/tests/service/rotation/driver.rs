//! The driver: nothing is held while a function works, nothing waits for another.

use std::future::{pending, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use secretsmith_reference::{BoxFuture, Clock, Invocation, RotationFunction, RotationFunctions};
use serde_json::json;

use super::{FUNCTION, contract, rotating};
use crate::{World, now};

fn poll<T>(future: std::pin::Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A function that waits at its first step until it is let go.
fn gate(world: &World) -> Arc<AtomicBool> {
    let open = Arc::new(AtomicBool::new(false));
    let (gate, within) = (Arc::clone(&open), Arc::new(world.caller(world.caller.clone())));
    world.service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        let (gate, within) = (Arc::clone(&gate), Arc::clone(&within));
        async move {
            poll_fn(|_| if gate.load(Ordering::SeqCst) { Poll::Ready(()) } else { Poll::Pending }).await;
            contract(&within, &invocation)
        }
    });
    open
}

#[test]
fn the_service_answers_while_a_function_works() {
    let (world, _) = rotating();
    let open = gate(&world);
    world.rotate("v2");
    let mut driver = pin!(world.service.run_due(world.clock.now()));
    assert!(poll(driver.as_mut()).is_pending());
    world.secret("other");
    world.put("other", "v2", &[]);
    assert_eq!(world.describe("db")["RotationEnabled"], true);
    assert_eq!(world.events(), [""; 0], "another driver leaves it alone");
    crate::assert_refused(world.rotate_secret(world.rotation("v3")), super::INCOMPLETE);
    open.store(true, Ordering::SeqCst);
    let Poll::Ready(events) = poll(driver.as_mut()) else { panic!("the function is done") };
    assert_eq!(events.len(), 2);
    assert_eq!(world.labels()["v2"], json!(["AWSPENDING", "AWSCURRENT"]));
}

#[test]
fn a_slow_function_holds_up_no_other_rotation() {
    let (world, _) = rotating();
    let other = "arn:aws:lambda:eu-west-1:111122223333:function:other";
    world.service.register_rotation_function(other, |_| pending());
    world.secret("slow");
    let mut input = world.rotation("v2");
    (input["SecretId"], input["RotationLambdaARN"]) = (json!("slow"), json!(other));
    world.rotate_secret(input).expect("rotation is accepted");
    world.rotate("v2");
    let mut driver = pin!(world.service.run_due(world.clock.now()));
    assert!(poll(driver.as_mut()).is_pending());
    assert_eq!(world.labels()["v2"], json!(["AWSPENDING", "AWSCURRENT"]));
}

#[test]
fn a_driver_that_is_dropped_has_failed() {
    let (world, _) = rotating();
    let open = gate(&world);
    world.rotate("v2");
    let mut driver = Box::pin(world.service.run_due(world.clock.now()));
    assert!(poll(driver.as_mut()).is_pending());
    drop(driver);
    open.store(true, Ordering::SeqCst);
    assert_eq!(world.events(), [""; 0]);
    world.wait(60);
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
}

#[test]
fn a_rotation_that_was_asked_for_is_heard_of() {
    struct Flag(AtomicBool);

    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    let (world, _) = rotating();
    let flag = Arc::new(Flag(AtomicBool::new(false)));
    let mut requested = pin!(world.service.rotation_requested());
    let waker = Waker::from(Arc::clone(&flag));
    assert!(requested.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    world.rotate("v2");
    assert!(flag.0.load(Ordering::SeqCst));
    assert!(requested.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
    assert!(poll(pin!(world.service.rotation_requested())).is_pending(), "once");
    world.events();
    world.rotate("v3");
    assert!(poll(pin!(world.service.rotation_requested())).is_ready(), "also when nobody was waiting");
}

struct Elsewhere;

impl RotationFunctions for Elsewhere {
    fn find<'a>(&'a self, arn: &'a str) -> BoxFuture<'a, Option<Arc<dyn RotationFunction>>> {
        Box::pin(async move {
            let is_there = arn.ends_with(":elsewhere");
            is_there.then(|| Arc::new(|_: Invocation| std::future::ready(Ok(()))) as Arc<dyn RotationFunction>)
        })
    }
}

#[test]
fn functions_can_be_found_elsewhere() {
    let service = secretsmith_reference::InMemory::builder()
        .region("eu-west-1")
        .account("111122223333")
        .rotation_functions(Elsewhere)
        .rotation_function(FUNCTION, |_| std::future::ready(Ok(())))
        .build();
    let world = World { service, ..World::new() };
    for (name, is_there) in [("elsewhere", true), ("rotate", true), ("nowhere", false)] {
        world.secret(name);
        let mut input = world.rotation("v2");
        input["SecretId"] = json!(name);
        input["RotationLambdaARN"] = json!(format!("arn:aws:lambda:eu-west-1:111122223333:function:{name}"));
        assert_eq!(world.rotate_secret(input).is_ok(), is_there, "{name}");
    }
}

#[test]
fn drivers_callers_and_functions_may_come_at_once() {
    let (world, _) = rotating();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let world = world.caller(world.caller.clone());
            scope.spawn(move || {
                for number in 0..20 {
                    let token = format!("t{thread}-{number}");
                    // Another thread's rotation may be in the way, or this one's be abandoned.
                    let _ = world.rotate_secret(world.rotation(&format!("r{token}")));
                    world.events();
                    if thread == 0 && number % 5 == 0 {
                        world.put("db", &token, &[]);
                    }
                }
            });
        }
    });
    world.events();
    let labels = world.labels();
    let count = |label: &str| {
        let versions = labels.as_object().expect("labels").values();
        versions.filter(|labels| labels.as_array().expect("labels").contains(&json!(label))).count()
    };
    assert_eq!((count("AWSCURRENT"), count("AWSPREVIOUS")), (1, 1), "{labels}");
    // A function may have put its version when its rotation was abandoned already.
    world.put("db", "hand", &[]);
    world.events();
    world.rotate("last");
    assert_eq!(world.events(), ["RotationStarted last", "RotationSucceeded last"]);
}

#[test]
fn a_function_may_ask_for_rotations() {
    let (world, _) = rotating();
    world.secret("next");
    super::register(&world, |world, invocation| {
        contract(world, invocation)?;
        if invocation.step.name() == "finishSecret" && invocation.client_request_token == "v2" {
            let mut input = world.rotation("v3");
            input["SecretId"] = json!("next");
            world.rotate_secret(input)?;
        }
        Ok(())
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(now(world.service.run_due(world.clock.now())).len(), 2, "what becomes due meanwhile comes next");
}
