//! What a client's calls cost: one after the other, on one thread.

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use cpu_time::ProcessTime;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// Calls before the measured ones: the connection is made, keys are derived, caches are warm.
const WARM_UP: u32 = 1000;

/// Where the service is, and how many calls are measured: the arguments of the program.
struct Task {
    url: String,
    calls: u32,
}

/// Measures what `connect`, given a URL, makes to be called, and prints that as JSON.
///
/// It prints for each call: `cpu_ns` and `wall_ns`, the time of the process and that of the clock,
/// and `allocations` and `allocated_bytes`, how often memory was asked for and how much.
pub fn main<C, F>(connect: impl FnOnce(&str) -> C, call: F) -> ExitCode
where
    F: AsyncFn(&C) -> Result<(), Box<dyn Error>>,
{
    let outcome = task().and_then(|task| measure(&task, connect, call));
    match outcome.and_then(|line| Ok(writeln!(io::stdout(), "{line}")?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nobody left to tell when this fails.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn task() -> Result<Task, Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [url, calls] => Ok(Task { url: url.clone(), calls: calls.parse()? }),
        _ => Err("give a URL and a number of calls".into()),
    }
}

fn measure<C, F>(
    Task { url, calls }: &Task,
    connect: impl FnOnce(&str) -> C,
    call: F,
) -> Result<serde_json::Value, Box<dyn Error>>
where
    F: AsyncFn(&C) -> Result<(), Box<dyn Error>>,
{
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = runtime.block_on(async { connect(url) });
    repeat(&runtime, WARM_UP, &client, &call)?;
    let (clock, cpu) = (Instant::now(), ProcessTime::try_now()?);
    repeat(&runtime, *calls, &client, &call)?;
    let (wall, cpu) = (clock.elapsed(), cpu.try_elapsed()?);
    // Counting costs time: it is done apart.
    let mut counted = Ok(());
    let memory = allocation_counter::measure(|| counted = repeat(&runtime, WARM_UP, &client, &call));
    counted?;
    Ok(json!({
        "cpu_ns": cpu.as_nanos() as f64 / f64::from(*calls),
        "wall_ns": wall.as_nanos() as f64 / f64::from(*calls),
        "allocations": memory.count_total as f64 / f64::from(WARM_UP),
        "allocated_bytes": memory.bytes_total as f64 / f64::from(WARM_UP),
    }))
}

fn repeat<C, F>(runtime: &Runtime, times: u32, client: &C, call: &F) -> Result<(), Box<dyn Error>>
where
    F: AsyncFn(&C) -> Result<(), Box<dyn Error>>,
{
    runtime.block_on(async {
        for _ in 0..times {
            call(client).await?;
        }
        Ok(())
    })
}
