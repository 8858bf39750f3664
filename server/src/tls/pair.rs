//! A certificate and its key, out of files in PEM.

use std::fs;
use std::io;
use std::path::Path;

use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};
use zeroize::Zeroizing;

use super::error::TlsError;
use super::provider;

/// Reads a certificate with its key.
///
/// # Errors
/// When one of them cannot be read, or they do not belong together.
pub(super) fn read(certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let chain = certificates(certificate)?;
    let private = private_key(key)?;
    CertifiedKey::from_der(chain, private, &provider()).map_err(|error| match error {
        Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            let (key, certificate) = (key.display(), certificate.display());
            TlsError::new(format!("the private key in {key} is not that of the certificate in {certificate}"))
        }
        Error::InvalidCertificate(error) => TlsError::of("no certificate in", certificate, error),
        error => TlsError::of("no private key in", key, error),
    })
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let problem = |problem: &str| TlsError::of("no certificate in", file, problem);
    let text = content(file).map_err(|error| problem(&error.to_string()))?;
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    match read {
        Ok(chain) if chain.is_empty() => Err(problem("it holds no certificate in PEM")),
        Ok(chain) => Ok(chain),
        Err(error) => Err(problem(told(error))),
    }
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let problem = |problem: &str| TlsError::of("no private key in", file, problem);
    let text = content(file).map_err(|error| problem(&error.to_string()))?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound if is_encrypted(&text) => {
            problem("it is encrypted; give one without a passphrase, such as `openssl pkey` writes")
        }
        pem::Error::NoItemsFound => problem("it holds no private key in PEM"),
        error => problem(told(error)),
    })
}

/// What is in a file, which may be a key, also where a certificate should be.
fn content(file: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    fs::read(file).map(Zeroizing::new)
}

/// What is wrong with a text in PEM. The error itself shows lines of it, and where line breaks are lost, a line is the
/// whole key.
fn told(error: pem::Error) -> &'static str {
    match error {
        pem::Error::IllegalSectionStart { line } | pem::Error::MissingSectionEnd { end_marker: line } => {
            drop(Zeroizing::new(line));
            "it is no PEM, in which BEGIN and END have a line each; the usual cause is that line breaks were lost, or \
             are written as \\n"
        }
        pem::Error::Base64Decode(_) => "it is no PEM: what stands between BEGIN and END is not in base64",
        _ => "it is no PEM",
    }
}

fn is_encrypted(text: &[u8]) -> bool {
    const MARK: &[u8] = b"BEGIN ENCRYPTED PRIVATE KEY";
    text.windows(MARK.len()).any(|part| part == MARK)
}
