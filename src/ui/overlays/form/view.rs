use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::{Line, Span};

use super::draft::{Change, DraftLine, Subject, Value, code};
use super::{Form, Stage};
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::widgets::{fit, line, paragraph, span, wrap, wrapped};

const LABEL: u16 = 20;
/// Lines above the fields: the title, and one for what is wrong.
const ABOVE: u16 = 3;
/// Lines of a long value that are shown before it is saved.
const MOST_LINES: usize = 6;

/// Returns how many fields are in sight.
pub(super) fn page(area: Rect) -> u16 {
    area.height.saturating_sub(ABOVE)
}

impl Form {
    /// ```text
    ///  Correct   Ilkka Virtanen · 1043
    ///
    ///    Number           1043
    ///    Kind             ‹ consumer ›
    ///    Given name       Ilkka
    ///  ▸ Phone            +358401234568          was +358401234567
    ///    Phone, add
    ///    Told by          ‹ the person ›
    /// ```
    pub(in crate::ui) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inside = area.inner(Margin::new(1, 0));
        let title = match self.stage {
            Stage::Editing => "form-title",
            _ => "review-title",
        };
        let base = &self.draft.base;
        let mut above = vec![Line::from(vec![
            span(look.say(title, &[]), look.theme.title),
            span(
                format!("   {} · {}", base.name, base.number),
                look.theme.muted,
            ),
        ])];
        if let Some(fault) = &self.fault {
            let text = look.fault(fault);
            above.extend(
                wrapped(&text, inside.width, look.theme.warning)
                    .into_iter()
                    .take(2),
            );
        }
        paragraph(frame, inside, above);
        let below = Rect {
            y: inside.y.saturating_add(ABOVE.min(inside.height)),
            height: page(area),
            ..inside
        };
        match &self.stage {
            Stage::Editing => self.view_fields(frame, below, look),
            Stage::Reviewing { changes, top } => {
                self.view_review(frame, below, (changes, *top), look);
            }
            Stage::Saving { changes, .. } | Stage::Reloading { changes, .. } => {
                self.view_review(frame, below, (changes, 0), look);
            }
        }
    }

    fn view_fields(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let top = self.selection.top;
        let room = usize::from(area.height);
        let mut lines = Vec::new();
        for (index, field) in self.draft.lines.iter().enumerate().skip(top).take(room) {
            let here = index == self.selection.selected;
            lines.push(field_line(field, here, area.width, look));
        }
        paragraph(frame, area, lines);
        let row = u16::try_from(self.selection.selected.saturating_sub(top)).unwrap_or(0);
        let column = match self
            .draft
            .lines
            .get(self.selection.selected)
            .map(|it| &it.value)
        {
            Some(Value::Text(entry)) => entry.window(value_cells(area.width)).1,
            _ => 0,
        };
        let y = area
            .y
            .saturating_add(row)
            .min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(area.x + LABEL + column, y));
    }

    /// ```text
    ///  Save these changes?   Ilkka Virtanen · 1043
    ///
    ///    Field          Was                      Becomes
    ///    Phone          +358401234567            +358401234568
    ///
    ///    Told by the person.
    ///    y saves, Esc goes back to the form.
    /// ```
    fn view_review(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (changes, top): (&[Change], usize),
        look: &Look,
    ) {
        let mut lines = vec![headings(changes, area.width, look)];
        lines.extend(
            changes
                .iter()
                .skip(top)
                .flat_map(|it| change_lines(it, area.width, look)),
        );
        let origin = look.word("origin", self.draft.origin().code());
        let mut below = vec![Line::default()];
        below.push(line(
            look.say("review-source", &[("origin", &origin)]),
            look.theme.muted,
        ));
        let yes = look.key(Action::Yes, Typing::No);
        let no = look.key(Action::Back, Typing::No);
        let how = match self.stage {
            Stage::Saving { .. } | Stage::Reloading { .. } => look.say("saving", &[]),
            _ => look.say("review-how", &[("yes", &yes), ("no", &no)]),
        };
        below.push(line(how, look.theme.accent));
        lines.truncate(usize::from(area.height).saturating_sub(below.len()));
        lines.extend(below);
        paragraph(frame, area, lines);
        frame.set_cursor_position(Position::new(
            area.x,
            area.y.min(area.bottom().saturating_sub(1)),
        ));
    }
}

fn field_line(field: &DraftLine, here: bool, cells: u16, look: &Look) -> Line<'static> {
    let label = match field.subject {
        Subject::Source => look.say("form-source", &[]),
        Subject::Of(of) => {
            let name = look.word("field", code(of));
            let adds = field.original.is_empty();
            let adds = adds && matches!(code(of), "email" | "phone");
            if adds {
                look.say("form-add", &[("field", &name)])
            } else {
                name
            }
        }
    };
    let label_style = if here {
        look.theme.accent
    } else {
        look.theme.label
    };
    let mark = match (here, field.refusal()) {
        (true, _) => span("▸ ", look.theme.accent),
        (false, Some(_)) => span("! ", look.theme.warning),
        (false, None) => span("  ", look.theme.text),
    };
    let mut spans = vec![
        mark,
        fit(label, usize::from(LABEL) - 2, label_style),
        value_span(field, cells, look),
    ];
    if field.is_changed() {
        let was = if field.original.is_empty() {
            look.say("form-new", &[])
        } else {
            look.say("form-was", &[("value", &field.original)])
        };
        let room = cells.saturating_sub(LABEL + value_cells(cells));
        spans.push(fit(
            format!("  {was}"),
            usize::from(room),
            look.theme.accent,
        ));
    }
    Line::from(spans)
}

fn value_span(field: &DraftLine, cells: u16, look: &Look) -> Span<'static> {
    let room = value_cells(cells);
    let shown = match (&field.value, field.subject) {
        (Value::Text(entry), _) => entry.window(room).0,
        (Value::Choice(_), Subject::Of(_)) => {
            format!("‹ {} ›", look.word("kind", field.text_now()))
        }
        (Value::Choice(_), Subject::Source) => {
            format!("‹ {} ›", look.word("origin", field.text_now()))
        }
    };
    fit(shown, usize::from(room), look.theme.input)
}

/// The value has more than half of what the label leaves; the rest says what it was.
fn value_cells(cells: u16) -> u16 {
    let room = cells.saturating_sub(LABEL);
    room - room * 2 / 5
}

/// Returns how wide each column of values is.
fn column_cells(columns: usize, cells: u16) -> usize {
    usize::from(cells.saturating_sub(LABEL)) / columns
}

fn headings(changes: &[Change], cells: u16, look: &Look) -> Line<'static> {
    let theirs = changes.iter().any(|it| it.theirs.is_some());
    let each = column_cells(if theirs { 3 } else { 2 }, cells);
    let style = look.theme.label;
    let mut spans = vec![
        fit(look.say("review-field", &[]), usize::from(LABEL), style),
        fit(look.say("review-was", &[]), each, style),
    ];
    if theirs {
        spans.push(fit(look.say("review-theirs", &[]), each, style));
        spans.push(fit(look.say("review-yours", &[]), each, style));
    } else {
        spans.push(fit(look.say("review-becomes", &[]), each, style));
    }
    Line::from(spans)
}

fn change_lines(change: &Change, cells: u16, look: &Look) -> Vec<Line<'static>> {
    let worded = |value: &str| match value {
        "" => look.say("review-empty", &[]),
        kind if code(change.field) == "kind" => look.word("kind", kind),
        other => other.to_owned(),
    };
    let mut values = vec![(worded(&change.was), look.theme.muted)];
    values.extend(
        change
            .theirs
            .as_ref()
            .map(|it| (worded(it), look.theme.warning)),
    );
    values.push((worded(&change.becomes), look.theme.text));
    let each = column_cells(values.len(), cells);
    let wrapped: Vec<_> = values
        .iter()
        .map(|(text, style)| (wrap(text, each.saturating_sub(2)), *style))
        .collect();
    let height = wrapped
        .iter()
        .map(|(lines, _)| lines.len())
        .max()
        .unwrap_or(1);
    (0..height.min(MOST_LINES))
        .map(|row| {
            let field = look.word("field", code(change.field));
            let label = if row == 0 { field } else { String::new() };
            let mut spans = vec![fit(label, usize::from(LABEL), look.theme.label)];
            for (lines, style) in &wrapped {
                let cut = row + 1 == MOST_LINES && lines.len() > MOST_LINES;
                let part = lines.get(row).map_or("", String::as_str);
                let part = if cut {
                    format!("{part} …")
                } else {
                    part.to_owned()
                };
                spans.push(fit(part, each, *style));
            }
            Line::from(spans)
        })
        .collect()
}
