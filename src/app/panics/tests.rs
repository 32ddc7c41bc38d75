use super::super::tty::tests::FarEnd;
use super::*;

#[test]
fn a_panic_of_the_thread_that_draws_gives_the_terminal_back() {
    let (far, tty) = FarEnd::open();
    Watch::new(&tty).panicked(None);
    far.until(b"\x1b[?1049l");
    assert!(!far.is_raw());
}

#[test]
fn a_panic_of_another_thread_leaves_the_screen_as_it_is() {
    let (far, tty) = FarEnd::open();
    let watch = Watch::new(&tty);
    thread::scope(|scope| scope.spawn(|| watch.panicked(None)).join()).unwrap();
    assert!(far.is_raw());
    assert_eq!(watch.place().as_deref(), Some("?"));
}

#[test]
fn the_first_place_is_kept_and_named_without_directories() {
    let (_far, tty) = FarEnd::open();
    let watch = Watch::new(&tty);
    let place = Location::caller();
    watch.panicked(Some(place));
    watch.panicked(None);
    assert_eq!(watch.place(), Some(format!("tests.rs:{}", place.line())));
}

#[test]
fn a_panic_comes_back_as_a_place_and_the_terminal_is_given_back() {
    let (far, tty) = FarEnd::open();
    let (done, place) = watched(&tty, || panic!("what nobody may read"));
    assert_eq!(done, None::<()>);
    assert!(place.unwrap().starts_with("tests.rs:"));
    assert!(!far.is_raw());
}
