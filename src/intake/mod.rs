//! Files from outside made into candidate records, with the reason for every refusal.
//!
//! Knows nobody who is already in the register, and opens no file: it is given bytes.
//!
//! **Invariant:** every row that is not blank comes out once, as a candidate or as a reject.
//! **Invariant:** no bytes make it panic, and its work is linear in their number.
//! **Invariant:** nothing that leaves holds a personal identity code.

mod cell;
mod dialect;
mod digest;
mod draft;
mod encoding;
mod headings;
mod kind;
mod layout;
mod names;
mod origin;
mod profile;
mod reader;
mod reason;
mod records;
mod rejects;
mod row;
mod vocabulary;

pub use encoding::Encoding;
pub use layout::Mapping;
pub use profile::Profile;
pub use reader::IntakeError;
pub use reader::Options;
pub use reader::Reader;
pub use reason::Note;
pub use reason::Reason;
pub use reason::Reject;
pub use records::RecordError;
pub use rejects::neutralise;
pub use rejects::write_rejects;
pub use row::Row;

#[cfg(test)]
mod tests;
