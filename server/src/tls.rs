//! TLS: certificates and keys out of files, and the agreement with each client.

mod error;
mod pair;
mod plain;
mod self_signed;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

pub use self::error::TlsError;

/// A certificate and its key, for serving over TLS 1.2 and 1.3: HTTP/2 for clients that offer it, HTTP/1.1 for others.
///
/// Clones are of the same: all of them change with [`reload`](Self::reload).
#[derive(Clone)]
pub struct Tls {
    source: Source,
    /// How it is agreed with clients who come now.
    current: Arc<ArcSwap<ServerConfig>>,
}

/// Where certificate and key come from.
#[derive(Clone, Debug)]
enum Source {
    Files { certificate: PathBuf, key: PathBuf },
    SelfSigned(PathBuf),
}

impl Tls {
    /// With a certificate, and those that it rests on after it, and its key, both in PEM.
    ///
    /// # Errors
    /// When a file cannot be read or has nothing of the kind, or the key is that of another certificate.
    pub fn from_files(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Result<Self, TlsError> {
        Self::new(Source::Files { certificate: certificate.into(), key: key.into() })
    }

    /// With a certificate for `localhost`, `127.0.0.1` and `::1` that stands in this directory. It is made when there
    /// is none, or none that is good until tomorrow, and then it is good for a year. For development: whoever is to
    /// trust it has to be told, see [`to_trust`](Self::to_trust).
    ///
    /// # Errors
    /// When the directory or a file in it cannot be read or written.
    pub fn self_signed(directory: impl Into<PathBuf>) -> Result<Self, TlsError> {
        Self::new(Source::SelfSigned(directory.into()))
    }

    /// The file that clients have to trust, when the certificate is self-signed.
    pub fn to_trust(&self) -> Option<PathBuf> {
        match &self.source {
            Source::Files { .. } => None,
            Source::SelfSigned(directory) => Some(self_signed::certificate(directory)),
        }
    }

    /// Reads the files again, for the connections that come from now on, which resume no session from before; those
    /// that are there stay as they are.
    ///
    /// # Errors
    /// As when they were read first. Then the certificate stays that it was.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.current.store(config(self.source.read()?)?);
        Ok(())
    }

    fn new(source: Source) -> Result<Self, TlsError> {
        let current = Arc::new(ArcSwap::new(config(source.read()?)?));
        Ok(Self { source, current })
    }

    /// Agrees with a client; who does not speak TLS is told so.
    ///
    /// # Errors
    /// When that fails.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        match plain::speaks_tls(&stream).await? {
            true => TlsAcceptor::from(self.current.load_full()).accept(stream).await,
            false => Err(plain::refuse(stream).await),
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("source", &self.source).finish_non_exhaustive()
    }
}

impl Source {
    fn read(&self) -> Result<CertifiedKey, TlsError> {
        match self {
            Self::Files { certificate, key } => pair::read(certificate, key),
            Self::SelfSigned(directory) => self_signed::read_or_make(directory),
        }
    }
}

/// How it is agreed with clients to whom this certificate is shown.
fn config(certificate: CertifiedKey) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError::new(error.to_string()))?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certificate)));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}
