use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::BanOrder;
use crate::contract::Request;
use crate::domain::channel::Channel;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::{Started, Turn};
use crate::ui::widgets::{Entry, dialog, fit, line, paragraph, span, wrapped};

/// Bans marketing to a person: every channel, unless some are taken out.
#[derive(Debug)]
pub(crate) struct BanDialog {
    number: String,
    name: String,
    /// In the order of [`Channel::ALL`].
    marked: Vec<bool>,
    /// A channel, or the line after the channels: how it was told.
    line: usize,
    told: Entry,
    /// Enter bans, unless it was Enter that started this.
    confirm: Action,
    sending: Sending,
}

const WIDTH: u16 = 54;
const LABEL: u16 = 14;

impl BanDialog {
    pub(crate) fn of(number: &str, name: &str, started: Started) -> Self {
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            marked: vec![true; Channel::ALL.len()],
            line: 0,
            told: Entry::default(),
            confirm: match started {
                Started::ByItsKey => Action::Confirm,
                Started::FromList => Action::Yes,
            },
            sending: Sending::Not,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        self.line == Channel::ALL.len()
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        self.is_typing().then_some(&mut self.told)
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let moves = [
            Action::Next,
            Action::Previous,
            Action::NextPane,
            Action::PreviousPane,
        ];
        let mut offers = vec![self.confirm];
        if !self.is_typing() {
            offers.push(Action::Toggle);
        }
        offers.push(Action::Back);
        offers.extend(moves);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let lines = Channel::ALL.len() + 1;
        match action {
            Action::Back => return Step::Close,
            Action::Toggle => {
                if let Some(mark) = self.marked.get_mut(self.line) {
                    *mark = !*mark;
                }
            }
            Action::Next => self.line = (self.line + 1) % lines,
            Action::Previous => self.line = (self.line + lines - 1) % lines,
            Action::NextPane | Action::PreviousPane => {
                self.line = if self.is_typing() { 0 } else { lines - 1 };
            }
            Action::Confirm | Action::Yes if action == self.confirm => self.send(turn),
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Of(number) => Step::Changed {
                said: Notice::done("done-ban", &number),
                number,
            },
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ Ban marketing ─────────────────────────────╮
    /// │ Ilkka Virtanen · 1043                      │
    /// │                                            │
    /// │ ▸ [x] e-mail                               │
    /// │   [x] SMS                                  │
    /// │   …                                        │
    /// │   Told how                                 │
    /// │                                            │
    /// │ Enter bans. No reason is needed.           │
    /// ╰────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let who = format!("{} · {}", self.name, self.number);
        let mut lines = vec![line(who, look.theme.text), Line::default()];
        for (index, channel) in Channel::ALL.iter().enumerate() {
            lines.push(self.channel_line(index, *channel, look));
        }
        let (told, told_at) = self.told.window(WIDTH - LABEL - 2);
        lines.push(Line::from(vec![
            span(
                if self.is_typing() { "▸ " } else { "  " },
                look.theme.accent,
            ),
            fit(
                look.say("ban-told-label", &[]),
                usize::from(LABEL),
                look.theme.label,
            ),
            span(told, look.theme.input),
        ]));
        lines.push(Line::default());
        let key = look.key(self.confirm, Typing::No);
        let how = look.say("ban-how", &[("key", &key)]);
        lines.extend(wrapped(&how, WIDTH, look.theme.muted));
        lines.extend(self.sending.line(look, WIDTH));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = Size {
            width: WIDTH,
            height,
        };
        let inside = dialog(frame, area, look, (&look.say("ban-title", &[]), size));
        paragraph(frame, inside, lines);
        let row = inside
            .y
            .saturating_add(2 + u16::try_from(self.line).unwrap_or(0));
        let column = if self.is_typing() {
            LABEL + 2 + told_at
        } else {
            0
        };
        frame.set_cursor_position(Position::new(inside.x + column, row));
    }

    fn channel_line(&self, index: usize, channel: Channel, look: &Look) -> Line<'static> {
        let here = index == self.line;
        let mark = if self.marked[index] { "[x]" } else { "[ ]" };
        let style = if here {
            look.theme.selected
        } else {
            look.theme.text
        };
        Line::from(vec![
            span(if here { "▸ " } else { "  " }, look.theme.accent),
            span(
                format!("{mark} {}", look.word("channel", channel.code())),
                style,
            ),
        ])
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        let channels: Vec<Channel> = Channel::ALL
            .iter()
            .zip(&self.marked)
            .filter_map(|(channel, marked)| marked.then_some(*channel))
            .collect();
        if channels.is_empty() {
            turn.say(Notice::hint("ban-nothing-marked"));
            return;
        }
        if self.sending.is_waiting() {
            return;
        }
        let told = self.told.value().trim();
        let order = BanOrder {
            // No channel by name is every channel, those of later days too.
            channels: if channels.len() == Channel::ALL.len() {
                Vec::new()
            } else {
                channels
            },
            since: None,
            told: (!told.is_empty()).then(|| told.to_owned()),
            reason: None,
        };
        let number = self.number.clone();
        self.sending.send(Request::Ban { number, order }, turn);
    }
}
