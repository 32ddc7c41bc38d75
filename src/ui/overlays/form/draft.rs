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
    /// What somebody else made of it meanwhile.
    pub(super) theirs: Option<String>,
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

    /// Moves the changes onto a newer version of the person, and returns what was, what somebody
    /// else made of it, and what is wanted, for every value that either of the two changed.
    pub(super) fn rebase(&mut self, newer: &Card) -> Vec<Change> {
        let mut rebased = Self::of(newer);
        let mut compared = Vec::new();
        for (field, line) in self.changed() {
            rebased.carry_over(field, line);
            let mut newer = values(newer, field).into_iter();
            let theirs = if repeats(field) {
                newer.find(|it| *it == line.original)
            } else {
                newer.next()
            };
            compared.push(Change {
                theirs: Some(theirs.unwrap_or_default()),
                ..line.change(field)
            });
        }
        compared.extend(self.only_theirs(newer));
        if let (Some(new), Some(old)) = (rebased.lines.last_mut(), self.lines.pop()) {
            *new = old;
        }
        *self = rebased;
        compared
    }

    /// Sets a changed value on the line of the same value, or on one that adds.
    fn carry_over(&mut self, field: CorrectionField, changed: &DraftLine) {
        let subject = Subject::Of(field);
        let single = !repeats(field);
        let same = |it: &DraftLine| {
            it.subject == subject && !it.is_changed() && (single || it.original == changed.original)
        };
        let adds =
            |it: &DraftLine| it.subject == subject && !it.is_changed() && it.original.is_empty();
        let place = self
            .lines
            .iter()
            .position(same)
            .or_else(|| self.lines.iter().position(adds));
        if let Some(place) = place {
            self.lines[place].set(changed);
            return;
        }
        let last = self.lines.iter().rposition(|it| it.subject == subject);
        let mut line = DraftLine::text(field, "");
        line.set(changed);
        self.lines.insert(last.unwrap_or(0) + 1, line);
    }

    fn only_theirs(&self, newer: &Card) -> Vec<Change> {
        let fields = [CorrectionField::Number, CorrectionField::Kind]
            .into_iter()
            .chain(Field::ALL.iter().copied().map(CorrectionField::Value));
        let mine: Vec<CorrectionField> = self.changed().map(|(field, _)| field).collect();
        let mut found = Vec::new();
        for field in fields.filter(|it| !mine.contains(it)) {
            let (was, theirs) = (values(&self.base, field), values(newer, field));
            if was != theirs {
                let theirs = theirs.join(", ");
                found.push(Change {
                    field,
                    was: was.join(", "),
                    theirs: Some(theirs.clone()),
                    becomes: theirs,
                });
            }
        }
        found
    }

    fn changed(&self) -> impl Iterator<Item = (CorrectionField, &DraftLine)> {
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
    fn text(field: CorrectionField, value: &str) -> Self {
        Self {
            subject: Subject::Of(field),
            original: value.to_owned(),
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
            theirs: None,
            becomes: self.text_now().to_owned(),
        }
    }

    fn set(&mut self, changed: &Self) {
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

fn repeats(field: CorrectionField) -> bool {
    matches!(field, CorrectionField::Value(field) if field.repeats())
}

fn values(card: &Card, field: CorrectionField) -> Vec<String> {
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
