use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};

use super::sending::{Ended, Sending};
use crate::contract::Request;
use crate::contract::UserNote;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{dialog, paragraph, wrapped};

/// The question before something is done to a user; only "yes" does it.
#[derive(Debug)]
pub(crate) struct Sure {
    user: String,
    deed: Deed,
    sending: Sending,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    Disable,
    Enable,
    EndSessions { count: usize },
}

const WIDTH: u16 = 50;

impl Sure {
    /// Asks before a user is disabled, or enabled again.
    pub(crate) fn of_enabling(user: &UserNote) -> Self {
        let deed = if user.enabled {
            Deed::Disable
        } else {
            Deed::Enable
        };
        Self::of(user, deed)
    }

    /// Asks before every session of a user is ended.
    pub(crate) fn of_ending(user: &UserNote) -> Self {
        let count = user.sessions;
        Self::of(user, Deed::EndSessions { count })
    }

    fn of(user: &UserNote, deed: Deed) -> Self {
        Self {
            user: user.name.clone(),
            deed,
            sending: Sending::Not,
        }
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![Action::Yes, Action::Back]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Yes if !self.sending.is_waiting() => {
                let user = self.user.clone();
                let request = match self.deed {
                    Deed::Disable | Deed::Enable => Request::EnableUser {
                        user,
                        enabled: self.deed == Deed::Enable,
                    },
                    Deed::EndSessions { .. } => Request::EndSession {
                        user,
                        session: None,
                    },
                };
                self.sending.send(request, turn);
            }
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let said = match self.deed {
            Deed::Disable => "done-user-disable",
            Deed::Enable => "done-user-enable",
            Deed::EndSessions { .. } => "done-end-sessions",
        };
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Done | Ended::Of(_) => Step::Done(Notice::done_to_user(said, &self.user)),
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ matti ─────────────────────────────────────────────╮
    /// │ matti can no longer log in, and 2 sessions end.    │
    /// │ y disables, Esc does nothing.                      │
    /// ╰────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let yes = look.key(Action::Yes, Typing::No);
        let no = look.key(Action::Back, Typing::No);
        let (id, count) = match self.deed {
            Deed::Disable => ("sure-disable", 0),
            Deed::Enable => ("sure-enable", 0),
            Deed::EndSessions { count } => ("sure-end-sessions", count),
        };
        let count = count.to_string();
        let values = [
            ("user", self.user.as_str()),
            ("count", &count),
            ("yes", &yes),
            ("no", &no),
        ];
        let mut lines = wrapped(&look.say(id, &values), WIDTH, look.theme.text);
        lines.extend(self.sending.line(look, WIDTH));
        let size = Size {
            width: WIDTH,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&self.user, size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(inside.x, inside.y));
    }
}
