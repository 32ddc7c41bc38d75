use std::fmt::Write as _;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{Desk, unexpected};
use super::erase::{self, Preview};
use super::output::Output;
use super::stop::Stop;
use super::{json, out};
use crate::contract::{Decision, Reply, Request, WaitingAct};
use crate::text::clean;

/// What waits for a second officer.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Waiting {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Let it be done, now
    Approve {
        #[arg(value_name = "ID")]
        waiting: u64,
    },
    /// Refuse it; who asked for it withdraws it so
    Refuse {
        #[arg(value_name = "ID")]
        waiting: u64,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Advise in writing
    Advise {
        #[arg(value_name = "ID")]
        waiting: u64,
        #[arg(value_name = "TEXT")]
        words: String,
    },
}

impl Waiting {
    pub(super) fn run(self, desk: &Desk) -> Result<(), Stop> {
        let (request, said) = match self.deed {
            None => return list(desk, self.output),
            Some(Deed::Approve { waiting }) => {
                let (decision, words) = (Decision::Approve, None);
                let request = Request::Decide {
                    waiting,
                    decision,
                    words,
                };
                (request, "done-approve")
            }
            Some(Deed::Refuse { waiting, reason }) => {
                let (decision, words) = (Decision::Refuse, Some(reason));
                let request = Request::Decide {
                    waiting,
                    decision,
                    words,
                };
                (request, "done-refuse")
            }
            Some(Deed::Advise { waiting, words }) => {
                (Request::Advise { waiting, words }, "done-advise")
            }
        };
        match desk.sit_down()?.ask(request)? {
            Reply::Ok => {
                desk.say(said, &[]);
                Ok(())
            }
            _ => Err(unexpected()),
        }
    }
}

#[derive(Serialize)]
struct ActLine<'a> {
    waiting: u64,
    deed: &'a str,
    by: &'a str,
    at: String,
    reason: &'a str,
    customer_numbers: &'a [String],
    erasures: Vec<Preview<'a>>,
    advice: Vec<AdviceLine<'a>>,
    own: bool,
}

#[derive(Serialize)]
struct AdviceLine<'a> {
    by: &'a str,
    at: String,
    words: &'a str,
}

fn list(desk: &Desk, output: Output) -> Result<(), Stop> {
    let Reply::Waiting { acts } = desk.sit_down()?.ask(Request::Waiting)? else {
        return Err(unexpected());
    };
    if output.json {
        return json::print(&acts.iter().map(line).collect::<Vec<_>>());
    }
    if acts.is_empty() {
        desk.say("waiting-nothing", &[]);
    }
    let texts: Vec<String> = acts.iter().map(|it| text(desk, it)).collect();
    out::print(&texts.join("\n"))
}

fn line(act: &WaitingAct) -> ActLine<'_> {
    let advice = act.advice.iter().map(|it| AdviceLine {
        by: &it.by,
        at: it.at.to_string(),
        words: &it.words,
    });
    ActLine {
        waiting: act.waiting,
        deed: &act.deed,
        by: &act.by,
        at: act.at.to_string(),
        reason: &act.reason,
        customer_numbers: &act.numbers,
        erasures: act.erasures.iter().map(Preview::of).collect(),
        advice: advice.collect(),
        own: act.own,
    }
}

fn text(desk: &Desk, act: &WaitingAct) -> String {
    let deed = match act.deed.as_str() {
        "erase" => desk.words("waiting-erase", &[]),
        "separate" => desk.words("waiting-separate", &[]),
        other => desk.words.word("deed", other),
    };
    let (id, at) = (act.waiting.to_string(), act.at.to_string());
    let numbers = act.numbers.join(", ");
    let head = desk.words(
        "waiting-act",
        &[
            ("id", &id),
            ("deed", &deed),
            ("numbers", &numbers),
            ("user", &act.by),
            ("at", &at),
        ],
    );
    let mut text = format!("{}\n", clean(&head));
    if !act.reason.is_empty() {
        let reason = desk.words("waiting-reason", &[("reason", &act.reason)]);
        let _ = writeln!(text, "{}", clean(&reason));
    }
    for preview in &act.erasures {
        text.push_str(&erase::text(desk, preview));
    }
    for advice in &act.advice {
        let words = desk.words(
            "waiting-advice",
            &[("user", &advice.by), ("words", &advice.words)],
        );
        let _ = writeln!(text, "{}", clean(&words));
    }
    text
}
