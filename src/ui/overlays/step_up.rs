use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::complaint::{Complaint, complaint_lines, field_lines};
use crate::contract::Request;
use crate::contract::Secret;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, Fields, Sort, Widths, dialog, line, paragraph, wrapped};

/// The password, typed again before a guarded act is asked for once more.
#[derive(Debug)]
pub(crate) struct StepUp {
    fields: Fields,
    pending: Option<Ticket>,
    complaint: Option<Complaint>,
}

const WIDTHS: Widths = Widths {
    label: 12,
    whole: 54,
};

impl StepUp {
    pub(crate) fn new() -> Self {
        Self {
            fields: Fields::of(&[("login-password", Sort::Secret)]),
            pending: None,
            complaint: None,
        }
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        self.fields.entry()
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![Action::Confirm, Action::Back]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        match action {
            Action::Back => return Step::Unproven,
            Action::Confirm if self.pending.is_none() && !self.fields.is_blank() => {
                let password = Secret(self.fields.value(0).to_owned());
                self.complaint = None;
                self.pending = Some(turn.ask(Request::StepUp { password }));
            }
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        if self.pending != Some(ticket) {
            return Err(answer);
        }
        self.pending = None;
        self.fields.clear();
        Ok(match answer {
            Ok(_) => Step::Proven(None),
            Err(fault) => {
                self.complaint = Some(Complaint::fault(None, fault));
                Step::Stay
            }
        })
    }

    /// ```text
    /// ╭ Your password, once more ──────────────────────────────╮
    /// │ This is done only by somebody who types the password   │
    /// │ again.                                                 │
    /// │                                                        │
    /// │ Password    ••••••••                                   │
    /// │                                                        │
    /// │ Enter goes on, Esc does nothing of it.                 │
    /// ╰────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let why = look.say("step-up-why", &[]);
        let mut lines = wrapped(&why, WIDTHS.whole, look.theme.text);
        lines.push(Line::default());
        let above = u16::try_from(lines.len()).unwrap_or(0);
        let (fields, row) = field_lines(&self.fields, self.complaint.as_ref(), WIDTHS, look);
        lines.extend(fields);
        lines.push(Line::default());
        let complaint = self.complaint.as_ref();
        lines.extend(complaint_lines(complaint, None, WIDTHS, look));
        if self.pending.is_some() {
            lines.push(line(look.say("login-waiting", &[]), look.theme.muted));
        }
        let key = |action| look.key(action, Typing::Yes);
        let (yes, no) = (key(Action::Confirm), key(Action::Back));
        let how = look.say("step-up-how", &[("yes", &yes), ("no", &no)]);
        lines.extend(wrapped(&how, WIDTHS.whole, look.theme.muted));
        let size = Size {
            width: WIDTHS.whole,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&look.say("step-up-title", &[]), size));
        paragraph(frame, inside, lines);
        let (x, y) = (self.fields.column(WIDTHS), above + row);
        frame.set_cursor_position(Position::new(inside.x + x, inside.y.saturating_add(y)));
    }
}
