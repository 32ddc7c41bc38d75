use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::complaint::{Complaint, complaint_lines};
use super::sending::{Ended, Sending};
use super::{Discard, Leaving, Overlay};
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::Request;
use crate::contract::Secret;
use crate::domain::role::Role;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, Fields, Sort, Widths, dialog, paragraph, span, wrapped};

/// The form of a new user: name, first password, account of the machine, and roles.
#[derive(Debug)]
pub(crate) struct NewUser {
    fields: Fields,
    marked: Vec<bool>,
    /// A field, or after the fields a role.
    line: usize,
    complaint: Option<Complaint>,
    sending: Sending,
}

const WIDTHS: Widths = Widths {
    label: 18,
    whole: 60,
};
const NAME: usize = 0;
const PASSWORD: usize = 1;
const AGAIN: usize = 2;
const ACCOUNT: usize = 3;
/// The place of a complaint about the roles: after the fields.
const ROLES: usize = 4;

impl NewUser {
    pub(crate) fn new() -> Self {
        Self {
            fields: Fields::of(&[
                ("login-name", Sort::Plain),
                ("password-first", Sort::Secret),
                ("password-again", Sort::Secret),
                ("user-account-label", Sort::Plain),
            ]),
            marked: vec![false; Role::ALL.len()],
            line: 0,
            complaint: None,
            sending: Sending::Not,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        self.line < self.fields.len()
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        if self.is_typing() {
            self.fields.entry()
        } else {
            None
        }
    }

    pub(super) fn is_unsaved(&self) -> bool {
        !self.fields.is_blank() || self.marked.contains(&true)
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let mut offers = vec![Action::Review];
        if !self.is_typing() {
            offers.push(Action::Toggle);
        }
        offers.extend([
            Action::Back,
            Action::Confirm,
            Action::Next,
            Action::Previous,
            Action::NextPane,
            Action::PreviousPane,
        ]);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let lines = self.fields.len() + Role::ALL.len();
        match action {
            Action::Back if self.is_unsaved() => {
                return Step::show(Overlay::Discard(Discard::of(Leaving::Form)));
            }
            Action::Back => return Step::Close,
            Action::Review => self.send(turn),
            Action::Toggle if !self.is_typing() => {
                let mark = &mut self.marked[self.line - self.fields.len()];
                *mark = !*mark;
            }
            Action::Confirm | Action::Next | Action::NextPane => {
                self.go((self.line + 1) % lines);
            }
            Action::Previous | Action::PreviousPane => self.go((self.line + lines - 1) % lines),
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let ended = self.sending.receive(ticket, answer)?;
        if let Some(fault) = self.sending.fault().cloned() {
            self.complain(fault);
        }
        Ok(match ended {
            Ended::Done | Ended::Of(_) => {
                let name = self.fields.value(NAME).trim();
                Step::Done(Notice::done_to_user("done-add-user", name))
            }
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ A new user ──────────────────────────────────────────────────╮
    /// │ Name              matti                                      │
    /// │ First password    ••••••••••••                               │
    /// │ New, again        ••••••••••••                               │
    /// │ Machine account                                              │
    /// │                                                              │
    /// │ ▸ [x] service                                                │
    /// │   [ ] officer                                                │
    /// │   …                                                          │
    /// │                                                              │
    /// │ F2 adds. The first password is changed at the first login. … │
    /// ╰──────────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let complaint = self.complaint.as_ref();
        let mut lines = Vec::new();
        let mut row = 0;
        for field in 0..self.fields.len() {
            if field == self.line {
                row = lines.len();
            }
            lines.push(self.fields.line(field, WIDTHS, look));
            lines.extend(complaint_lines(complaint, Some(field), WIDTHS, look));
        }
        lines.push(Line::default());
        for index in 0..Role::ALL.len() {
            if index + self.fields.len() == self.line {
                row = lines.len();
            }
            lines.push(self.role_line(index, look));
        }
        lines.extend(complaint_lines(complaint, Some(ROLES), WIDTHS, look));
        lines.extend(complaint_lines(complaint, None, WIDTHS, look));
        if self.sending.is_waiting() {
            lines.extend(self.sending.line(look, WIDTHS.whole));
        }
        lines.push(Line::default());
        let key = look.key(Action::Review, Typing::Yes);
        let how = look.say("new-user-how", &[("key", &key)]);
        lines.extend(wrapped(&how, WIDTHS.whole, look.theme.muted));
        let size = Size {
            width: WIDTHS.whole,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&look.say("new-user-title", &[]), size));
        paragraph(frame, inside, lines);
        let x = if self.is_typing() {
            self.fields.column(WIDTHS)
        } else {
            0
        };
        let y = inside.y.saturating_add(u16::try_from(row).unwrap_or(0));
        let y = y.min(inside.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(inside.x + x, y));
    }

    fn role_line(&self, index: usize, look: &Look) -> Line<'static> {
        let here = index + self.fields.len() == self.line;
        let mark = if self.marked[index] { "[x]" } else { "[ ]" };
        let style = if here {
            look.theme.selected
        } else {
            look.theme.text
        };
        let word = look.word("role", Role::ALL[index].code());
        Line::from(vec![
            span(if here { "▸ " } else { "  " }, look.theme.accent),
            span(format!("{mark} {word}"), style),
        ])
    }

    fn go(&mut self, line: usize) {
        self.line = line;
        // Where a role is marked, no field has the focus.
        self.fields.focus = line;
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        if self.sending.is_waiting() {
            return;
        }
        match self.request() {
            Ok(request) => {
                self.complaint = None;
                self.sending.send(request, turn);
            }
            Err((place, id)) => {
                self.complaint = Some(Complaint::sentence(place, id));
                self.go(place);
            }
        }
    }

    /// Makes the request, or says at which line what is missing.
    fn request(&self) -> Result<Request, (usize, &'static str)> {
        let name = self.fields.value(NAME).trim();
        if name.is_empty() {
            return Err((NAME, "new-user-nameless"));
        }
        let account = match self.fields.value(ACCOUNT).trim() {
            "" => None,
            number => Some(number.parse().map_err(|_| (ACCOUNT, "new-user-account"))?),
        };
        let password = self.fields.value(PASSWORD);
        if password.is_empty() && account.is_none() {
            return Err((PASSWORD, "new-user-no-password"));
        }
        if password != self.fields.value(AGAIN) {
            return Err((AGAIN, "password-differs"));
        }
        let roles: Vec<Role> = Role::ALL
            .iter()
            .zip(&self.marked)
            .filter_map(|(role, marked)| marked.then_some(*role))
            .collect();
        if roles.is_empty() {
            return Err((ROLES, "roles-none"));
        }
        Ok(Request::AddUser {
            name: name.to_owned(),
            roles,
            password: (!password.is_empty()).then(|| Secret(password.to_owned())),
            account,
        })
    }

    /// Says what is wrong at the field that is wrong, and goes there.
    fn complain(&mut self, fault: Fault) {
        let about = |name: &str| {
            fault
                .values
                .contains(&("field".to_owned(), name.to_owned()))
        };
        let place = match fault.code {
            FaultCode::NameTaken => Some(NAME),
            FaultCode::WeakPassword => Some(PASSWORD),
            FaultCode::AccountTaken => Some(ACCOUNT),
            _ if about("user") => Some(NAME),
            _ if about("role") => Some(ROLES),
            _ => None,
        };
        if let Some(place) = place {
            self.go(place);
        }
        self.complaint = Some(Complaint::fault(place, fault));
    }
}
