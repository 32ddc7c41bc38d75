use std::io;
use std::path::Path;

use rainmaker::contract::{
    Card, Correction, CorrectionField, CorrectionKind, Fault, FaultCode, LookPurpose, Pass, Reply,
    Request, Secret,
};
use rainmaker::domain::candidate::Candidate;
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};

use super::client::Client;
use super::home::{OFFICER, PASSWORD};

/// Somebody who corrects one person over and over, each time over the version that the last answer
/// made: a correction that was lost, or done twice, is met by the next one as a stale version.
pub(super) struct Worker {
    name: String,
    pass: Option<Secret>,
    number: Option<String>,
    /// What was answered as done.
    pub(super) version: u64,
}

impl Worker {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            pass: None,
            number: None,
            version: 0,
        }
    }

    /// Takes up the session again, or logs in where there is none.
    pub(super) fn connect(&mut self, socket: &Path) -> io::Result<Client> {
        let mut client = Client::greeted(socket)?;
        if let Some(pass) = self.pass.clone() {
            let id = client.send(None, Request::Resume { pass })?;
            return match client.receive(id)?.unwrap() {
                Reply::Resumed { locked: false, .. } => Ok(client),
                other => panic!("{other:?}"),
            };
        }
        let login = Request::Login {
            user: OFFICER.to_owned(),
            password: Secret(PASSWORD.to_owned()),
        };
        let id = client.send(None, login)?;
        match client.receive(id)? {
            Ok(Reply::LoggedIn { pass, .. }) => self.pass = pass,
            // Not so many passwords are tried at once.
            Err(fault) if fault.code == FaultCode::Busy => {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            other => panic!("{other:?}"),
        }
        Ok(client)
    }

    /// Does the next thing; after an error it is not known whether it was done, and the next call
    /// asks for it again.
    pub(super) fn work(&mut self, client: &mut Client) -> io::Result<()> {
        let key = self.key();
        let request = match &self.number {
            None => addition(&self.name),
            Some(number) => correction(number, self.version, &format!("Kylä {}", self.version)),
        };
        let id = client.send(Some(&key), request)?;
        match client.receive(id)? {
            Ok(Reply::Done { number, .. }) => {
                self.number = Some(number);
                self.version += 1;
                Ok(())
            }
            other => panic!("{} at version {}: {other:?}", self.name, self.version),
        }
    }

    /// The same for the same thing, whenever it is asked.
    fn key(&self) -> String {
        let name = self
            .name
            .bytes()
            .fold(0_u64, |sum, it| sum * 31 + u64::from(it));
        format!("{name:016x}{:016x}", self.version)
    }

    /// The register says what the answers said.
    pub(super) fn holds(&self, client: &mut Client) {
        let Some(number) = &self.number else { return };
        let card = card(client, number).unwrap();
        assert_eq!(card.version, self.version, "{}", self.name);
        let city = (self.version > 1).then(|| format!("Kylä {}", self.version - 1));
        assert_eq!(card.value(Field::City), city.as_deref());
    }
}

pub(super) fn addition(name: &str) -> Request {
    Request::Add {
        number: None,
        kind: None,
        values: vec![(Field::Family, name.to_owned())],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    }
}

pub(super) fn correction(number: &str, version: u64, city: &str) -> Request {
    Request::Correct {
        number: number.to_owned(),
        version: Some(version),
        corrections: vec![Correction {
            field: CorrectionField::Value(Field::City),
            kind: CorrectionKind::Replace,
            value: city.to_owned(),
        }],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    }
}

/// Makes an import of so many people, which takes its time.
pub(super) fn crowd(many: u64) -> Request {
    let candidate = |row: u64| Candidate {
        row,
        number: Some(format!("V{row}")),
        record: None,
        kind: Kind::Consumer,
        values: vec![(Field::Family, format!("Virta {row}"))],
        source: Source::of(Origin::Person),
        bans: Vec::new(),
        consents: Vec::new(),
        digest: u128::from(row).to_be_bytes(),
    };
    Request::Import {
        import: 1,
        pass: Pass::Apply,
        candidates: (1..=many).map(candidate).collect(),
    }
}

pub(super) fn card(client: &mut Client, number: &str) -> Result<Box<Card>, Fault> {
    let open = Request::Open {
        number: number.to_owned(),
        purpose: LookPurpose::CustomerService,
        reference: None,
    };
    match client.ask(open)? {
        Reply::Person(card) => Ok(card),
        other => panic!("{other:?}"),
    }
}

/// Adds somebody and returns the number.
pub(super) fn add(client: &mut Client, name: &str) -> String {
    match client.ask(addition(name)).unwrap() {
        Reply::Done { number, .. } => number,
        other => panic!("{other:?}"),
    }
}

/// Returns how many acts and looks the audit holds, which must hold itself.
pub(super) fn audit(client: &mut Client) -> Vec<u64> {
    let Reply::Audit { chains } = client.ask(Request::VerifyAudit).unwrap() else {
        panic!("no audit");
    };
    let whole = chains.iter().all(|it| it.broken_at.is_none());
    assert!(whole, "{chains:?}");
    chains.iter().map(|it| it.entries).collect()
}
