use std::path::Path;
use std::time::Duration;

use crate::contract::{
    BanOrder, Card, ConsentOrder, Envelope, ErasureOrder, Fault, HistoryEntry, ImportCounts, Key,
    LookPurpose, News, Pass, Reply, Request, Secret,
};
use crate::domain::audit::ErasureGround;
use crate::domain::candidate::Candidate;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method};
use crate::domain::field::Field;
use crate::domain::id::SessionId;
use crate::domain::marketing::{Answer, Reason};
use crate::domain::provenance::{Basis, Origin, Purpose, Source};
use crate::domain::role::Role;
use crate::domain::time::Timestamp;
use crate::ops::{FirstOfficer, Keeping, NewRegister, Ops, Peer};

pub(super) const PASSWORD: &str = "rautatie pihlaja kuutamo 41";

/// What the administrator gives to somebody new.
pub(super) const GIVEN: &str = "annettu toistaiseksi vain 17";

/// What a request is repeated under.
pub(super) const KEY: &str = "00112233445566778899aabbccddeeff";

/// Where the sessions of these tests come from.
pub(super) const PEER: Peer = Peer {
    account: 1000,
    keeping: Keeping::WithProcess,
};

/// A register with one officer at work.
pub(super) struct Desk {
    pub(super) ops: Ops,
    pub(super) session: SessionId,
    pub(super) clock: i64,
    folder: tempfile::TempDir,
}

impl Desk {
    pub(super) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let start = Timestamp::from_millis(1_790_000_000_000);
        let password = Secret(PASSWORD.to_owned());
        let officer = FirstOfficer {
            name: "Officer",
            password: &password,
        };
        Ops::create(folder.path(), &officer, &NewRegister::default(), start).unwrap();
        let master = folder.path().join("master.key");
        let (ops, _) = Ops::open(folder.path(), &master, start).unwrap();
        let session = ops.begin_session(PEER, start);
        let mut desk = Self {
            ops,
            session,
            clock: start.millis(),
            folder,
        };
        desk.ask(Request::Login {
            user: "Officer".to_owned(),
            password,
        })
        .unwrap();
        desk
    }

    pub(super) fn ask(&mut self, request: Request) -> Result<Reply, Fault> {
        self.ask_as(self.session, request)
    }

    /// Asks in another session.
    pub(super) fn ask_as(&mut self, session: SessionId, request: Request) -> Result<Reply, Fault> {
        self.clock += 1000;
        let key = format!("{:032x}", self.clock);
        self.ask_again(session, &key, request)
    }

    /// Asks under a key that may have been used before.
    pub(super) fn ask_again(
        &self,
        session: SessionId,
        key: &str,
        request: Request,
    ) -> Result<Reply, Fault> {
        let key = Some(Key(key.to_owned()));
        let now = Timestamp::from_millis(self.clock);
        self.ops.answer(
            session,
            now,
            Envelope {
                id: 1,
                key,
                request,
            },
        )
    }

    /// Ends the process, and opens the register again.
    pub(super) fn restart(self) -> Self {
        let Self {
            ops,
            session,
            clock,
            folder,
        } = self;
        drop(ops);
        let master = folder.path().join("master.key");
        let now = Timestamp::from_millis(clock);
        let (ops, _) = Ops::open(folder.path(), &master, now).unwrap();
        ops.take_over_sessions(now.into()).unwrap();
        Self {
            ops,
            session,
            clock,
            folder,
        }
    }

    pub(super) fn pass(&mut self, time: Duration) {
        self.clock += i64::try_from(time.as_millis()).unwrap();
    }

    pub(super) fn line(&self, account: u32) -> SessionId {
        let peer = Peer { account, ..PEER };
        self.ops.begin_session(peer, self.now())
    }

    /// A line whose session may be taken up again.
    pub(super) fn lasting_line(&self) -> SessionId {
        let peer = Peer {
            keeping: Keeping::Resumable,
            ..PEER
        };
        self.ops.begin_session(peer, self.now())
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.clock)
    }

    /// Begins a session of somebody who has the password of all.
    pub(super) fn log_in(&mut self, name: &str) -> SessionId {
        let session = self.line(PEER.account);
        self.ask_as(session, login(name, PASSWORD)).unwrap();
        session
    }

    /// Lets the officer's session do what wants the password again.
    pub(super) fn step_up(&mut self) {
        let (password, again) = (secret(PASSWORD), secret(PASSWORD));
        self.ask(Request::Unlock { password }).unwrap();
        self.ask(Request::StepUp { password: again }).unwrap();
    }

    /// Adds a user, who has yet to change the password [`GIVEN`].
    pub(super) fn employ(&mut self, name: &str, roles: &[Role]) {
        self.step_up();
        let request = Request::AddUser {
            name: name.to_owned(),
            roles: roles.to_vec(),
            password: Some(secret(GIVEN)),
            account: None,
        };
        self.ask(request).unwrap();
    }

    /// Adds a user who is at work in the session that is returned.
    pub(super) fn join(&mut self, name: &str, roles: &[Role]) -> SessionId {
        self.employ(name, roles);
        let session = self.line(PEER.account);
        self.ask_as(session, login(name, GIVEN)).unwrap();
        let (old, new) = (secret(GIVEN), secret(PASSWORD));
        let change = Request::ChangePassword { old, new };
        self.ask_as(session, change).unwrap();
        session
    }

    pub(super) fn set_roles(&mut self, name: &str, roles: &[Role]) -> Result<Reply, Fault> {
        self.step_up();
        self.ask(Request::SetRoles {
            user: name.to_owned(),
            roles: roles.to_vec(),
        })
    }

    pub(super) fn audit(&mut self) -> Vec<HistoryEntry> {
        self.step_up();
        let all = Request::ShowAudit {
            number: None,
            chain: None,
        };
        history(self.ask(all))
    }

    pub(super) fn news(&mut self, session: SessionId, since: u64) -> News {
        match self.ask_as(session, Request::Changes { since }) {
            Ok(Reply::News(news)) => *news,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn add(&mut self, values: &[(Field, &str)]) -> String {
        let values = values
            .iter()
            .map(|(field, it)| (*field, (*it).to_owned()))
            .collect();
        let request = Request::Add {
            number: None,
            kind: None,
            values,
            source: Source::of(Origin::Staff),
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        };
        let Ok(Reply::Done { number, .. }) = self.ask(request) else {
            panic!("not added")
        };
        number
    }

    pub(super) fn card(&mut self, number: &str) -> Card {
        let purpose = LookPurpose::CommandLine;
        match self.ask(Request::Open {
            number: number.to_owned(),
            purpose,
            reference: None,
        }) {
            Ok(Reply::Person(card)) => *card,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn answer(&mut self, number: &str, channel: Channel) -> (Answer, Reason) {
        let card = self.card(number);
        let (_, verdict) = card.verdicts.iter().find(|it| it.0 == channel).unwrap();
        (verdict.answer, verdict.reason)
    }

    pub(super) fn ban(&mut self, number: &str) {
        let order = BanOrder {
            channels: Vec::new(),
            since: None,
            told: None,
            reason: None,
        };
        self.ask(Request::Ban {
            number: number.to_owned(),
            order,
        })
        .unwrap();
    }

    pub(super) fn consent(&mut self, number: &str, channel: Channel, state: ConsentState) {
        let order = ConsentOrder {
            purpose: Purpose::Marketing,
            channel,
            state,
            at: None,
            method: Method::Phone,
            reference: None,
            words: None,
        };
        self.ask(Request::RecordConsent {
            number: number.to_owned(),
            order,
        })
        .unwrap();
    }

    pub(super) fn erase(&mut self, number: &str) {
        let (number, confirmation) = (number.to_owned(), number.to_owned());
        let ground = ErasureGround::Request;
        self.ask(Request::Erase(ErasureOrder {
            number,
            confirmation,
            ground,
        }))
        .unwrap();
    }

    pub(super) fn found(&mut self, text: &str) -> Vec<String> {
        match self.ask(Request::Lookup {
            text: text.to_owned(),
            limit: 20,
        }) {
            Ok(Reply::Found { rows, .. }) => rows.into_iter().map(|it| it.number).collect(),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn import(&mut self, pass: Pass, candidates: &[Candidate]) -> ImportCounts {
        let mut sum = ImportCounts::default();
        for batch in candidates.chunks(500) {
            let request = Request::Import {
                import: 1,
                pass,
                candidates: batch.to_vec(),
            };
            let Ok(Reply::Imported(counts)) = self.ask(request) else {
                panic!("not imported")
            };
            sum.created += counts.created;
            sum.merged += counts.merged;
            sum.unchanged += counts.unchanged;
            sum.unsure += counts.unsure;
            sum.bans += counts.bans;
        }
        sum
    }
}

pub(super) fn secret(text: &str) -> Secret {
    Secret(text.to_owned())
}

pub(super) fn login(user: &str, password: &str) -> Request {
    Request::Login {
        user: user.to_owned(),
        password: secret(password),
    }
}

pub(super) fn open(number: &str) -> Request {
    Request::Open {
        number: number.to_owned(),
        purpose: LookPurpose::CustomerService,
        reference: None,
    }
}

pub(super) fn history(reply: Result<Reply, Fault>) -> Vec<HistoryEntry> {
    match reply {
        Ok(Reply::History { entries }) => entries,
        other => panic!("{other:?}"),
    }
}
