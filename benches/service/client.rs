use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;

use rainmaker::contract::{
    Answer, Correction, CorrectionField, CorrectionKind, Envelope, Frame, Hello, Reply, Request,
    Secret, VERSION, Welcome,
};
use rainmaker::domain::field::Field;
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::register::{OFFICER, PASSWORD};

/// One session over the socket.
pub(crate) struct Client {
    stream: UnixStream,
}

impl Client {
    pub(crate) fn at_work(socket: &Path) -> Self {
        let stream = UnixStream::connect(socket).unwrap();
        let mut client = Self { stream };
        client.write(&Hello { rainmaker: VERSION });
        let welcome: Welcome = client.read();
        assert_eq!(welcome.refused, None);
        client.ask(Request::Login {
            user: OFFICER.to_owned(),
            password: Secret(PASSWORD.to_owned()),
        });
        client
    }

    /// Asks; any fault ends the benchmark.
    pub(crate) fn ask(&mut self, request: Request) -> Reply {
        self.write(&Envelope {
            id: 1,
            key: None,
            request,
        });
        let mut whole = String::new();
        loop {
            match self.read() {
                Frame::Answer { answer, .. } => return reply(answer),
                Frame::Part { text, last, .. } => {
                    whole.push_str(&text);
                    if last {
                        return reply(serde_json::from_str(&whole).unwrap());
                    }
                }
            }
        }
    }

    pub(crate) fn look_up(&mut self, text: &str) {
        let text = text.to_owned();
        let found = self.ask(Request::Lookup { text, limit: 20 });
        assert!(matches!(found, Reply::Found { .. }));
    }

    /// Corrects one person over and over; returns how often.
    pub(crate) fn edit(&mut self, session: usize, goes_on: &dyn Fn() -> bool) -> usize {
        let mut done = 0;
        let number = (10_001 + session).to_string();
        while goes_on() {
            let value = format!("Kylä {session} {done}");
            let done_so = self.ask(Request::Correct {
                number: number.clone(),
                version: None,
                corrections: vec![Correction {
                    field: CorrectionField::Value(Field::City),
                    kind: CorrectionKind::Replace,
                    value,
                }],
                source: Source::of(Origin::Person),
                purpose: Purpose::Relations,
                basis: Basis::LegitimateInterest,
            });
            assert!(matches!(
                done_so,
                Reply::Done { .. } | Reply::Unchanged { .. }
            ));
            done += 1;
        }
        done
    }

    fn write(&mut self, frame: &impl Serialize) {
        let json = serde_json::to_vec(frame).unwrap();
        let length = u32::try_from(json.len()).unwrap().to_be_bytes();
        self.stream.write_all(&[&length, &*json].concat()).unwrap();
    }

    fn read<T: DeserializeOwned>(&mut self) -> T {
        let mut length = [0; 4];
        self.stream.read_exact(&mut length).unwrap();
        let mut json = vec![0; u32::from_be_bytes(length) as usize];
        self.stream.read_exact(&mut json).unwrap();
        serde_json::from_slice(&json).unwrap()
    }
}

fn reply(answer: Answer) -> Reply {
    match answer {
        Answer::Reply(reply) => reply,
        Answer::Fault(fault) => panic!("{fault:?}"),
    }
}
