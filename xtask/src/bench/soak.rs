//! A long time at most of what the server can do, with an eye on its memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::Value;

use super::process::resident;
use super::programs::{Running, measured, ours};

/// How much of what it can do the server is asked for.
const SHARE: f64 = 0.8;

/// How many secrets there are; some more come and go.
const SECRETS: &str = "10000";

const CONNECTIONS: &str = "64";

#[derive(Debug, Args)]
pub(crate) struct Soak {
    /// How many minutes it takes
    #[arg(long, default_value_t = 30)]
    minutes: u64,
}

pub(super) fn measure(Soak { minutes }: &Soak) -> Result<(), String> {
    let programs = ours()?;
    let server = Running::start(&programs.join("secretsmith"), &["serve", "--addr", "127.0.0.1:0", "--log", "off"])?;
    let load = programs.join("load");
    measured(&load, &[server.authority(), "create", "0", "16", SECRETS])?;
    let peak = measured(&load, &[server.authority(), "mix", SECRETS, CONNECTIONS, "20s"])?;
    let peak = peak["per_second"].as_f64().unwrap_or_default();
    let rate = (peak * SHARE).round();
    println!("{peak:.0} requests a second at most; {rate:.0} for {minutes} minutes:\n");
    let went = watched(&load, &server, *minutes, rate)?;
    println!(
        "\n{} requests, none of them failed:\n{}",
        went["answered"],
        serde_json::to_string_pretty(&went).unwrap_or_default()
    );
    Ok(())
}

/// Puts the load on, and says every minute how much memory the server has.
fn watched(load: &Path, server: &Running, minutes: u64, rate: f64) -> Result<Value, String> {
    let until = format!("{}s", minutes * 60);
    let mut command = Command::new(load);
    command.args([server.authority(), "mix", SECRETS, CONNECTIONS, &until, &format!("{rate:.0}")]);
    let mut running =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot run the load: {error}"))?;
    let begun = Instant::now();
    let mut told = 0;
    while running.try_wait().map_err(|error| format!("cannot wait for the load: {error}"))?.is_none() {
        sleep(Duration::from_secs(1));
        if begun.elapsed().as_secs() / 60 > told {
            told += 1;
            let mib = resident(server.id()).map_or(f64::NAN, |bytes| bytes as f64 / 1_048_576.0);
            println!("after {told} min: {mib:.1} MiB resident");
        }
    }
    let output = running.wait_with_output().map_err(|error| format!("cannot read of the load: {error}"))?;
    match output.status.success() {
        true => {
            serde_json::from_slice(&output.stdout).map_err(|error| format!("the load printed what is no JSON: {error}"))
        }
        false => Err("the load failed: a request was refused, or the server is gone".to_owned()),
    }
}
