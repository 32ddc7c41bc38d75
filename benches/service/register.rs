use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rainmaker::clock;
use rainmaker::contract::{Envelope, Pass, Reply, Request, Secret};
use rainmaker::domain::candidate::Candidate;
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::provenance::{Origin, Source};
use rainmaker::domain::time::Timestamp;
use rainmaker::ops::{FirstOfficer, Keeping, NewRegister, Ops, Peer};
use rustix::process::{Pid, Signal, kill_process};

use super::people::Person;

pub(crate) const OFFICER: &str = "Aino Hakala";
pub(crate) const PASSWORD: &str = "kolme-vihreaa-saapasta-naulassa";

/// All sessions come from one account here.
const SETTINGS: &str = "[service]\nconnections_per_account = 1000\nrequests_per_second = 1000000\n";

/// Rows of one batch of an import.
const BATCH: usize = 1_000;

/// Makes a register of these people.
pub(crate) fn create(folder: &Path, people: &[Person]) {
    let password = Secret(PASSWORD.to_owned());
    let officer = FirstOfficer {
        name: OFFICER,
        password: &password,
    };
    let now: Timestamp = clock::now();
    let data = folder.join("data");
    Ops::create(&data, &officer, &NewRegister::default(), now).unwrap();
    let (ops, _) = Ops::open(&data, &data.join("master.key"), now).unwrap();
    let peer = Peer {
        account: 0,
        keeping: Keeping::WithProcess,
    };
    let session = ops.begin_session(peer, now);
    let ask = |request| {
        let envelope = Envelope {
            id: 1,
            key: None,
            request,
        };
        ops.answer(session, now, envelope).unwrap()
    };
    let user = OFFICER.to_owned();
    ask(Request::Login { user, password });
    for batch in people.chunks(BATCH) {
        let imported = ask(Request::Import {
            import: 1,
            pass: Pass::Apply,
            candidates: batch.iter().map(candidate).collect(),
        });
        assert!(matches!(imported, Reply::Imported(_)));
    }
}

fn candidate(person: &Person) -> Candidate {
    let number: u64 = person.number.parse().unwrap();
    Candidate {
        row: number,
        number: Some(person.number.clone()),
        record: None,
        kind: Kind::Consumer,
        values: vec![
            (Field::Given, person.given.clone()),
            (Field::Family, person.family.clone()),
            (Field::City, person.city.to_owned()),
            (Field::Phone, format!("+358{}", &person.phone[1..])),
            (Field::Email, format!("{number}.{}", person.email)),
        ],
        source: Source::of(Origin::Person),
        bans: Vec::new(),
        consents: Vec::new(),
        digest: u128::from(number).to_be_bytes(),
    }
}

/// The real program, serving.
pub(crate) struct Service {
    child: Child,
    pub(crate) folder: PathBuf,
    pub(crate) socket: PathBuf,
}

impl Service {
    pub(crate) fn start(folder: &Path) -> Self {
        let config = folder.join("config.toml");
        fs::write(&config, SETTINGS).unwrap();
        let log = folder.join("log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_rainmaker"))
            .arg("serve")
            .env_clear()
            .env("HOME", folder)
            .env("RAINMAKER_DATA", folder.join("data"))
            .env("RAINMAKER_CONFIG", config)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert!(line.starts_with("Listening"), "{line}");
        let mut log = fs::File::create(log).unwrap();
        std::thread::spawn(move || std::io::copy(&mut said, &mut log));
        Self {
            child,
            folder: folder.to_owned(),
            socket: folder.join("data").join("register.sock"),
        }
    }

    /// Returns the resident memory in MiB.
    pub(crate) fn resident(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|it| it.starts_with("VmRSS:"));
        let kib = line.and_then(|it| it.split_whitespace().nth(1));
        kib.and_then(|it| it.parse::<usize>().ok())
            .unwrap_or_default()
            >> 10
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let process = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(process) = process {
            kill_process(process, Signal::TERM).ok();
        }
        self.child.wait().ok();
    }
}
