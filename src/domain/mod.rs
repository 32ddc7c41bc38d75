//! What is true about people, consent, bans and deadlines: values and rules, and nothing else.
//!
//! Nothing here reads a file, a clock or a terminal, and nothing waits.
//!
//! **Invariant:** time is an argument.
//! **Invariant:** codes that files and commands carry are written out in `code`, so that sorting a
//! list changes no stored meaning.

pub(crate) mod code;
mod spelling;

pub mod address;
pub mod audit;
pub mod ban;
pub mod breach;
pub mod business_id;
pub mod calendar;
pub mod candidate;
pub mod channel;
pub mod check;
pub mod consent;
pub mod controller;
pub mod deadline;
pub mod email;
pub mod field;
pub mod hetu;
pub mod id;
pub mod identity;
pub mod marketing;
pub mod person;
pub mod phone;
pub mod provenance;
pub mod retention;
pub mod role;
pub mod suppression;
pub mod time;
pub mod transfer;
pub mod value;

#[cfg(test)]
mod cases;
