use super::draft::{Draft, Subject, repeats, values};
use crate::contract::Card;
use crate::contract::CorrectionField;
use crate::domain::field::Field;

/// A value that somebody else changed, or the form, or both.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Compared {
    pub(super) field: CorrectionField,
    /// What the form began from.
    pub(super) was: String,
    /// What it is now.
    pub(super) theirs: String,
    /// What the form says; nothing where it was not touched.
    pub(super) yours: Option<String>,
    pub(super) chosen: Option<Side>,
    /// The line of the form; none where only somebody else changed the value.
    line: Option<usize>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Theirs,
    Yours,
}

impl Compared {
    /// Takes a side, where there are two.
    pub(super) fn take(&mut self, side: Side) {
        if self.line.is_some() {
            self.chosen = Some(side);
        }
    }

    /// Takes the other side; yours first.
    pub(super) fn toggle(&mut self) {
        self.take(match self.chosen {
            Some(Side::Yours) => Side::Theirs,
            Some(Side::Theirs) | None => Side::Yours,
        });
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.field, &self.was, &self.theirs, &self.yours)
            == (other.field, &other.was, &other.theirs, &other.yours)
    }
}

/// Compares a form that was moved onto a newer version with what it began from. Where both sides
/// changed a value nothing is chosen, but for what was chosen `before`.
pub(super) fn compare(began: &Card, draft: &Draft, before: &[Compared]) -> Vec<Compared> {
    let mut rows: Vec<Compared> = fields()
        .flat_map(|field| {
            let mut rows = both(field, draft);
            rows.extend(only_theirs(field, (began, &draft.base), draft));
            rows
        })
        .collect();
    for row in &mut rows {
        if row.chosen.is_none() {
            let earlier = before.iter().find(|it| it.is_like(row));
            row.chosen = earlier.and_then(|it| it.chosen);
        }
    }
    rows
}

/// Makes the form say theirs where that side was taken.
pub(super) fn settle(draft: &mut Draft, rows: &[Compared]) {
    let theirs = rows.iter().filter(|it| it.chosen == Some(Side::Theirs));
    for place in theirs.filter_map(|it| it.line) {
        if let Some(line) = draft.lines.get_mut(place) {
            let original = line.original.clone();
            line.put(&original);
        }
    }
}

fn fields() -> impl Iterator<Item = CorrectionField> {
    let single = [CorrectionField::Number, CorrectionField::Kind];
    let values = Field::ALL.iter().copied().map(CorrectionField::Value);
    single.into_iter().chain(values)
}

/// Returns the values that the form changes.
fn both(field: CorrectionField, draft: &Draft) -> Vec<Compared> {
    let lines = draft.lines.iter().enumerate();
    lines
        .filter(|(_, line)| line.subject == Subject::Of(field) && line.is_changed())
        .map(|(place, line)| {
            let theirs = line.original.clone();
            let untouched = line.was.is_none();
            Compared {
                field,
                was: line.was.clone().unwrap_or_else(|| theirs.clone()),
                theirs,
                yours: Some(line.text_now().to_owned()),
                chosen: untouched.then_some(Side::Yours),
                line: Some(place),
            }
        })
        .collect()
}

/// Returns the values that only somebody else changed.
fn only_theirs(
    field: CorrectionField,
    (began, newer): (&Card, &Card),
    draft: &Draft,
) -> Vec<Compared> {
    let changed = || draft.changed().filter(|(of, _)| *of == field);
    if !repeats(field) && changed().next().is_some() {
        return Vec::new();
    }
    let (before, now) = (values(began, field), values(newer, field));
    let compared_was = |it: &String| changed().any(|(_, line)| line.was.as_ref() == Some(it));
    let compared_now = |it: &String| changed().any(|(_, line)| line.original == *it);
    let gone: Vec<String> = before
        .iter()
        .filter(|it| !now.contains(it) && !compared_was(it))
        .cloned()
        .collect();
    let new: Vec<String> = now
        .iter()
        .filter(|it| !before.contains(it) && !compared_now(it))
        .cloned()
        .collect();
    let of = |values: &[String], place: usize| values.get(place).cloned().unwrap_or_default();
    (0..gone.len().max(new.len()))
        .map(|place| Compared {
            field,
            was: of(&gone, place),
            theirs: of(&new, place),
            yours: None,
            chosen: Some(Side::Theirs),
            line: None,
        })
        .collect()
}
