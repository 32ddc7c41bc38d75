use ratatui::style::Style;
use ratatui::text::Line;

use super::{Entry, Sort, fit, span};
use crate::ui::action::Action;
use crate::ui::look::Look;

/// Text fields below each other, one of which has the focus.
#[derive(Debug)]
pub(in crate::ui) struct Fields {
    /// The id of the label in the catalogue, and what is typed.
    fields: Vec<(&'static str, Entry)>,
    pub(in crate::ui) focus: usize,
}

/// How wide labels and texts are.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Widths {
    pub(in crate::ui) label: u16,
    pub(in crate::ui) whole: u16,
}

impl Fields {
    pub(in crate::ui) fn of(fields: &[(&'static str, Sort)]) -> Self {
        let fields = fields
            .iter()
            .map(|(label, sort)| (*label, Entry::of(*sort)));
        Self {
            fields: fields.collect(),
            focus: 0,
        }
    }

    pub(in crate::ui) fn len(&self) -> usize {
        self.fields.len()
    }

    pub(in crate::ui) fn entry(&mut self) -> Option<&mut Entry> {
        self.fields.get_mut(self.focus).map(|(_, entry)| entry)
    }

    /// Returns what is typed into a field.
    pub(in crate::ui) fn value(&self, field: usize) -> &str {
        self.fields.get(field).map_or("", |(_, it)| it.value())
    }

    pub(in crate::ui) fn is_blank(&self) -> bool {
        self.fields.iter().all(|(_, it)| it.value().is_empty())
    }

    pub(in crate::ui) fn clear(&mut self) {
        self.fields.iter_mut().for_each(|(_, it)| it.clear());
        self.focus = 0;
    }

    pub(in crate::ui) fn is_last(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// Moves the focus as `action` says, round the ends.
    pub(in crate::ui) fn act(&mut self, action: Action) {
        let len = self.fields.len().max(1);
        self.focus = match action {
            Action::Next | Action::NextPane => (self.focus + 1) % len,
            Action::Previous | Action::PreviousPane => (self.focus + len - 1) % len,
            _ => self.focus,
        };
    }

    /// Makes the line of a field; the one with the focus is marked.
    pub(in crate::ui) fn line(&self, field: usize, widths: Widths, look: &Look) -> Line<'static> {
        let Some((label, entry)) = self.fields.get(field) else {
            return Line::default();
        };
        let label_style: Style = if field == self.focus {
            look.theme.accent
        } else {
            look.theme.label
        };
        let room = widths.whole.saturating_sub(widths.label);
        Line::from(vec![
            fit(look.say(label, &[]), usize::from(widths.label), label_style),
            span(entry.window(room).0, look.theme.input),
        ])
    }

    /// Returns the cell of the cursor in the line of its field.
    pub(in crate::ui) fn column(&self, widths: Widths) -> u16 {
        let room = widths.whole.saturating_sub(widths.label);
        let typed = self.fields.get(self.focus);
        widths.label + typed.map_or(0, |(_, it)| it.window(room).1)
    }
}
