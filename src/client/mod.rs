//! The door of the register as its users hold it: ask, and be answered.
//!
//! Knows no rule and no file: it opens the register in this process, or reaches the service that has
//! it open.
//!
//! **Invariant:** the door stamps the time, so that no request says "now".
//! **Invariant:** every request that writes carries a key of its own, drawn at random.
//! **Invariant:** a session ends when the last clone of its door is dropped.
//! **Invariant:** a change whose answer was lost is asked again under the same key, so that it is
//! known to be made or not.

mod door;
mod line;
mod listener;
mod register;
mod remote;

#[cfg(test)]
mod tests;

pub use crate::ops::{
    FirstOfficer, NewRegister, OpenError, Opening, PasswordRefused, RecoveryCode,
    judge_officer_password,
};
pub use door::Door;
pub use listener::Word;
pub use register::{
    connect, create, is_wrong_code, open, recover, restore_administrator, socket_of,
};
pub use remote::Patience;
