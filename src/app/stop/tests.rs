use tokio::time::timeout;

use super::super::tty::tests::FarEnd;
use super::*;

const LONG: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_terminal_whose_far_end_closes_has_vanished() {
    let (far, tty) = FarEnd::open();
    let vanished = vanished(tty.input().try_clone_to_owned().unwrap()).unwrap();
    far.hang_up(&tty);
    timeout(LONG, vanished).await.unwrap();
}

#[tokio::test]
async fn a_terminal_at_which_nothing_happens_has_not_vanished() {
    let (_far, tty) = FarEnd::open();
    let vanished = vanished(tty.input().try_clone_to_owned().unwrap()).unwrap();
    assert!(timeout(Duration::from_millis(50), vanished).await.is_err());
}
