use crate::contract::Card;
use crate::contract::Correction;
use crate::contract::CorrectionField;
use crate::contract::CorrectionKind;
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::domain::field::{Field, Kind};
use crate::domain::provenance::Origin;
use crate::domain::value::{ValueError, canonical, customer_number};
use crate::ui::widgets::Entry;

/// A person as somebody is about to correct them: one line a value, and one to add another where
/// several are allowed.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) base: Card,
    pub(super) lines: Vec<DraftLine>,
}

#[derive(Debug)]
pub(super) struct DraftLine {
    pub(super) subject: Subject,
    /// What is held now; empty on a line that adds.
    pub(super) original: String,
    /// What the form began from, where somebody else changed it since.
    pub(super) was: Option<String>,
    pub(super) value: Value,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Subject {
    Of(CorrectionField),
    /// Where the new values come from: no change by itself.
    Source,
}

#[derive(Debug)]
pub(super) enum Value {
    Text(Entry),
    /// An index of a closed list.
    Choice(usize),
}

/// One value that would change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Change {
    pub(super) field: CorrectionField,
    pub(super) was: String,
    pub(super) becomes: String,
}

impl Draft {
    pub(super) fn of(card: &Card) -> Self {
        let kind = Kind::ALL
            .iter()
            .position(|it| *it == card.kind)
            .unwrap_or(0);
        let mut lines = vec![
            DraftLine::text(CorrectionField::Number, &card.number),
            DraftLine {
                subject: Subject::Of(CorrectionField::Kind),
                original: card.kind.code().to_owned(),
                was: None,
                value: Value::Choice(kind),
            },
        ];
        for &field in Field::ALL {
            let of = CorrectionField::Value(field);
            let held = values(card, of);
            lines.extend(held.iter().map(|value| DraftLine::text(of, value)));
            if field.repeats() || held.is_empty() {
                lines.push(DraftLine::text(of, ""));
            }
        }
        lines.push(DraftLine {
            subject: Subject::Source,
            original: String::new(),
            was: None,
            value: Value::Choice(0),
        });
        Self {
            base: card.clone(),
            lines,
        }
    }

    /// Returns where the new values come from.
    pub(super) fn origin(&self) -> Origin {
        let source = self.lines.iter().find(|it| it.subject == Subject::Source);
        match source.map(|it| &it.value) {
            Some(Value::Choice(chosen)) => Origin::ALL[*chosen % Origin::ALL.len()],
            _ => Origin::Person,
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.lines.iter().any(DraftLine::is_changed)
    }

    pub(super) fn changes(&self) -> Vec<Change> {
        self.changed()
            .map(|(field, line)| line.change(field))
            .collect()
    }

    /// Returns the fewest corrections that make of the base what the lines say. What is not changed
    /// keeps its provenance, so a repeated field is replaced only where none of its values stays.
    pub(super) fn corrections(&self) -> Vec<Correction> {
        let mut corrections = Vec::new();
        let mut done: Vec<CorrectionField> = Vec::new();
        for (field, _) in self.changed() {
            if !done.contains(&field) {
                done.push(field);
                corrections.extend(self.corrections_of(field));
            }
        }
        corrections
    }

    fn corrections_of(&self, field: CorrectionField) -> Vec<Correction> {
        let of = |kind, value: &str| Correction {
            field,
            kind,
            value: value.to_owned(),
        };
        let lines = || {
            self.lines
                .iter()
                .filter(|it| it.subject == Subject::Of(field))
        };
        let changed = || lines().filter(|it| it.is_changed());
        let new: Vec<&str> = changed()
            .map(DraftLine::text_now)
            .filter(|it| !it.is_empty())
            .collect();
        let held = lines().filter(|it| !it.original.is_empty()).count();
        let stays = lines().any(|it| !it.original.is_empty() && !it.is_changed());
        if !stays && (held > 0 || !repeats(field)) {
            let first = of(
                CorrectionKind::Replace,
                new.first().copied().unwrap_or_default(),
            );
            let rest = new.iter().skip(1).map(|it| of(CorrectionKind::Add, it));
            return std::iter::once(first).chain(rest).collect();
        }
        let gone = changed().filter(|it| !it.original.is_empty());
        let gone = gone.map(|it| of(CorrectionKind::Remove, &it.original));
        gone.chain(new.iter().map(|it| of(CorrectionKind::Add, it)))
            .collect()
    }

    /// Moves the changes onto a newer version of the person.
    pub(super) fn rebase(&mut self, newer: &Card) {
        let mut rebased = Self::of(newer);
        for (field, line) in self.changed() {
            rebased.carry_over(field, line, &values(&self.base, field));
        }
        if let (Some(new), Some(old)) = (rebased.lines.last_mut(), self.lines.pop()) {
            *new = old;
        }
        *self = rebased;
    }

    /// Sets a changed value on the line of the same value, or on what somebody else made of it, or
    /// on a line that adds.
    fn carry_over(&mut self, field: CorrectionField, changed: &DraftLine, before: &[String]) {
        let free = |it: &&mut DraftLine| it.subject == Subject::Of(field) && !it.is_changed();
        let single = !repeats(field);
        let adds = changed.original.is_empty();
        let ranks = |it: &DraftLine| match it.original.as_str() {
            original if single || original == changed.original => Some(0),
            "" => Some(2),
            original if !adds && !before.iter().any(|it| it == original) => Some(1),
            _ => None,
        };
        let lines = self.lines.iter_mut().filter(free);
        let ranked = lines.filter_map(|it| Some((ranks(it)?, it)));
        if let Some((_, line)) = ranked.min_by_key(|(rank, _)| *rank) {
            line.set(changed);
            return;
        }
        let place = self.place_to_add(field);
        let mut line = DraftLine::text(field, "");
        line.set(changed);
        self.lines.insert(place, line);
    }

    /// Returns where another line of a field goes.
    pub(super) fn place_to_add(&self, field: CorrectionField) -> usize {
        let of = |it: &DraftLine| it.subject == Subject::Of(field);
        self.lines.iter().rposition(of).map_or(0, |it| it + 1)
    }

    pub(super) fn changed(&self) -> impl Iterator<Item = (CorrectionField, &DraftLine)> {
        self.lines
            .iter()
            .filter(|it| it.is_changed())
            .filter_map(|line| match line.subject {
                Subject::Of(field) => Some((field, line)),
                Subject::Source => None,
            })
    }
}

impl DraftLine {
    pub(super) fn text(field: CorrectionField, value: &str) -> Self {
        Self {
            subject: Subject::Of(field),
            original: value.to_owned(),
            was: None,
            value: Value::Text(Entry::holding(value)),
        }
    }

    /// Returns the value as it stands in the form.
    pub(super) fn text_now(&self) -> &str {
        match (&self.value, self.subject) {
            (Value::Text(entry), _) => entry.value().trim(),
            (Value::Choice(chosen), Subject::Of(_)) => Kind::ALL[*chosen % Kind::ALL.len()].code(),
            (Value::Choice(chosen), Subject::Source) => {
                Origin::ALL[*chosen % Origin::ALL.len()].code()
            }
        }
    }

    /// Tells whether saving would change anything here.
    pub(super) fn is_changed(&self) -> bool {
        self.subject != Subject::Source && self.text_now() != self.original.trim()
    }

    /// Says why a changed value would be refused.
    pub(super) fn refusal(&self) -> Option<Fault> {
        self.checked().err().map(|error| {
            let fault = Fault::of(FaultCode::BadValue)
                .with("field", error.field())
                .with("reason", error.code());
            match error.limit() {
                Some(limit) => fault.with("limit", &limit),
                None => fault,
            }
        })
    }

    /// Writes a changed value in the form in which it would be kept.
    pub(super) fn settle(&mut self) {
        if let Ok(Some(kept)) = self.checked()
            && kept != self.text_now()
        {
            self.value = Value::Text(Entry::holding(&kept));
        }
    }

    /// Checks a changed value by the rules; an emptied one is removed, and needs none.
    fn checked(&self) -> Result<Option<String>, ValueError> {
        let text = self.text_now();
        match self.subject {
            _ if !self.is_changed() => Ok(None),
            Subject::Of(CorrectionField::Number) => customer_number(text).map(Some),
            Subject::Of(CorrectionField::Value(field)) if !text.is_empty() => {
                canonical(field, text).map(Some)
            }
            Subject::Of(_) | Subject::Source => Ok(None),
        }
    }

    pub(super) fn next_choice(&mut self) {
        if let Value::Choice(chosen) = &mut self.value {
            let choices = match self.subject {
                Subject::Of(_) => Kind::ALL.len(),
                Subject::Source => Origin::ALL.len(),
            };
            *chosen = (*chosen + 1) % choices;
        }
    }

    fn change(&self, field: CorrectionField) -> Change {
        Change {
            field,
            was: self.original.clone(),
            becomes: self.text_now().to_owned(),
        }
    }

    /// Puts a text on the line; one that is not of a closed list changes nothing there.
    pub(super) fn put(&mut self, text: &str) {
        let chosen = match self.subject {
            Subject::Source => Origin::ALL.iter().position(|it| it.code() == text),
            Subject::Of(_) => Kind::ALL.iter().position(|it| it.code() == text),
        };
        match (&mut self.value, chosen) {
            (Value::Text(entry), _) => *entry = Entry::holding(text),
            (Value::Choice(choice), Some(chosen)) => *choice = chosen,
            (Value::Choice(_), None) => {}
        }
    }

    /// Takes over a changed value, and remembers what it was before somebody else changed it too.
    fn set(&mut self, changed: &Self) {
        let was = changed.was.as_ref().unwrap_or(&changed.original);
        self.was = (*was != self.original).then(|| was.clone());
        self.value = match &changed.value {
            Value::Text(entry) => Value::Text(entry.clone()),
            Value::Choice(chosen) => Value::Choice(*chosen),
        };
    }
}

/// Returns the code of what a correction is about.
pub(super) fn code(field: CorrectionField) -> &'static str {
    match field {
        CorrectionField::Number => "number",
        CorrectionField::Kind => "kind",
        CorrectionField::Value(field) => field.code(),
    }
}

pub(super) fn repeats(field: CorrectionField) -> bool {
    matches!(field, CorrectionField::Value(field) if field.repeats())
}

pub(super) fn values(card: &Card, field: CorrectionField) -> Vec<String> {
    match field {
        CorrectionField::Number => vec![card.number.clone()],
        CorrectionField::Kind => vec![card.kind.code().to_owned()],
        CorrectionField::Value(field) => {
            let of = card.data.iter().filter(|it| it.field == field);
            of.map(|it| it.value.clone()).collect()
        }
    }
}

#[cfg(test)]
mod tests;
