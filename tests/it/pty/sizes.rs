use super::FRAME;
use super::Session;
use super::demo;
use crate::support::escapes::foreign;

#[test]
fn any_size_is_drawn() {
    let Session { mut terminal, .. } = demo();
    for (columns, rows) in [(80, 24), (1, 1), (59, 14), (300, 100), (80, 24)] {
        let before = terminal.wait_for_quiet(FRAME);
        terminal.resize(columns, rows);
        terminal.wait_for_more(before);
    }
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success());
    assert_eq!(foreign(&terminal.bytes()), None);
}
