//! What a text snapshot cannot see.

use rainmaker::ui::{Setup, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::harness::{Harness, setup};
use super::people::{banned_card, found, namesakes, opened};

/// Returns the style of the first cell of `words` on the screen.
fn style_of(buffer: &Buffer, words: &str) -> Style {
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let rest = (x..buffer.area.width).map(|x| buffer[(x, y)].symbol());
            if rest.collect::<String>().starts_with(words) {
                return buffer[(x, y)].style();
            }
        }
    }
    panic!("the screen does not say {words}");
}

fn has(style: Style, modifier: Modifier) -> bool {
    style.add_modifier.contains(modifier)
}

fn listed(theme: Theme) -> Buffer {
    let user = Some("kaisa".to_owned());
    let mut h = Harness::with(Setup {
        user,
        theme,
        ..setup(80, 24)
    });
    h.press("il").reply(found(namesakes())).press("\t");
    h.buffer()
}

#[test]
fn a_ban_a_selection_and_a_match_stand_out() {
    let buffer = listed(Theme::terminal());
    let ban = style_of(&buffer, "BANNED");
    assert_eq!(ban.fg, Some(Color::Red));
    assert!(has(ban, Modifier::REVERSED | Modifier::BOLD));
    assert!(has(style_of(&buffer, "▸ 1042"), Modifier::REVERSED));
    assert!(!has(style_of(&buffer, "1043"), Modifier::REVERSED));
    assert!(has(
        style_of(&buffer, "Ilkka Virtanen"),
        Modifier::UNDERLINED
    ));
}

#[test]
fn the_verdict_is_told_by_word_and_by_style() {
    let mut h = opened(80, 24, banned_card());
    let buffer = h.buffer();
    assert_eq!(style_of(&buffer, "MAY NOT").fg, Some(Color::Red));
    assert!(has(style_of(&buffer, "BANNED"), Modifier::REVERSED));
}

#[test]
fn without_colours_no_cell_has_one_and_the_marks_remain() {
    let buffer = listed(Theme::terminal().without_colours());
    for cell in buffer.content() {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{cell:?}");
    }
    assert!(has(style_of(&buffer, "BANNED"), Modifier::REVERSED));
    assert!(has(style_of(&buffer, "▸ 1042"), Modifier::REVERSED));
}
