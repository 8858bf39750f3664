//! A certificate and its key, out of files in PEM.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};

use super::error::TlsError;
use super::provider;

/// Reads a certificate with its key.
///
/// # Errors
/// When one of them cannot be read, or they do not belong together.
pub(super) fn read(certificate: &Path, key: &Path) -> Result<Arc<CertifiedKey>, TlsError> {
    let chain = certificates(certificate)?;
    let private = private_key(key)?;
    let read = CertifiedKey::from_der(chain, private, &provider()).map_err(|error| match error {
        Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            let (key, certificate) = (key.display(), certificate.display());
            TlsError::new(format!("the private key in {key} is not that of the certificate in {certificate}"))
        }
        Error::InvalidCertificate(error) => TlsError::of("no certificate in", certificate, error),
        error => TlsError::of("no private key in", key, error),
    });
    read.map(Arc::new)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let problem = |problem: String| TlsError::of("no certificate in", file, problem);
    let text = fs::read(file).map_err(|error| problem(error.to_string()))?;
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    match read {
        Ok(chain) if chain.is_empty() => Err(problem("it holds no certificate in PEM".to_owned())),
        Ok(chain) => Ok(chain),
        Err(error) => Err(problem(error.to_string())),
    }
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let problem = |problem: String| TlsError::of("no private key in", file, problem);
    let text = fs::read(file).map_err(|error| problem(error.to_string()))?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound if is_encrypted(&text) => {
            problem("it is encrypted; give one without a passphrase, such as `openssl pkey` writes".to_owned())
        }
        pem::Error::NoItemsFound => problem("it holds no private key in PEM".to_owned()),
        error => problem(error.to_string()),
    })
}

fn is_encrypted(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).contains("BEGIN ENCRYPTED PRIVATE KEY")
}
