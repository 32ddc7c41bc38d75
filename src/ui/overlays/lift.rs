use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::Card;
use crate::contract::Request;
use crate::domain::ban::Ban;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, dialog, fit, line, paragraph, span, wrapped};

/// Lifts every ban in force, which needs a reason.
#[derive(Debug)]
pub(crate) struct LiftDialog {
    number: String,
    name: String,
    bans: Vec<Ban>,
    reason: Entry,
    sending: Sending,
}

const WIDTH: u16 = 60;
const LABEL: u16 = 9;

impl LiftDialog {
    pub(crate) fn of(card: &Card) -> Self {
        Self {
            number: card.number.clone(),
            name: card.name.clone(),
            bans: card
                .bans
                .iter()
                .filter(|it| it.in_force())
                .cloned()
                .collect(),
            reason: Entry::default(),
            sending: Sending::Not,
        }
    }

    pub(super) fn entry(&mut self) -> &mut Entry {
        &mut self.reason
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![Action::Confirm, Action::Back]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Confirm if self.reason.is_blank() => {
                turn.say(Notice::hint("lift-reason-needed"));
            }
            Action::Confirm if !self.sending.is_waiting() => {
                let request = Request::LiftBan {
                    number: self.number.clone(),
                    channels: Vec::new(),
                    reason: self.reason.value().trim().to_owned(),
                };
                self.sending.send(request, turn);
            }
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Of(number) => Step::Changed {
                said: Notice::done("done-lift", &number),
                number,
            },
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ Lift the ban ─────────────────────────────────────────╮
    /// │ Ilkka Virtanen · 1043                                 │
    /// │ every channel, since 2024-03-12                       │
    /// │                                                       │
    /// │ Reason                                                │
    /// │                                                       │
    /// │ A ban is lifted only if it was recorded in error. …   │
    /// ╰───────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let who = format!("{} · {}", self.name, self.number);
        let mut lines = vec![line(who, look.theme.text)];
        for ban in &self.bans {
            let channel = look.word("channel", ban.channel.map_or("all", |it| it.code()));
            let since = look.say("ban-since", &[("since", &ban.since.day().to_string())]);
            lines.push(line(format!("{channel}, {since}"), look.theme.may_not));
        }
        lines.push(Line::default());
        let row = u16::try_from(lines.len()).unwrap_or(0);
        let (reason, at) = self.reason.window(WIDTH - LABEL);
        lines.push(Line::from(vec![
            fit(
                look.say("lift-reason-label", &[]),
                usize::from(LABEL),
                look.theme.label,
            ),
            span(reason, look.theme.input),
        ]));
        lines.push(Line::default());
        let key = look.key(Action::Confirm, Typing::Yes);
        lines.extend(wrapped(
            &look.say("lift-how", &[("key", &key)]),
            WIDTH,
            look.theme.muted,
        ));
        lines.extend(self.sending.line(look, WIDTH));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = Size {
            width: WIDTH,
            height,
        };
        let inside = dialog(frame, area, look, (&look.say("lift-title", &[]), size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(
            inside.x + LABEL + at,
            inside.y.saturating_add(row),
        ));
    }
}
