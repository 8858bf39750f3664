//! What a call costs, signed and over loopback, beside a bare client and the AWS SDK.

use std::path::PathBuf;

use clap::Args;

use super::figures::{Figures, table};
use super::programs::{Running, measured, of_aws, ours};

#[derive(Debug, Args)]
pub(crate) struct Client {
    /// How often each is measured, in turn
    #[arg(long, default_value_t = 7)]
    rounds: u32,

    /// The calls of each measurement
    #[arg(long, default_value_t = 20_000)]
    calls: u32,

    /// Leave out the AWS SDK, which takes minutes to build
    #[arg(long)]
    without_aws: bool,
}

/// A client that is measured.
struct Measured {
    name: &'static str,
    program: PathBuf,
    figures: Figures,
}

pub(super) fn measure(Client { rounds, calls, without_aws }: &Client) -> Result<(), String> {
    let programs = ours()?;
    let client = |name, program| Measured { name, program, figures: Figures::default() };
    let mut clients = vec![
        client("hyper's client, bare and unsigned", programs.join("call_bare")),
        client("secretsmith", programs.join("call_secretsmith")),
    ];
    if !without_aws {
        clients.push(client("aws-sdk-secretsmanager", of_aws()?));
    }
    let answering = Running::start(&programs.join("answer"), &[])?;
    for round in 1..=*rounds {
        println!("round {round} of {rounds}");
        for client in &mut clients {
            client.figures.push(measured(&client.program, &[&answering.url, &calls.to_string()])?);
        }
    }
    show(&clients);
    Ok(())
}

fn show(clients: &[Measured]) {
    let titles = ["a GetSecretValue by", "CPU µs", "of bare", "wall µs", "of bare", "allocations", "bytes"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    let bare = &clients[0].figures;
    for Measured { name, figures, .. } in clients {
        rows.push(vec![
            (*name).to_owned(),
            format!("{:.1}", figures.median("cpu_ns") / 1000.0),
            figures.ratio("cpu_ns", bare),
            format!("{:.1}", figures.median("wall_ns") / 1000.0),
            figures.ratio("wall_ns", bare),
            format!("{:.1}", figures.median("allocations")),
            format!("{:.0}", figures.median("allocated_bytes")),
        ]);
    }
    println!("\nMedians, and the ratios of pairs with their extremes:\n");
    table(&rows);
}
