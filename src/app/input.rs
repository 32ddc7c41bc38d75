use std::io;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crossterm::event;
use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use futures_util::Stream;
use futures_util::StreamExt as _;
use futures_util::stream;
use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::run::BATCH;
use crate::ui::Message;

/// More keys than a hand strikes at once; so many at once came from a clipboard.
const HAND: usize = 8;

/// How long after a burst keys still belong to it: pasted text comes in pieces.
const SAME_BURST: Duration = Duration::from_millis(50);

/// How long the reader looks for what else came with an event: what one read of the terminal
/// brought belongs together, and crossterm hands nothing out for less than some time.
const COMPANY: Duration = Duration::from_micros(200);

/// Returns what comes from the terminal; ends after the first failure.
///
/// A thread of its own reads, because crossterm blocks on half a sequence.
pub(super) fn events() -> io::Result<impl Stream<Item = io::Result<Event>> + Unpin> {
    // One batch on its way while the loop works on another; the rest waits in the kernel.
    let (found, mut finds) = mpsc::channel(1);
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            loop {
                let batch = read_together();
                let failed = batch.iter().any(Result::is_err);
                if found.blocking_send(batch).is_err() || failed {
                    return;
                }
            }
        })?;
    Ok(stream::poll_fn(move |context| finds.poll_recv(context)).flat_map(stream::iter))
}

fn read_together() -> Vec<io::Result<Event>> {
    let mut batch = vec![event::read()];
    while batch.len() < BATCH && matches!(event::poll(COMPANY), Ok(true)) {
        batch.push(event::read());
    }
    batch
}

/// Makes messages of events, and pasted text of keys that no hand struck.
#[derive(Default)]
pub(super) struct Keyboard {
    burst_ends: Option<Instant>,
}

impl Keyboard {
    /// Reads events that were ready at the same time, `now`.
    pub(super) fn read(&mut self, events: Vec<Event>, now: Instant) -> Vec<Message> {
        let mut messages = Vec::new();
        let mut run = Vec::new();
        for event in events {
            match event {
                Event::Key(key) if key.kind != KeyEventKind::Press => {}
                Event::Key(key) if typed(key).is_some() => run.push(key),
                other => {
                    self.end_run(&mut run, now, &mut messages);
                    messages.extend(message(other));
                }
            }
        }
        self.end_run(&mut run, now, &mut messages);
        messages
    }

    fn end_run(&mut self, run: &mut Vec<KeyEvent>, now: Instant, messages: &mut Vec<Message>) {
        let continues = self.burst_ends.is_some_and(|end| now < end);
        if !run.is_empty() && (continues || is_burst(run)) {
            self.burst_ends = Some(now + SAME_BURST);
            let text = run.drain(..).filter_map(typed).collect();
            messages.push(Message::Pasted(text));
        }
        messages.extend(run.drain(..).map(Message::Key));
    }
}

fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Pasted(text)),
        Event::Resize(width, height) => Some(Message::Resized(Size { width, height })),
        Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// Returns the character that an unmarked key writes.
fn typed(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => Some(letter),
        KeyCode::Enter if key.modifiers.is_empty() => Some('\n'),
        _ => None,
    }
}

/// Tells pasted text from typing; one key held down is typing, however much of it has gathered.
fn is_burst(run: &[KeyEvent]) -> bool {
    run.len() > HAND && run.iter().any(|key| key.code != run[0].code)
}

#[cfg(test)]
mod tests;
