use crate::ui::action::Action;

/// A selected line and the first one in sight.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in crate::ui) struct Selection {
    pub(in crate::ui) selected: usize,
    pub(in crate::ui) top: usize,
}

impl Selection {
    /// Moves as `action` says within `len` lines, of which `page` are in sight.
    pub(in crate::ui) fn act(&mut self, action: Action, len: usize, page: usize) {
        let page = page.max(1);
        let wanted = match action {
            Action::Next => self.selected.saturating_add(1),
            Action::Previous => self.selected.saturating_sub(1),
            Action::PageDown => self.selected.saturating_add(page),
            Action::PageUp => self.selected.saturating_sub(page),
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => self.selected,
        };
        self.select(wanted, len, page);
    }

    /// Selects a line, the last one where there are fewer, and keeps it in sight.
    pub(in crate::ui) fn select(&mut self, line: usize, len: usize, page: usize) {
        let page = page.max(1);
        self.selected = line.min(len.saturating_sub(1));
        let lowest = self.selected.saturating_sub(page - 1);
        let full = len.saturating_sub(page);
        self.top = self.top.clamp(lowest, self.selected).min(full.max(lowest));
    }
}
