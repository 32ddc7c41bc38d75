use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;

use super::{Answer, Step};
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::contract::WaitingAct;
use crate::domain::time::Timestamp;
use crate::ui::action::{Action, Context};
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::overlays::{Decide, Overlay};
use crate::ui::turn::Turn;
use crate::ui::widgets::{
    Scroll, Selection, erasure_lines, fit, labelled, line, paragraph, span, wrapped,
};

/// What waits for a second officer: the list, and one act with all that it would do.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    acts: Option<Vec<WaitingAct>>,
    fault: Option<Fault>,
    pending: Option<Ticket>,
    selection: Selection,
    /// The act that is open.
    open: Option<u64>,
    scroll: Scroll,
}

const MARK: usize = 2;
const WHAT: usize = 24;
const BY: usize = 14;
const WHEN: usize = 19;
const ABOVE: u16 = 2;

impl Waits {
    pub(crate) fn ask(&mut self, turn: &mut Turn<'_>) {
        self.pending = Some(turn.ask(Request::Waiting));
    }

    pub(super) fn context(&self) -> Context {
        match self.opened() {
            Some(_) => Context::Act,
            None => Context::Waits,
        }
    }

    pub(super) fn offers(&self) -> Vec<Action> {
        let mut offers = match self.opened() {
            // Whoever asked for an act cannot approve it, but take it back.
            Some(act) if act.own => vec![Action::Refuse, Action::Advise, Action::Back],
            Some(_) => vec![
                Action::Approve,
                Action::Refuse,
                Action::Advise,
                Action::Back,
            ],
            None if self.acts().is_empty() => vec![Action::Back],
            None => vec![Action::Open, Action::Back],
        };
        offers.extend([
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
        if let Some(act) = self.opened() {
            match action {
                Action::Back => self.open = None,
                Action::Approve => return decide(Decide::approve(act)),
                Action::Refuse => return decide(Decide::refuse(act)),
                Action::Advise => return decide(Decide::advise(act)),
                moving => self.scroll_by(moving, turn),
            }
            return Step::Stay;
        }
        match action {
            Action::Back => return Step::Close,
            Action::Open => {
                let selected = self.acts().get(self.selection.selected);
                self.open = selected.map(|it| it.waiting);
                self.scroll = Scroll::default();
            }
            moving => {
                let page = page(turn.body());
                let len = self.acts().len();
                self.selection.act(moving, len, page);
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
        match answer {
            Ok(Reply::Waiting { acts }) => {
                self.acts = Some(acts);
                self.fault = None;
            }
            Ok(_) => {}
            Err(fault) => self.fault = Some(fault),
        }
        if self.open.is_some() && self.opened().is_none() {
            // Somebody else was faster.
            self.open = None;
            turn.desk
                .say_of_others(Notice::others("waits-settled", Vec::new()));
        }
        self.resize(turn);
        Ok(Step::Stay)
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        let (len, page) = (self.acts().len(), page(turn.body()));
        self.selection.select(self.selection.selected, len, page);
        self.scroll_by(Action::Redraw, turn);
    }

    /// ```text
    ///  Waiting for a second officer
    ///
    ///    What                    Asked by      When               Reason
    ///  ▸ Erase 3 people          antti         2024-03-12 09:30Z  A list bought in 2019
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inside = area.inner(Margin::new(1, 0));
        let below = below(inside);
        if let Some(act) = self.opened() {
            let title = line(what(act, look), look.theme.title);
            paragraph(frame, inside, vec![title]);
            let lines = act_lines(act, look, below.width);
            self.scroll.view(frame, below, lines, look);
            return;
        }
        let title = look.say("place-waits", &[]);
        paragraph(frame, inside, vec![line(title, look.theme.title)]);
        paragraph(frame, below, self.list(below, page(area), look));
        let row = self.selection.selected.saturating_sub(self.selection.top) + 1;
        let y = below
            .y
            .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
        let y = y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(below.x, y));
    }

    fn list(&self, area: Rect, page: usize, look: &Look) -> Vec<Line<'static>> {
        if let Some(fault) = &self.fault {
            return wrapped(&look.fault(fault), area.width, look.theme.warning);
        }
        if self.acts().is_empty() {
            let id = match self.acts {
                Some(_) => "waits-none",
                None => "waiting",
            };
            return wrapped(&look.say(id, &[]), area.width, look.theme.muted);
        }
        let mut lines = vec![headings(area.width, look)];
        let top = self.selection.top;
        for (index, act) in self.acts().iter().enumerate().skip(top).take(page) {
            let here = index == self.selection.selected;
            lines.push(list_line(act, here, area.width, look));
        }
        lines
    }

    fn scroll_by(&mut self, moving: Action, turn: &Turn<'_>) {
        let area = below(turn.body().inner(Margin::new(1, 0)));
        let len = self
            .opened()
            .map_or(0, |act| act_lines(act, turn.look, area.width).len());
        self.scroll.act(moving, len, usize::from(area.height));
    }

    fn acts(&self) -> &[WaitingAct] {
        self.acts.as_deref().unwrap_or_default()
    }

    fn opened(&self) -> Option<&WaitingAct> {
        let open = self.open?;
        self.acts().iter().find(|it| it.waiting == open)
    }
}

fn decide(dialog: Decide) -> Step {
    Step::show(Overlay::Decide(Box::new(dialog)))
}

fn below(inside: Rect) -> Rect {
    Rect {
        y: inside.y.saturating_add(ABOVE.min(inside.height)),
        height: inside.height.saturating_sub(ABOVE),
        ..inside
    }
}

/// Returns how many acts are in sight; the headings take a line.
fn page(body: Rect) -> usize {
    usize::from(body.height.saturating_sub(ABOVE + 1))
}

/// Says what somebody asked for.
pub(crate) fn what(act: &WaitingAct, look: &Look) -> String {
    let people = match act.numbers.as_slice() {
        [number] => number.clone(),
        many => look.say("counted-people", &[("count", &many.len().to_string())]),
    };
    let wanted = format!("wanted-{}", act.deed);
    let wanted = look.catalogue.find(&wanted, &[]);
    let wanted = wanted.unwrap_or_else(|| look.word("deed", &act.deed));
    format!("{wanted}: {people}")
}

fn when(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%d %H:%MZ").to_string()
}

fn headings(cells: u16, look: &Look) -> Line<'static> {
    let style = look.theme.label;
    let word = |id: &str| look.say(id, &[]);
    let rest = usize::from(cells).saturating_sub(MARK + WHAT + BY + WHEN);
    Line::from(vec![
        fit("", MARK, style),
        fit(word("field-what"), WHAT, style),
        fit(word("column-asked-by"), BY, style),
        fit(word("column-when"), WHEN, style),
        fit(word("field-reason"), rest, style),
    ])
}

fn list_line(act: &WaitingAct, here: bool, cells: u16, look: &Look) -> Line<'static> {
    let base = if here {
        look.theme.selected
    } else {
        look.theme.text
    };
    let rest = usize::from(cells).saturating_sub(MARK + WHAT + BY + WHEN);
    Line::from(vec![
        fit(if here { "▸ " } else { "  " }, MARK, base),
        fit(what(act, look), WHAT - 1, base),
        fit("", 1, base),
        fit(&act.by, BY - 1, base),
        fit("", 1, base),
        fit(when(act.at), WHEN, base),
        fit(&act.reason, rest, base),
    ])
}

/// Everything that is known of an act: who asked and why, what it would do, and what was advised.
fn act_lines(act: &WaitingAct, look: &Look, cells: u16) -> Vec<Line<'static>> {
    let at = when(act.at);
    let asked = look.say("waits-asked", &[("who", &act.by), ("at", &at)]);
    let mut lines = wrapped(&asked, cells, look.theme.muted);
    if act.own {
        lines.extend(wrapped(
            &look.say("waits-own", &[]),
            cells,
            look.theme.warning,
        ));
    }
    let reason = look.say("erase-because", &[]);
    lines.extend(labelled(&reason, &act.reason, look, cells));
    for preview in &act.erasures {
        let who = format!("{} · {}", preview.name, preview.number);
        lines.push(Line::default());
        lines.push(line(who, look.theme.title));
        lines.extend(erasure_lines(preview, look, cells));
    }
    let seen = |number: &&String| !act.erasures.iter().any(|it| it.number == **number);
    let others: Vec<&str> = act
        .numbers
        .iter()
        .filter(seen)
        .map(String::as_str)
        .collect();
    if !others.is_empty() {
        lines.push(Line::default());
        let label = look.say("waits-numbers", &[]);
        lines.extend(labelled(&label, &others.join(", "), look, cells));
    }
    lines.push(Line::default());
    lines.push(line(look.say("waits-advice", &[]), look.theme.title));
    if act.advice.is_empty() {
        lines.push(line(look.say("waits-no-advice", &[]), look.theme.muted));
    }
    for advice in &act.advice {
        let head = format!("{}, {}", advice.by, when(advice.at));
        lines.push(Line::from(span(head, look.theme.label)));
        lines.extend(wrapped(&advice.words, cells, look.theme.text));
    }
    lines
}
