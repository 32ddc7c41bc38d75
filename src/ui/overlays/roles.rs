use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::Request;
use crate::contract::UserNote;
use crate::domain::role::Role;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step, lines_of_role};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Scroll, dialog, paragraph, span, wrapped};

/// Changes what a user is trusted with, and shows what each role may do.
#[derive(Debug)]
pub(crate) struct RolesDialog {
    user: String,
    before: Vec<Role>,
    marked: Vec<Role>,
    /// An index of [`Role::ALL`].
    line: usize,
    scroll: Scroll,
    sending: Sending,
}

const WIDTH: u16 = 74;
const HEIGHT: u16 = 18;
const ROLES: u16 = 26;
/// Lines below both columns.
const BELOW: u16 = 2;

impl RolesDialog {
    pub(crate) fn of(user: &UserNote) -> Self {
        Self {
            user: user.name.clone(),
            before: user.roles.clone(),
            marked: user.roles.clone(),
            line: 0,
            scroll: Scroll::default(),
            sending: Sending::Not,
        }
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Toggle,
            Action::Yes,
            Action::PageDown,
            Action::PageUp,
            Action::Back,
            Action::Next,
            Action::Previous,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let roles = Role::ALL.len();
        match action {
            Action::Back => return Step::Close,
            Action::Toggle => self.toggle(),
            Action::Yes => self.send(turn),
            Action::Next => self.go((self.line + 1) % roles),
            Action::Previous => self.go((self.line + roles - 1) % roles),
            paging => self.page(paging, turn),
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Done | Ended::Of(_) => {
                Step::Done(Notice::done_to_user("done-roles", &self.user))
            }
            other => other.step(),
        })
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.page(Action::Redraw, turn);
    }

    /// ```text
    /// ╭ What matti is trusted with ──────────────────────────────────────────────╮
    /// │ ▸ [x] service             · Look people up                               │
    /// │   [ ] officer             · Open a person                                │
    /// │   …                       … 12 more lines below                          │
    /// │                                                                          │
    /// │ y saves, Space marks.                                                    │
    /// ╰──────────────────────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = look.say("roles-title", &[("user", &self.user)]);
        let size = Size {
            width: WIDTH,
            height: HEIGHT,
        };
        let inside = dialog(frame, area, look, (&title, size));
        let [above, below] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(BELOW)]).areas(inside);
        let [roles, what] =
            Layout::horizontal([Constraint::Length(ROLES), Constraint::Fill(1)]).areas(above);
        let role = Role::ALL[self.line];
        let lines = lines_of_role(role, look, what.width);
        self.scroll.view(frame, what, lines, look);
        let marks = (0..Role::ALL.len()).map(|it| self.role_line(it, look));
        paragraph(frame, roles, marks.collect());
        let mut foot = vec![Line::default()];
        if let Some(first) = self.sending.line(look, below.width).into_iter().next() {
            foot = vec![first];
        }
        let key = |action| look.key(action, Typing::No);
        let (yes, mark) = (key(Action::Yes), key(Action::Toggle));
        let page = key(Action::PageDown);
        let values = [("yes", &*yes), ("mark", &mark), ("page", &page)];
        let how = look.say("roles-how", &values);
        foot.extend(wrapped(&how, below.width, look.theme.muted));
        paragraph(frame, below, foot);
        let row = u16::try_from(self.line).unwrap_or(0);
        frame.set_cursor_position(Position::new(roles.x, roles.y.saturating_add(row)));
    }

    fn role_line(&self, index: usize, look: &Look) -> Line<'static> {
        let role = Role::ALL[index];
        let here = index == self.line;
        let mark = if self.marked.contains(&role) {
            "[x]"
        } else {
            "[ ]"
        };
        let style = if here {
            look.theme.selected
        } else {
            look.theme.text
        };
        let word = look.word("role", role.code());
        Line::from(vec![
            span(if here { "▸ " } else { "  " }, look.theme.accent),
            span(format!("{mark} {word}"), style),
        ])
    }

    fn go(&mut self, role: usize) {
        self.line = role;
        self.scroll = Scroll::default();
    }

    fn toggle(&mut self) {
        let role = Role::ALL[self.line];
        if self.marked.contains(&role) {
            self.marked.retain(|it| *it != role);
        } else {
            self.marked.push(role);
            self.marked.sort_unstable();
        }
    }

    fn page(&mut self, paging: Action, turn: &Turn<'_>) {
        let cells = turn.body().width.saturating_sub(4).min(WIDTH);
        let cells = cells.saturating_sub(ROLES);
        let rows = turn.body().height.saturating_sub(2).min(HEIGHT);
        let len = lines_of_role(Role::ALL[self.line], turn.look, cells).len();
        let rows = usize::from(rows.saturating_sub(BELOW));
        self.scroll.act(paging, len, rows);
    }

    fn send(&mut self, turn: &mut Turn<'_>) {
        if self.marked.is_empty() {
            return turn.say(Notice::hint("roles-none"));
        }
        if self.marked == self.before {
            return turn.say(Notice::hint("form-untouched"));
        }
        if !self.sending.is_waiting() {
            let request = Request::SetRoles {
                user: self.user.clone(),
                roles: self.marked.clone(),
            };
            self.sending.send(request, turn);
        }
    }
}
