use clap::Args;

use super::codes;
use super::desk::{Desk, card, unexpected};
use super::stop::Stop;
use crate::contract::{BanOrder, Reply, Request};
use crate::domain::channel::Channel;
use crate::domain::time::When;

/// A ban, or the end of one.
#[derive(Args, Debug)]
pub(super) struct Ban {
    #[arg(required_unless_present = "address", conflicts_with = "address")]
    number: Option<String>,
    /// An e-mail address or a phone of somebody who is not in the register
    #[arg(
        long,
        value_name = "EMAIL|PHONE",
        conflicts_with = "lift",
        allow_hyphen_values = true
    )]
    address: Option<String>,
    /// Without it, every channel
    #[arg(long, value_parser = codes::channel())]
    channel: Vec<Channel>,
    /// How the person told it
    #[arg(long, value_name = "HOW", conflicts_with = "lift")]
    told: Option<String>,
    /// Never demanded for a ban, always for a lift
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Since when, never in the future
    #[arg(long, value_name = "DAY|INSTANT", conflicts_with = "lift")]
    at: Option<When>,
    /// Lift the bans
    #[arg(long, requires = "reason")]
    lift: bool,
}

impl Ban {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let (number, address, lift) = (self.number.clone(), self.address.clone(), self.lift);
        match (number, address) {
            (Some(number), _) if lift => self.lift(desk, &number),
            (Some(number), _) => {
                let door = desk.log_in()?;
                let request = Request::Ban {
                    number,
                    order: self.order(),
                };
                desk.change(&door, request, "done-ban").map(|_| ())
            }
            (None, address) => {
                let address = address.unwrap_or_default();
                let door = desk.log_in()?;
                match door.ask(Request::BanAddress {
                    address,
                    order: self.order(),
                })? {
                    Reply::Done { .. } | Reply::Unchanged { .. } => {
                        desk.say("done-ban-address", &[]);
                        Ok(())
                    }
                    _ => Err(unexpected()),
                }
            }
        }
    }

    fn lift(self, desk: &Desk, number: &str) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let reason = self.reason.unwrap_or_default();
        let request = Request::LiftBan {
            number: number.to_owned(),
            channels: self.channel,
            reason,
        };
        desk.change(&door, request, "done-lift")?;
        // A lift of one channel leaves a ban of all, which must not be believed lifted.
        let card = card(&door, number)?;
        if card.is_banned() {
            let left = card.bans.iter().filter(|it| it.in_force());
            let left: Vec<String> = left
                .map(|it| {
                    desk.words
                        .word("channel", it.channel.map_or("all", Channel::code))
                })
                .collect();
            desk.say("cli-still-banned", &[("channels", &left.join(", "))]);
        }
        Ok(())
    }

    fn order(self) -> BanOrder {
        BanOrder {
            channels: self.channel,
            since: self.at,
            told: self.told,
            reason: self.reason,
        }
    }
}
