use super::super::desk::Desk;
use super::super::place::Place;
use super::super::stop::{remedy, with_causes};
use super::{Finding, State};
use crate::client::{self, Door, OpenError, Opening};
use crate::clock;
use crate::contract::{Reply, Request};
use crate::domain::time::Timestamp;

/// Opens the register and looks inside, as far as that needs no login; returns why it does not open.
pub(super) fn look(desk: &Desk, place: &Place) -> (Vec<Finding>, Option<OpenError>) {
    match client::open(&place.folder, &place.master) {
        Ok((door, opening)) => {
            let mut findings = opened(desk, &opening);
            findings.extend(audit(desk, &door));
            findings.extend(settings(desk, &door));
            (findings, None)
        }
        Err(error) => {
            let finding = Finding {
                check: "register",
                state: State::Bad,
                text: with_causes(&error),
                remedy: remedy(&error, &desk.words),
            };
            (vec![finding], Some(error))
        }
    }
}

fn opened(desk: &Desk, opening: &Opening) -> Vec<Finding> {
    let mut findings = vec![Finding::new(
        desk,
        "register",
        State::Ok,
        ("doctor-opens", &[]),
    )];
    if !opening.mended.is_empty() {
        let slots = opening.mended.len().to_string();
        let said: (&str, &[(&str, &str)]) = ("cli-mended", &[("slots", &slots)]);
        findings.push(Finding::new(desk, "keyring", State::Warning, said));
    }
    if !opening.forgotten_since.is_empty() {
        let ids: Vec<String> = opening
            .forgotten_since
            .iter()
            .map(ToString::to_string)
            .collect();
        let ids = ids.join(" ");
        let said: (&str, &[(&str, &str)]) = ("doctor-forgotten-since", &[("ids", &ids)]);
        findings.push(Finding::new(desk, "forgotten", State::Note, said));
    }
    findings
}

fn audit(desk: &Desk, door: &Door) -> Vec<Finding> {
    let Ok(Reply::Audit { chains }) = door.ask(Request::VerifyAudit) else {
        return vec![Finding::new(
            desk,
            "audit",
            State::Bad,
            ("doctor-audit-unread", &[]),
        )];
    };
    let mut findings = Vec::new();
    for chain in &chains {
        let entries = chain.entries.to_string();
        let at = chain.broken_at.unwrap_or_default().to_string();
        let values = [
            ("chain", chain.chain.as_str()),
            ("entries", &entries),
            ("at", &at),
        ];
        findings.push(match chain.broken_at {
            None => Finding::new(desk, "audit", State::Ok, ("cli-audit-whole", &values)),
            Some(_) => Finding::new(desk, "audit", State::Bad, ("cli-audit-broken", &values)),
        });
    }
    let now: Timestamp = clock::now();
    if let Some(last) = chains
        .iter()
        .filter_map(|it| it.last_at)
        .max()
        .filter(|it| *it > now)
    {
        let last = last.to_string();
        let said: (&str, &[(&str, &str)]) = ("doctor-clock", &[("last", &last)]);
        findings.push(Finding::new(desk, "clock", State::Warning, said));
    }
    findings
}

fn settings(desk: &Desk, door: &Door) -> Vec<Finding> {
    let Ok(Reply::About(about)) = door.ask(Request::About) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if about.controller.is_none() || about.contact.is_none() || about.authority.is_none() {
        findings.push(Finding::new(
            desk,
            "controller",
            State::Note,
            ("doctor-controller", &[]),
        ));
    }
    for file in &about.overdue_files {
        let said: (&str, &[(&str, &str)]) = ("doctor-overdue", &[("file", file)]);
        findings.push(Finding::new(desk, "files", State::Warning, said));
    }
    findings
}
