use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use rainmaker::contract::{Fault, FaultCode, News, PopNote, Reply, Request, Touched};
use rainmaker::domain::role::Role;
use rainmaker::ui::{Action, Effect, Message, Ticket, Ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::erase::preview;
use super::harness::{Harness, setup};
use super::people::{banned_card, card, done, found, namesakes, opened};
use super::staff::{at_act, at_users, kept_draft, looks, users, waiting};

#[derive(Clone, Debug)]
enum Deed {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    Resize(u16, u16),
    Answer(Outcome),
    Wake,
    News(u8),
    LineLost,
    LineBack,
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    AsAsked,
    Refused(FaultCode),
    Odd,
}

fn key() -> impl Strategy<Value = Deed> {
    let letters = prop_oneof![
        4 => prop::sample::select("jkgGq/?:bcuwdz. y1042ovnrpeaxtmUWAORP".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    let code = prop_oneof![
        6 => letters.prop_map(KeyCode::Char),
        4 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::Up,
            KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::PageUp, KeyCode::PageDown,
            KeyCode::Home, KeyCode::End, KeyCode::Backspace, KeyCode::Delete, KeyCode::F(1),
            KeyCode::F(2), KeyCode::F(3), KeyCode::F(4),
            KeyCode::F(9), KeyCode::Null, KeyCode::Insert,
        ]),
    ];
    let modifiers = prop_oneof![
        8 => Just(KeyModifiers::NONE),
        1 => Just(KeyModifiers::CONTROL),
        1 => any::<u8>().prop_map(KeyModifiers::from_bits_truncate),
    ];
    (code, modifiers).prop_map(|(code, modifiers)| Deed::Key(code, modifiers))
}

fn deed() -> impl Strategy<Value = Deed> {
    let outcome = prop_oneof![
        6 => Just(Outcome::AsAsked),
        2 => prop::sample::select(FaultCode::ALL).prop_map(Outcome::Refused),
        1 => Just(Outcome::Odd),
    ];
    prop_oneof![
        20 => key(),
        1 => "(1042|\\PC{0,20}|[\\x00-\\x1f]{0,5})".prop_map(Deed::Paste),
        1 => (0u16..130, 0u16..45).prop_map(|(width, height)| Deed::Resize(width, height)),
        8 => outcome.prop_map(Deed::Answer),
        1 => Just(Deed::Wake),
        1 => any::<u8>().prop_map(Deed::News),
        1 => prop_oneof![Just(Deed::LineLost), Just(Deed::LineBack)],
    ]
}

/// News of everything that there may be, each bit one of it.
fn news(bits: u8) -> News {
    let has = |bit: u8| bits & (1 << bit) != 0;
    let touched = |number: &str, gone| Touched {
        number: number.into(),
        actor: "antti".into(),
        deed: "ban".into(),
        gone,
    };
    let mut news = News {
        now: 1,
        missed: has(0),
        locked: has(1) && has(2),
        waiting: usize::from(bits >> 6),
        roles: Role::ALL.to_vec(),
        ..News::default()
    };
    if has(3) {
        news.touched.push(touched("1042", has(4) && has(1)));
    }
    if has(4) {
        news.pops.push(PopNote {
            phone: "0401234567".into(),
            reference: has(5).then(|| "77".into()),
        });
    }
    if has(5) && has(2) {
        news.roles = vec![Role::Administrator];
    }
    news
}

fn reply_to(request: &Request, outcome: Outcome) -> Result<Reply, Fault> {
    match outcome {
        Outcome::Refused(code) => return Err(Fault::of(code).with("field", "phone")),
        Outcome::Odd => return Ok(Reply::Ok),
        Outcome::AsAsked => {}
    }
    Ok(match request {
        Request::Login { .. } => Reply::LoggedIn {
            user: "kaisa".into(),
            roles: Role::ALL.to_vec(),
            demo: false,
            pass: None,
            must_change: false,
        },
        Request::Unlock { .. }
        | Request::StepUp { .. }
        | Request::Lock
        | Request::ChangePassword { .. }
        | Request::SaveDraft { .. }
        | Request::DropDraft { .. }
        | Request::Decide { .. }
        | Request::Advise { .. }
        | Request::AddUser { .. }
        | Request::SetRoles { .. }
        | Request::SetPassword { .. }
        | Request::EnableUser { .. }
        | Request::EndSession { .. } => Reply::Ok,
        Request::FindDraft { .. } => kept_draft(),
        Request::Users => users(),
        Request::Waiting => waiting(),
        Request::WhoLooked { .. } | Request::OwnLog | Request::ShowAudit { .. } => looks(),
        Request::Lookup { .. } => found(namesakes()),
        Request::Open { number, .. } if number == "1043" => Reply::Person(Box::new(banned_card())),
        Request::Open { .. } => Reply::Person(Box::new(card())),
        Request::History { .. } => Reply::History {
            entries: Vec::new(),
        },
        Request::PreviewErasure { .. } => preview(),
        Request::Erase(order) => Reply::Erased {
            number: order.number.clone(),
            act: rainmaker::domain::id::ActId(1),
        },
        _ => done(),
    })
}

/// Does what it is told to and holds that nobody is erased whose number was not typed.
struct Monkey {
    ui: Ui,
    terminal: Terminal<TestBackend>,
    asked: Vec<(Ticket, Request)>,
    wakes: Vec<Ticket>,
    /// The letters of the keys pressed so far, a paste being none.
    typed: String,
}

impl Monkey {
    fn new() -> Self {
        let mut setup = setup(80, 24);
        setup.user = Some("kaisa".into());
        setup.roles = Role::ALL.to_vec();
        let (ui, _) = Ui::new(setup);
        Self {
            ui,
            terminal: Terminal::new(TestBackend::new(80, 24)).unwrap(),
            asked: Vec::new(),
            wakes: Vec::new(),
            typed: String::new(),
        }
    }

    fn run(&mut self, deed: Deed) {
        let message = match deed {
            Deed::Key(code, modifiers) => {
                if let KeyCode::Char(letter) = code {
                    self.typed.push(letter);
                }
                Message::Key(KeyEvent::new(code, modifiers))
            }
            Deed::Paste(text) => Message::Pasted(text),
            Deed::Resize(width, height) => {
                self.terminal.backend_mut().resize(width, height);
                Message::Resized(Size { width, height })
            }
            Deed::Answer(outcome) => match self.asked.pop() {
                Some((ticket, request)) => Message::Answered {
                    ticket,
                    answer: reply_to(&request, outcome),
                },
                None => return,
            },
            Deed::News(bits) => Message::News(news(bits)),
            Deed::LineLost => Message::LineLost,
            Deed::LineBack => Message::LineBack,
            Deed::Wake => match self.wakes.pop() {
                Some(ticket) => Message::Woke(ticket),
                None => return,
            },
        };
        for effect in self.ui.update(message) {
            match effect {
                Effect::Ask { ticket, request } => {
                    if let Request::Erase(order) = &request {
                        assert_eq!(order.number, order.confirmation);
                        let mut typed = self.typed.chars();
                        let all = order
                            .number
                            .chars()
                            .all(|it| typed.any(|typed| typed == it));
                        assert!(all, "{} was not typed", order.number);
                    }
                    self.asked.push((ticket, request));
                }
                Effect::Wake { ticket, .. } => self.wakes.push(ticket),
                _ => {}
            }
        }
        self.terminal.draw(|frame| self.ui.view(frame)).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn random_keys_pastes_and_answers_break_nothing(
        deeds in prop::collection::vec(deed(), 1..120)
    ) {
        let mut monkey = Monkey::new();
        for deed in deeds {
            monkey.run(deed);
        }
    }
}

/// Every key of the table, held down for longer than any hand forgets it.
#[test]
fn holding_any_one_key_erases_and_bans_nobody() {
    let mut codes: Vec<KeyCode> = (' '..='~').map(KeyCode::Char).collect();
    codes.extend([
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::Up,
        KeyCode::Down,
    ]);
    codes.extend((1..=12).map(KeyCode::F));
    for code in codes {
        let states = [
            (Harness::at_lookup(80, 24), "lookup"),
            (opened(80, 24, card()), "person"),
            (opened(80, 24, banned_card()), "banned"),
            (at_users(80, 24), "users"),
            (at_act(80, 24), "what waits"),
        ];
        for (mut h, state) in states {
            for _ in 0..500 {
                h.key(code);
                for request in h.asked() {
                    let harmless = matches!(
                        request,
                        Request::Lookup { .. }
                            | Request::EndSearch
                            | Request::Open { .. }
                            | Request::History { .. }
                            | Request::PreviewErasure { .. }
                            | Request::Undo { .. }
                            | Request::FindDraft { .. }
                            | Request::WhoLooked { .. }
                            | Request::ShowAudit { .. }
                            | Request::OwnLog
                            | Request::Waiting
                            | Request::Users
                            | Request::Lock
                    );
                    assert!(harmless, "{code:?} in {state}: {request:?}");
                }
                if h.is_asking() {
                    let Some(request) = h.asked().last().map(|it| (*it).clone()) else {
                        continue;
                    };
                    h.answer(reply_to(&request, Outcome::AsAsked));
                }
            }
        }
    }
}

#[test]
fn a_thousand_pasted_characters_change_nothing() {
    let pasted: String = "dbwuc1042\ny\n\t ".chars().cycle().take(1_000).collect();
    for keys in ["", "b", "c", "d", "u", "w", ".", "?"] {
        let mut h = opened(80, 24, banned_card());
        h.press(keys).paste(&pasted);
        let asked: Vec<_> = h.asked();
        assert!(asked.is_empty(), "{keys}: {asked:?}");
    }
}

/// The table names every action, so that none is forgotten in the tests above.
#[test]
fn every_action_of_the_table_can_be_done_from_some_screen() {
    for action in Action::ALL {
        assert!(!action.contexts().is_empty(), "{action:?}");
        assert!(!action.default_keys().is_empty(), "{action:?}");
    }
}
