use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rainmaker::config::{Colours, Config};
use rainmaker::contract::{Fault, News, Reply, Request};
use rainmaker::domain::role::Role;
use rainmaker::text::Catalogue;
use rainmaker::ui::{Effect, Message, Setup, Ticket, Ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

/// The screen without a terminal, a runtime or a register.
pub(crate) struct Harness {
    ui: Ui,
    terminal: Terminal<TestBackend>,
    /// What the last message called for.
    pub(crate) effects: Vec<Effect>,
    /// Everything asked and not yet answered, the newest last.
    open: Vec<(Ticket, Request)>,
    /// How late it is, and what is to wake when.
    now: Duration,
    wakes: Vec<(Duration, Ticket)>,
}

pub(crate) fn setup(width: u16, height: u16) -> Setup {
    let size = Size { width, height };
    let config = Ok(Config::default());
    Setup {
        roles: vec![Role::Officer],
        ..Setup::configured(size, config, Colours::Wanted, Catalogue::english())
    }
}

impl Harness {
    pub(crate) fn with(setup: Setup) -> Self {
        let Size { width, height } = setup.size;
        let (ui, effects) = Ui::new(setup);
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut harness = Self {
            ui,
            terminal,
            effects: Vec::new(),
            open: Vec::new(),
            now: Duration::ZERO,
            wakes: Vec::new(),
        };
        harness.note(effects);
        harness
    }

    pub(crate) fn at_login(width: u16, height: u16) -> Self {
        Self::with(setup(width, height))
    }

    pub(crate) fn at_lookup(width: u16, height: u16) -> Self {
        Self::with(Setup {
            user: Some("kaisa".to_owned()),
            ..setup(width, height)
        })
    }

    /// Begins logged in, with these roles.
    pub(crate) fn of(roles: &[Role], width: u16, height: u16) -> Self {
        Self::with(Setup {
            user: Some("kaisa".to_owned()),
            roles: roles.to_vec(),
            ..setup(width, height)
        })
    }

    /// Presses the keys of a text; `\n` is Enter, `\t` Tab, `\u{1b}` Esc.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.chars() {
            let code = match key {
                '\n' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                '\u{1b}' => KeyCode::Esc,
                letter => KeyCode::Char(letter),
            };
            self.key(code);
        }
        self
    }

    pub(crate) fn key(&mut self, code: KeyCode) -> &mut Self {
        self.chord(code, KeyModifiers::NONE)
    }

    pub(crate) fn ctrl(&mut self, letter: char) -> &mut Self {
        self.chord(KeyCode::Char(letter), KeyModifiers::CONTROL)
    }

    pub(crate) fn chord(&mut self, code: KeyCode, modifiers: KeyModifiers) -> &mut Self {
        self.tell(Message::Key(KeyEvent::new(code, modifiers)))
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Message::Pasted(text.to_owned()))
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.tell(Message::Resized(Size { width, height }))
    }

    /// Answers the newest question that is still open.
    pub(crate) fn answer(&mut self, answer: Result<Reply, Fault>) -> &mut Self {
        let (ticket, _) = self.open.pop().expect("something was asked");
        self.tell(Message::Answered { ticket, answer })
    }

    pub(crate) fn reply(&mut self, reply: Reply) -> &mut Self {
        self.answer(Ok(reply))
    }

    /// Answers a question of the past, whether or not it is still open.
    pub(crate) fn answer_late(&mut self, ticket: Ticket, reply: Reply) -> &mut Self {
        let answer = Ok(reply);
        self.tell(Message::Answered { ticket, answer })
    }

    /// Lets every wake that the last message asked for come.
    pub(crate) fn wait(&mut self) -> &mut Self {
        for effect in std::mem::take(&mut self.effects) {
            if let Effect::Wake { ticket, .. } = effect {
                let effects = self.ui.update(Message::Woke(ticket));
                self.note(effects);
            }
        }
        self
    }

    /// Lets time go by without a key, with every wake of it; the effects are those of them all.
    pub(crate) fn rest(&mut self, time: Duration) -> &mut Self {
        let end = self.now + time;
        self.effects.clear();
        loop {
            self.wakes.sort_by_key(|it| it.0);
            let next = self.wakes.first().copied();
            let Some((due, ticket)) = next.filter(|it| it.0 <= end) else {
                break;
            };
            self.wakes.remove(0);
            self.now = due;
            let effects = self.ui.update(Message::Woke(ticket));
            self.note(effects);
        }
        self.now = end;
        self
    }

    /// Returns what the last message asked for.
    pub(crate) fn asked(&self) -> Vec<&Request> {
        let requests = self.effects.iter().filter_map(|effect| match effect {
            Effect::Ask { request, .. } => Some(request),
            _ => None,
        });
        requests.collect()
    }

    /// Returns the ticket of the newest question.
    pub(crate) fn ticket(&self) -> Ticket {
        self.open.last().expect("something was asked").0
    }

    pub(crate) fn is_asking(&self) -> bool {
        !self.open.is_empty()
    }

    pub(crate) fn screen(&mut self) -> String {
        let buffer = self.buffer();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width)
                .map(|x| buffer[(x, y)].symbol())
                .collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn buffer(&mut self) -> Buffer {
        self.terminal.draw(|frame| self.ui.view(frame)).unwrap();
        self.terminal.backend().buffer().clone()
    }

    pub(crate) fn cursor(&mut self) -> Position {
        self.terminal.draw(|frame| self.ui.view(frame)).unwrap();
        self.terminal.get_cursor_position().unwrap()
    }

    /// Tells whether the screen says these words, wherever its lines break.
    pub(crate) fn says(&mut self, words: &str) -> bool {
        let screen = self.screen().replace(['│', '\n'], " ");
        let flat: Vec<&str> = screen.split_whitespace().collect();
        flat.join(" ").contains(words)
    }

    pub(crate) fn debug(&self) -> String {
        format!("{:?}", self.ui)
    }

    pub(crate) fn hear(&mut self, news: News) -> &mut Self {
        self.tell(Message::News(news))
    }

    pub(crate) fn tell(&mut self, message: Message) -> &mut Self {
        let effects = self.ui.update(message);
        self.effects.clear();
        self.note(effects);
        self
    }

    fn note(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            if let Effect::Wake { ticket, after } = effect {
                self.wakes.push((self.now + *after, *ticket));
            }
            if let Effect::Ask { ticket, request } = effect {
                // A search that another one follows, or that only ended, waits for nobody.
                self.open
                    .retain(|(_, it)| !matches!(it, Request::Lookup { .. }));
                if *request == Request::EndSearch {
                    continue;
                }
                self.open.push((*ticket, request.clone()));
            }
        }
        self.effects.extend(effects);
    }
}
