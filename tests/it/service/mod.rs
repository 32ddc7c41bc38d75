//! The service over its socket: in this process, and as the real program that is killed.

mod abuse;
mod authority;
mod client;
mod concurrency;
mod home;
mod kills;
mod lines;
mod news;
mod process;
mod soak;
mod worker;
