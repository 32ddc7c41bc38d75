//! The door of the register as its users hold it: ask, and be answered.
//!
//! Knows no rule and no file; this version opens the register in its own process.
//!
//! **Invariant:** the door stamps the time, so that no request says "now".
//! **Invariant:** every request that writes carries a key of its own, drawn at random.
//! **Invariant:** a session ends when the last clone of its door is dropped.

mod door;
mod register;

pub use crate::ops::{
    FirstOfficer, NewRegister, OpenError, Opening, PasswordRefused, RecoveryCode,
    judge_officer_password,
};
pub use door::Door;
pub use register::{create, is_wrong_code, open, recover, restore_administrator};
