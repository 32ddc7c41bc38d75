use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use crate::contract::LookPurpose;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::screens::{Person, Screen, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{Entry, dialog, fit, line, paragraph, span, wrapped};

/// Asks why a person is opened, and for the number of a call or a request.
#[derive(Debug)]
pub(crate) struct PurposeDialog {
    number: String,
    name: String,
    /// An index of [`LookPurpose::CHOICES`].
    chosen: usize,
    reference: Entry,
    focus: Focus,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Focus {
    Purpose,
    Reference,
}

const WIDTH: u16 = 54;
const LABEL: u16 = 18;

impl PurposeDialog {
    /// Makes the question for a person; the number of a call in progress is there already.
    pub(crate) fn of(number: &str, name: &str, call: Option<&str>) -> Self {
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            chosen: 0,
            reference: Entry::holding(call.unwrap_or_default()),
            focus: Focus::Purpose,
        }
    }

    pub(super) fn is_typing(&self) -> bool {
        self.focus == Focus::Reference
    }

    pub(super) fn entry(&mut self) -> Option<&mut Entry> {
        self.is_typing().then_some(&mut self.reference)
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Confirm,
            Action::NextPane,
            Action::Back,
            Action::Next,
            Action::Previous,
            Action::PreviousPane,
        ]
    }

    pub(super) fn act(&mut self, action: Action, _turn: &mut Turn<'_>) -> Step {
        let last = LookPurpose::CHOICES.len() - 1;
        match (action, self.focus) {
            (Action::Back, _) => return Step::Close,
            (Action::Confirm, _) => return self.open(),
            (Action::NextPane | Action::PreviousPane, Focus::Purpose) => {
                self.focus = Focus::Reference;
            }
            (Action::NextPane | Action::PreviousPane | Action::Previous, Focus::Reference) => {
                self.focus = Focus::Purpose;
            }
            (Action::Next, Focus::Purpose) if self.chosen == last => self.focus = Focus::Reference,
            (Action::Next, Focus::Purpose) => self.chosen += 1,
            (Action::Previous, Focus::Purpose) => self.chosen = self.chosen.saturating_sub(1),
            _ => {}
        }
        Step::Stay
    }

    /// ```text
    /// ╭ Open for … ────────────────────────────────────────────╮
    /// │ Ilkka Virtanen · 1043                                  │
    /// │                                                        │
    /// │ ▸ (x) customer service                                 │
    /// │   ( ) a request of the person                          │
    /// │   …                                                    │
    /// │ Call or request   1234                                 │
    /// │                                                        │
    /// │ Enter opens. Why is in the audit before the data shows.│
    /// ╰────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let who = format!("{} · {}", self.name, self.number);
        let mut lines = vec![line(who, look.theme.text), Line::default()];
        for (index, purpose) in LookPurpose::CHOICES.iter().enumerate() {
            let chosen = index == self.chosen;
            let style = if chosen && !self.is_typing() {
                look.theme.selected
            } else {
                look.theme.text
            };
            let mark = if chosen { "(x)" } else { "( )" };
            lines.push(Line::from(vec![
                span(if chosen { "▸ " } else { "  " }, look.theme.accent),
                span(format!("{mark} {}", look.purpose(purpose.code())), style),
            ]));
        }
        lines.push(Line::default());
        let row = u16::try_from(lines.len()).unwrap_or(0);
        let (reference, at) = self.reference.window(WIDTH - LABEL);
        let label = if self.is_typing() {
            look.theme.accent
        } else {
            look.theme.label
        };
        lines.push(Line::from(vec![
            fit(
                look.say("purpose-reference", &[]),
                usize::from(LABEL),
                label,
            ),
            span(reference, look.theme.input),
        ]));
        lines.push(Line::default());
        let key = look.key(Action::Confirm, Typing::Yes);
        let how = look.say("purpose-how", &[("key", &key)]);
        lines.extend(wrapped(&how, WIDTH, look.theme.muted));
        let size = Size {
            width: WIDTH,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = dialog(frame, area, look, (&look.say("purpose-title", &[]), size));
        paragraph(frame, inside, lines);
        let chosen = u16::try_from(self.chosen).unwrap_or(0);
        let (x, y) = match self.focus {
            Focus::Purpose => (0, 2 + chosen),
            Focus::Reference => (LABEL + at, row),
        };
        frame.set_cursor_position(Position::new(inside.x + x, inside.y.saturating_add(y)));
    }

    fn open(&self) -> Step {
        let purpose = LookPurpose::CHOICES[self.chosen];
        let reference = self.reference.value().trim();
        let reference = (!reference.is_empty()).then(|| reference.to_owned());
        let person = Person::of(&self.number, &self.name).because(purpose, reference);
        Step::Open(Screen::Person(Box::new(person)))
    }
}
