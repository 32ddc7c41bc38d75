use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::sending::{Ended, Sending};
use crate::contract::Card;
use crate::contract::ErasureOrder;
use crate::contract::ErasurePreview;
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::domain::audit::ErasureGround;
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::message::Ticket;
use crate::ui::notice::Notice;
use crate::ui::screens::{Answer, Step};
use crate::ui::turn::Turn;
use crate::ui::widgets::{
    Entry, Sort, dialog, erasure_lines, labelled, line, paragraph, span, wrapped,
};

/// Erases a person for good, once the customer number is typed.
#[derive(Debug)]
pub(crate) struct EraseDialog {
    number: String,
    name: String,
    preview: Preview,
    /// An index of [`GROUNDS`].
    ground: usize,
    typed: Entry,
    sending: Sending,
}

#[derive(Debug)]
enum Preview {
    Waiting(Ticket),
    Ready(ErasurePreview),
    Failed(Fault),
}

const WIDTH: u16 = 64;
const GROUNDS: [(&str, ErasureGround); 4] = [
    ("request", ErasureGround::Request),
    ("retention", ErasureGround::Retention),
    ("wrong_person", ErasureGround::WrongPerson),
    ("test_data", ErasureGround::TestData),
];

impl EraseDialog {
    pub(crate) fn of(card: &Card, turn: &mut Turn<'_>) -> Self {
        let number = card.number.clone();
        Self {
            number: card.number.clone(),
            name: card.name.clone(),
            preview: Preview::Waiting(turn.ask(Request::PreviewErasure { number })),
            ground: 0,
            typed: Entry::of(Sort::TypedOnly),
            sending: Sending::Not,
        }
    }

    pub(super) fn entry(&mut self) -> &mut Entry {
        &mut self.typed
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Confirm,
            Action::Next,
            Action::Previous,
            Action::NextPane,
            Action::PreviousPane,
            Action::Back,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let grounds = GROUNDS.len();
        match action {
            Action::Back => return Step::Close,
            Action::Next | Action::NextPane => self.ground = (self.ground + 1) % grounds,
            Action::Previous | Action::PreviousPane => {
                self.ground = (self.ground + grounds - 1) % grounds;
            }
            Action::Confirm => self.confirm(turn),
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn receive(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        if matches!(self.preview, Preview::Waiting(awaited) if awaited == ticket) {
            self.preview = match answer {
                Ok(Reply::Erasure(preview)) => Preview::Ready(preview),
                Ok(_) => return Ok(Step::Close),
                Err(fault) => Preview::Failed(fault),
            };
            return Ok(Step::Stay);
        }
        Ok(match self.sending.receive(ticket, answer)? {
            Ended::Of(number) => Step::Gone(Notice::done("done-erase", &number)),
            other => other.step(),
        })
    }

    /// ```text
    /// ╭ Erase for good ────────────────────────────────────────────────╮
    /// │ Ilkka Virtanen · 1043                                          │
    /// │                                                                │
    /// │ Goes     3 values, 1 consent                                   │
    /// │ Stays    2 suppression entries: a keyed hash, so that the ban  │
    /// │          holds without a name                                  │
    /// │ Because  ‹ the person asked for it ›                           │
    /// │                                                                │
    /// │ This cannot be undone. To erase, type 1043 and press Enter.    │
    /// │ >                                                              │
    /// ╰────────────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let who = format!("{} · {}", self.name, self.number);
        let mut above = vec![line(who, look.theme.title), Line::default()];
        above.extend(self.preview_lines(look));
        let below = self.question_lines(look);
        let (shown, at) = self.typed.window(WIDTH - 2);
        let room = usize::from(area.height).saturating_sub(3 + below.len());
        if above.len() > room {
            let more = (above.len() + 1 - room).to_string();
            above.truncate(room.saturating_sub(1));
            above.push(line(
                look.say("more-below", &[("count", &more)]),
                look.theme.accent,
            ));
        }
        let mut lines = above;
        lines.extend(below);
        let row = u16::try_from(lines.len()).unwrap_or(0);
        lines.push(Line::from(vec![
            span("> ", look.theme.accent),
            span(shown, look.theme.input),
        ]));
        let size = Size {
            width: WIDTH,
            height: row.saturating_add(1),
        };
        let inside = dialog(frame, area, look, (&look.say("erase-title", &[]), size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(
            inside.x + 2 + at,
            inside.y.saturating_add(row),
        ));
    }

    fn preview_lines(&self, look: &Look) -> Vec<Line<'static>> {
        match &self.preview {
            Preview::Waiting(_) => vec![line(look.say("waiting", &[]), look.theme.muted)],
            Preview::Failed(fault) => wrapped(&look.fault(fault), WIDTH, look.theme.warning),
            Preview::Ready(preview) => erasure_lines(preview, look, WIDTH),
        }
    }

    fn question_lines(&self, look: &Look) -> Vec<Line<'static>> {
        let key = |action| look.key(action, Typing::Yes);
        let ground = look.word("ground", GROUNDS[self.ground].0);
        let another = look.say("erase-ground-key", &[("key", &key(Action::Next))]);
        let ground = format!("‹ {ground} ›   {another}");
        let mut lines = labelled(&look.say("erase-because", &[]), &ground, look, WIDTH);
        lines.push(Line::default());
        lines.extend(self.sending.line(look, WIDTH));
        let values = [
            ("number", self.number.as_str()),
            ("key", &key(Action::Confirm)),
        ];
        let question = look.say("erase-question", &values);
        lines.extend(wrapped(&question, WIDTH, look.theme.warning));
        lines
    }

    /// Erases only what was shown, and only once its number stands there, typed by hand.
    fn confirm(&mut self, turn: &mut Turn<'_>) {
        let typed = self.typed.value().trim();
        if !matches!(self.preview, Preview::Ready(_)) || self.sending.is_waiting() {
            return;
        }
        if typed.is_empty() || typed != self.number {
            turn.say(Notice::hint("erase-wrong-number"));
            return;
        }
        let order = ErasureOrder {
            number: self.number.clone(),
            confirmation: typed.to_owned(),
            ground: GROUNDS[self.ground].1.clone(),
        };
        self.sending.send(Request::Erase(order), turn);
    }
}
