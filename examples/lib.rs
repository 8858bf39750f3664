//! Programs that show Secretsmith in use. Run one with
//! `cargo run --package secretsmith-examples --example NAME`:
//!
//! - `aws_cli`: the AWS CLI calls a server.
//! - `blocking`: a client without `async`, and what can be found before a call.
//! - `call`: a client calls a server over HTTP, and handles errors.
//! - `in_process`: a test of your code, without a server.
//! - `implement`: the service trait, implemented in a few lines.
//! - `serve_your_own`: your implementation behind HTTP.
