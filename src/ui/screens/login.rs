use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::{Answer, Entered, Step};
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::contract::Secret;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::turn::Turn;
use crate::ui::who::Who;
use crate::ui::widgets::{Entry, Sort, dialog, fit, line, paragraph, span, wrapped};

/// Name and password.
#[derive(Debug)]
pub(crate) struct Login {
    name: Entry,
    password: Entry,
    focus: Focus,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Focus {
    Name,
    Password,
}

#[derive(Debug)]
enum Stage {
    Asking,
    Waiting(Ticket),
    Refused(Fault),
}

const WIDTH: u16 = 52;
const LABEL: u16 = 12;

impl Login {
    pub(crate) fn new() -> Self {
        Self {
            name: Entry::default(),
            password: Entry::of(Sort::Secret),
            focus: Focus::Name,
            stage: Stage::Asking,
        }
    }

    /// Says why somebody who was at work has to log in again.
    pub(crate) fn after(fault: Fault) -> Self {
        Self {
            stage: Stage::Refused(fault),
            ..Self::new()
        }
    }

    pub(super) fn entry(&mut self) -> &mut Entry {
        match self.focus {
            Focus::Name => &mut self.name,
            Focus::Password => &mut self.password,
        }
    }

    #[expect(clippy::unused_self, reason = "every screen has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Confirm,
            Action::NextPane,
            Action::PreviousPane,
            Action::Next,
            Action::Previous,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Confirm => self.confirm(turn),
            Action::NextPane | Action::PreviousPane | Action::Next | Action::Previous => {
                self.focus = match self.focus {
                    Focus::Name => Focus::Password,
                    Focus::Password => Focus::Name,
                };
            }
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        if !matches!(self.stage, Stage::Waiting(awaited) if awaited == ticket) {
            return Err(answer);
        }
        self.password.clear();
        self.stage = Stage::Asking;
        match answer {
            Ok(Reply::LoggedIn {
                user,
                roles,
                demo,
                must_change,
                ..
            }) => {
                let user = Some(user);
                return Ok(Step::Enter(Entered {
                    who: Who { user, roles },
                    demo,
                    must_change,
                }));
            }
            Ok(_) => {}
            Err(fault) => self.stage = Stage::Refused(fault),
        }
        Ok(Step::Stay)
    }

    /// ```text
    /// ╭ Log in ──────────────────────────────────────────────╮
    /// │                                                      │
    /// │  The register of customers and marketing             │
    /// │                                                      │
    /// │  Name        kaisa                                   │
    /// │  Password    ••••••••                                │
    /// │                                                      │
    /// │  The name or the password is wrong.                  │
    /// │                                                      │
    /// │  Ctrl-c leaves the program.                          │
    /// ╰──────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let mut lines = vec![
            Line::default(),
            line(look.say("login-welcome", &[]), look.theme.muted),
            Line::default(),
        ];
        let room = WIDTH - LABEL;
        let (name, name_at) = self.name.window(room);
        let (password, password_at) = self.password.window(room);
        lines.push(field(look, "login-name", &name));
        lines.push(field(look, "login-password", &password));
        lines.push(Line::default());
        match &self.stage {
            Stage::Asking => lines.push(Line::default()),
            Stage::Waiting(_) => lines.push(line(look.say("login-waiting", &[]), look.theme.muted)),
            Stage::Refused(fault) => {
                lines.extend(wrapped(&look.fault(fault), WIDTH, look.theme.warning));
            }
        }
        lines.push(Line::default());
        let leave = look.key(Action::Leave, Typing::Yes);
        lines.push(line(
            look.say("login-leave", &[("key", &leave)]),
            look.theme.muted,
        ));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = Size {
            width: WIDTH,
            height,
        };
        let inside = dialog(frame, area, look, (&look.say("login-title", &[]), size));
        let (row, column) = match self.focus {
            Focus::Name => (3, name_at),
            Focus::Password => (4, password_at),
        };
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(inside.x + LABEL + column, inside.y + row));
    }

    fn confirm(&mut self, turn: &mut Turn<'_>) {
        if self.focus == Focus::Name {
            self.focus = Focus::Password;
            return;
        }
        let waiting = matches!(self.stage, Stage::Waiting(_));
        if waiting || self.name.is_blank() || self.password.value().is_empty() {
            return;
        }
        let ticket = turn.ask(Request::Login {
            user: self.name.value().trim().to_owned(),
            password: Secret(self.password.value().to_owned()),
        });
        self.stage = Stage::Waiting(ticket);
    }
}

fn field(look: &Look, label: &str, value: &str) -> Line<'static> {
    Line::from(vec![
        fit(look.say(label, &[]), usize::from(LABEL), look.theme.label),
        span(value, look.theme.input),
    ])
}
