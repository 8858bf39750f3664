//! `--tls`, `--tls-cert` and `--tls-key`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{ChildStderr, Command, Stdio};
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tempfile::tempdir;

use crate::running::{Running, failed, secretsmith};

/// A certificate for this machine and its key, in files.
fn write_pair(directory: &Path) -> [PathBuf; 2] {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let files = ["certificate.pem", "key.pem"].map(|name| directory.join(name));
    fs::write(&files[0], cert.pem()).unwrap();
    fs::write(&files[1], signing_key.serialize_pem()).unwrap();
    files
}

/// Whether a client that trusts the certificate in a file comes to speak with a server.
fn is_trusted(address: &str, certificate: &Path) -> bool {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from("127.0.0.1").unwrap()).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address).unwrap());
    stream.conn.complete_io(&mut stream.sock).is_ok()
}

/// A program that serves over TLS, with its log.
struct Https {
    running: Running,
    /// The line that it prints when it serves.
    ready: String,
    address: String,
    log: BufReader<ChildStderr>,
}

impl Https {
    fn start(command: &mut Command) -> Self {
        let mut running = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let log = BufReader::new(running.0.stderr.take().unwrap());
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("secretsmith: listening on https://").unwrap_or_else(|| panic!("{line}"));
        let address = address.split(' ').next().unwrap().to_owned();
        Self { running, ready: line, address, log }
    }

    /// Waits for a line of the log with these words.
    fn wait_for(&mut self, words: &str) -> String {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.log.read_line(&mut line).unwrap() > 0, "the log ends without {words}");
        }
        line
    }

    fn hang_up(&self) {
        assert!(Command::new("kill").args(["-HUP", &self.running.0.id().to_string()]).status().unwrap().success());
    }
}

#[test]
fn a_certificate_out_of_files_is_read_again_when_the_program_is_told_to() {
    let directory = tempdir().unwrap();
    let [certificate, key] = write_pair(directory.path());
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    command.arg("--tls-cert").arg(&certificate).arg("--tls-key").arg(&key);
    let mut server = Https::start(&mut command);
    assert!(is_trusted(&server.address, &certificate));

    write_pair(directory.path());
    assert!(!is_trusted(&server.address, &certificate), "nobody has told it");
    server.hang_up();
    server.wait_for("the certificate was read again");
    assert!(is_trusted(&server.address, &certificate));

    fs::write(&key, "nothing").unwrap();
    server.hang_up();
    let line = server.wait_for("the certificate stays as it was");
    assert!(line.contains("ERROR") && line.contains(&*key.to_string_lossy()), "{line}");
    assert!(is_trusted(&server.address, &certificate));
}

#[test]
fn a_certificate_of_its_own_is_kept_where_the_log_says() {
    let directory = tempdir().unwrap();
    let certificate = directory.path().join("certificate.pem");
    let given = format!("self-signed={}", directory.path().display());
    let mut by_option = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--tls", &given]);
    let mut by_variable = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    by_variable.env("SECRETSMITH_TLS", &given);
    let mut made = Vec::new();
    for command in [&mut by_option, &mut by_variable] {
        let mut server = Https::start(command);
        let line = server.wait_for("AWS_CA_BUNDLE");
        assert!(line.contains(&format!("AWS_CA_BUNDLE={}", certificate.display())), "{line}");
        assert!(line.contains(&format!("NODE_EXTRA_CA_CERTS={}", certificate.display())), "{line}");
        assert!(is_trusted(&server.address, &certificate));
        made.push(fs::read(&certificate).unwrap());
    }
    assert_eq!(made[0], made[1]);
}

#[test]
fn without_a_directory_it_is_kept_at_home() {
    let home = tempdir().unwrap();
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--tls", "self-signed", "--log", "off"]);
    let server = Https::start(command.env("HOME", home.path()));
    let certificate = home.path().join(".secretsmith/tls/certificate.pem");
    assert!(is_trusted(&server.address, &certificate));
    let told = format!("(region us-east-1, account 123456789012), certificate {}\n", certificate.display());
    assert!(server.ready.ends_with(&told), "{}", server.ready);
}

#[test]
fn what_is_wrong_with_a_file_is_told_in_one_line() {
    let directory = tempdir().unwrap();
    let [certificate, key] = write_pair(directory.path());
    fs::write(&key, "nothing").unwrap();
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    let stderr = failed(&command.arg("--tls-cert").arg(certificate).arg("--tls-key").arg(&key).output().unwrap());
    let expected = format!("secretsmith: no private key in {}: it holds no private key in PEM\n", key.display());
    assert_eq!(stderr, expected);
}

#[test]
fn a_key_whose_lines_are_broken_is_not_shown() {
    let directory = tempdir().unwrap();
    let [certificate, key] = write_pair(directory.path());
    let pem = fs::read_to_string(&key).unwrap();
    let secret = pem.lines().nth(1).unwrap();
    let as_numbers = secret.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ");
    let lines = "BEGIN and END have a line each; the usual cause is that line breaks were lost, or are written as \\n";
    for (text, problem) in [
        (pem.replace('\n', ""), lines),
        (pem.replace('\n', " "), lines),
        (pem.replace('\n', "\\n"), lines),
        (pem.trim_end().replace('\n', "\\n"), lines),
        (pem.replace("-----END", "END"), lines),
        (pem.replace(&secret[..8], "hunter2!"), "what stands between BEGIN and END is not in base64"),
    ] {
        fs::write(&key, text).unwrap();
        for (certificate, key) in [(&certificate, &key), (&key, &certificate)] {
            let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
            let stderr =
                failed(&command.arg("--tls-cert").arg(certificate).arg("--tls-key").arg(key).output().unwrap());
            assert!(!stderr.contains(&secret[8..]) && !stderr.contains(&as_numbers[32..]), "{stderr}");
            assert!(!stderr.contains("hunter2") && stderr.contains("key.pem: it is no"), "{stderr}");
            assert!(stderr.contains(problem) || certificate.ends_with("key.pem"), "{stderr}");
        }
    }
}

#[test]
fn half_of_the_options_are_not_enough_and_both_kinds_too_many() {
    for (arguments, problem) in [
        (&["--tls-cert", "x"][..], "--tls-cert is nothing without --tls-key; give a certificate"),
        (&["--tls-key", "x"], "--tls-key is nothing without --tls-cert; give a certificate"),
        (&["--tls", "self-signed", "--tls-cert", "x"], "--tls cannot be given with a certificate; give"),
    ] {
        let stderr = failed(&secretsmith(&["serve", "--addr", "127.0.0.1:0"]).args(arguments).output().unwrap());
        assert!(stderr.starts_with(&format!("secretsmith: {problem}")), "{stderr}");
    }
    for wrong in ["x", "self-signed=", "self-signed/x"] {
        let output = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--tls", wrong]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("--tls-cert"), "{wrong}");
    }
}
