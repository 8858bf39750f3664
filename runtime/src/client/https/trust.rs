//! Whom TLS trusts.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper_rustls::ConfigBuilderExt;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};

/// The authorities that the system trusts.
pub(super) fn system() -> Result<ClientConfig, Untrusted> {
    let trusting = tls().with_native_roots().map_err(|_| Untrusted::NoRoots)?;
    Ok(trusting.with_no_client_auth())
}

/// The authorities in a file, and no others.
pub(super) fn bundle(path: &Path) -> Result<ClientConfig, Untrusted> {
    let unfit = |problem: String| Untrusted::Bundle { path: path.to_owned(), problem };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unfit(error.to_string()))? {
        let certificate = certificate.map_err(|error| unfit(error.to_string()))?;
        roots.add(certificate).map_err(|error| unfit(error.to_string()))?;
    }
    match roots.is_empty() {
        true => Err(unfit("it holds no certificate in PEM".to_owned())),
        false => Ok(tls().with_root_certificates(roots).with_no_client_auth()),
    }
}

/// Nobody: for connections without TLS.
pub(super) fn nobody() -> ClientConfig {
    tls().with_root_certificates(RootCertStore::empty()).with_no_client_auth()
}

fn tls() -> ConfigBuilder<ClientConfig, WantsVerifier> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has what TLS 1.2 and 1.3 need")
}

/// Why there is nobody to trust.
#[derive(Clone, Debug)]
pub(super) enum Untrusted {
    /// The system has no certificate authorities.
    NoRoots,
    /// The file of certificate authorities cannot be used.
    Bundle { path: PathBuf, problem: String },
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRoots => f.write_str(
                "this system has no certificate authorities to trust; install its package of them (ca-certificates) or set SSL_CERT_FILE",
            ),
            Self::Bundle { path, problem } => {
                write!(f, "no certificate authorities in {}: {problem}", path.display())
            }
        }
    }
}

impl Error for Untrusted {}
