use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::pending;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc;

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;
use futures_util::stream;
use ratatui::backend::TestBackend;
use ratatui::widgets::Paragraph;

use super::*;
use crate::contract::FaultCode;
use crate::ui::Ticket;

impl Suspend for TestBackend {
    fn suspend(&mut self) -> Result<(), Infallible> {
        self.append_lines(1)
    }
}

/// Answers the n-th message with the n-th effects, and remembers what it was told.
#[derive(Clone, Default)]
struct Script {
    effects: Rc<RefCell<VecDeque<Vec<Effect>>>>,
    told: Rc<RefCell<Vec<String>>>,
    drawn: Rc<RefCell<usize>>,
}

impl Script {
    /// The effects of the messages after the first, which says the size.
    fn new(effects: impl IntoIterator<Item = Vec<Effect>>) -> Self {
        let script = Self::default();
        script.effects.borrow_mut().push_back(Vec::new());
        script.effects.borrow_mut().extend(effects);
        script
    }

    fn told(&self) -> String {
        self.told.borrow().join(" ")
    }
}

impl Face for Script {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.told.borrow_mut().push(match message {
            Message::Key(key) => key.code.to_string(),
            Message::Pasted(text) => format!("<{text}>"),
            Message::Resized(size) => size.to_string(),
            Message::Answered { answer, .. } => match answer {
                Ok(reply) => format!("{reply:?}"),
                Err(fault) => fault.code.code().to_owned(),
            },
            Message::Woke(_) => "woke".to_owned(),
            Message::News(news) => format!("news {}", news.now),
            Message::LineLost => "lost".to_owned(),
            Message::LineOutdated => "outdated".to_owned(),
            Message::LineBack => "back".to_owned(),
            Message::Ended(fault) => fault.code.code().to_owned(),
            Message::Stopping => "stopping".to_owned(),
        });
        self.effects.borrow_mut().pop_front().unwrap_or_default()
    }

    fn view(&self, frame: &mut Frame<'_>) {
        *self.drawn.borrow_mut() += 1;
        frame.render_widget(Paragraph::new(self.told()), frame.area());
    }
}

fn key(letter: char) -> Event {
    let code = KeyCode::Char(letter);
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn keys(letters: &str) -> impl Stream<Item = io::Result<Event>> + Unpin {
    stream::iter(letters.chars().map(key).map(Ok).collect::<Vec<_>>())
}

/// A register in which nothing happens.
fn nothing() -> impl Stream<Item = Message> + Unpin {
    stream::pending()
}

/// A keyboard at which nobody sits.
fn silence() -> impl Stream<Item = io::Result<Event>> + Unpin {
    stream::pending()
}

fn ask(request: Request) -> Effect {
    let ticket = Ticket::default();
    Effect::Ask { ticket, request }
}

fn look_up(text: &str) -> Request {
    Request::Lookup {
        text: text.to_owned(),
        limit: 1,
    }
}

fn refused(_: Request) -> Result<Reply, Fault> {
    Err(Fault::of(FaultCode::NotAllowed))
}

fn screen() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(20, 1)).unwrap()
}

#[tokio::test]
async fn the_screens_learn_the_size_and_then_every_key_in_order() {
    let script = Script::new([]);
    let mut terminal = screen();
    let start = (script.clone(), Vec::new());
    run(
        &mut terminal,
        (keys("abc"), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 a b c");
    assert_eq!(*script.drawn.borrow(), 2, "all that was ready is one frame");
    terminal
        .backend()
        .assert_buffer_lines(["20x1 a b c          "]);
}

#[tokio::test]
async fn nothing_is_handled_after_the_screens_quit() {
    let script = Script::new([vec![], vec![Effect::Quit]]);
    let start = (script.clone(), Vec::new());
    run(
        &mut screen(),
        (keys("abc"), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 a b");
}

#[tokio::test]
async fn a_flood_of_keys_lets_frames_through() {
    let script = Script::new([]);
    let start = (script.clone(), Vec::new());
    let flood = "j".repeat(3 * BATCH);
    run(
        &mut screen(),
        (keys(&flood), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(*script.drawn.borrow(), 4);
}

#[tokio::test]
async fn a_burst_of_keys_arrives_as_pasted_text() {
    let script = Script::new([]);
    let start = (script.clone(), Vec::new());
    run(
        &mut screen(),
        (keys("abcdefghijkl"), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 <abcdefghijkl>");
}

#[tokio::test]
async fn an_answer_comes_back_to_the_screens() {
    let script = Script::new([vec![Effect::Quit]]);
    let start = (script.clone(), vec![ask(Request::EndSearch)]);
    run(
        &mut screen(),
        (silence(), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 not-allowed");
}

#[tokio::test]
async fn a_panic_behind_the_door_is_answered_as_an_internal_fault() {
    let script = Script::new([vec![Effect::Quit]]);
    let start = (script.clone(), vec![ask(Request::EndSearch)]);
    let broken = |_| panic!("a defect");
    run(
        &mut screen(),
        (silence(), nothing()),
        start,
        broken,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 internal");
}

#[tokio::test]
async fn requests_are_asked_in_order_and_all_of_them_before_leaving() {
    let (asked, seen) = mpsc::channel();
    let listen = move |request| {
        asked.send(request).unwrap();
        Ok(Reply::Ok)
    };
    let wanted = [
        Request::EndSearch,
        Request::VerifyAudit,
        Request::Duplicates,
    ];
    let effects = wanted.iter().cloned().map(ask).collect();
    let start = (Script::new([]), effects);
    run(
        &mut screen(),
        (keys(""), nothing()),
        start,
        listen,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(seen.try_iter().collect::<Vec<_>>(), wanted);
}

#[tokio::test]
async fn a_look_up_that_nobody_began_gives_way_to_the_next() {
    let (asked, seen) = mpsc::channel();
    let listen = move |request| {
        asked.send(request).unwrap();
        Ok(Reply::Ok)
    };
    let effects = ["m", "ma", "mak"].map(look_up).map(ask).into();
    let start = (Script::new([]), effects);
    run(
        &mut screen(),
        (keys(""), nothing()),
        start,
        listen,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(
        seen.try_iter().collect::<Vec<_>>(),
        ["m", "mak"].map(look_up)
    );
}

#[tokio::test]
async fn a_wake_comes_when_it_is_due_and_the_earlier_one_first() {
    let wake = |millis| Effect::Wake {
        ticket: Ticket::default(),
        after: Duration::from_millis(millis),
    };
    let script = Script::new([vec![Effect::Quit]]);
    let start = (script.clone(), vec![wake(3_600_000), wake(1)]);
    run(
        &mut screen(),
        (silence(), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    assert_eq!(script.told(), "20x1 woke");
}

#[tokio::test]
async fn a_stop_ends_the_loop_though_a_request_hangs() {
    let (release, released) = mpsc::channel::<()>();
    let released = Arc::new(Mutex::new(released));
    let hang = move |_| {
        released.lock().unwrap().recv().ok();
        Ok(Reply::Ok)
    };
    let start = (Script::new([]), vec![ask(Request::EndSearch)]);
    run(&mut screen(), (silence(), nothing()), start, hang, async {})
        .await
        .unwrap();
    drop(release);
}

#[tokio::test]
async fn after_a_suspension_everything_is_drawn_anew() {
    let script = Script::new([vec![Effect::Suspend]]);
    let mut terminal = screen();
    let start = (script.clone(), Vec::new());
    run(
        &mut terminal,
        (keys("a"), nothing()),
        start,
        refused,
        pending(),
    )
    .await
    .unwrap();
    terminal
        .backend()
        .assert_buffer_lines(["20x1 a              "]);
}

#[tokio::test]
async fn a_terminal_that_cannot_be_read_is_an_error() {
    let gone = stream::iter([Err(io::ErrorKind::BrokenPipe.into())]);
    let start = (Script::new([]), Vec::new());
    let ended = run(&mut screen(), (gone, nothing()), start, refused, pending()).await;
    assert!(matches!(ended, Err(AppError::Read(_))));
}
