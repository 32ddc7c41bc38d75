//! The command line: one file for each subcommand.
//!
//! Knows no rule about people and no database: it asks the door and shows what comes back.
//!
//! **Invariant:** standard output carries data and nothing else; words go to standard error.
//! **Invariant:** a command that fails leaves standard output empty, save `[]` and previews.
//! **Invariant:** text of a record reaches a terminal cleaned, or as JSON whose every deceiving
//! character is escaped.
//! **Invariant:** what somebody asked sshd for is run by no shell, and is one of three commands.
//! **Invariant:** a password comes from a terminal or from a file, never from an argument.

mod arguments;
mod codes;
mod desk;
mod forced;
mod json;
mod login;
mod memory;
mod out;
mod output;
mod place;
mod run;
mod stop;
mod table;
mod values;

mod add;
mod attribute;
mod audit;
mod ban;
mod check;
mod completions;
mod consent;
mod correct;
mod demo;
mod doctor;
mod duplicates;
mod erase;
mod export;
mod import;
mod init;
mod key;
mod keys;
mod lookup;
mod man;
mod may;
mod merge;
mod pop;
mod screens;
mod separate;
mod serve;
mod show;
mod suppression;
mod user;
mod waiting;

pub use run::run;
