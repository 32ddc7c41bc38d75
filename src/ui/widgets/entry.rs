use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::text::{clean, width};

/// More than any field allows, and little enough to draw at once.
const MOST: usize = 12_000;

/// A line of typed text. Its debug form tells nothing of what was typed.
#[derive(Clone, Default)]
pub(in crate::ui) struct Entry {
    input: Input,
    sort: Sort,
}

/// What a text field is for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in crate::ui) enum Sort {
    #[default]
    Plain,
    /// Drawn as dots.
    Secret,
    /// Filled by keys only: a paste never confirms an erasure.
    TypedOnly,
}

/// What became of a paste.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::ui) enum Pasted {
    Taken,
    Refused,
}

impl Entry {
    pub(in crate::ui) fn of(sort: Sort) -> Self {
        Self {
            input: Input::default(),
            sort,
        }
    }

    pub(in crate::ui) fn holding(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            sort: Sort::Plain,
        }
    }

    pub(in crate::ui) fn value(&self) -> &str {
        self.input.value()
    }

    pub(in crate::ui) fn is_blank(&self) -> bool {
        self.value().trim().is_empty()
    }

    pub(in crate::ui) fn clear(&mut self) {
        self.input = Input::default();
    }

    /// Applies a key and tells whether it changed the text.
    pub(in crate::ui) fn key(&mut self, key: KeyEvent) -> bool {
        let Some(request) = request(key) else {
            return false;
        };
        if matches!(request, InputRequest::InsertChar(_)) && self.is_full() {
            return false;
        }
        self.input.handle(request).is_some_and(|it| it.value)
    }

    /// Takes a paste in one step, its line ends and controls as spaces.
    pub(in crate::ui) fn paste(&mut self, text: &str) -> Pasted {
        if self.sort == Sort::TypedOnly {
            return Pasted::Refused;
        }
        let room = MOST.saturating_sub(self.value().chars().count());
        let taken: String = text
            .trim()
            .chars()
            .map(|it| if it.is_control() { ' ' } else { it })
            .take(room)
            .collect();
        let cursor = self.input.cursor();
        let before: String = self.value().chars().take(cursor).collect();
        let after: String = self.value().chars().skip(cursor).collect();
        self.input = Input::new(format!("{before}{taken}{after}"))
            .with_cursor(cursor + taken.chars().count());
        Pasted::Taken
    }

    /// Returns what is shown in `cells`, and the cell of the cursor; the text moves so that the
    /// cursor is in sight.
    pub(in crate::ui) fn window(&self, cells: u16) -> (String, u16) {
        let cells = usize::from(cells);
        let shown: Vec<char> = match self.sort {
            Sort::Secret => self.value().chars().map(|_| '•').collect(),
            Sort::Plain | Sort::TypedOnly => clean(self.value()).chars().collect(),
        };
        let cursor = self.input.cursor().min(shown.len());
        let mut before: usize = shown[..cursor].iter().map(|it| cell(*it)).sum();
        let mut start = 0;
        while before >= cells.max(1) && start < cursor {
            before -= cell(shown[start]);
            start += 1;
        }
        let mut used = 0;
        let kept = shown[start..].iter().take_while(|letter| {
            used += cell(**letter);
            used <= cells
        });
        (kept.collect(), u16::try_from(before).unwrap_or(u16::MAX))
    }

    fn is_full(&self) -> bool {
        self.value().len() >= MOST && self.value().chars().count() >= MOST
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({:?})", self.sort)
    }
}

fn cell(letter: char) -> usize {
    width(letter.encode_utf8(&mut [0; 4]))
}

/// Says what a key does to text, as in a shell.
fn request(key: KeyEvent) -> Option<InputRequest> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    // With both, a keyboard's AltGr writes a letter.
    if ctrl && !alt {
        return match key.code {
            KeyCode::Char('a') => Some(InputRequest::GoToStart),
            KeyCode::Char('e') => Some(InputRequest::GoToEnd),
            KeyCode::Char('u') => Some(InputRequest::DeleteFromStart),
            KeyCode::Char('k') => Some(InputRequest::DeleteTillEnd),
            KeyCode::Char('w') => Some(InputRequest::DeletePrevWord),
            KeyCode::Char('h') => Some(InputRequest::DeletePrevChar),
            KeyCode::Left => Some(InputRequest::GoToPrevWord),
            KeyCode::Right => Some(InputRequest::GoToNextWord),
            _ => None,
        };
    }
    match key.code {
        KeyCode::Char(letter) if !letter.is_control() && (ctrl || !alt) => {
            Some(InputRequest::InsertChar(letter))
        }
        KeyCode::Backspace => Some(InputRequest::DeletePrevChar),
        KeyCode::Delete => Some(InputRequest::DeleteNextChar),
        KeyCode::Left => Some(InputRequest::GoToPrevChar),
        KeyCode::Right => Some(InputRequest::GoToNextChar),
        KeyCode::Home => Some(InputRequest::GoToStart),
        KeyCode::End => Some(InputRequest::GoToEnd),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(entry: &mut Entry, code: KeyCode) {
        entry.key(KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn a_paste_is_one_line_and_lands_at_the_cursor() {
        let mut entry = Entry::holding("ad");
        press(&mut entry, KeyCode::Left);
        assert_eq!(entry.paste("b\u{1b}\nc\n"), Pasted::Taken);
        assert_eq!(entry.value(), "ab  cd");
    }

    #[test]
    fn typed_only_takes_no_paste() {
        let mut entry = Entry::of(Sort::TypedOnly);
        assert_eq!(entry.paste("1042"), Pasted::Refused);
        assert!(entry.is_blank());
    }

    #[test]
    fn the_cursor_stays_in_sight_whatever_the_width() {
        let mut entry = Entry::holding("北京abc\u{202e}def");
        for _ in 0..10 {
            for cells in 0..12 {
                let (shown, cursor) = entry.window(cells);
                assert!(width(&shown) <= usize::from(cells), "{shown}");
                assert!(cursor < cells.max(1), "{cursor} of {cells}");
            }
            press(&mut entry, KeyCode::Left);
        }
    }

    #[test]
    fn typed_text_is_in_no_debug_form() {
        let mut entry = Entry::of(Sort::Secret);
        entry.paste("hunter2 hunter2");
        assert_eq!(format!("{entry:?}"), "Entry(Secret)");
        assert_eq!(entry.window(4).0, "•••");
    }
}
