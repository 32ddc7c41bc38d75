use super::draft::{Draft, DraftLine, Subject, code, repeats};
use crate::contract;
use crate::contract::CorrectionField;
use crate::domain::field::Field;
use crate::domain::provenance::Origin;

impl Draft {
    /// Returns what is typed and not saved, each value under the name of its place in the form.
    pub(super) fn kept(&self) -> contract::Draft {
        let told =
            |it: &DraftLine| it.subject == Subject::Source && self.origin() != Origin::ALL[0];
        let typed = self.lines.iter().filter(|it| it.is_changed() || told(it));
        contract::Draft {
            version: self.base.version,
            values: typed
                .map(|it| (slot(it), it.text_now().to_owned()))
                .collect(),
        }
    }

    /// Puts back what was typed earlier, wherever nothing was typed since; returns the places of
    /// lines that were added for it.
    pub(super) fn restore(&mut self, values: &[(String, String)]) -> Vec<usize> {
        let mut added = Vec::new();
        for (name, text) in values {
            let free = |it: &&mut DraftLine| !it.is_changed();
            let exact = |it: &&mut DraftLine| slot(it) == *name;
            if let Some(line) = self.lines.iter_mut().filter(free).find(exact) {
                line.put(text);
                continue;
            }
            let Some(field) = repeated(name).filter(|_| !text.is_empty()) else {
                continue;
            };
            let adds =
                |it: &&mut DraftLine| it.subject == Subject::Of(field) && it.original.is_empty();
            if let Some(line) = self.lines.iter_mut().filter(free).find(adds) {
                line.put(text);
            } else {
                let place = self.place_to_add(field);
                let mut line = DraftLine::text(field, "");
                line.put(text);
                self.lines.insert(place, line);
                added.push(place);
            }
        }
        added
    }
}

/// Names a line of the form so that it is found again in a form of a later version.
fn slot(line: &DraftLine) -> String {
    match line.subject {
        Subject::Source => "source".to_owned(),
        Subject::Of(field) if repeats(field) => format!("{}:{}", code(field), line.original),
        Subject::Of(field) => code(field).to_owned(),
    }
}

/// Returns the field of a name, where it may have several values.
fn repeated(name: &str) -> Option<CorrectionField> {
    let (code, _) = name.split_once(':')?;
    let field = CorrectionField::Value(Field::parse(code)?);
    repeats(field).then_some(field)
}
