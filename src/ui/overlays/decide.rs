use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::Decision;
use crate::contract::Request;
use crate::contract::WaitingAct;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step, what};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, dialog, paragraph, span, wrapped};

/// The answer to what waits for a second officer: yes, no with words, or advice in writing.
#[derive(Debug)]
pub(crate) struct Decide {
    act: WaitingAct,
    kind: Kind,
    words: Entry,
    sending: Sending,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Approve,
    Refuse,
    Advise,
}

const WIDTH: u16 = 60;

impl Decide {
    pub(crate) fn approve(act: &WaitingAct) -> Self {
        Self::of(act, Kind::Approve)
    }

    pub(crate) fn refuse(act: &WaitingAct) -> Self {
        Self::of(act, Kind::Refuse)
    }

    pub(crate) fn advise(act: &WaitingAct) -> Self {
        Self::of(act, Kind::Advise)
    }

    fn of(act: &WaitingAct, kind: Kind) -> Self {
        Self {
            act: act.clone(),
            kind,
            words: Entry::default(),
            sending: Sending::Not,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        self.kind != Kind::Approve
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        self.is_typing().then_some(&mut self.words)
    }

    pub(super) fn is_unsaved(&self) -> bool {
        !self.words.is_blank()
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let yes = match self.kind {
            Kind::Approve => Action::Yes,
            Kind::Refuse | Kind::Advise => Action::Confirm,
        };
        vec![yes, Action::Back]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match (action, self.kind) {
            (Action::Back, _) => return Step::Close,
            (Action::Confirm, Kind::Refuse | Kind::Advise) if self.lacks_words() => {
                turn.say(Notice::hint("decide-words-needed"));
            }
            (Action::Yes, Kind::Approve) | (Action::Confirm, Kind::Refuse | Kind::Advise) => {
                self.send(turn);
            }
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let said = match self.kind {
            Kind::Approve => "done-act-approve",
            Kind::Refuse => "done-act-refuse",
            Kind::Advise => "done-act-advise",
        };
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Refused => Step::Stay,
            _ => Step::Done(Notice::done_plainly(said)),
        })
    }

    /// ```text
    /// ╭ Refuse? ─────────────────────────────────────────────────────╮
    /// │ Erase: 3 people                                              │
    /// │                                                              │
    /// │ > these were asked for twice                                 │
    /// │                                                              │
    /// │ Say why, then Enter refuses it. Whoever asked reads this.    │
    /// ╰──────────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (title, how) = match self.kind {
            Kind::Approve if self.act.erasures.is_empty() => ("approve-title", "approve-how"),
            Kind::Approve => ("approve-title", "approve-erasure-how"),
            Kind::Refuse => ("refuse-title", "refuse-how"),
            Kind::Advise => ("advise-title", "advise-how"),
        };
        let mut lines = wrapped(&what(&self.act, look), WIDTH, look.theme.title);
        lines.push(Line::default());
        let row = u16::try_from(lines.len()).unwrap_or(0);
        let (words, at) = self.words.window(WIDTH - 2);
        if self.is_typing() {
            lines.push(Line::from(vec![
                span("> ", look.theme.accent),
                span(words, look.theme.input),
            ]));
            lines.push(Line::default());
        }
        let typing = if self.is_typing() {
            Typing::Yes
        } else {
            Typing::No
        };
        let yes = if self.is_typing() {
            Action::Confirm
        } else {
            Action::Yes
        };
        let keys = (look.key(yes, typing), look.key(Action::Back, typing));
        let how = look.say(
            how,
            &[("yes", &keys.0), ("no", &keys.1), ("by", &self.act.by)],
        );
        lines.extend(wrapped(&how, WIDTH, look.theme.text));
        lines.extend(self.sending.line(look, WIDTH));
        let size = Size {
            width: WIDTH,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&look.say(title, &[]), size));
        paragraph(frame, inside, lines);
        let (x, y) = if self.is_typing() {
            (2 + at, row)
        } else {
            (0, 0)
        };
        frame.set_cursor_position(Position::new(inside.x + x, inside.y.saturating_add(y)));
    }

    /// Whoever takes back what they asked for owes nobody a reason.
    fn lacks_words(&self) -> bool {
        let takes_back = self.kind == Kind::Refuse && self.act.own;
        !takes_back && self.words.is_blank()
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        if self.sending.is_waiting() {
            return;
        }
        let waiting = self.act.waiting;
        let words = self.words.value().trim().to_owned();
        let request = match self.kind {
            Kind::Approve => Request::Decide {
                waiting,
                decision: Decision::Approve,
                words: None,
            },
            Kind::Refuse => Request::Decide {
                waiting,
                decision: Decision::Refuse,
                words: (!words.is_empty()).then_some(words),
            },
            Kind::Advise => Request::Advise { waiting, words },
        };
        self.sending.send(request, turn);
    }
}
