use ratatui::Frame;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::compare::{Compared, Side};
use super::draft::{Change, DraftLine, Subject, Value, code};
use super::{Form, Note, Stage, Table, Version};
use crate::contract::CorrectionField;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::widgets::{fit, line, paragraph, span, wrap, wrapped};

const LABEL: u16 = 20;
/// Lines above the fields: the title, and one for what is wrong.
const ABOVE: u16 = 3;
/// Lines below a table.
const BELOW: u16 = 3;
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
        let title = match &self.stage {
            Stage::Editing => "form-title",
            Stage::Comparing { .. } => "compare-title",
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
        let said = match (&self.fault, &self.note) {
            (Some(fault), _) => Some((look.fault(fault), look.theme.warning)),
            (None, Some(note @ Note::Changed { .. })) => {
                Some((worded(note, look), look.theme.warning))
            }
            (None, Some(note)) => Some((worded(note, look), look.theme.accent)),
            (None, None) => None,
        };
        if let Some((text, style)) = said {
            let lines = wrapped(&text, inside.width, style);
            above.extend(lines.into_iter().take(2));
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
            Stage::Comparing { rows, selected } => {
                self.view_compared(frame, below, (rows, *selected), look);
            }
            Stage::Saving { table, .. } | Stage::Reloading { table, .. } => match table {
                Table::Changes(changes) => self.view_review(frame, below, (changes, 0), look),
                Table::Compared(rows) => self.view_compared(frame, below, (rows, 0), look),
            },
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
        let mut lines = vec![headings(area.width, look)];
        lines.extend(
            changes
                .iter()
                .skip(top)
                .flat_map(|it| change_lines(it, area.width, look)),
        );
        let yes = look.key(Action::Yes, Typing::No);
        let no = look.key(Action::Back, Typing::No);
        let how = look.say("review-how", &[("yes", &yes), ("no", &no)]);
        self.view_table(frame, area, (lines, how), look);
    }

    /// ```text
    ///  Somebody else was faster   Ilkka Virtanen · 1043
    ///  Changed meanwhile by antti at … Compare, then save again.
    ///
    ///    Field             Was              Theirs               Yours
    ///  ▸ Phone             +358401234567    ( ) +358401234569    (x) +358401234568
    ///    City              Tampere          (x) Turku            not touched
    /// ```
    fn view_compared(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (rows, selected): (&[Compared], usize),
        look: &Look,
    ) {
        let mut lines = vec![compared_headings(area.width, look)];
        let drawn: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| compared_lines(row, index == selected, area.width, look))
            .collect();
        let room = usize::from(area.height).saturating_sub(1 + usize::from(BELOW));
        // The first row from which on the selected one is whole.
        let mut used = 0;
        let before = drawn.iter().take(selected + 1).rev();
        let fits = before.take_while(|lines| {
            used += lines.len();
            used <= room
        });
        let first = (selected + 1).saturating_sub(fits.count().max(1));
        lines.extend(drawn.into_iter().skip(first).flatten());
        let key = |action| look.key(action, Typing::No);
        let (theirs, yours) = (key(Action::TakeTheirs), key(Action::TakeYours));
        let save = key(Action::Review);
        let values = [("theirs", &*theirs), ("yours", &yours), ("save", &save)];
        let how = look.say("compare-how", &values);
        self.view_table(frame, area, (lines, how), look);
    }

    /// Draws a table, and below it where the values come from and what to do.
    fn view_table(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (mut lines, how): (Vec<Line<'static>>, String),
        look: &Look,
    ) {
        let origin = look.word("origin", self.draft.origin().code());
        let source = look.say("review-source", &[("origin", &origin)]);
        let how = match self.stage {
            Stage::Saving { .. } | Stage::Reloading { .. } => look.say("saving", &[]),
            _ => how,
        };
        lines.truncate(usize::from(area.height.saturating_sub(BELOW)));
        lines.push(Line::default());
        lines.push(line(source, look.theme.muted));
        lines.push(line(how, look.theme.accent));
        paragraph(frame, area, lines);
        frame.set_cursor_position(Position::new(
            area.x,
            area.y.min(area.bottom().saturating_sub(1)),
        ));
    }
}

/// Says what happened to the form while it was closed, or to the person while it is open.
fn worded(note: &Note, look: &Look) -> String {
    match note {
        Note::Changed { actor } => look.say("form-changed", &[("actor", actor)]),
        Note::Restored { at, version } => {
            let said = match at {
                Some(at) => {
                    let at = at.local().format("%H:%M").to_string();
                    look.say("form-restored", &[("at", &at)])
                }
                None => look.say("form-restored-sometime", &[]),
            };
            match version {
                Version::Same => said,
                Version::Older => format!("{said} {}", look.say("form-restored-older", &[])),
            }
        }
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

fn headings(cells: u16, look: &Look) -> Line<'static> {
    let each = column_cells(2, cells);
    let style = look.theme.label;
    Line::from(vec![
        fit(look.say("review-field", &[]), usize::from(LABEL), style),
        fit(look.say("review-was", &[]), each, style),
        fit(look.say("review-becomes", &[]), each, style),
    ])
}

fn compared_headings(cells: u16, look: &Look) -> Line<'static> {
    let each = column_cells(3, cells);
    let style = look.theme.label;
    let field = format!("  {}", look.say("review-field", &[]));
    // Above the values, not above the marks before them.
    let side = |id| format!("    {}", look.say(id, &[]));
    Line::from(vec![
        fit(field, usize::from(LABEL), style),
        fit(look.say("review-was", &[]), each, style),
        fit(side("review-theirs"), each, style),
        fit(side("review-yours"), each, style),
    ])
}

/// Returns a value as it is shown.
fn shown(field: CorrectionField, value: &str, look: &Look) -> String {
    match value {
        "" => look.say("review-empty", &[]),
        kind if code(field) == "kind" => look.word("kind", kind),
        other => other.to_owned(),
    }
}

fn change_lines(change: &Change, cells: u16, look: &Look) -> Vec<Line<'static>> {
    let each = column_cells(2, cells);
    let part = |value: &str, style| {
        let parts = wrap(&shown(change.field, value, look), each.saturating_sub(2));
        (parts, style)
    };
    let columns = [
        part(&change.was, look.theme.muted),
        part(&change.becomes, look.theme.text),
    ];
    let label = (look.word("field", code(change.field)), look.theme.label);
    rows_of(label, &columns, each)
}

fn compared_lines(row: &Compared, here: bool, cells: u16, look: &Look) -> Vec<Line<'static>> {
    let each = column_cells(3, cells);
    let of = |side| row.chosen == Some(side);
    let mark = |chosen: bool| if chosen { "(x) " } else { "( ) " };
    let side = |value: Option<&String>, side: Side| {
        let style = if of(side) {
            look.theme.title
        } else {
            look.theme.text
        };
        let Some(value) = value else {
            let words = look.say("compare-untouched", &[]);
            return (vec![format!("    {words}")], look.theme.muted);
        };
        let parts = wrap(&shown(row.field, value, look), each.saturating_sub(6));
        let marked = parts.into_iter().enumerate().map(|(index, part)| {
            let mark = if index == 0 { mark(of(side)) } else { "    " };
            format!("{mark}{part}")
        });
        (marked.collect::<Vec<String>>(), style)
    };
    let was = wrap(&shown(row.field, &row.was, look), each.saturating_sub(2));
    let columns = [
        (was, look.theme.muted),
        side(Some(&row.theirs), Side::Theirs),
        side(row.yours.as_ref(), Side::Yours),
    ];
    let (pointer, style) = if here {
        ("▸ ", look.theme.accent)
    } else {
        ("  ", look.theme.label)
    };
    let label = format!("{pointer}{}", look.word("field", code(row.field)));
    rows_of((label, style), &columns, each)
}

/// Lays columns of wrapped text beside each other, the label before the first line.
fn rows_of(
    (label, label_style): (String, Style),
    columns: &[(Vec<String>, Style)],
    each: usize,
) -> Vec<Line<'static>> {
    let tallest = columns.iter().map(|(lines, _)| lines.len()).max();
    (0..tallest.unwrap_or(1).min(MOST_LINES))
        .map(|row| {
            let label = if row == 0 { label.as_str() } else { "" };
            let mut spans = vec![fit(label, usize::from(LABEL), label_style)];
            for (lines, style) in columns {
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
