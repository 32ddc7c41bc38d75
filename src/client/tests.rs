use std::io::{self, Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::contract::{
    Answer, Envelope, Fault, FaultCode, Frame, Hello, News, Reply, Request, Secret, VERSION,
    Welcome,
};

/// A service that answers as it is told, one script for each line that comes.
struct Service {
    folder: tempfile::TempDir,
    asked: Receiver<Envelope>,
}

type Script = Box<dyn FnMut(&Envelope, &mut UnixStream) + Send>;

impl Service {
    fn of(scripts: Vec<Script>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("socket")).unwrap();
        let (tell, asked) = mpsc::channel();
        thread::spawn(move || {
            for mut script in scripts {
                let (mut line, _) = listener.accept().unwrap();
                let hello: Hello = receive(&mut line).unwrap();
                assert_eq!(hello.rainmaker, VERSION);
                let welcome = Welcome {
                    rainmaker: VERSION,
                    refused: None,
                };
                send(&mut line, &welcome);
                while let Ok(envelope) = receive::<Envelope>(&mut line) {
                    tell.send(envelope.clone()).ok();
                    script(&envelope, &mut line);
                }
            }
        });
        Self { folder, asked }
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    fn door(&self) -> Door {
        connect(&self.socket(), Patience::Brief).unwrap()
    }
}

fn receive<T: DeserializeOwned>(line: &mut UnixStream) -> io::Result<T> {
    let mut length = [0; 4];
    line.read_exact(&mut length)?;
    let mut json = vec![0; u32::from_be_bytes(length) as usize];
    line.read_exact(&mut json)?;
    Ok(serde_json::from_slice(&json).unwrap())
}

fn send(line: &mut UnixStream, value: &impl Serialize) {
    let json = serde_json::to_vec(value).unwrap();
    let length = u32::try_from(json.len()).unwrap().to_be_bytes();
    // The client may have hung up.
    line.write_all(&[&length, json.as_slice()].concat()).ok();
}

fn answer(line: &mut UnixStream, id: u64, reply: Reply) {
    let answer = Answer::Reply(reply);
    send(line, &Frame::Answer { id, answer });
}

fn ok() -> Script {
    Box::new(|envelope, line| answer(line, envelope.id, Reply::Ok))
}

fn hangs_up() -> Script {
    Box::new(|_, line| line.shutdown(std::net::Shutdown::Both).unwrap())
}

fn logged_in() -> Reply {
    Reply::LoggedIn {
        user: "kaisa".to_owned(),
        roles: Vec::new(),
        demo: false,
        pass: Some(Secret("pass".to_owned())),
        must_change: false,
    }
}

fn forget() -> Request {
    Request::ForgetSuppression {
        address: "a@example.com".to_owned(),
    }
}

fn login() -> Request {
    Request::Login {
        user: "kaisa".to_owned(),
        password: Secret("secret".to_owned()),
    }
}

#[test]
fn a_change_whose_answer_was_lost_is_asked_again_under_its_key() {
    let service = Service::of(vec![hangs_up(), ok()]);
    assert_eq!(service.door().ask(forget()), Ok(Reply::Ok));
    let (first, second) = (service.asked.recv().unwrap(), service.asked.recv().unwrap());
    assert!(first.key.is_some());
    assert_eq!(first.key, second.key);
}

fn refuses(code: FaultCode) -> Script {
    Box::new(move |envelope, line| {
        let id = envelope.id;
        let answer = Answer::Fault(Fault::of(code));
        send(line, &Frame::Answer { id, answer });
    })
}

#[test]
fn a_change_that_the_service_waits_for_no_longer_is_asked_again_under_its_key() {
    let mut times = 0;
    let late: Script = Box::new(move |envelope, line| {
        times += 1;
        if times == 1 {
            refuses(FaultCode::ServiceSilent)(envelope, line);
        } else {
            answer(line, envelope.id, Reply::Ok);
        }
    });
    let service = Service::of(vec![late]);
    assert_eq!(service.door().ask(forget()), Ok(Reply::Ok));
    let (first, second) = (service.asked.recv().unwrap(), service.asked.recv().unwrap());
    assert_eq!(first.key, second.key);
}

#[test]
fn a_session_that_cannot_be_taken_up_just_now_is_not_given_up() {
    let first: Script = Box::new(|envelope, line| match envelope.request {
        Request::Login { .. } => answer(line, envelope.id, logged_in()),
        _ => line.shutdown(std::net::Shutdown::Both).unwrap(),
    });
    let service = Service::of(vec![first, refuses(FaultCode::CannotWrite), ok()]);
    let door = service.door();
    door.ask(login()).unwrap();
    assert_eq!(door.ask(forget()), Ok(Reply::Ok));
    let asked: Vec<Request> = service.asked.iter().take(5).map(|it| it.request).collect();
    let resume = || Request::Resume {
        pass: Secret("pass".to_owned()),
    };
    assert_eq!(asked, [login(), forget(), resume(), resume(), forget()]);
}

#[test]
fn two_changes_have_two_keys() {
    let service = Service::of(vec![ok()]);
    let door = service.door();
    door.ask(forget()).unwrap();
    door.ask(forget()).unwrap();
    let (first, second) = (service.asked.recv().unwrap(), service.asked.recv().unwrap());
    assert_ne!(first.key, second.key);
}

#[test]
fn a_new_line_takes_the_session_up_again_and_nobody_sees_the_secret() {
    let first: Script = Box::new(|envelope, line| match envelope.request {
        Request::Login { .. } => answer(line, envelope.id, logged_in()),
        _ => line.shutdown(std::net::Shutdown::Both).unwrap(),
    });
    let service = Service::of(vec![first, ok()]);
    let door = service.door();
    let Reply::LoggedIn { pass, .. } = door.ask(login()).unwrap() else {
        panic!("not logged in");
    };
    assert_eq!(pass, None);
    assert_eq!(door.ask(forget()), Ok(Reply::Ok));
    let asked: Vec<Request> = service.asked.iter().take(4).map(|it| it.request).collect();
    let pass = Secret("pass".to_owned());
    assert_eq!(
        asked,
        [login(), forget(), Request::Resume { pass }, forget()]
    );
}

#[test]
fn answers_find_their_questions_in_any_order() {
    let mut earlier = None;
    let turned: Script = Box::new(move |envelope, line| match earlier.take() {
        None => earlier = Some(envelope.id),
        Some(first) => {
            let number = |id: u64| Reply::Unchanged {
                number: id.to_string(),
            };
            answer(line, envelope.id, number(envelope.id));
            answer(line, first, number(first));
        }
    });
    let service = Service::of(vec![turned]);
    let door = service.door();
    let (one, other) = thread::scope(|scope| {
        let one = scope.spawn(|| door.ask(Request::Users));
        let other = scope.spawn(|| door.ask(Request::Users));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_ne!(one.unwrap(), other.unwrap());
}

#[test]
fn an_answer_in_parts_is_put_together() {
    let script: Script = Box::new(|envelope, line| {
        let json = serde_json::to_string(&Answer::Reply(logged_in())).unwrap();
        let (head, tail) = json.split_at(10);
        for (text, last) in [(head, false), (tail, true)] {
            let text = text.to_owned();
            let id = envelope.id;
            send(line, &Frame::Part { id, text, last });
        }
    });
    let service = Service::of(vec![script]);
    assert!(matches!(
        service.door().ask(login()),
        Ok(Reply::LoggedIn { .. })
    ));
}

#[test]
fn a_service_that_says_nothing_is_not_waited_for() {
    let service = Service::of(vec![Box::new(|_, _| {})]);
    let fault = service.door().ask(Request::Users).unwrap_err();
    assert_eq!(fault.code, FaultCode::ServiceSilent);
}

#[test]
fn a_question_too_long_for_a_frame_is_not_sent() {
    let service = Service::of(vec![ok()]);
    let door = service.door();
    let address = "a".repeat(crate::contract::LONGEST_FRAME);
    let fault = door
        .ask(Request::ForgetSuppression { address })
        .unwrap_err();
    assert_eq!(fault.code, FaultCode::TooLarge);
    assert_eq!(door.ask(forget()), Ok(Reply::Ok));
}

#[test]
fn nobody_there_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let fault = connect(&folder.path().join("socket"), Patience::Brief).unwrap_err();
    assert_eq!(fault.code, FaultCode::ServiceGone);
}

#[test]
fn who_listens_hears_the_news_the_loss_and_the_end() {
    let polls: Script = Box::new(|envelope, line| match envelope.request {
        Request::Login { .. } => answer(line, envelope.id, logged_in()),
        Request::Changes { since: 0 } => {
            let news = News {
                now: 7,
                ..News::default()
            };
            answer(line, envelope.id, Reply::News(Box::new(news)));
        }
        _ => line.shutdown(std::net::Shutdown::Both).unwrap(),
    });
    let over: Script = Box::new(|envelope, line| {
        let answer = Answer::Fault(Fault::of(FaultCode::NotLoggedIn));
        let id = envelope.id;
        send(line, &Frame::Answer { id, answer });
    });
    let service = Service::of(vec![polls, over]);
    let door = service.door();
    door.ask(login()).unwrap();
    let (tell, told) = mpsc::channel();
    let listener = door.clone();
    let listening = thread::spawn(move || listener.listen(|word| tell.send(word).is_ok()));
    assert!(matches!(
        told.recv().unwrap(),
        Word::News(News { now: 7, .. })
    ));
    // The second line knows the session no more; what follows on it is for another login.
    assert!(matches!(told.recv().unwrap(), Word::Ended(_)));
    door.close();
    listening.join().unwrap();
}
