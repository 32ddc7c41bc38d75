use ratatui::Terminal;
use ratatui::widgets::Paragraph;

use super::super::tty::tests::FarEnd;
use super::*;

fn draw(terminal: &mut Terminal<Screen>, text: &str, cursor: Option<(u16, u16)>) {
    terminal
        .draw(|frame| {
            frame.render_widget(Paragraph::new(text), frame.area());
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        })
        .unwrap();
}

/// Returns what the terminal was sent since the last time, by sending a mark after it.
fn sent(far: &FarEnd, terminal: &Terminal<Screen>) -> String {
    let tty = &terminal.backend().tty;
    tty.wire().send(b"|".to_vec());
    let mut bytes = far.until(b"|");
    bytes.pop();
    String::from_utf8(bytes).unwrap()
}

fn screen() -> (FarEnd, Terminal<Screen>) {
    let (far, tty) = FarEnd::open();
    let terminal = Terminal::new(Screen::new(tty)).unwrap();
    sent(&far, &terminal);
    (far, terminal)
}

#[test]
fn a_frame_that_changes_nothing_writes_nothing() {
    let (far, mut terminal) = screen();
    for cursor in [None, Some((3, 0))] {
        draw(&mut terminal, "text", cursor);
        assert_ne!(sent(&far, &terminal), "");
        draw(&mut terminal, "text", cursor);
        assert_eq!(sent(&far, &terminal), "");
    }
}

#[test]
fn a_cursor_that_moves_costs_a_movement() {
    let (far, mut terminal) = screen();
    draw(&mut terminal, "text", Some((3, 0)));
    sent(&far, &terminal);
    draw(&mut terminal, "text", Some((2, 0)));
    assert_eq!(sent(&far, &terminal), "\x1b[1;3H");
    draw(&mut terminal, "text", None);
    assert_eq!(sent(&far, &terminal), "\x1b[?25l");
}

#[test]
fn the_cursor_returns_to_its_place_after_text_is_drawn() {
    let (far, mut terminal) = screen();
    draw(&mut terminal, "text", Some((0, 0)));
    sent(&far, &terminal);
    draw(&mut terminal, "next", Some((0, 0)));
    assert!(sent(&far, &terminal).ends_with("\x1b[1;1H"));
}

#[test]
fn a_cleared_screen_is_drawn_anew_without_asking_the_terminal() {
    let (far, mut terminal) = screen();
    draw(&mut terminal, "text", None);
    sent(&far, &terminal);
    terminal.clear().unwrap();
    draw(&mut terminal, "text", None);
    let bytes = sent(&far, &terminal);
    assert!(
        bytes.starts_with("\x1b[2J") && bytes.contains("text"),
        "{bytes:?}"
    );
}
