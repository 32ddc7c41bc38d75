use clap::{Args, Subcommand};

use super::codes;
use super::desk::Desk;
use super::stop::{Stop, USAGE};
use crate::contract::Request;
use crate::domain::channel::Channel;
use crate::domain::provenance::Purpose;

/// An attribute of a person.
#[derive(Args, Debug)]
pub(super) struct Attribute {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Set a value; the consent must be in force
    Set {
        number: String,
        #[arg(value_name = "NAME=VALUE")]
        pair: String,
        #[command(flatten)]
        consent: Consent,
    },
    /// Remove a value
    Remove {
        number: String,
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        consent: Consent,
    },
}

/// The consent that the attribute is held on.
#[derive(Args, Debug)]
struct Consent {
    #[arg(long, value_parser = codes::purpose())]
    purpose: Purpose,
    #[arg(long, value_parser = codes::channel())]
    channel: Channel,
}

impl Attribute {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let request = match self.deed {
            Deed::Set {
                number,
                pair,
                consent: Consent { purpose, channel },
            } => {
                let (name, value) = pair
                    .split_once('=')
                    .ok_or_else(|| desk.stop(USAGE, "cli-not-a-pair", &[]))?;
                let (name, value) = (name.to_owned(), value.to_owned());
                Request::SetAttribute {
                    number,
                    name,
                    value,
                    purpose,
                    channel,
                }
            }
            Deed::Remove {
                number,
                name,
                consent: Consent { purpose, channel },
            } => {
                let name = name
                    .split_once('=')
                    .map_or(name.clone(), |(name, _)| name.to_owned());
                Request::RemoveAttribute {
                    number,
                    name,
                    purpose,
                    channel,
                }
            }
        };
        let door = desk.log_in()?;
        desk.change(&door, request, "done-attribute").map(|_| ())
    }
}
