use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::contract::Matched;
use crate::contract::Row;
use crate::domain::marketing::Answer;
use crate::text::width;
use crate::ui::look::Look;
use crate::ui::widgets::{fit, highlight, span};

/// How wide each column is, the verdict first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    number: usize,
    banned: usize,
    name: usize,
    namesake: usize,
    company: usize,
    city: usize,
    why: usize,
}

const MARK: usize = 2;
const GAP: usize = 1;
/// The column of reasons where it holds but the ends of phones.
const LEAST_WHY: usize = 8;

impl Columns {
    pub(super) fn of(cells: u16, rows: &[Row], look: &Look) -> Self {
        let number = rows.iter().map(|row| width(&row.number)).max().unwrap_or(0);
        let number = number.clamp(4, 10);
        let banned = width(&look.say("banned", &[]));
        let of = |row: &Row| namesake(row, look).map_or(0, |it| width(&it));
        let namesake = rows.iter().map(of).max().unwrap_or(0);
        let fixed = MARK + number + banned + namesake + 6 * GAP;
        let rest = usize::from(cells).saturating_sub(fixed);
        let why = if rows.iter().any(|row| hidden_match(row).is_some()) {
            (rest * 3 / 10).min(26)
        } else {
            LEAST_WHY.min(rest)
        };
        let rest = rest - why;
        Self {
            number,
            banned,
            name: rest * 45 / 100,
            namesake,
            company: rest - rest * 45 / 100 - rest * 23 / 100,
            city: rest * 23 / 100,
            why,
        }
    }

    pub(super) fn headings(self, look: &Look) -> Line<'static> {
        let style = look.theme.label;
        let word = |id: &str| look.say(id, &[]);
        joined(
            vec![span("  ", style)],
            [
                vec![fit(word("column-number"), self.number, style)],
                vec![fit("", self.banned, style)],
                vec![fit(word("field-name"), self.name, style)],
                vec![fit("", self.namesake, style)],
                vec![fit(word("field-company"), self.company, style)],
                vec![fit(word("field-city"), self.city, style)],
                vec![fit(word("column-why"), self.why, style)],
            ],
        )
    }

    /// Draws `base` under everything but the marks that must stand out.
    pub(super) fn line(self, row: &Row, mark: &str, base: Style, look: &Look) -> Line<'static> {
        let mut banned = vec![fit("", self.banned, base)];
        if row.banned {
            banned = vec![fit(
                ban_mark(row, look),
                self.banned,
                base.patch(look.theme.ban),
            )];
        }
        let found = (base, base.patch(look.theme.matched));
        let cell = |field: &str, value: Option<&str>, cells: usize| {
            let value = value.unwrap_or_default();
            highlight(value, positions(row, field, value), cells, found)
        };
        let namesake = namesake(row, look).unwrap_or_default();
        joined(
            vec![span(mark, base)],
            [
                cell("number", Some(&row.number), self.number),
                banned,
                cell("name", Some(&row.name), self.name),
                vec![fit(namesake, self.namesake, base)],
                cell("company", row.company.as_deref(), self.company),
                cell("city", row.city.as_deref(), self.city),
                self.why(row, found, look),
            ],
        )
    }

    /// What the search found where the other columns do not show it; the end of the phone otherwise.
    fn why(self, row: &Row, (base, found): (Style, Style), look: &Look) -> Vec<Span<'static>> {
        let Some(hidden) = hidden_match(row) else {
            let tail = row.phone_tail.as_ref().map(|it| format!("…{it}"));
            return vec![fit(tail.unwrap_or_default(), self.why, base)];
        };
        let label = format!("{} ", look.word("short-field", &hidden.field));
        let rest = self.why.saturating_sub(width(&label));
        let mut spans = vec![fit(&label, self.why.min(width(&label)), base)];
        spans.extend(highlight(
            &hidden.value,
            &hidden.positions,
            rest,
            (base, found),
        ));
        spans
    }
}

/// Returns what matched where the row itself does not show it.
pub(super) fn hidden_match(row: &Row) -> Option<&Matched> {
    let matched = row.matched.as_ref()?;
    let shown = match matched.field.as_str() {
        "number" => Some(row.number.as_str()),
        "name" | "given" | "family" => Some(row.name.as_str()),
        "company" => row.company.as_deref(),
        "city" => row.city.as_deref(),
        _ => None,
    };
    shown
        .is_none_or(|it| !it.contains(&matched.value))
        .then_some(matched)
}

/// Returns the positions to highlight in a column, none where another field matched.
fn positions<'a>(row: &'a Row, field: &str, shown: &str) -> &'a [usize] {
    match &row.matched {
        Some(matched) if matched.field == field && matched.value == shown => &matched.positions,
        _ => &[],
    }
}

/// Says that all is banned, or only something.
pub(super) fn ban_mark(row: &Row, look: &Look) -> String {
    let some = row
        .verdicts
        .iter()
        .any(|(_, it)| it.answer == Answer::Allow);
    look.say(if some { "banned-some" } else { "banned" }, &[])
}

fn namesake(row: &Row, look: &Look) -> Option<String> {
    let (which, of) = row.namesake?;
    let (which, of) = (which.to_string(), of.to_string());
    Some(look.say("namesake", &[("which", &which), ("of", &of)]))
}

fn joined<const N: usize>(
    mut spans: Vec<Span<'static>>,
    cells: [Vec<Span<'static>>; N],
) -> Line<'static> {
    let gap = spans.first().map(|it| it.style).unwrap_or_default();
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            spans.push(span(" ".repeat(GAP), gap));
        }
        spans.extend(cell);
    }
    Line::from(spans)
}
