//! The door of the register for other processes: the socket, its frames, its lines and its limits.
//!
//! Decides nothing about people and keeps nothing of theirs: every request goes to `ops`, which alone
//! authorises it.
//!
//! **Invariant:** who asks is what the kernel says of the other end of the socket; nothing that a
//! client writes changes it.
//! **Invariant:** nothing that a client sends, or leaves unread, keeps another one waiting: a length is
//! checked before memory is taken for it, and nothing waits for a client without end.
//! **Invariant:** a request that panics or takes too long fails alone.
//! **Invariant:** the log names accounts, processes, lines, sessions and codes, and never what was
//! asked or answered.

mod accounts;
mod contained;
mod frames;
mod house;
mod limits;
mod line;
mod log;
mod news;
mod seats;
mod serve;

pub use crate::ops::{OpenError, Opening};
pub use limits::Limits;
pub use serve::{open, serve, serve_and_log};
