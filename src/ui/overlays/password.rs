use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::complaint::{Complaint, complaint_lines, field_lines};
use super::sending::{Ended, Sending};
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::Request;
use crate::contract::Secret;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, Fields, Sort, Widths, dialog, line, paragraph, wrapped};

/// A new password: one's own, or one that is given to another user.
#[derive(Debug)]
pub(crate) struct NewPassword {
    whose: Whose,
    fields: Fields,
    sending: Sending,
    complaint: Option<Complaint>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Whose {
    Own,
    /// Somebody else knows the present one: nothing else is answered before.
    OwnWanted,
    Of(String),
}

const WIDTHS: Widths = Widths {
    label: 14,
    whole: 56,
};

impl NewPassword {
    pub(crate) fn of_self() -> Self {
        Self::of(Whose::Own)
    }

    pub(crate) fn wanted() -> Self {
        Self::of(Whose::OwnWanted)
    }

    pub(crate) fn of_user(name: &str) -> Self {
        Self::of(Whose::Of(name.to_owned()))
    }

    fn of(whose: Whose) -> Self {
        let old = ("password-old", Sort::Secret);
        let new = [
            ("password-new", Sort::Secret),
            ("password-again", Sort::Secret),
        ];
        let fields = match whose {
            Whose::Of(_) => Fields::of(&new),
            Whose::Own | Whose::OwnWanted => Fields::of(&[old, new[0], new[1]]),
        };
        Self {
            whose,
            fields,
            sending: Sending::Not,
            complaint: None,
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.whose == Whose::OwnWanted
    }

    pub(super) fn is_own(&self) -> bool {
        !matches!(self.whose, Whose::Of(_))
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        self.fields.entry()
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let mut offers = vec![Action::Confirm];
        if !self.is_wanted() {
            offers.push(Action::Back);
        }
        offers.extend([
            Action::NextPane,
            Action::PreviousPane,
            Action::Next,
            Action::Previous,
        ]);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Confirm if self.fields.is_last() => self.send(turn),
            Action::Confirm => self.fields.act(Action::Next),
            moving => self.fields.act(moving),
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let ended = self.sending.receive(ticket, answer)?;
        if let Some(fault) = self.sending.fault().cloned() {
            self.complain(fault);
            return Ok(Step::Stay);
        }
        self.fields.clear();
        Ok(match (&self.whose, ended) {
            (_, waits @ Ended::Waits) => waits.step(),
            (Whose::Of(user), _) => Step::Done(Notice::done_to_user("done-password-of", user)),
            _ => Step::Proven(Some(Notice::done_plainly("done-own-password"))),
        })
    }

    /// ```text
    /// ╭ Change your password ────────────────────────────────────╮
    /// │ Somebody else knows this password: choose your own.      │
    /// │                                                          │
    /// │ Old           ••••••••                                   │
    /// │ New           ••••••                                     │
    /// │ The password is too short.                               │
    /// │ New, again                                               │
    /// │                                                          │
    /// │ 15 letters or more for an officer, 12 for others. …      │
    /// ╰──────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (title, why) = match &self.whose {
            Whose::Own => (look.say("password-title", &[]), None),
            Whose::OwnWanted => {
                let why = look.say("password-wanted", &[]);
                (look.say("password-title", &[]), Some(why))
            }
            Whose::Of(user) => {
                let title = look.say("password-title-of", &[("user", user)]);
                (title, Some(look.say("password-given", &[])))
            }
        };
        let mut lines = Vec::new();
        if let Some(why) = why {
            lines.extend(wrapped(&why, WIDTHS.whole, look.theme.text));
            lines.push(Line::default());
        }
        let above = u16::try_from(lines.len()).unwrap_or(0);
        let complaint = self.complaint.as_ref();
        let (fields, row) = field_lines(&self.fields, complaint, WIDTHS, look);
        lines.extend(fields);
        lines.push(Line::default());
        lines.extend(complaint_lines(complaint, None, WIDTHS, look));
        if self.sending.is_waiting() {
            lines.push(line(look.say("saving", &[]), look.theme.muted));
        }
        let key = look.key(Action::Confirm, Typing::Yes);
        let how = look.say("password-how", &[("key", &key)]);
        lines.extend(wrapped(&how, WIDTHS.whole, look.theme.muted));
        let size = Size {
            width: WIDTHS.whole,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&title, size));
        paragraph(frame, inside, lines);
        let (x, y) = (self.fields.column(WIDTHS), above + row);
        frame.set_cursor_position(Position::new(inside.x + x, inside.y.saturating_add(y)));
    }

    /// Returns where the new password stands among the fields.
    fn new_field(&self) -> usize {
        self.fields.len() - 2
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        let new = self.new_field();
        let missing = (0..self.fields.len()).find(|it| self.fields.value(*it).is_empty());
        if let Some(missing) = missing {
            self.fields.focus = missing;
            return;
        }
        if self.fields.value(new) != self.fields.value(new + 1) {
            self.complaint = Some(Complaint::sentence(new + 1, "password-differs"));
            return;
        }
        if self.sending.is_waiting() {
            return;
        }
        self.complaint = None;
        let password = Secret(self.fields.value(new).to_owned());
        let request = match &self.whose {
            Whose::Of(user) => Request::SetPassword {
                user: user.clone(),
                password,
            },
            Whose::Own | Whose::OwnWanted => Request::ChangePassword {
                old: Secret(self.fields.value(0).to_owned()),
                new: password,
            },
        };
        self.sending.send(request, turn);
    }

    /// Says what is wrong at the field that is wrong, and goes there.
    fn complain(&mut self, fault: Fault) {
        let field = match fault.code {
            FaultCode::WeakPassword => Some(self.new_field()),
            FaultCode::LoginFailed => Some(0),
            _ => None,
        };
        if let Some(field) = field {
            self.fields.focus = field;
        }
        self.complaint = Some(Complaint::fault(field, fault));
    }
}
