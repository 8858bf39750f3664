//! TLS: who is trusted, what is agreed on, and what is wrong with files.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertifiedKey, KeyPair, date_time_ymd, generate_simple_self_signed};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, HandshakeKind, ProtocolVersion, RootCertStore};
use secretsmith::Client;
use secretsmith::config::{Config, Credentials, RetryMode};
use secretsmith_server::{Limits, Options, Tls};
use tempfile::{TempDir, tempdir};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::raw::{EMPTY_LIST, Raw, list, start};

/// A certificate and a key in files.
struct Pair {
    directory: TempDir,
}

impl Pair {
    /// For this machine.
    fn new() -> Self {
        let pair = Self { directory: tempdir().unwrap() };
        pair.renew();
        pair
    }

    /// Puts another certificate with its key into the files.
    fn renew(&self) {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        fs::write(self.certificate(), cert.pem()).unwrap();
        fs::write(self.key(), signing_key.serialize_pem()).unwrap();
    }

    fn certificate(&self) -> PathBuf {
        self.directory.path().join("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.directory.path().join("key.pem")
    }

    fn tls(&self) -> Tls {
        Tls::from_files(self.certificate(), self.key()).unwrap()
    }

    /// What is said of the files.
    fn problem(&self) -> String {
        Tls::from_files(self.certificate(), self.key()).unwrap_err().to_string()
    }
}

/// A client that trusts the certificate in a file, and offers these protocols.
fn trusting(file: &Path, protocols: &[&str]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Arc::new(config)
}

/// A connection of a client.
async fn connect_as(client: &Arc<ClientConfig>, address: SocketAddr) -> std::io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::clone(client)).connect(name, TcpStream::connect(address).await.unwrap()).await
}

/// A connection that trusts the certificate in a file.
async fn connect(address: SocketAddr, trusted: &Path, protocols: &[&str]) -> std::io::Result<TlsStream<TcpStream>> {
    connect_as(&trusting(trusted, protocols), address).await
}

/// Sends a request, and reads until the known answer has come.
async fn exchange(stream: &mut TlsStream<TcpStream>) {
    stream.write_all(list().as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(EMPTY_LIST.as_bytes()) {
        assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "the answer is cut short");
    }
}

#[tokio::test]
async fn our_client_calls_it_over_both_names_of_this_machine() {
    let pair = Pair::new();
    let address = start(Options::new().tls(pair.tls())).await;
    for host in ["127.0.0.1", "localhost"] {
        let config = Config::builder()
            .region("eu-west-1")
            .credentials(Credentials::new("AKID", "a-key-that-opens-nothing"))
            .retry_mode(RetryMode::Off)
            .endpoint_url(format!("https://{host}:{}", address.port()))
            .ca_bundle(pair.certificate());
        let client = Client::from_conf(config.build());
        client.create_secret().name(host).secret_string("hunter2").send().await.unwrap();
        let read = client.get_secret_value().secret_id(host).send().await.unwrap();
        assert_eq!(read.secret_string(), Some("hunter2"));
    }
}

#[tokio::test]
async fn the_version_of_http_is_agreed_on() {
    let pair = Pair::new();
    let address = start(Options::new().tls(pair.tls())).await;
    for (offered, agreed) in [
        (&["h2", "http/1.1"][..], Some("h2")),
        (&["http/1.1"], Some("http/1.1")),
        (&["x", "h2"], Some("h2")),
        (&[], None),
    ] {
        let stream = connect(address, &pair.certificate(), offered).await.unwrap();
        let (_, connection) = stream.get_ref();
        assert_eq!(connection.alpn_protocol(), agreed.map(str::as_bytes), "{offered:?}");
        assert_eq!(connection.protocol_version(), Some(ProtocolVersion::TLSv1_3));
    }
    connect(address, &pair.certificate(), &["x"]).await.unwrap_err();
}

#[tokio::test]
async fn new_files_are_for_new_connections() {
    let pair = Pair::new();
    let tls = pair.tls();
    let address = start(Options::new().tls(tls.clone())).await;
    let old = pair.directory.path().join("old.pem");
    fs::copy(pair.certificate(), &old).unwrap();
    let mut before = connect(address, &old, &[]).await.unwrap();
    exchange(&mut before).await;

    pair.renew();
    exchange(&mut connect(address, &old, &[]).await.unwrap()).await;
    tls.reload().unwrap();
    exchange(&mut connect(address, &pair.certificate(), &[]).await.unwrap()).await;
    connect(address, &old, &[]).await.unwrap_err();
    exchange(&mut before).await;
}

#[tokio::test]
async fn no_session_is_resumed_under_a_certificate_that_is_gone() {
    let pair = Pair::new();
    let tls = pair.tls();
    let address = start(Options::new().tls(tls.clone())).await;
    // Sessions are kept with what a client trusts, which is this certificate.
    let client = trusting(&pair.certificate(), &[]);
    exchange(&mut connect_as(&client, address).await.unwrap()).await;
    let mut resumed = connect_as(&client, address).await.unwrap();
    exchange(&mut resumed).await;
    assert_eq!(resumed.get_ref().1.handshake_kind(), Some(HandshakeKind::Resumed));
    pair.renew();
    tls.reload().unwrap();
    connect_as(&client, address).await.unwrap_err();
}

#[cfg(unix)]
#[test]
fn a_key_of_its_own_is_nobody_elses_also_when_it_was_there_before() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    let directory = tempdir().unwrap();
    let key = directory.path().join("key.pem");
    for _ in 0..2 {
        Tls::self_signed(directory.path()).unwrap();
        assert_eq!(fs::metadata(&key).unwrap().mode() & 0o777, 0o600);
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    }
}

#[test]
fn who_keeps_the_directory_from_others_is_not_waited_for_for_ever() {
    let directory = tempdir().unwrap();
    let lock = fs::File::create(directory.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let problem = Tls::self_signed(directory.path()).unwrap_err().to_string();
    let held = format!("another program holds {}", directory.path().join("lock").display());
    assert!(problem.contains(&held), "{problem}");
}

#[tokio::test]
async fn bad_files_change_nothing() {
    let pair = Pair::new();
    let tls = pair.tls();
    let address = start(Options::new().tls(tls.clone())).await;
    let old = pair.directory.path().join("old.pem");
    fs::copy(pair.certificate(), &old).unwrap();
    fs::write(pair.certificate(), "nothing").unwrap();
    tls.reload().unwrap_err();
    exchange(&mut connect(address, &old, &[]).await.unwrap()).await;
}

#[test]
fn files_that_cannot_be_used_are_named_with_what_is_wrong() {
    let pair = Pair::new();
    let (certificate, key) = (pair.certificate(), pair.key());
    let (good_certificate, good_key) = (fs::read(&certificate).unwrap(), fs::read(&key).unwrap());
    let of_certificate = format!("no certificate in {}: ", certificate.display());
    let of_key = format!("no private key in {}: ", key.display());
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let broken = |what: &str| format!("-----BEGIN {what}-----\nAAAA\n-----END {what}-----\n");
    for (content, problem) in [
        ("", "it holds no certificate in PEM"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n", ""),
        (&broken("CERTIFICATE"), ""),
        (&String::from_utf8(good_key.clone()).unwrap(), "it holds no certificate in PEM"),
    ] {
        fs::write(&certificate, content).unwrap();
        let said = pair.problem();
        assert!(said.strip_prefix(&of_certificate).is_some_and(|said| said.starts_with(problem)), "{said}");
    }
    fs::write(&certificate, &good_certificate).unwrap();
    for (content, problem) in [
        ("", "it holds no private key in PEM"),
        (encrypted, "it is encrypted; give one without a passphrase"),
        (&broken("PRIVATE KEY"), ""),
        (&String::from_utf8(good_certificate).unwrap(), "it holds no private key in PEM"),
    ] {
        fs::write(&key, content).unwrap();
        let said = pair.problem();
        assert!(said.strip_prefix(&of_key).is_some_and(|said| said.starts_with(problem)), "{said}");
    }
    fs::write(&key, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    let mismatch =
        format!("the private key in {} is not that of the certificate in {}", key.display(), certificate.display());
    assert_eq!(pair.problem(), mismatch);

    fs::remove_file(&key).unwrap();
    assert!(pair.problem().starts_with(&format!("{of_key}No such file")), "{}", pair.problem());
    fs::write(&key, good_key).unwrap();
    fs::remove_file(&certificate).unwrap();
    assert!(pair.problem().starts_with(&format!("{of_certificate}No such file")), "{}", pair.problem());
}

#[tokio::test]
async fn a_certificate_of_its_own_is_made_once_and_trusted_from_its_file() {
    let directory = tempdir().unwrap();
    let directory = directory.path().join("made").join("too");
    let first = Tls::self_signed(&directory).unwrap();
    let trusted = first.to_trust().unwrap();
    let made = fs::read(&trusted).unwrap();
    let address = start(Options::new().tls(first)).await;
    exchange(&mut connect(address, &trusted, &["http/1.1"]).await.unwrap()).await;

    let second = Tls::self_signed(&directory).unwrap();
    assert_eq!(fs::read(second.to_trust().unwrap()).unwrap(), made);
    let address = start(Options::new().tls(second)).await;
    exchange(&mut connect(address, &trusted, &["http/1.1"]).await.unwrap()).await;
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_key() {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempdir().unwrap();
    Tls::self_signed(directory.path()).unwrap();
    let mode = fs::metadata(directory.path().join("key.pem")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_is_not_good_any_more_is_made_anew() {
    let directory = tempdir().unwrap();
    let file = |name: &str| directory.path().join(name);
    Tls::self_signed(directory.path()).unwrap();
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut expired = rcgen::CertificateParams::new(names.clone()).unwrap();
    expired.not_after = date_time_ymd(2025, 1, 1);
    let other_name = rcgen::CertificateParams::new(["example.com".to_owned()]).unwrap();
    let good = rcgen::CertificateParams::new(names).unwrap();
    for (params, stays) in [(expired, false), (other_name, false), (good, true)] {
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().pem();
        fs::write(file("certificate.pem"), &certificate).unwrap();
        fs::write(file("key.pem"), key.serialize_pem()).unwrap();
        Tls::self_signed(directory.path()).unwrap();
        assert_eq!(fs::read_to_string(file("certificate.pem")).unwrap() == certificate, stays);
    }
    // A key that was lost, or belongs to another certificate, is made anew with it.
    let before = fs::read(file("certificate.pem")).unwrap();
    fs::write(file("key.pem"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    Tls::self_signed(directory.path()).unwrap();
    assert_ne!(fs::read(file("certificate.pem")).unwrap(), before);
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let problem = Tls::self_signed(&file).unwrap_err().to_string();
    assert!(problem.starts_with(&format!("cannot keep a certificate in {}: ", file.display())), "{problem}");
}

#[tokio::test]
async fn who_speaks_no_tls_is_told_that_it_is_spoken_here() {
    let pair = Pair::new();
    let mut connection = Raw::open(start(Options::new().tls(pair.tls())).await).await;
    let reply = connection.exchange(list()).await;
    assert_eq!((reply.status(), reply.header("connection")), (400, Some("close")));
    assert_eq!(reply.body, "This port speaks TLS: call it with https:// in place of http://.\n");
    connection.assert_closed().await;
}

#[tokio::test]
async fn an_agreement_is_not_waited_for_for_ever() {
    let pair = Pair::new();
    let mut limits = Limits::default();
    limits.handshake = Duration::from_millis(200);
    let address = start(Options::new().tls(pair.tls()).limits(limits)).await;
    for begun in [&b""[..], b"\x16\x03\x01\x02\x00\x01", b"G"] {
        let mut connection = Raw::open(address).await;
        connection.send(begun).await;
        let rest = connection.rest().await;
        assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 400 "), "{rest:?}");
    }
    exchange(&mut connect(address, &pair.certificate(), &[]).await.unwrap()).await;
}
