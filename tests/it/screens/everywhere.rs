use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rainmaker::config::{Colours, Config};
use rainmaker::contract::{Fault, FaultCode};
use rainmaker::domain::role::Role;
use rainmaker::text::Catalogue;
use rainmaker::ui::{Effect, Message, Setup, Ui};
use ratatui::layout::Size;

use super::erase::preview;
use super::harness::{Harness, setup};
use super::people::{banned_card, card, found, namesakes, opened};
use super::staff::{at_act, at_users, looks};

#[test]
fn a_register_of_fictional_people_is_marked_on_every_screen() {
    let demo = |user: Option<&str>| Setup {
        demo: true,
        user: user.map(str::to_owned),
        ..setup(80, 24)
    };
    assert!(Harness::with(demo(None)).says("DEMO"));
    let mut h = Harness::with(demo(Some("demo")));
    h.press("il").reply(found(namesakes())).press("\n");
    h.reply(rainmaker::contract::Reply::Person(Box::new(card())));
    assert!(h.says("DEMO"));
    h.press("c");
    assert!(h.says("DEMO"));
}

#[test]
fn a_wrong_configuration_is_said_at_the_start_and_outlives_the_first_keys() {
    let config = Config::parse("[keys]\nbna = [\"b\"]");
    let size = Size::new(80, 24);
    let setup = Setup::configured(size, config, Colours::Wanted, Catalogue::english());
    let mut h = Harness::with(setup);
    assert!(h.says("no action is called `bna`"), "{}", h.screen());
    let start = h.effects.clone();
    h.press("k");
    assert!(h.says("no action is called `bna`"));
    h.effects = start;
    h.wait().press("a");
    assert!(!h.says("no action is called"));
}

#[test]
fn below_sixty_by_fifteen_there_is_one_line() {
    let mut h = Harness::at_lookup(80, 24);
    for (width, height) in [(59, 24), (80, 14)] {
        h.resize(width, height);
        assert!(h.says("The terminal is too small: 60×15 is the least."));
        assert!(!h.says("Type a name"));
    }
    h.resize(60, 15);
    assert!(h.says("Type a name"));
}

#[test]
fn every_size_is_drawn_in_every_state() {
    for state in STATES {
        let mut h = state();
        for (width, height) in SIZES {
            h.resize(width, height).screen();
        }
    }
}

const SIZES: [(u16, u16); 13] = [
    (0, 0),
    (1, 1),
    (60, 0),
    (0, 15),
    (59, 15),
    (60, 14),
    (60, 15),
    (61, 16),
    (80, 24),
    (109, 17),
    (110, 15),
    (120, 40),
    (400, 200),
];

const STATES: &[fn() -> Harness] = &[
    || Harness::at_login(80, 24),
    || Harness::at_lookup(80, 24),
    || {
        let mut h = Harness::at_lookup(80, 24);
        h.press("il").reply(found(namesakes())).press("\tG");
        h
    },
    || opened(80, 24, banned_card()),
    || after("b"),
    || after("c\t\t\t\t\t\t\t\t\t\t\t\t"),
    || {
        let mut h = after("d");
        h.reply(preview());
        h
    },
    || after("?"),
    || at_users(80, 24),
    || {
        let mut h = at_users(80, 24);
        h.press("n");
        h
    },
    || {
        let mut h = at_users(80, 24);
        h.press("r");
        h
    },
    || {
        let mut h = at_users(80, 24);
        h.press("ey")
            .answer(Err(Fault::of(FaultCode::StepUpNeeded)));
        h
    },
    || {
        let mut h = at_users(80, 24);
        h.press("pone\ntwo\n");
        h
    },
    || at_act(80, 24),
    || {
        let mut h = at_act(80, 24);
        h.press("x");
        h
    },
    || {
        let mut h = after("v");
        h.reply(looks());
        h
    },
    || after("R"),
    || {
        let mut h = Harness::at_lookup(80, 24);
        h.press("il").reply(found(namesakes())).press("\to");
        h
    },
    || {
        let mut h = after("c");
        h.tell(Message::LineLost);
        h
    },
    || {
        let mut h = after("b");
        h.key(KeyCode::F(9));
        h
    },
];
fn after(keys: &str) -> Harness {
    let mut h = opened(80, 24, card());
    h.press(keys);
    h
}

#[test]
fn the_end_of_a_session_asks_for_the_login() {
    let mut h = opened(80, 24, card());
    h.press("b\n")
        .answer(Err(Fault::of(FaultCode::NotLoggedIn)));
    assert!(h.says("Your session has ended. Log in again."));
    assert!(h.says("Password") && !h.says("Ilkka"));
}

#[test]
fn a_fault_stays_until_it_had_time_to_be_read() {
    let mut h = opened(80, 24, card());
    h.press("z")
        .answer(Err(Fault::of(FaultCode::NothingToUndo)));
    let at_fault = h.effects.clone();
    h.press("jj");
    assert!(h.says("This cannot be undone any more."));
    h.effects = at_fault;
    h.wait();
    assert!(h.says("This cannot be undone any more."));
    h.press("j");
    assert!(!h.says("This cannot be undone any more."));
}

#[test]
fn redraw_and_suspend_are_orders_for_the_terminal() {
    let mut h = Harness::at_lookup(80, 24);
    assert_eq!(h.ctrl('l').effects, [Effect::Redraw]);
    assert_eq!(h.ctrl('z').effects, [Effect::Suspend]);
}

#[test]
fn a_released_key_does_nothing() {
    let (mut ui, _) = Ui::new(setup(80, 24));
    let press = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    let release = KeyEvent {
        kind: KeyEventKind::Release,
        ..press
    };
    assert_eq!(ui.update(Message::Key(release)), []);
    assert_eq!(ui.update(Message::Key(press)), [Effect::Quit]);
}

#[test]
fn a_paste_where_no_field_is_only_says_so() {
    let mut h = opened(80, 24, card());
    h.paste("dyyy\n1042\n");
    assert!(h.asked().is_empty() && h.says("Nothing here takes a paste."));
    assert!(!h.says("Erase for good"));
}

#[test]
fn the_users_own_keys_are_heard_and_shown() {
    let config = Config::parse("[keys]\nban = [\"x\"]");
    let size = Size::new(120, 40);
    let catalogue = Catalogue::english();
    let setup = Setup {
        user: Some("kaisa".into()),
        roles: vec![Role::Officer],
        ..Setup::configured(size, config, Colours::Wanted, catalogue)
    };
    let mut h = Harness::with(setup);
    h.press("il").reply(found(namesakes())).press("\t");
    assert!(h.says("x ban") && !h.says("b ban"));
    h.press("b");
    assert!(!h.says("Ban marketing"));
    h.press("x");
    assert!(h.says("Ban marketing"));
}
