//! What is true about people, consent, bans and deadlines: values and rules, and nothing else.
//!
//! Nothing here reads a file, a clock or a terminal, and nothing waits.
//!
//! **Invariant:** time is an argument.
//! **Invariant:** codes that files and commands carry are written out in [`code`], so that sorting a
//! list changes no stored meaning.

pub(crate) mod code;

pub mod audit;
pub mod ban;
pub mod candidate;
pub mod channel;
pub mod consent;
pub mod field;
pub mod id;
pub mod marketing;
pub mod person;
pub mod provenance;
pub mod role;
pub mod time;
