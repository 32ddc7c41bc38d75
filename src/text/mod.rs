//! Text as people read and search it: cleaned for a terminal, folded for search, measured in cells.
//!
//! Knows nothing of people, screens or files.
//!
//! **Invariant:** whatever [`clean`] returns holds no character that a terminal would obey.
//! **Invariant:** [`fold`] is idempotent, and equal for every way of writing the same letters.

mod clean;
mod fold;

pub use clean::{clean, clip, width};
pub use fold::{fold, fold_with_positions, words};
