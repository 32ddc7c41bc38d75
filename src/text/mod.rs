//! Text as people read and search it: cleaned for a terminal, folded for search, measured in cells,
//! and the catalogue of all sentences.
//!
//! Knows nothing of people, screens or files.
//!
//! **Invariant:** whatever [`clean()`] returns holds no character that a terminal would obey.
//! **Invariant:** [`fold()`] is idempotent, and equal for every way of writing the same letters.
//! **Invariant:** a sentence that people read stands in the catalogue and nowhere else.

mod catalogue;
mod clean;
mod fold;

pub use catalogue::Catalogue;
pub use clean::{clean, clip, width};
pub use fold::{fold, fold_with_positions, words};
