use super::*;

fn struck(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn keys(text: &str) -> Vec<Event> {
    let code = |letter| match letter {
        '\n' => KeyCode::Enter,
        letter => KeyCode::Char(letter),
    };
    text.chars().map(code).map(struck).collect()
}

/// Writes messages down: keys as they are, pasted text in angle brackets.
fn read(keyboard: &mut Keyboard, events: Vec<Event>, now: Instant) -> String {
    let write = |message| match message {
        Message::Key(key) => typed(key).map_or_else(|| format!("{}", key.code), String::from),
        Message::Pasted(text) => format!("<{text}>"),
        other => format!("{other:?}"),
    };
    keyboard.read(events, now).into_iter().map(write).collect()
}

fn read_once(events: Vec<Event>) -> String {
    read(&mut Keyboard::default(), events, crate::clock::monotonic())
}

#[test]
fn as_many_keys_as_a_hand_strikes_are_keys() {
    assert_eq!(read_once(keys("makela d")), "makela d");
}

#[test]
fn more_keys_than_a_hand_strikes_are_pasted_text() {
    assert_eq!(read_once(keys("makela d\nqqq")), "<makela d\nqqq>");
}

#[test]
fn one_key_held_down_is_keys_however_many_gathered() {
    assert_eq!(read_once(keys("jjjjjjjjjjjj")), "jjjjjjjjjjjj");
}

#[test]
fn a_marked_key_ends_a_burst() {
    let mut events = keys("abcdefghijkl");
    events.push(struck(KeyCode::Esc));
    assert_eq!(read_once(events), "<abcdefghijkl>Esc");
}

#[test]
fn keys_with_control_are_never_pasted_text() {
    let control = Event::Key(KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL));
    let messages = Keyboard::default().read(vec![control; 20], crate::clock::monotonic());
    assert_eq!(messages.len(), 20);
}

#[test]
fn the_tail_of_a_burst_belongs_to_it_and_later_keys_do_not() {
    let (mut keyboard, now) = (Keyboard::default(), crate::clock::monotonic());
    assert_eq!(
        read(&mut keyboard, keys("abcdefghijkl"), now),
        "<abcdefghijkl>"
    );
    let soon = now + Duration::from_millis(20);
    assert_eq!(read(&mut keyboard, keys("d\n"), soon), "<d\n>");
    let later = soon + SAME_BURST;
    assert_eq!(read(&mut keyboard, keys("d"), later), "d");
}

#[test]
fn pasted_text_and_sizes_pass_and_the_mouse_does_not() {
    let messages = Keyboard::default().read(
        vec![
            Event::Paste("a\nb".to_owned()),
            Event::Resize(0, 0),
            Event::FocusGained,
        ],
        crate::clock::monotonic(),
    );
    assert!(
        matches!(&messages[..], [Message::Pasted(text), Message::Resized(Size::ZERO)] if text == "a\nb")
    );
}
