use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;

use super::Step;
use crate::domain::role::{Extent, Guard, Operation, Role};
use crate::ui::action::Action;
use crate::ui::look::Look;
use crate::ui::turn::Turn;
use crate::ui::widgets::{Scroll, fit, line, paragraph, span, wrap};

/// Who may do what, from the one table of authority.
#[derive(Debug, Default)]
pub(crate) struct Rights {
    scroll: Scroll,
}

/// The share of the width, in tenths, of what is done.
const DEED: usize = 5;
const ABOVE: u16 = 2;

impl Rights {
    #[expect(clippy::unused_self, reason = "every screen has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Back,
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
            moving => self.move_to(moving, turn),
        }
        Step::Stay
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        self.move_to(Action::Redraw, turn);
    }

    /// ```text
    ///  Who may do what
    ///
    ///  Look people up                  service, officer, marketing, protection officer
    ///  Open a person                   service, officer, protection officer,
    ///                                  marketing (without notes)
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inside = area.inner(Margin::new(1, 0));
        let title = look.say("place-rights", &[]);
        paragraph(frame, inside, vec![line(title, look.theme.title)]);
        let below = below(inside);
        self.scroll
            .view(frame, below, lines(look, below.width), look);
    }

    fn move_to(&mut self, moving: Action, turn: &Turn<'_>) {
        let area = below(turn.body().inner(Margin::new(1, 0)));
        let len = lines(turn.look, area.width).len();
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

fn lines(look: &Look, cells: u16) -> Vec<Line<'static>> {
    let all = Operation::ALL.iter();
    all.flat_map(|it| operation_lines(*it, look, usize::from(cells)))
        .collect()
}

fn operation_lines(operation: Operation, look: &Look, cells: usize) -> Vec<Line<'static>> {
    let left = cells * DEED / 10;
    let deed = wrap(&what(operation, look), left.saturating_sub(2));
    let who = wrap(&who(operation, look), cells.saturating_sub(left));
    let part = |lines: &[String], row: usize| lines.get(row).cloned().unwrap_or_default();
    (0..deed.len().max(who.len()))
        .map(|row| {
            Line::from(vec![
                fit(part(&deed, row), left, look.theme.text),
                span(part(&who, row), look.theme.muted),
            ])
        })
        .collect()
}

/// Returns what an operation does and what it needs beyond a role.
fn what(operation: Operation, look: &Look) -> String {
    let help = operation.help().trim_end_matches('.');
    let condition = match operation.rule().guard {
        Guard::None => return help.to_owned(),
        Guard::StepUp => "guard-step-up",
        Guard::SecondOfficer => "guard-second-officer",
        Guard::StepUpAndSecondOfficer => "guard-both",
    };
    format!("{help} ({})", look.say(condition, &[]))
}

fn who(operation: Operation, look: &Look) -> String {
    let extents = operation.rule().extents.iter();
    let words: Vec<String> = extents
        .map(|(role, extent)| far(look.word("role", role.code()), *extent, look))
        .collect();
    words.join(", ")
}

/// Adds how far it reaches, where that is not all of it.
fn far(words: String, extent: Extent, look: &Look) -> String {
    match extent {
        Extent::Whole => words,
        Extent::Own => format!("{words} ({})", look.say("extent-own", &[])),
        Extent::WithoutNotes => format!("{words} ({})", look.say("extent-without-notes", &[])),
    }
}

/// Makes the lines of what a role allows, one or more for each operation.
pub(crate) fn lines_of_role(role: Role, look: &Look, cells: u16) -> Vec<Line<'static>> {
    let room = usize::from(cells).saturating_sub(2);
    let allowed = Operation::ALL
        .iter()
        .filter_map(|it| Some((it, it.extent(&[role])?)));
    allowed
        .flat_map(|(operation, extent)| {
            let parts = wrap(&far(what(*operation, look), extent, look), room);
            parts.into_iter().enumerate().map(|(index, part)| {
                let mark = if index == 0 { "· " } else { "  " };
                Line::from(vec![
                    span(mark, look.theme.accent),
                    span(part, look.theme.text),
                ])
            })
        })
        .collect()
}
