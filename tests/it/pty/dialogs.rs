use super::Session;
use super::demo;
use super::enter_list;
use crate::support::terminal::LONG;

#[test]
fn escape_is_decided_without_another_key() {
    let Session { mut terminal, .. } = demo();
    enter_list(&mut terminal);
    terminal.press("\x1b");
    terminal.wait_for("Type a name", LONG);
}

#[test]
fn text_pasted_without_marks_is_no_command() {
    let Session { mut terminal, .. } = demo();
    enter_list(&mut terminal);
    terminal.press("dquit\rqqqqqqqq\rqqq");
    terminal.wait_for("Nothing here takes a paste", LONG);
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success());
}
