//! TLS, and what clients may take of the server.

use std::env;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use secretsmith_server::{Limits, Tls};

#[derive(Debug, Args)]
pub(crate) struct Edge {
    /// Serve over HTTPS with this certificate, and those that it rests on: PEM, read again on SIGHUP
    #[arg(long, env = "SECRETSMITH_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The private key of that certificate: PEM, without a passphrase
    #[arg(long, env = "SECRETSMITH_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// Serve over HTTPS with a certificate for this machine alone, made when it is needed; it stands in DIR, or in
    /// ~/.secretsmith/tls
    #[arg(long, env = "SECRETSMITH_TLS", value_name = "self-signed[=DIR]", conflicts_with = "tls_cert")]
    tls: Option<SelfSigned>,

    /// How many connections there are at most; who comes then waits until one ends
    #[arg(long, env = "SECRETSMITH_MAX_CONNECTIONS", value_name = "NUMBER", default_value = "900")]
    max_connections: NonZeroUsize,
}

impl Edge {
    /// The certificate to serve with, if any.
    ///
    /// # Errors
    /// When it cannot be read, or made.
    pub(crate) fn tls(&self) -> Result<Option<Tls>, String> {
        let tls = match (&self.tls, &self.tls_cert, &self.tls_key) {
            (Some(SelfSigned(directory)), ..) => Tls::self_signed(directory),
            (None, Some(certificate), Some(key)) => Tls::from_files(certificate, key),
            _ => return Ok(None),
        };
        tls.map(Some).map_err(|error| error.to_string())
    }

    /// What clients may take.
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        limits.connections = self.max_connections.get();
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
            _ => Err("give self-signed, self-signed=DIR, or a certificate with --tls-cert and --tls-key"),
        }
    }
}
