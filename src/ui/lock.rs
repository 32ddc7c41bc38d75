use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;
use ratatui::widgets::Clear;

use super::Ui;
use super::action::Action;
use super::keymap::Typing;
use super::look::Look;
use super::message::Ticket;
use super::screens::Answer;
use super::turn::Desk;
use super::widgets::{Entry, Sort, dialog, fit, line, paragraph, span, wrapped};
use crate::contract::Fault;
use crate::contract::Request;
use crate::contract::Secret;

/// What is shown of a locked session: its user, and a field for the password.
#[derive(Debug)]
pub(super) struct Lock {
    user: String,
    cause: &'static str,
    password: Entry,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Asking,
    Waiting(Ticket),
    Refused(Fault),
    /// The service was gone when Enter was pressed.
    Alone,
}

const WIDTH: u16 = 52;
const LABEL: u16 = 12;

impl Lock {
    fn of(user: &str, cause: &'static str) -> Self {
        Self {
            user: user.to_owned(),
            cause,
            password: Entry::of(Sort::Secret),
            stage: Stage::Asking,
        }
    }

    pub(super) fn by_time(user: &str) -> Self {
        Self::of(user, "lock-idle")
    }

    fn by_hand(user: &str) -> Self {
        Self::of(user, "lock-by-hand")
    }

    pub(super) fn waits_for(&self, ticket: Ticket) -> bool {
        matches!(self.stage, Stage::Waiting(awaited) if awaited == ticket)
    }

    pub(super) fn entry(&mut self) -> &mut Entry {
        &mut self.password
    }

    fn confirm(&mut self, desk: &mut Desk) {
        if !desk.is_line_up() {
            self.stage = Stage::Alone;
        } else if !matches!(self.stage, Stage::Waiting(_)) && !self.password.value().is_empty() {
            let password = Secret(self.password.value().to_owned());
            self.stage = Stage::Waiting(desk.ask(Request::Unlock { password }));
        }
    }

    /// ```text
    /// ╭ rainmaker ───────────────────────────────────────────╮
    /// │                                                      │
    /// │ kaisa                                                │
    /// │ Locked after 10 minutes without a key.               │
    /// │                                                      │
    /// │ Password    ••••••••                                 │
    /// │                                                      │
    /// │ Enter unlocks, Ctrl-c leaves the program.            │
    /// ╰──────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        frame.render_widget(Clear, area);
        let (password, at) = self.password.window(WIDTH - LABEL);
        let mut lines = vec![
            Line::default(),
            line(&self.user, look.theme.text),
            line(look.say(self.cause, &[]), look.theme.muted),
            Line::default(),
            Line::from(vec![
                fit(
                    look.say("login-password", &[]),
                    usize::from(LABEL),
                    look.theme.label,
                ),
                span(password, look.theme.input),
            ]),
            Line::default(),
        ];
        match &self.stage {
            Stage::Asking => {}
            Stage::Waiting(_) => lines.push(line(look.say("login-waiting", &[]), look.theme.muted)),
            Stage::Refused(fault) => {
                lines.extend(wrapped(&look.fault(fault), WIDTH, look.theme.warning));
                lines.push(Line::default());
            }
            Stage::Alone => {
                let words = look.say("lock-line-lost", &[]);
                lines.extend(wrapped(&words, WIDTH, look.theme.warning));
                lines.push(Line::default());
            }
        }
        let unlock = look.key(Action::Confirm, Typing::Yes);
        let leave = look.key(Action::Leave, Typing::Yes);
        let how = look.say("lock-how", &[("unlock", &unlock), ("leave", &leave)]);
        lines.extend(wrapped(&how, WIDTH, look.theme.muted));
        let size = Size {
            width: WIDTH,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&look.say("program", &[]), size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(inside.x + LABEL + at, inside.y + 4));
    }
}

impl Ui {
    /// Blanks the screen; what is below stays as it is.
    pub(super) fn show_lock(&mut self, made: fn(&str) -> Lock) {
        if let (None, Some(user)) = (&self.lock, &self.desk.who.user) {
            self.lock = Some(made(user));
        }
    }

    /// Blanks the screen at once, whenever the service hears of it.
    pub(super) fn lock_by_hand(&mut self) {
        self.show_lock(Lock::by_hand);
        self.desk.ask(Request::Lock);
    }

    pub(super) fn act_on_lock(&mut self, action: Action) {
        if let (Some(lock), Action::Confirm) = (&mut self.lock, action) {
            lock.confirm(&mut self.desk);
        }
    }

    /// The password was tried: opens, asks again what the lock barred, and lets what may be old be
    /// asked for.
    pub(super) fn try_key(&mut self, answer: Answer) {
        let Some(lock) = &mut self.lock else {
            return;
        };
        lock.password.clear();
        match answer {
            Ok(_) => {
                self.lock = None;
                self.desk.ask_held();
                if std::mem::take(&mut self.outdated) {
                    self.ask_again_what_is_shown();
                }
                self.name_key_of_call();
            }
            Err(fault) => lock.stage = Stage::Refused(fault),
        }
    }
}
