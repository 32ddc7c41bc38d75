//! Table of contents of the integration tests.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod architecture;
mod catalogue;
mod cli;
mod deploy;
mod faults;
mod privacy;
mod pty;
mod screens;
mod service;
mod sshd;
mod support;
