//! TLS, and what clients may take of the server.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use secretsmith_server::{Limits, Tls};

use super::value;

const CHOOSE: &str = "give a certificate with --tls-cert and --tls-key, or --tls self-signed";

#[derive(Debug, Args)]
pub(crate) struct Edge {
    /// Serve over HTTPS with this certificate, and those that it rests on: PEM, read again on SIGHUP
    #[arg(long, env = "SECRETSMITH_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,

    /// The private key of that certificate: PEM, without a passphrase
    #[arg(long, env = "SECRETSMITH_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,

    /// Serve over HTTPS with a certificate for this machine alone, made when it is needed; it stands in DIR, or in
    /// ~/.secretsmith/tls
    #[arg(long, env = "SECRETSMITH_TLS", value_name = "self-signed[=DIR]")]
    tls: Option<SelfSigned>,

    /// How many connections there are at most; who comes then waits until one ends
    #[arg(long, env = "SECRETSMITH_MAX_CONNECTIONS", value_name = "NUMBER", default_value = "900",
        value_parser = value::count)]
    max_connections: u32,
}

impl Edge {
    /// The certificate to serve with, if any.
    ///
    /// # Errors
    /// When it cannot be read or made, or more or less than one is given.
    pub(crate) fn tls(&self) -> Result<Option<Tls>, String> {
        let tls = match (&self.tls, &self.tls_cert, &self.tls_key) {
            (None, None, None) => return Ok(None),
            (Some(SelfSigned(directory)), None, None) => Tls::self_signed(directory),
            (None, Some(certificate), Some(key)) => Tls::from_files(certificate, key),
            (None, Some(_), None) => return Err(format!("--tls-cert is nothing without --tls-key; {CHOOSE}")),
            (None, None, Some(_)) => return Err(format!("--tls-key is nothing without --tls-cert; {CHOOSE}")),
            (Some(_), ..) => return Err(format!("--tls cannot be given with a certificate; {CHOOSE}")),
        };
        tls.map(Some).map_err(|error| error.to_string())
    }

    /// What clients may take.
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        limits.connections = usize::try_from(self.max_connections).unwrap_or(usize::MAX);
        limits
    }
}

/// The directory of a certificate of the server's own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SelfSigned(PathBuf);

impl FromStr for SelfSigned {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some(("self-signed", directory)) if !directory.is_empty() => Ok(Self(directory.into())),
            None if text == "self-signed" => match env::home_dir() {
                Some(home) => Ok(Self(home.join(".secretsmith").join("tls"))),
                None => Err("there is no home directory to keep the certificate in; give self-signed=DIR"),
            },
            _ => Err("give self-signed or self-signed=DIR; certificates of yours are for --tls-cert and --tls-key"),
        }
    }
}
