//! The command line, by its real program: one file for each subcommand.

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
mod globals;
pub(crate) mod hostile;
mod import;
mod init;
mod key;
mod keys;
mod lookup;
mod man;
mod may;
mod merge;
mod paths;
mod separate;
mod show;
mod suppression;
