//! The file of `--snapshot`: where it can be, whose it is, and what is left beside it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, from_slice, json};
use tempfile::TempDir;

use crate::running::{Running, Served, secretsmith};

fn served(file: &Path) -> Served {
    Served::with(&["--snapshot", file.to_str().unwrap()])
}

/// What a server says that does not serve with this file.
fn refused(file: &Path) -> String {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--snapshot", file.to_str().unwrap()]);
    let mut server = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "", "it serves {}", file.display());
    let mut stderr = String::new();
    server.0.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((server.0.wait().unwrap().code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
    stderr
}

/// Has a server with this file make a secret, and end.
fn kept_in(file: &Path) {
    let server = served(file);
    let create = json!({"Name": "db", "SecretString": "canary", "ClientRequestToken": "1".repeat(32)});
    assert_eq!(server.call("AKID", "CreateSecret", &create)["Name"], "db");
    server.stop();
}

/// The secrets in a file that a server has written.
fn written(file: &Path) -> Value {
    let written: Value = from_slice(&fs::read(file).unwrap()).unwrap();
    written["Accounts"][0]["Secrets"][0]["Name"].clone()
}

/// What is in a directory, in order.
fn names(directory: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A name that leaves no room for that of a file beside it.
fn long_name() -> String {
    "s".repeat(250)
}

#[test]
fn what_cannot_be_written_is_told_at_the_start_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::write(at("file"), "").unwrap();
    symlink("circle", at("circle")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    for (file, problem) in [
        (at("nowhere").join("s.json"), "make the directory first"),
        (directory.path().to_owned(), "it is a directory; give the name of a file in it"),
        ("/dev/null".into(), "it is not a file that keeps anything; give the name of one"),
        (at("pipe"), "it is not a file that keeps anything; give the name of one"),
        ("/proc/s.json".into(), "no file can be made in /proc: "),
        // Nobody can write a program that runs.
        (env!("CARGO_BIN_EXE_secretsmith").into(), "; let the server write the file, or give it another"),
        (at("file").join("s.json"), "Not a directory"),
        (at("circle"), "; give the name of a file"),
        (at(&long_name()), "File name too long"),
    ] {
        let told = refused(&file);
        let beginning = format!("secretsmith: no snapshot can be written to {}: ", file.display());
        assert!(told.starts_with(&beginning) && told.contains(problem), "{told}");
    }
    assert_eq!(names(&directory), ["circle", "file", "pipe"], "nothing is left of trying");
}

#[test]
fn a_file_that_is_there_is_not_changed_by_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("s.json");
    kept_in(&file);
    let before = (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    let server = served(&file);
    assert_eq!((fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap()), before);
    assert_eq!(server.end("-KILL"), None);
    assert_eq!((fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap()), before);
}

#[test]
fn a_file_that_cannot_be_replaced_is_written_in_place() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(long_name());
    // Longer than what is written, of which nothing may be left.
    fs::write(&file, format!(r#"{{"Format":1,"Accounts":[]}}{}"#, " ".repeat(4096))).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    kept_in(&file);
    assert_eq!(written(&file), "db");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640, "it is the same file");
    let again = served(&file);
    assert_eq!(again.call("AKID", "DescribeSecret", &json!({"SecretId": "db"}))["Name"], "db");
    assert!(refused(&file).contains("another server keeps its secrets there"), "it is locked as well");
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let (directory, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (link, second) = (directory.path().join("link.json"), directory.path().join("second.json"));
    let target = elsewhere.path().join("s.json");
    symlink(&target, &second).unwrap();
    symlink("second.json", &link).unwrap();
    kept_in(&link);
    assert_eq!(written(&target), "db", "what a link that led nowhere leads to is made");
    let server = served(&link);
    server.call("AKID", "DeleteSecret", &json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true}));
    server.stop();
    assert_eq!(written(&target), Value::Null, "what is there is replaced");
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("second.json"));
    assert_eq!(fs::read_link(&second).unwrap(), target);
    assert_eq!((names(&directory).len(), names(&elsewhere).len()), (2, 1));
}

#[test]
fn what_a_killed_server_has_left_is_removed_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let ours = [".s.json.AbCdEf012345.tmp", ".s.json.000000000000.tmp"];
    let others = [
        ".s.json.AbCdEf01234.tmp",
        ".s.json.AbCdEf01234-.tmp",
        ".s.json.AbCdEf012345.tmp~",
        ".t.json.AbCdEf012345.tmp",
        ".s.json.old.AbCdEf012345.tmp",
        "s.json.AbCdEf012345.tmp",
    ];
    ours.iter().chain(&others).for_each(|name| fs::write(at(name), "canary").unwrap());
    fs::create_dir(at(".s.json.directory000.tmp")).unwrap();
    symlink(others[0], at(".s.json.linklinklink.tmp")).unwrap();
    served(&at("s.json")).stop();
    let left = names(&directory);
    assert!(ours.iter().all(|name| !left.contains(&(*name).to_owned())), "{left:?}");
    // Besides the others, the directory, the link and the snapshot.
    assert_eq!(left.len(), others.len() + 3, "{left:?}");
}

#[test]
fn a_second_server_with_the_same_file_is_refused() {
    let (directory, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = directory.path().join("s.json");
    let (link, same) = (elsewhere.path().join("link.json"), elsewhere.path().join("same.json"));
    symlink(&file, &link).unwrap();
    let first = served(&file);
    for file in [&file, &link] {
        let told = refused(file);
        let expected = "another server keeps its secrets there; stop it, or give this one a file of its own";
        assert!(told.contains(expected), "{told}");
    }
    served(&directory.path().join("other.json")).stop();
    first.stop();
    assert_eq!(names(&directory), ["other.json", "s.json"], "no lock is left");

    let second = served(&file);
    fs::hard_link(&file, &same).unwrap();
    assert!(refused(&same).contains("another server keeps its secrets there"), "a file has several names, too");
    assert_eq!(second.end("-KILL"), None);
    assert_eq!(names(&directory), [".s.json.lock", "other.json", "s.json"]);
    served(&file).stop();
    assert_eq!(names(&directory), ["other.json", "s.json"], "what was left by a killed server locks nobody out");
}
