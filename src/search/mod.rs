//! The search index in memory: finds people by what a caller says and a hand mistypes.
//!
//! Refuses files, clocks and knowledge of who may look; it keeps no text as it was written.
//!
//! **Invariant:** the index holds folded letters, digits and row numbers, and nothing else.
//! **Invariant:** a removed subject is found by no query, and what only it had is out of the index.
//! **Invariant:** hits and their order follow from the documents alone, never from the order in
//! which they came, and fewer hits are always the first of more.

mod dictionary;
mod document;
mod explain;
mod index;
mod numbers;
mod query;
mod ranking;
mod spelling;
#[cfg(test)]
mod tests;

pub use document::{Document, Part};
pub use explain::{Matched, explain};
pub use index::Index;
pub use ranking::Hit;
