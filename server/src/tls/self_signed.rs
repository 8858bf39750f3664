//! A certificate for development, made when it is first needed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use zeroize::Zeroizing;

use super::error::TlsError;
use super::{pair, provider};

/// Whom the certificate is for: this machine, and no other.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long another server may take to make a certificate.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a certificate is good.
const VALIDITY: Duration = DAY.saturating_mul(365);

/// The file with the certificate.
pub(super) fn certificate(directory: &Path) -> PathBuf {
    directory.join("certificate.pem")
}

fn key(directory: &Path) -> PathBuf {
    directory.join("key.pem")
}

/// Reads the certificate of a directory; makes one first when there is none, or none that is good until tomorrow.
///
/// # Errors
/// When the directory or a file in it cannot be read or written.
pub(super) fn read_or_make(directory: &Path) -> Result<CertifiedKey, TlsError> {
    let unwritable = |error: io::Error| TlsError::of("cannot keep a certificate in", directory, error);
    fs::create_dir_all(directory).map_err(unwritable)?;
    let _lock = lock(directory).map_err(unwritable)?;
    if let Some(kept) = read_good(directory, SystemTime::now()) {
        return Ok(kept);
    }
    make(directory, SystemTime::now()).map_err(unwritable)?;
    pair::read(&certificate(directory), &key(directory))
}

/// Has the directory for itself: of two servers that start at once, one makes the certificate.
fn lock(directory: &Path) -> io::Result<File> {
    let file = directory.join("lock");
    let (lock, begin) = (File::create(&file)?, Instant::now());
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if begin.elapsed() < PATIENCE => thread::sleep(PATIENCE / 100),
            Err(TryLockError::WouldBlock) => {
                let text = format!("another program holds {}; end it, or take another directory", file.display());
                return Err(io::Error::other(text));
            }
        }
    }
}

/// What is in the directory, if it can be used. Nobody else can read the key from then on, where that can be said.
fn read_good(directory: &Path, now: SystemTime) -> Option<CertifiedKey> {
    // Not of every file: some file systems know no owners, and some files have another one.
    let _ = restrict(&key(directory));
    let kept = pair::read(&certificate(directory), &key(directory)).ok()?;
    kept.cert.first().filter(|certificate| is_good(certificate, now + DAY)).is_some().then_some(kept)
}

/// Whether a client that trusts a certificate would do so for each of the names at this time.
fn is_good(certificate: &CertificateDer<'static>, time: SystemTime) -> bool {
    let mut roots = RootCertStore::empty();
    if roots.add(certificate.clone()).is_err() {
        return false;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build();
    let (Ok(verifier), Ok(since_epoch)) = (verifier, time.duration_since(SystemTime::UNIX_EPOCH)) else {
        return false;
    };
    NAMES.into_iter().all(|name| {
        let verified = ServerName::try_from(name).map(|name| {
            verifier.verify_server_cert(certificate, &[], &name, &[], UnixTime::since_unix_epoch(since_epoch))
        });
        matches!(verified, Ok(Ok(_)))
    })
}

/// Makes a certificate and its key, and puts them into the directory.
fn make(directory: &Path, now: SystemTime) -> io::Result<()> {
    let pair = KeyPair::generate().map_err(io::Error::other)?;
    let made = params(now).and_then(|params| params.self_signed(&pair)).map_err(io::Error::other)?;
    write(&key(directory), &Zeroizing::new(pair.serialize_pem()), Access::Owner)?;
    write(&certificate(directory), &made.pem(), Access::Everyone)
}

fn params(now: SystemTime) -> Result<CertificateParams, rcgen::Error> {
    let since_epoch = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let begin = date_time_ymd(1970, 1, 1) + since_epoch;
    let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
    // The clock of a client in a container may be behind.
    params.not_before = begin - DAY;
    params.not_after = begin + VALIDITY;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "secretsmith on this machine");
    // Who trusts it trusts nothing else with it.
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Owner,
    Everyone,
}

/// Puts a file in the place of another at once.
fn write(file: &Path, text: &str, access: Access) -> io::Result<()> {
    let new = file.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    create(&new, access)?.write_all(text.as_bytes())?;
    fs::rename(&new, file)
}

#[cfg(unix)]
fn create(file: &Path, access: Access) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    let mode = if access == Access::Owner { 0o600 } else { 0o644 };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(file)
}

/// Leaves a file to its owner.
#[cfg(unix)]
fn restrict(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let mode = fs::metadata(file)?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { fs::set_permissions(file, fs::Permissions::from_mode(mode & 0o700)) }
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Elsewhere the directory says who may read it.
#[cfg(not(unix))]
fn create(file: &Path, _: Access) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(file)
}
