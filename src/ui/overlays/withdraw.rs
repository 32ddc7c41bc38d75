use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::Card;
use crate::contract::ConsentOrder;
use crate::contract::Request;
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentEvent, ConsentState, Method, in_force};
use crate::domain::provenance::Purpose;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Selection, dialog, fit, line, paragraph, span, wrapped};

/// Withdraws one of the consents in force.
#[derive(Debug)]
pub(crate) struct WithdrawDialog {
    number: String,
    name: String,
    consents: Vec<ConsentEvent>,
    selection: Selection,
    method: Method,
    sending: Sending,
}

const WIDTH: u16 = 60;
/// Rows of consents in sight.
const PAGE: usize = 6;
/// How a withdrawal reaches a member of staff; nobody withdraws by an import here.
const METHODS: [Method; 4] = [Method::Phone, Method::InPerson, Method::Paper, Method::Web];

impl WithdrawDialog {
    pub(crate) fn of(card: &Card) -> Self {
        Self {
            number: card.number.clone(),
            name: card.name.clone(),
            consents: Self::choices(card),
            selection: Selection::default(),
            method: METHODS[0],
            sending: Sending::Not,
        }
    }

    /// Returns the consents that are given and in force.
    pub(crate) fn choices(card: &Card) -> Vec<ConsentEvent> {
        let of = |purpose: Purpose, channel: Channel| in_force(&card.consents, purpose, channel);
        Purpose::ALL
            .iter()
            .flat_map(|purpose| Channel::ALL.iter().filter_map(move |it| of(*purpose, *it)))
            .filter(|event| event.state == ConsentState::Given)
            .cloned()
            .collect()
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Yes,
            Action::Toggle,
            Action::Back,
            Action::Next,
            Action::Previous,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Toggle => {
                let at = METHODS
                    .iter()
                    .position(|it| *it == self.method)
                    .unwrap_or(0);
                self.method = METHODS[(at + 1) % METHODS.len()];
            }
            Action::Yes => self.send(turn),
            moving => self.selection.act(moving, self.consents.len(), PAGE),
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Of(number) => Step::Changed {
                said: Notice::done("done-withdraw", &number),
                number,
            },
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ Withdraw a consent ──────────────────────────────────────╮
    /// │ Ilkka Virtanen · 1043                                    │
    /// │                                                          │
    /// │ ▸ e-mail          marketing           given 2024-02-01   │
    /// │   SMS             marketing           given 2024-02-01   │
    /// │                                                          │
    /// │ Told by  phone                                           │
    /// │                                                          │
    /// │ y withdraws the marked one. …                            │
    /// ╰──────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let who = format!("{} · {}", self.name, self.number);
        let mut lines = vec![line(who, look.theme.text), Line::default()];
        let top = self.selection.top;
        for (index, event) in self.consents.iter().enumerate().skip(top).take(PAGE) {
            lines.push(consent_line(event, index == self.selection.selected, look));
        }
        lines.push(Line::default());
        lines.push(Line::from(vec![
            fit(look.say("withdraw-method", &[]), 10, look.theme.label),
            span(look.word("method", self.method.code()), look.theme.text),
        ]));
        lines.push(Line::default());
        let yes = look.key(Action::Yes, Typing::No);
        let toggle = look.key(Action::Toggle, Typing::No);
        let how = look.say("withdraw-how", &[("yes", &yes), ("toggle", &toggle)]);
        lines.extend(wrapped(&how, WIDTH, look.theme.muted));
        lines.extend(self.sending.line(look, WIDTH));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = Size {
            width: WIDTH,
            height,
        };
        let inside = dialog(frame, area, look, (&look.say("withdraw-title", &[]), size));
        paragraph(frame, inside, lines);
        let row = u16::try_from(2 + self.selection.selected - top).unwrap_or(0);
        frame.set_cursor_position(Position::new(inside.x, inside.y.saturating_add(row)));
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        let Some(event) = self.consents.get(self.selection.selected) else {
            return;
        };
        if self.sending.is_waiting() {
            return;
        }
        let order = ConsentOrder {
            purpose: event.purpose,
            channel: event.channel,
            state: ConsentState::Withdrawn,
            at: None,
            method: self.method,
            reference: None,
            words: None,
        };
        let number = self.number.clone();
        self.sending
            .send(Request::RecordConsent { number, order }, turn);
    }
}

fn consent_line(event: &ConsentEvent, here: bool, look: &Look) -> Line<'static> {
    let style = if here {
        look.theme.selected
    } else {
        look.theme.text
    };
    let given = format!(
        "{} {}",
        look.word("consent", event.state.code()),
        event.at.day()
    );
    Line::from(vec![
        span(if here { "▸ " } else { "  " }, look.theme.accent),
        fit(look.word("channel", event.channel.code()), 16, style),
        fit(look.word("purpose", event.purpose.code()), 20, style),
        span(given, style),
    ])
}
