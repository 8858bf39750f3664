//! How much the server answers and how fast, beside a bare one; what secrets take of memory; how fast it starts.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::figures::{Figures, table};
use super::process;
use super::programs::{Running, measured, ours};

/// How many connections there are at once.
const CONNECTIONS: [u64; 3] = [1, 16, 256];

/// What is asked. A server without anything behind it is asked the first.
const KINDS: [&str; 6] = ["get", "describe", "put", "create", "list", "batch"];

/// How many secrets there are when memory is looked at.
const SIZES: [u64; 4] = [1_000, 10_000, 100_000, 500_000];

/// How the server is started: its log is off, as what it costs is measured apart.
const SERVE: [&str; 5] = ["serve", "--addr", "127.0.0.1:0", "--log", "off"];

/// How it is started when it logs, to where nobody reads it.
const LOGGING: [(&str, [&str; 5]); 2] = [
    ("text", ["serve", "--addr", "127.0.0.1:0", "--log-format", "text"]),
    ("json", ["serve", "--addr", "127.0.0.1:0", "--log-format", "json"]),
];

#[derive(Debug, Args)]
pub(crate) struct Server {
    /// How often each is measured, in turn
    #[arg(long, default_value_t = 3)]
    rounds: u32,

    /// How many seconds each measurement takes
    #[arg(long, default_value_t = 3)]
    seconds: u32,

    /// The most secrets there are
    #[arg(long, default_value_t = SIZES[3])]
    secrets: u64,
}

/// What measures, and for how long.
struct Bench {
    load: PathBuf,
    rounds: u32,
    seconds: String,
}

pub(super) fn measure(Server { rounds, seconds, secrets }: &Server) -> Result<(), String> {
    let programs = ours()?;
    let (program, bare) = (programs.join("secretsmith"), programs.join("answer"));
    let bench = Bench { load: programs.join("load"), rounds: *rounds, seconds: format!("{seconds}s") };
    start(&program)?;
    let (few, many) = (Running::start(&program, &SERVE)?, Running::start(&program, &SERVE)?);
    let sizes: Vec<_> = SIZES.into_iter().filter(|size| size < secrets).chain([*secrets]).collect();
    bench.fill(&few, 0, sizes[0])?;
    bench.memory(&many, &sizes)?;
    bench.sizes((&few, sizes[0]), (&many, *secrets))?;
    bench.logging(&program, (&few, sizes[0]))?;
    bench.throughput(&program, &Running::start(&bare, &[])?, (&few, sizes[0]), (&many, *secrets))
}

/// The time until a server listens, and what it takes of memory then.
fn start(program: &Path) -> Result<(), String> {
    let mut figures = Figures::default();
    for _ in 0..20 {
        let begun = Instant::now();
        let server = Running::start(program, &SERVE)?;
        let ms = begun.elapsed().as_secs_f64() * 1e3;
        figures.push(json!({"ms": ms, "bytes": process::resident(server.id())}));
    }
    let (ms, bytes) = (figures.median("ms"), figures.median("bytes"));
    println!("\nIt listens {ms:.1} ms after it was started, with {:.1} MiB resident: medians of 20.", bytes / MIB);
    Ok(())
}

const MIB: f64 = 1_048_576.0;

impl Bench {
    /// Puts a load on a server: how it went, with what each answer has cost the server of the processor, in µs.
    fn load(&self, server: &Running, kind: &str, secrets: u64, connections: u64, until: &str) -> Result<Value, String> {
        let before = process::cpu(server.id());
        let (secrets, connections) = (secrets.to_string(), connections.to_string());
        let mut went = measured(&self.load, &[server.authority(), kind, &secrets, &connections, until])?;
        let spent = before.and_then(|before| Some(process::cpu(server.id())? - before));
        let answered = went["answered"].as_f64();
        went["cpu_us"] = json!(spent.zip(answered).map(|(spent, answered)| spent * 1e6 / answered));
        Ok(went)
    }

    fn fill(&self, server: &Running, from: u64, to: u64) -> Result<Value, String> {
        self.load(server, "create", from, 16, &(to - from).to_string())
    }

    /// What a secret takes of memory, its value of 64 characters among it.
    fn memory(&self, server: &Running, sizes: &[u64]) -> Result<(), String> {
        let empty = process::resident(server.id());
        let mut rows = vec![["secrets", "resident MiB", "bytes each", "created a second"].map(str::to_owned).to_vec()];
        let mut there = 0;
        for &size in sizes {
            let went = self.fill(server, there, size)?;
            there = size;
            let full = process::resident(server.id());
            let each =
                full.zip(empty).map_or(f64::NAN, |(full, empty)| full.saturating_sub(empty) as f64 / size as f64);
            let full = full.map_or(f64::NAN, |full| full as f64 / MIB);
            let per_second = went["per_second"].as_f64().unwrap_or(f64::NAN);
            rows.push(vec![size.to_string(), format!("{full:.1}"), format!("{each:.0}"), format!("{per_second:.0}")]);
        }
        println!("\nMemory:\n");
        table(&rows);
        Ok(())
    }

    /// How much slower it is with many secrets than with few.
    fn sizes(&self, (few, few_secrets): (&Running, u64), (many, secrets): (&Running, u64)) -> Result<(), String> {
        let titles = ["16 connections", "CPU µs", "of few", "p50 µs", "of few"];
        let mut rows = vec![titles.map(str::to_owned).to_vec()];
        for kind in ["get", "describe", "list"] {
            let (mut of_few, mut of_many) = (Figures::default(), Figures::default());
            for _ in 0..self.rounds {
                of_few.push(self.load(few, kind, few_secrets, 16, &self.seconds)?);
                of_many.push(self.load(many, kind, secrets, 16, &self.seconds)?);
            }
            rows.push(vec![
                kind.to_owned(),
                format!("{:.1}", of_many.median("cpu_us")),
                of_many.ratio("cpu_us", &of_few),
                format!("{:.1}", of_many.median("p50_us")),
                of_many.ratio("p50_us", &of_few),
            ]);
        }
        println!("\nWith {secrets} secrets beside {few_secrets}:\n");
        table(&rows);
        Ok(())
    }

    /// What the log costs.
    fn logging(&self, program: &Path, (silent, secrets): (&Running, u64)) -> Result<(), String> {
        let mut rows = vec![["get, 16 connections", "CPU µs", "of silent"].map(str::to_owned).to_vec()];
        for (name, arguments) in LOGGING {
            let logging = Running::start(program, &arguments)?;
            self.fill(&logging, 0, secrets)?;
            let (mut of_silent, mut of_logging) = (Figures::default(), Figures::default());
            for _ in 0..self.rounds {
                of_silent.push(self.load(silent, KINDS[0], secrets, 16, &self.seconds)?);
                of_logging.push(self.load(&logging, KINDS[0], secrets, 16, &self.seconds)?);
            }
            let cpu = format!("{:.1}", of_logging.median("cpu_us"));
            rows.push(vec![format!("log in {name}"), cpu, of_logging.ratio("cpu_us", &of_silent)]);
        }
        println!("\nWith a line of log for each call:\n");
        table(&rows);
        Ok(())
    }

    /// How much is answered, beside a server that always says the same.
    fn throughput(
        &self,
        program: &Path,
        bare: &Running,
        (few, few_secrets): (&Running, u64),
        (many, secrets): (&Running, u64),
    ) -> Result<(), String> {
        let titles = ["", "connections", "a second", "of bare", "CPU µs", "of bare", "p50 µs", "p99 µs", "p99.9 µs"];
        let mut rows = vec![titles.map(str::to_owned).to_vec()];
        for connections in CONNECTIONS {
            let (mut of_bare, mut of_few) = (Figures::default(), Figures::default());
            let mut of_kind: Vec<_> = KINDS.iter().map(|kind| (*kind, Figures::default())).collect();
            for _ in 0..self.rounds {
                of_bare.push(self.load(bare, KINDS[0], secrets, connections, &self.seconds)?);
                of_few.push(self.load(few, KINDS[0], few_secrets, connections, &self.seconds)?);
                for (kind, figures) in &mut of_kind {
                    figures.push(match *kind {
                        // An account cannot have more secrets than there may be already.
                        "create" => {
                            self.load(&Running::start(program, &SERVE)?, kind, 0, connections, &self.seconds)?
                        }
                        _ => self.load(many, kind, secrets, connections, &self.seconds)?,
                    });
                }
            }
            rows.push(row("bare", connections, &of_bare, &of_bare));
            rows.push(row(&format!("get of {few_secrets}"), connections, &of_few, &of_bare));
            rows.extend(of_kind.iter().map(|(kind, figures)| row(kind, connections, figures, &of_bare)));
        }
        println!("\nWith {secrets} secrets, beside hyper's server with one fixed answer:\n");
        table(&rows);
        Ok(())
    }
}

fn row(name: &str, connections: u64, figures: &Figures, bare: &Figures) -> Vec<String> {
    vec![
        name.to_owned(),
        connections.to_string(),
        format!("{:.0}", figures.median("per_second")),
        figures.ratio("per_second", bare),
        format!("{:.1}", figures.median("cpu_us")),
        figures.ratio("cpu_us", bare),
        format!("{:.0}", figures.median("p50_us")),
        format!("{:.0}", figures.median("p99_us")),
        format!("{:.0}", figures.median("p999_us")),
    ]
}
