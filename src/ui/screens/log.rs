use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;

use super::{Answer, Step};
use crate::contract::Fault;
use crate::contract::HistoryEntry;
use crate::contract::Reply;
use crate::contract::Request;
use crate::domain::role::Operation;
use crate::ui::action::Action;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::turn::Turn;
use crate::ui::widgets::{Number, Scroll, entry_lines, fit, line, paragraph, span, wrapped};

/// What the audit holds: of the register, of oneself, or who looked at one person.
#[derive(Debug)]
pub(crate) struct Log {
    of: Of,
    entries: Entries,
    scroll: Scroll,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Of {
    Register,
    Own,
    Person { number: String, name: String },
}

#[derive(Debug)]
enum Entries {
    Waiting(Option<Ticket>),
    Known(Vec<HistoryEntry>),
    Failed(Fault),
}

/// Lines above the entries: what this is, and one that is empty.
const ABOVE: u16 = 2;
/// The columns of who looked at a person.
const WHEN: usize = 19;
const WHO: usize = 26;

impl Log {
    pub(crate) fn register() -> Self {
        Self::of(Of::Register)
    }

    pub(crate) fn own() -> Self {
        Self::of(Of::Own)
    }

    /// Makes the view of who looked at a person.
    pub(crate) fn of_person(number: &str, name: &str) -> Self {
        Self::of(Of::Person {
            number: number.to_owned(),
            name: name.to_owned(),
        })
    }

    fn of(of: Of) -> Self {
        Self {
            of,
            entries: Entries::Waiting(None),
            scroll: Scroll::default(),
        }
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.of == other.of
    }

    pub(super) fn operation(&self) -> Operation {
        match self.of {
            Of::Register => Operation::ShowAudit,
            Of::Own => Operation::OwnLog,
            Of::Person { .. } => Operation::WhoLooked,
        }
    }

    pub(super) fn ask(&mut self, turn: &mut Turn<'_>) {
        let request = match &self.of {
            Of::Register => Request::ShowAudit {
                number: None,
                chain: None,
            },
            Of::Own => Request::OwnLog,
            Of::Person { number, .. } => Request::WhoLooked {
                number: number.clone(),
            },
        };
        self.entries = Entries::Waiting(Some(turn.ask(request)));
    }

    #[expect(clippy::unused_self, reason = "every screen has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Back,
            Action::Quit,
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
            Action::First,
            Action::Last,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Quit => return Step::Quit,
            moving => self.move_to(moving, turn),
        }
        Step::Stay
    }

    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        turn: &Turn<'_>,
    ) -> Result<Step, Answer> {
        if !matches!(self.entries, Entries::Waiting(Some(awaited)) if awaited == ticket) {
            return Err(answer);
        }
        self.entries = match answer {
            Ok(Reply::History { mut entries }) => {
                entries.sort_by_key(|it| std::cmp::Reverse((it.at, it.sequence)));
                Entries::Known(entries)
            }
            Ok(_) => Entries::Known(Vec::new()),
            Err(fault) => Entries::Failed(fault),
        };
        self.resize(turn);
        Ok(Step::Stay)
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.move_to(Action::Redraw, turn);
    }

    pub(super) fn place(&self, look: &Look) -> String {
        match &self.of {
            Of::Register => look.say("place-audit", &[]),
            Of::Own => look.say("place-own-log", &[]),
            Of::Person { number, .. } => look.say("place-looked", &[("number", number)]),
        }
    }

    /// ```text
    ///  Who looked at Ilkka Virtanen · 1042
    ///
    ///  2026-01-31 12:00Z  kaisa                     customer service · 1234
    ///  2026-01-30 09:12Z  antti                     found in a search
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inside = area.inner(Margin::new(1, 0));
        let title = match &self.of {
            Of::Register => look.say("audit-title", &[]),
            Of::Own => look.say("own-log-title", &[]),
            Of::Person { number, name } => {
                look.say("looked-title", &[("name", name), ("number", number)])
            }
        };
        paragraph(frame, inside, vec![line(title, look.theme.title)]);
        let below = below(inside);
        self.scroll
            .view(frame, below, self.lines(look, below.width), look);
    }

    fn lines(&self, look: &Look, cells: u16) -> Vec<Line<'static>> {
        match &self.entries {
            Entries::Waiting(_) => vec![line(look.say("waiting", &[]), look.theme.muted)],
            Entries::Failed(fault) => wrapped(&look.fault(fault), cells, look.theme.warning),
            Entries::Known(entries) if entries.is_empty() => {
                vec![line(look.say("log-empty", &[]), look.theme.muted)]
            }
            Entries::Known(entries) => entries
                .iter()
                .flat_map(|it| match self.of {
                    Of::Person { .. } => vec![look_line(it, look, cells)],
                    _ => entry_lines(it, Number::Shown, look, cells),
                })
                .collect(),
        }
    }

    fn move_to(&mut self, moving: Action, turn: &Turn<'_>) {
        let area = below(turn.body().inner(Margin::new(1, 0)));
        let len = self.lines(turn.look, area.width).len();
        self.scroll.act(moving, len, usize::from(area.height));
    }
}

fn below(inside: Rect) -> Rect {
    Rect {
        y: inside.y.saturating_add(ABOVE.min(inside.height)),
        height: inside.height.saturating_sub(ABOVE),
        ..inside
    }
}

/// When, who and why: of a look nothing else is said.
fn look_line(entry: &HistoryEntry, look: &Look, cells: u16) -> Line<'static> {
    let when = entry.at.utc().format("%Y-%m-%d %H:%MZ").to_string();
    let mut why = match &entry.purpose {
        Some(purpose) => look.purpose(purpose),
        None => look.word("deed", &entry.deed),
    };
    if let Some(detail) = entry.detail.as_ref().filter(|it| !it.is_empty()) {
        why = format!("{why} · {detail}");
    }
    let room = usize::from(cells).saturating_sub(WHEN + WHO);
    Line::from(vec![
        fit(when, WHEN, look.theme.muted),
        fit(&entry.actor, WHO - 2, look.theme.text),
        span("  ", look.theme.text),
        fit(why, room, look.theme.text),
    ])
}
