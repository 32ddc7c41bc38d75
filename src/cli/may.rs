use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::output::Output;
use super::show::sentence;
use super::stop::Stop;
use super::{codes, json, out};
use crate::contract::{Reply, Request};
use crate::domain::channel::Channel;
use crate::domain::marketing::{Answer, Reason, Reference};
use crate::domain::provenance::Purpose;

/// A question: may we?
#[derive(Args, Debug)]
pub(super) struct May {
    number: String,
    #[arg(long, value_parser = codes::channel())]
    channel: Channel,
    #[arg(long, value_parser = codes::purpose(), default_value = "marketing")]
    purpose: Purpose,
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Answered {
    customer_number: String,
    channel: Channel,
    purpose: Purpose,
    verdict: Answer,
    reason: Reason,
    reference: Reference,
    sentence: String,
    facts: BTreeMap<String, String>,
}

impl May {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let door = desk.log_in()?;
        let (number, channel, purpose) = (self.number, self.channel, self.purpose);
        let request = Request::May {
            number: number.clone(),
            channel,
            purpose,
        };
        let Reply::Verdict { verdict, facts } = door.ask(request)? else {
            return Err(unexpected());
        };
        if !self.output.json {
            return out::print(&format!(
                "{} {} {}\n",
                verdict.answer, verdict.reason, verdict.reference
            ));
        }
        json::print(&Answered {
            customer_number: number,
            channel,
            purpose,
            verdict: verdict.answer,
            reason: verdict.reason,
            reference: verdict.reference,
            sentence: sentence(desk, verdict),
            facts: facts.into_iter().collect(),
        })
    }
}
