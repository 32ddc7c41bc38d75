use ratatui::text::Line;

use crate::contract::Fault;
use crate::ui::look::Look;
use crate::ui::notice::Said;
use crate::ui::widgets::{Fields, Widths, wrapped};

/// What is wrong with a form, and at which of its fields.
#[derive(Debug)]
pub(super) struct Complaint {
    /// `None` is about the whole.
    field: Option<usize>,
    said: Said,
}

impl Complaint {
    pub(super) fn sentence(field: usize, id: &'static str) -> Self {
        let values = Vec::new();
        Self {
            field: Some(field),
            said: Said::Sentence { id, values },
        }
    }

    pub(super) fn fault(field: Option<usize>, fault: Fault) -> Self {
        Self {
            field,
            said: Said::Fault(fault),
        }
    }
}

/// Draws the fields of a form, what is wrong with one directly below it and what is wrong with all
/// at the end; returns the lines and the row of the field with the focus.
pub(super) fn field_lines(
    fields: &Fields,
    complaint: Option<&Complaint>,
    widths: Widths,
    look: &Look,
) -> (Vec<Line<'static>>, u16) {
    let mut lines = Vec::new();
    let mut row = 0;
    for field in 0..fields.len() {
        if field == fields.focus {
            row = lines.len();
        }
        lines.push(fields.line(field, widths, look));
        lines.extend(complaint_lines(complaint, Some(field), widths, look));
    }
    (lines, u16::try_from(row).unwrap_or(0))
}

/// Returns what is said at a field, or of the whole.
pub(super) fn complaint_lines(
    complaint: Option<&Complaint>,
    field: Option<usize>,
    widths: Widths,
    look: &Look,
) -> Vec<Line<'static>> {
    let here = complaint.filter(|it| it.field == field);
    here.map_or_else(Vec::new, |it| {
        wrapped(&look.said(&it.said), widths.whole, look.theme.warning)
    })
}
