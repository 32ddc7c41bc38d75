use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};

use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::screens::Step;
use crate::ui::turn::Turn;
use crate::ui::widgets::{dialog, paragraph, wrapped};

/// The question before a changed form is thrown away; only "yes" does it.
#[derive(Debug)]
pub(crate) struct Discard(Leaving);

/// What would be left.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Leaving {
    Form,
    Program,
}

const WIDTH: u16 = 46;

impl Discard {
    pub(crate) fn of(leaving: Leaving) -> Self {
        Self(leaving)
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![Action::Yes, Action::Back]
    }

    pub(super) fn act(&mut self, action: Action, _turn: &mut Turn<'_>) -> Step {
        match (action, self.0) {
            (Action::Yes, Leaving::Form) => Step::Discarded,
            (Action::Yes, Leaving::Program) => Step::Quit,
            _ => Step::Close,
        }
    }

    /// ```text
    /// ╭ Leave without saving? ─────────────────────────╮
    /// │ The changes are not saved. y throws them away, │
    /// │ Esc goes back to the form.                     │
    /// ╰────────────────────────────────────────────────╯
    /// ```
    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let yes = look.key(Action::Yes, Typing::No);
        let no = look.key(Action::Back, Typing::No);
        let text = look.say("discard-how", &[("yes", &yes), ("no", &no)]);
        let lines = wrapped(&text, WIDTH, look.theme.text);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = Size {
            width: WIDTH,
            height,
        };
        let inside = dialog(frame, area, look, (&look.say("discard-title", &[]), size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(inside.x, inside.y));
    }
}
