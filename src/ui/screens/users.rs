use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::{Answer, Step};
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::contract::UserNote;
use crate::domain::role::{Extent, Operation};
use crate::ui::action::Action;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{Finder, NewPassword, NewUser, Overlay, RolesDialog, Sure};
use crate::ui::turn::Turn;
use crate::ui::who::Who;
use crate::ui::widgets::{Selection, fit, line, paragraph, span, wrapped};

/// The users and what they are trusted with.
#[derive(Debug, Default)]
pub(crate) struct Users {
    notes: Vec<UserNote>,
    fault: Option<Fault>,
    selection: Selection,
    pending: Option<Ticket>,
}

const MARK: usize = 2;
const NAME: usize = 18;
const STATE: usize = 14;
const SESSIONS: usize = 10;
const ACCOUNT: usize = 8;
/// Lines below the list, on the selected user.
const DETAIL: u16 = 4;
const ACTS: [Action; 5] = [
    Action::AddUser,
    Action::ChangeRoles,
    Action::NewPassword,
    Action::EnableUser,
    Action::EndSessions,
];

/// Where the parts of the screen go: the title, the list with its headings, the selected user.
fn areas(body: Rect) -> [Rect; 3] {
    let inside = body.inner(Margin::new(1, 0));
    Layout::vertical([
        Constraint::Length(2),
        Constraint::Fill(1),
        Constraint::Length(DETAIL),
    ])
    .areas(inside)
}

impl Users {
    pub(super) fn ask(&mut self, turn: &mut Turn<'_>) {
        self.pending = Some(turn.ask(Request::Users));
    }

    pub(super) fn offers(&self, who: &Who) -> Vec<Action> {
        let mut offers = vec![Action::AddUser];
        if let Some(user) = self.selected() {
            offers.extend([Action::ChangeRoles, Action::NewPassword, Action::EnableUser]);
            // An auditor may end only sessions of their own.
            let all = who.extent(Operation::EndSession) == Some(Extent::Whole);
            if all && user.sessions > 0 {
                offers.push(Action::EndSessions);
            }
        }
        offers.retain(|it| who.may(*it));
        if !offers.is_empty() {
            offers.push(Action::Menu);
        }
        offers.extend([
            Action::Back,
            Action::Quit,
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
            Action::First,
            Action::Last,
        ]);
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Quit => return Step::Quit,
            Action::AddUser => return Step::show(Overlay::NewUser(Box::new(NewUser::new()))),
            Action::Menu => return Step::show(Overlay::Finder(self.menu(turn.who()))),
            act if ACTS.contains(&act) => return self.start(act),
            moving => {
                let page = page(turn.body());
                self.selection.act(moving, self.notes.len(), page);
            }
        }
        Step::Stay
    }

    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &mut Turn<'_>,
    ) -> Result<Step, Answer> {
        if self.pending != Some(ticket) {
            return Err(answer);
        }
        self.pending = None;
        let selected = self.selected().map(|it| it.name.clone());
        match answer {
            Ok(Reply::Users { mut users }) => {
                users.sort_by(|a, b| a.name.cmp(&b.name));
                self.notes = users;
                self.fault = None;
            }
            Ok(_) => {}
            Err(fault) if self.notes.is_empty() => self.fault = Some(fault),
            Err(fault) => turn.say(Notice::fault(fault)),
        }
        let same = |it: &UserNote| Some(&it.name) == selected.as_ref();
        let place = self.notes.iter().position(same);
        self.select(place.unwrap_or(self.selection.selected), turn);
        Ok(Step::Stay)
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.select(self.selection.selected, turn);
    }

    /// ```text
    ///  Users and roles
    ///
    ///    Name              Roles                       State         Sessions  Account
    ///  ▸ kaisa             officer, administrator      enabled              1
    ///    lists             service                     enabled              0  1004
    ///
    ///  kaisa
    ///  officer, administrator
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let [title, list, detail] = areas(area);
        let words = look.say("place-users", &[]);
        paragraph(frame, title, vec![line(words, look.theme.title)]);
        let mut lines = vec![headings(list.width, look)];
        let (top, page) = (self.selection.top, page(area));
        for (index, user) in self.notes.iter().enumerate().skip(top).take(page) {
            let here = index == self.selection.selected;
            lines.push(user_line(user, here, list.width, look));
        }
        if let Some(fault) = &self.fault {
            lines = wrapped(&look.fault(fault), list.width, look.theme.warning);
        } else if self.notes.is_empty() {
            lines = vec![line(look.say("waiting", &[]), look.theme.muted)];
        }
        paragraph(frame, list, lines);
        if let Some(user) = self.selected() {
            paragraph(frame, detail, detail_lines(user, detail.width, look));
        }
        let row = self.selection.selected.saturating_sub(top) + 1;
        let y = list
            .y
            .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
        let y = y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(list.x, y));
    }

    /// Makes the dialog of an act on the selected user.
    fn start(&self, act: Action) -> Step {
        let Some(user) = self.selected() else {
            return Step::Stay;
        };
        Step::show(match act {
            Action::ChangeRoles => Overlay::Roles(RolesDialog::of(user)),
            Action::NewPassword => Overlay::Password(NewPassword::of_user(&user.name)),
            Action::EnableUser => Overlay::Sure(Sure::of_enabling(user)),
            Action::EndSessions => Overlay::Sure(Sure::of_ending(user)),
            _ => return Step::Stay,
        })
    }

    fn menu(&self, who: &Who) -> Finder {
        let offers = self.offers(who);
        let here: Vec<Action> = ACTS.into_iter().filter(|it| offers.contains(it)).collect();
        let name = self.selected().map(|it| it.name.clone());
        Finder::menu(&here, name.unwrap_or_default())
    }

    fn select(&mut self, user: usize, turn: &Turn<'_>) {
        let page = page(turn.body());
        self.selection.select(user, self.notes.len(), page);
    }

    fn selected(&self) -> Option<&UserNote> {
        self.notes.get(self.selection.selected)
    }
}

/// Returns how many users are in sight; the headings take a line.
fn page(body: Rect) -> usize {
    let [_, list, _] = areas(body);
    usize::from(list.height.saturating_sub(1))
}

fn roles_cells(cells: u16) -> usize {
    usize::from(cells).saturating_sub(MARK + NAME + STATE + SESSIONS + ACCOUNT)
}

fn headings(cells: u16, look: &Look) -> Line<'static> {
    let style = look.theme.label;
    let word = |id: &str| look.say(id, &[]);
    Line::from(vec![
        fit("", MARK, style),
        fit(word("login-name"), NAME, style),
        fit(word("column-roles"), roles_cells(cells), style),
        fit(word("column-state"), STATE, style),
        fit(word("column-sessions"), SESSIONS, style),
        fit(word("column-account"), ACCOUNT, style),
    ])
}

fn user_line(user: &UserNote, here: bool, cells: u16, look: &Look) -> Line<'static> {
    let base = if here {
        look.theme.selected
    } else {
        look.theme.text
    };
    let (state, style) = state(user, look);
    let account = user.account.map(|it| it.to_string()).unwrap_or_default();
    // A gap at the end keeps what is cut from the column after it.
    let room = roles_cells(cells);
    Line::from(vec![
        fit(if here { "▸ " } else { "  " }, MARK, base),
        fit(&user.name, NAME - 1, base),
        fit("", 1, base),
        fit(look.roles(&user.roles), room.saturating_sub(1), base),
        fit("", room.min(1), base),
        fit(state, STATE, base.patch(style)),
        fit(format!("{:>8}", user.sessions), SESSIONS, base),
        fit(account, ACCOUNT, base),
    ])
}

fn state(user: &UserNote, look: &Look) -> (String, Style) {
    let (id, style) = match (user.enabled, user.must_change) {
        (false, _) => ("user-is-disabled", look.theme.warning),
        (true, true) => ("user-new", look.theme.text),
        (true, false) => ("user-enabled", look.theme.text),
    };
    (look.say(id, &[]), style)
}

fn detail_lines(user: &UserNote, cells: u16, look: &Look) -> Vec<Line<'static>> {
    let mut words = look.roles(&user.roles);
    if let Some(account) = user.account {
        let account = account.to_string();
        words = format!(
            "{words}. {}",
            look.say("user-bound", &[("account", &account)])
        );
    }
    if user.must_change {
        words = format!("{words}. {}", look.say("user-is-new", &[]));
    }
    let mut lines = vec![
        Line::default(),
        Line::from(span(&user.name, look.theme.title)),
    ];
    lines.extend(wrapped(&words, cells, look.theme.muted));
    lines
}
