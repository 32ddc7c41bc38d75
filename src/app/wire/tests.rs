use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;

use super::*;

const LONG: Duration = Duration::from_secs(30);

/// Tells each write, and takes it only when told so.
struct Valve {
    told: Sender<Vec<u8>>,
    opened: Receiver<()>,
}

impl Write for Valve {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.told.send(bytes.to_vec()).ok();
        match self.opened.recv() {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn valve() -> (Wire, Receiver<Vec<u8>>, Sender<()>) {
    let (told, writes) = mpsc::channel();
    let (open, opened) = mpsc::channel();
    let wire = Wire::new(Valve { told, opened }).unwrap();
    (wire, writes, open)
}

#[test]
fn what_is_sent_together_is_one_write() {
    let (wire, writes, open) = valve();
    open.send(()).unwrap();
    wire.send(vec![b'x'; 8_000]);
    assert!(wire.drain(LONG));
    let written: Vec<_> = writes.try_iter().map(|it| it.len()).collect();
    assert_eq!(written, [8_000]);
}

#[test]
fn a_terminal_that_takes_nothing_holds_nobody_back_for_long() {
    let (wire, writes, _open) = valve();
    wire.send(vec![b'x'; 2 * BACKLOG]);
    assert_eq!(writes.recv_timeout(LONG).unwrap().len(), WRITE);
    wire.send(vec![b'x'; BACKLOG]);
    assert!(!wire.drain(Duration::ZERO));
}

#[tokio::test]
async fn a_write_without_progress_loses_the_terminal() {
    let (wire, _writes, _open) = valve();
    let lost = wire.lost(Duration::from_millis(1));
    wire.send(b"x".to_vec());
    timeout(LONG, lost).await.unwrap();
}

#[tokio::test]
async fn an_idle_wire_is_not_lost() {
    let (wire, _writes, open) = valve();
    open.send(()).unwrap();
    wire.send(b"x".to_vec());
    assert!(wire.drain(LONG));
    let lost = wire.lost(Duration::ZERO);
    assert!(timeout(Duration::from_millis(50), lost).await.is_err());
}

#[tokio::test]
async fn a_write_that_fails_loses_the_terminal_and_lets_go_of_all_who_wait() {
    let (wire, _writes, open) = valve();
    drop(open);
    wire.send(b"x".to_vec());
    timeout(LONG, wire.lost(LONG)).await.unwrap();
    assert!(wire.drain(LONG));
}

#[test]
fn the_last_words_come_in_place_of_what_waits() {
    let (wire, writes, open) = valve();
    wire.send(b"frame".to_vec());
    assert_eq!(writes.recv_timeout(LONG).unwrap(), b"frame");
    wire.send(b"next frame".to_vec());
    wire.send_last(b"last", Duration::ZERO);
    open.send(()).unwrap();
    assert_eq!(writes.recv_timeout(LONG).unwrap(), b"last");
}
