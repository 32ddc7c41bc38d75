use std::fs;
use std::path::Path;

use rainmaker::contract::{
    BanOrder, ConsentOrder, Draft, ErasureOrder, FaultCode, Pass, Reply, Request, Secret,
};
use rainmaker::domain::audit::ErasureGround;
use rainmaker::domain::candidate::{Candidate, CandidateBan, CandidateConsent};
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, ImportEvidence, Method, Words};
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::id::SubjectId;
use rainmaker::domain::person::SourceRecord;
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};
use rainmaker::domain::time::Timestamp;
use rainmaker::ops::{FirstOfficer, NewRegister, Ops};
use rainmaker::store::{DATABASE, Store};

use super::asking::{correction, number_of};
use super::cage::Cage;
use super::register::{Dice, PEER, Register, START, copy, folder, times};

/// Plants a canary in everything that can be said of somebody.
struct Planter {
    cage: Cage,
    dice: Dice,
    planted: u8,
}

impl Planter {
    fn word(&mut self) -> String {
        self.cage.word(&mut self.dice)
    }

    fn email(&mut self) -> String {
        let (one, other) = (self.word(), self.word());
        format!("{}@{}.fi", one.to_lowercase(), other.to_lowercase())
    }

    fn values(&mut self) -> Vec<(Field, String)> {
        let texts = [
            Field::Given,
            Field::Family,
            Field::Street,
            Field::Postcode,
            Field::City,
            Field::Company,
            Field::Duties,
            Field::Note,
        ];
        let mut values: Vec<_> = texts.into_iter().map(|it| (it, self.word())).collect();
        values.push((Field::Email, self.email()));
        values.push((Field::Phone, self.cage.digits(&mut self.dice)));
        values
    }

    fn source(&mut self) -> Source {
        Source {
            origin: Origin::File,
            detail: Some(self.word()),
        }
    }

    fn order(&mut self) -> BanOrder {
        BanOrder {
            channels: vec![*self.dice.pick(Channel::ALL)],
            since: None,
            told: Some(self.word()),
            reason: Some(self.word()),
        }
    }

    fn add(&mut self, register: &mut Register) -> String {
        let number = Some(self.word());
        let values = self.values();
        let source = self.source();
        number_of(register.ask(Request::Add {
            number,
            kind: None,
            values,
            source,
            purpose: Purpose::Relations,
            basis: Basis::LegitimateInterest,
        }))
    }

    fn import(&mut self, register: &mut Register) -> String {
        self.planted += 1;
        let number = self.word();
        let candidate = Candidate {
            row: 2,
            number: Some(number.clone()),
            record: Some(SourceRecord {
                profile: self.word(),
                record: self.word(),
            }),
            kind: Kind::Consumer,
            values: self.values(),
            source: self.source(),
            bans: vec![CandidateBan {
                channel: None,
                since: None,
                told: Some(self.word()),
            }],
            consents: vec![CandidateConsent {
                purpose: Purpose::Marketing,
                channel: Channel::Email,
                state: ConsentState::Given,
                at: rainmaker::domain::time::When::Instant(register.now),
                evidence: ImportEvidence {
                    opt_in_ip: Some(self.word()),
                    confirmed_ip: Some(self.word()),
                    ..ImportEvidence::default()
                },
            }],
            digest: [self.planted; 16],
        };
        for pass in [Pass::Rehearse, Pass::Apply] {
            let import = Request::Import {
                import: 1,
                pass,
                candidates: vec![candidate.clone()],
            };
            register.ask(import).unwrap();
        }
        number
    }

    fn consent(&mut self, register: &mut Register, number: &str) {
        let (purpose, channel) = (Purpose::Profiling, Channel::Sms);
        let number = number.to_owned();
        let words = Words {
            text: Some(self.word()),
            digest: self.word(),
            language: Some(self.word()),
        };
        let requests = [
            Request::RecordConsent {
                number: number.clone(),
                order: ConsentOrder {
                    purpose,
                    channel,
                    state: ConsentState::Given,
                    at: None,
                    method: Method::Phone,
                    reference: Some(self.word()),
                    words: Some(words),
                },
            },
            Request::SetAttribute {
                number: number.clone(),
                name: self.word(),
                value: self.word(),
                purpose,
                channel,
            },
        ];
        for request in requests {
            register.ask(request).unwrap();
        }
    }

    fn ban(&mut self, register: &mut Register, number: &str) {
        let number = number.to_owned();
        let requests = [
            Request::Ban {
                number: number.clone(),
                order: self.order(),
            },
            Request::BanAddress {
                address: self.email(),
                order: self.order(),
            },
            Request::LiftBan {
                number: number.clone(),
                channels: Vec::new(),
                reason: self.word(),
            },
            Request::Ban {
                number: number.clone(),
                order: self.order(),
            },
            Request::RecordFile {
                path: self.word(),
                what: self.word(),
                holds: vec![number.clone()],
            },
            Request::Lookup {
                text: self.word(),
                limit: 5,
            },
            Request::Lookup {
                text: number,
                limit: 5,
            },
            Request::EndSearch,
        ];
        for request in requests {
            register.ask(request).unwrap();
        }
    }

    fn correct(&mut self, register: &mut Register, number: &str) {
        for field in [Field::Family, Field::City, Field::Note, Field::Phone] {
            let value = if field == Field::Phone {
                self.cage.digits(&mut self.dice)
            } else {
                self.word()
            };
            register.ask(correction(number, field, &value)).unwrap();
        }
    }

    fn draft(&mut self, register: &mut Register, number: &str) {
        let values = vec![
            ("family".to_owned(), self.word()),
            ("note".to_owned(), self.word()),
        ];
        let save = Request::SaveDraft {
            number: number.to_owned(),
            draft: Draft { version: 1, values },
        };
        register.ask(save).unwrap();
    }

    fn merge(&mut self, register: &mut Register, stays: &str, goes: &str) {
        let merge = Request::Merge {
            stays: stays.to_owned(),
            goes: goes.to_owned(),
            reason: self.word(),
        };
        register.ask(merge).unwrap();
        let separate = Request::Separate {
            number: goes.to_owned(),
            reason: self.word(),
        };
        register.ask(separate).unwrap();
    }

    fn erase(&mut self, register: &mut Register, number: &str) {
        let erase = Request::Erase(ErasureOrder {
            number: number.to_owned(),
            confirmation: number.to_owned(),
            ground: ErasureGround::Reference(self.word()),
        });
        register.ask(erase).unwrap();
    }
}

/// Creates a register whose house has canaries too.
fn register_of(planter: &mut Planter, home: &Path) -> Register {
    let (name, password) = (planter.word(), planter.word() + "-" + &planter.word());
    let secret = Secret(password);
    let officer = FirstOfficer {
        name: &name,
        password: &secret,
    };
    let house = NewRegister {
        controller: Some(planter.word()),
        contact: Some(planter.word()),
        authority: Some(planter.word()),
        demo: false,
    };
    let now = Timestamp::from_millis(START);
    let code = Ops::create(home, &officer, &house, now).unwrap();
    planter.cage.lock(&code.reveal());
    let mut register = Register::open_unasked(home, now).unwrap();
    let login = Request::Login {
        user: name,
        password: Secret(secret.0.clone()),
    };
    register.ask(login).unwrap();
    register
}

#[test]
fn no_word_about_anybody_stands_in_any_file() {
    let folder = folder();
    let home = folder.path().join("home");
    let mut planter = Planter {
        cage: Cage::default(),
        dice: Dice::new(31),
        planted: 0,
    };
    let mut register = register_of(&mut planter, &home);
    let mut numbers = Vec::new();
    for round in 0..times(20) {
        let number = if round % 2 == 0 {
            planter.add(&mut register)
        } else {
            planter.import(&mut register)
        };
        planter.consent(&mut register, &number);
        planter.ban(&mut register, &number);
        planter.correct(&mut register, &number);
        planter.draft(&mut register, &number);
        register.card(&number).unwrap();
        numbers.push(number);
    }
    planter.cage.open_for_common_beginnings();
    assert!(planter.cage.many > numbers.len() * 30);
    planter.cage.none_in(&home);

    let (stays, goes) = (numbers[0].clone(), numbers[1].clone());
    planter.merge(&mut register, &stays, &goes);
    for number in numbers.iter().step_by(2) {
        planter.erase(&mut register, number);
    }
    planter.cage.open_for_common_beginnings();
    planter.cage.none_in(&home);
    let killed = folder.path().join("killed");
    copy(&home, &killed);
    drop(register);
    planter.cage.none_in(&home);
    let mut register = Register::open_unasked(&killed, Timestamp::from_millis(START)).unwrap();
    planter.cage.none_in(&killed);
    assert!(matches!(
        register.ask(Request::VerifyAudit),
        Ok(Reply::Audit { .. })
    ));
    drop(register);
    planter.cage.none_in(&killed);
}

/// What was typed over somebody goes with them, out of every copy that was made before, too.
#[test]
fn a_draft_of_somebody_erased_is_read_from_no_copy_of_the_file() {
    let folder = folder();
    let (home, before) = (folder.path().join("home"), folder.path().join("before"));
    let mut planter = Planter {
        cage: Cage::default(),
        dice: Dice::new(7),
        planted: 0,
    };
    let mut register = Register::create(&home);
    let number = planter.add(&mut register);
    planter.draft(&mut register, &number);
    planter.cage.open_for_common_beginnings();
    copy(&home, &before);
    let kept = |home: &Path| {
        let now = Timestamp::from_millis(START);
        let (store, _) = Store::open(home, &home.join("master.key"), now).unwrap();
        let view = store.view().unwrap();
        let users = view.users().unwrap();
        (1..=9)
            .filter_map(|it| view.draft(SubjectId(it), users[0].id, now).unwrap())
            .count()
    };
    assert_eq!(kept(&before), 1);
    planter.erase(&mut register, &number);
    drop(register);
    assert_eq!(kept(&home), 0);
    fs::copy(before.join(DATABASE), home.join(DATABASE)).unwrap();
    assert_eq!(kept(&home), 0);
    planter.cage.none_in(&home);
}

/// A test that finds nothing has to be one that would.
#[test]
#[should_panic(expected = "holds a piece of")]
fn a_canary_in_a_file_is_found() {
    let folder = folder();
    let mut cage = Cage::default();
    let canary = cage.word(&mut Dice::new(1)).to_lowercase();
    let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_be_bytes).collect();
    fs::write(
        folder.path().join("core"),
        [b"....".to_vec(), wide].concat(),
    )
    .unwrap();
    cage.none_in(folder.path());
}

/// No fault that a register answers with repeats what it was told of somebody.
#[test]
fn nobody_is_named_in_a_refusal() {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let session = register.session;
    let line = register.ops.begin_session(PEER, register.now);
    let mut cage = Cage::default();
    let mut dice = Dice::new(2);
    let password = cage.word(&mut dice);
    register.session = line;
    let refused = register
        .ask(Request::Login {
            user: cage.word(&mut dice),
            password: Secret(password),
        })
        .unwrap_err();
    assert_eq!(refused.code, FaultCode::LoginFailed);
    assert_eq!(refused.values, []);
    register.session = session;
    let text = cage.word(&mut dice);
    let refused = register
        .ask(correction("100001", Field::Email, &text))
        .unwrap_err();
    let told = serde_json::to_string(&refused).unwrap();
    assert!(!told.contains(&text), "{told}");
}
