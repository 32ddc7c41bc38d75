#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod catalogue;
mod screens;
