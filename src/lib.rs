//! Rainmaker: a company's customer and marketing register under the GDPR, in the terminal.
//!
//! The rooms, in reading order. A room uses only rooms above it, and only those that
//! `tests/it/architecture.rs` names; `ARCHITECTURE.md` has a paragraph on each.

/// Lets tests of a room and tests of the whole share what both read.
#[cfg(test)]
extern crate self as rainmaker;

pub mod text;

pub mod clock;

pub mod domain;

pub mod contract;

pub mod vault;

pub mod store;

pub mod search;

pub mod intake;

pub mod ops;

pub mod config;

pub mod ui;

pub mod service;

pub mod client;

pub mod app;

pub mod cli;
