use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use crate::text::{fold, words};
use crate::ui::action::Action;
use crate::ui::keymap::Typing;
use crate::ui::look::Look;
use crate::ui::notice::Notice;
use crate::ui::screens::Step;
use crate::ui::turn::Turn;
use crate::ui::who::Who;
use crate::ui::widgets::{Entry, Selection, dialog, fit, line, paragraph};

/// Actions with their keys, filtered while one types: help, palette, and the menu of a person.
#[derive(Debug)]
pub(crate) struct Finder {
    title: Title,
    text: Entry,
    /// What would do something where the finder was opened, then the rest.
    actions: Vec<Action>,
    /// How many of [`Finder::actions`] would.
    here: usize,
    selection: Selection,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Title {
    Help,
    Palette,
    /// The name of the person.
    Menu(String),
}

const WIDTH: u16 = 62;
const HEIGHT: u16 = 16;
const KEYS: usize = 16;

impl Finder {
    pub(crate) fn help(here: &[Action], who: &Who) -> Self {
        Self::over(Title::Help, here, who)
    }

    pub(crate) fn palette(here: &[Action], who: &Who) -> Self {
        Self::over(Title::Palette, here, who)
    }

    /// Makes the menu of what can be done with one person.
    pub(crate) fn menu(here: &[Action], name: String) -> Self {
        Self {
            title: Title::Menu(name),
            text: Entry::default(),
            actions: here.to_vec(),
            here: here.len(),
            selection: Selection::default(),
        }
    }

    /// Lists what can be done here and then the rest; nothing that the roles do not allow.
    fn over(title: Title, here: &[Action], who: &Who) -> Self {
        let elsewhere = |it: &&Action| !here.contains(it) && who.may(**it);
        let rest = Action::ALL.iter().filter(elsewhere);
        Self {
            title,
            text: Entry::default(),
            actions: here.iter().chain(rest).copied().collect(),
            here: here.len(),
            selection: Selection::default(),
        }
    }

    pub(super) fn entry(&mut self) -> &mut Entry {
        &mut self.text
    }

    pub(super) fn edited(&mut self) {
        self.selection = Selection::default();
    }

    #[expect(clippy::unused_self, reason = "every overlay has this verb")]
    pub(super) fn offers(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::Back,
            Action::Next,
            Action::Previous,
            Action::PageDown,
            Action::PageUp,
        ]
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn<'_>) -> Step {
        let found = self.found(turn.look);
        match action {
            Action::Back => return Step::Close,
            Action::Open => match found.get(self.selection.selected) {
                Some((chosen, true)) => return Step::Run(*chosen),
                Some((_, false)) => turn.say(Notice::hint("finder-not-here")),
                None => {}
            },
            moving => {
                let page = usize::from(Self::rows(turn.body()));
                self.selection.act(moving, found.len(), page);
            }
        }
        Step::Stay
    }

    pub(super) fn resize(&mut self, turn: &Turn<'_>) {
        let page = usize::from(Self::rows(turn.body()));
        let len = self.found(turn.look).len();
        self.selection.select(self.selection.selected, len, page);
    }

    /// ```text
    /// ╭ Help ──────────────────────────────────────────────────────╮
    /// │ type to filter, Enter does it                              │
    /// │ >                                                          │
    /// │ ▸ b               Ban marketing to this person             │
    /// │   c               Correct what is held on this person      │
    /// ╰────────────────────────────────────────────────────────────╯
    /// ```
    pub(super) fn view(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = match &self.title {
            Title::Help => look.say("finder-help", &[]),
            Title::Palette => look.say("finder-palette", &[]),
            Title::Menu(name) => look.say("finder-menu", &[("name", name)]),
        };
        let (typed, at) = self.text.window(WIDTH - 2);
        let run = look.key(Action::Open, Typing::Yes);
        let mut lines = vec![
            line(look.say("finder-how", &[("key", &run)]), look.theme.muted),
            line(format!("> {typed}"), look.theme.input),
        ];
        let found = self.found(look);
        let rows = usize::from(Self::rows(area));
        let top = self.selection.top;
        for (index, (action, here)) in found.iter().enumerate().skip(top).take(rows) {
            lines.push(action_line(
                (*action, *here),
                index == self.selection.selected,
                look,
            ));
        }
        if found.is_empty() {
            lines.push(line(look.say("finder-none", &[]), look.theme.muted));
        }
        let wanted = u16::try_from(self.actions.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        let size = Size {
            width: WIDTH,
            height: wanted.min(HEIGHT),
        };
        let inside = dialog(frame, area, look, (&title, size));
        paragraph(frame, inside, lines);
        frame.set_cursor_position(Position::new(inside.x + 2 + at, inside.y + 1));
    }

    /// Returns how many actions are in sight: the frame and the two lines above take the rest.
    fn rows(area: Rect) -> u16 {
        area.height.saturating_sub(2).min(HEIGHT).saturating_sub(2)
    }

    /// Returns the actions whose help, name or keys hold every typed word, and whether they would do
    /// something here.
    fn found(&self, look: &Look) -> Vec<(Action, bool)> {
        let typed = fold(self.text.value());
        let matches = |action: Action| {
            let keys = look.keymap.keys(action).join(" ");
            let all = fold(&format!("{} {} {keys}", look.help(action), action.name()));
            words(&typed).all(|word| all.contains(word))
        };
        self.actions
            .iter()
            .enumerate()
            .filter(|(_, action)| matches(**action))
            .map(|(index, action)| (*action, index < self.here))
            .collect()
    }
}

fn action_line((action, here): (Action, bool), selected: bool, look: &Look) -> Line<'static> {
    let base = match (selected, here) {
        (true, _) => look.theme.selected,
        (false, true) => look.theme.text,
        (false, false) => look.theme.muted,
    };
    let keys = look.keymap.keys(action).join(" ");
    let keys_style = if here {
        base.patch(look.theme.accent)
    } else {
        base
    };
    Line::from(vec![
        fit(if selected { "▸ " } else { "  " }, 2, base),
        fit(keys, KEYS, keys_style),
        fit(look.help(action), usize::from(WIDTH) - KEYS - 2, base),
    ])
}
