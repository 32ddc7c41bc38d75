use ratatui::layout::{Constraint, Layout, Rect, Size};

/// Where things go. Pure, so that `update` and `view` agree without talking.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Areas {
    pub(super) header: Rect,
    pub(super) rule: Rect,
    pub(super) body: Rect,
    pub(super) notice: Rect,
    pub(super) hints: Rect,
}

impl Areas {
    /// The smallest terminal that shows more than a line about its size.
    pub(super) const LEAST: Size = Size {
        width: 60,
        height: 15,
    };

    pub(super) fn of(whole: Rect) -> Self {
        let [header, rule, body, notice, hints] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(whole);
        Self {
            header,
            rule,
            body,
            notice,
            hints,
        }
    }
}

/// Returns a box of at most `size` in the middle of `area`.
pub(super) fn middle(area: Rect, size: Size) -> Rect {
    let width = size.width.min(area.width);
    let height = size.height.min(area.height);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}
