mod row;
mod view;

use std::time::Duration;

use ratatui::layout::{Constraint, Layout, Rect};

use super::{Answer, Person, Screen, Step};
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::LookPurpose;
use crate::contract::PopNote;
use crate::contract::Reply;
use crate::contract::Request;
use crate::contract::Row;
use crate::ui::action::{Action, Context};
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{BanDialog, Finder, Overlay, PurposeDialog};
use crate::ui::turn::Turn;
use crate::ui::who::Who;
use crate::ui::widgets::{Entry, Selection};

/// The search box and the people found, with a preview of the selected one.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    text: Entry,
    focus: Focus,
    found: Found,
    selection: Selection,
    pending: Option<Ticket>,
    /// Comes back after ten seconds without a key: then the search is over for the audit.
    rest: Option<Ticket>,
    /// Whether the service counts a search as running.
    running: bool,
    arrival: Arrival,
    /// Somebody was changed on a screen above this one.
    outdated: bool,
    /// The number of the call that this search is for.
    call: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Focus {
    #[default]
    Box,
    List,
}

#[derive(Debug, Default)]
enum Found {
    /// Nothing is asked for.
    #[default]
    Nothing,
    People {
        rows: Vec<Row>,
        total: usize,
    },
    Failed(Fault),
}

/// What to do when the awaited answer comes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Arrival {
    #[default]
    SelectFirst,
    /// Enter was pressed before the answer to the last letter was there: what is on the screen may
    /// be somebody else.
    OpenFirst,
    /// The same question again, after a change.
    KeepSelected,
}

/// More rows than any terminal shows; who is not among them is found by typing more.
const LIMIT: usize = 100;
/// More people at once are neither read nor needed, and every letter would send them all to the
/// terminal: a letter may cost 3 kB.
const MOST_IN_SIGHT: usize = 18;
const REST: Duration = Duration::from_secs(10);

/// Where the parts of the screen go.
struct Areas {
    search: Rect,
    list: Rect,
    preview: Option<Rect>,
}

impl Areas {
    /// The preview stands beside the list where there is width, below it where there is height, and
    /// gives way where there is neither.
    fn of(body: Rect) -> Self {
        let [search, rest] =
            Layout::vertical([Constraint::Length(3), Constraint::Fill(1)]).areas(body);
        if body.width >= 110 {
            let [list, preview] =
                Layout::horizontal([Constraint::Fill(1), Constraint::Length(40)]).areas(rest);
            return Self {
                search,
                list,
                preview: Some(preview),
            };
        }
        if rest.height >= 15 {
            let [list, preview] =
                Layout::vertical([Constraint::Fill(1), Constraint::Length(8)]).areas(rest);
            return Self {
                search,
                list,
                preview: Some(preview),
            };
        }
        Self {
            search,
            list: rest,
            preview: None,
        }
    }

    /// Returns how many people are in sight; the headings take a line.
    fn page(&self) -> usize {
        usize::from(self.list.height.saturating_sub(1)).min(MOST_IN_SIGHT)
    }
}

impl Lookup {
    pub(super) fn context(&self) -> Context {
        match self.focus {
            Focus::Box => Context::Search,
            Focus::List => Context::Results,
        }
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        (self.focus == Focus::Box).then_some(&mut self.text)
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let some = !self.rows().is_empty();
        let moves = [
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
        ];
        let mut offers = Vec::new();
        if some || self.pending.is_some() {
            offers.push(Action::Open);
        }
        match self.focus {
            Focus::Box => {
                let leaving = [Action::NextPane, Action::PreviousPane, Action::Back];
                offers.extend(leaving);
                offers.push(if some { Action::OpenFor } else { Action::Next });
            }
            Focus::List => {
                offers.push(Action::Search);
                if some {
                    offers.extend([Action::Ban, Action::Menu, Action::OpenFor]);
                }
                offers.extend([Action::Back, Action::Quit, Action::NextPane]);
            }
        }
        if some {
            offers.extend(moves);
            if self.focus == Focus::List {
                offers.extend([Action::First, Action::Last]);
            }
        }
        offers
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        if self.arrival == Arrival::OpenFirst && action != Action::Open {
            self.arrival = Arrival::SelectFirst;
        }
        match (self.focus, action) {
            (_, Action::Open) => return self.open(),
            (Focus::List, Action::NextPane) => self.focus = Focus::Box,
            (Focus::List, Action::Search) => self.begin_anew(turn),
            (Focus::Box, Action::Next | Action::NextPane | Action::PreviousPane | Action::Back) => {
                self.focus = Focus::List;
            }
            (Focus::List, Action::Back) => self.clear(turn),
            (Focus::List, Action::Quit) => return Step::Quit,
            (Focus::List, Action::Ban) => return self.ban(turn),
            (Focus::List, Action::Menu) => return self.menu(turn.who()),
            (_, Action::OpenFor) => return self.open_for(),
            (_, moving) => {
                let page = Areas::of(turn.body()).page();
                let len = self.rows().len();
                self.selection.act(moving, len, page);
            }
        }
        Step::Stay
    }

    /// The text changed: asks with every key, and for nothing where there is nothing to find.
    pub(super) fn edited(&mut self, turn: &mut Turn<'_>) {
        self.arrival = Arrival::SelectFirst;
        if self.text.is_blank() {
            self.found = Found::Nothing;
            self.pending = None;
            self.call = None;
            self.end_search(turn);
        } else {
            self.ask(turn);
        }
    }

    /// Shows the same search again, after a change to one of the people.
    pub(super) fn ask_again(&mut self, turn: &mut Turn<'_>) {
        if !self.text.is_blank() {
            if self.arrival != Arrival::OpenFirst {
                self.arrival = Arrival::KeepSelected;
            }
            self.ask(turn);
        }
    }

    /// Searches for a caller.
    pub(crate) fn take_call(&mut self, call: PopNote, turn: &mut Turn<'_>) {
        self.text = Entry::holding(&call.phone);
        self.focus = Focus::Box;
        self.edited(turn);
        self.call = call.reference;
    }

    pub(super) fn shows(&self, number: &str) -> bool {
        self.rows().iter().any(|row| row.number == number)
    }

    pub(super) fn outdate(&mut self) {
        self.outdated = true;
    }

    pub(super) fn resume(&mut self, turn: &mut Turn<'_>) {
        if std::mem::take(&mut self.outdated) {
            self.ask_again(turn);
        }
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
        let selected = self.selected().map(|row| row.number.clone());
        self.found = match answer {
            Ok(Reply::Found { rows, total }) => Found::People { rows, total },
            Ok(_) => Found::Nothing,
            Err(fault) if fault.code == FaultCode::NothingFound => Found::People {
                rows: Vec::new(),
                total: 0,
            },
            Err(fault) => Found::Failed(fault),
        };
        let arrival = std::mem::take(&mut self.arrival);
        let keep = match (&arrival, self.focus) {
            (Arrival::KeepSelected, _) | (_, Focus::List) => selected,
            _ => None,
        };
        let same = |row: &Row| Some(&row.number) == keep.as_ref();
        self.select(self.rows().iter().position(same).unwrap_or(0), turn);
        Ok(match arrival {
            Arrival::OpenFirst => self.open(),
            _ => Step::Stay,
        })
    }

    pub(super) fn woke(&mut self, ticket: Ticket, turn: &mut Turn<'_>) {
        if self.rest == Some(ticket) {
            self.end_search(turn);
        }
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.select(self.selection.selected, turn);
    }

    fn ask(&mut self, turn: &mut Turn<'_>) {
        let text = self.text.value().trim().to_owned();
        self.pending = Some(turn.ask(Request::Lookup { text, limit: LIMIT }));
        self.rest = Some(turn.wake(REST));
        self.running = true;
    }

    fn end_search(&mut self, turn: &mut Turn<'_>) {
        self.rest = None;
        if std::mem::take(&mut self.running) {
            turn.ask(Request::EndSearch);
        }
    }

    fn clear(&mut self, turn: &mut Turn<'_>) {
        if self.text.value().is_empty() {
            turn.say(Notice::hint("lookup-how-to-leave"));
        }
        self.begin_anew(turn);
    }

    /// Empties the box for the next search.
    pub(super) fn begin_anew(&mut self, turn: &mut Turn<'_>) {
        self.text.clear();
        self.focus = Focus::Box;
        self.edited(turn);
    }

    fn open(&mut self) -> Step {
        if self.pending.is_some() && self.focus == Focus::Box {
            self.arrival = Arrival::OpenFirst;
            return Step::Stay;
        }
        let Some(row) = self.selected() else {
            return Step::Stay;
        };
        let person = Person::of(&row.number, &row.name)
            .because(LookPurpose::CustomerService, self.call.clone());
        // Opening ends the search by itself.
        self.rest = None;
        self.running = false;
        Step::Open(Screen::Person(Box::new(person)))
    }

    fn ban(&self, turn: &Turn<'_>) -> Step {
        match self.selected() {
            Some(row) => Step::show(Overlay::Ban(BanDialog::of(
                &row.number,
                &row.name,
                turn.started,
            ))),
            None => Step::Stay,
        }
    }

    fn open_for(&mut self) -> Step {
        let Some(row) = self.selected() else {
            return Step::Stay;
        };
        let call = self.call.as_deref();
        let ask = PurposeDialog::of(&row.number, &row.name, call);
        Step::show(Overlay::Purpose(ask))
    }

    fn menu(&self, who: &Who) -> Step {
        let here = [Action::Open, Action::OpenFor, Action::Ban];
        let here: Vec<Action> = here.into_iter().filter(|it| who.may(*it)).collect();
        let title = self.selected().map(|row| row.name.clone());
        Step::show(Overlay::Finder(Finder::menu(
            &here,
            title.unwrap_or_default(),
        )))
    }

    fn select(&mut self, row: usize, turn: &Turn<'_>) {
        let page = Areas::of(turn.body()).page();
        let len = self.rows().len();
        self.selection.select(row, len, page);
    }

    fn rows(&self) -> &[Row] {
        match &self.found {
            Found::People { rows, .. } => rows,
            Found::Nothing | Found::Failed(_) => &[],
        }
    }

    fn selected(&self) -> Option<&Row> {
        self.rows().get(self.selection.selected)
    }
}
