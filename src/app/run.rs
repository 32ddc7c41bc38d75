use std::error::Error;
use std::future::Future;
use std::future::pending;
use std::future::poll_fn;
use std::io;
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyModifiers;
use futures_util::Stream;
use futures_util::StreamExt as _;
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio::time::timeout;

use super::asks::Asks;
use super::error::AppError;
use super::input::Keyboard;
use super::wakes::Wakes;
use crate::clock;
use crate::contract::Fault;
use crate::contract::Reply;
use crate::contract::Request;
use crate::ui::Effect;
use crate::ui::Message;
use crate::ui::Ui;

/// Most events handled before a frame is drawn, so that a flood cannot starve the screen.
pub(super) const BATCH: usize = 64;

/// How long leaving waits for what was asked before it: as long as a write may take.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// The same after a signal, which promises to be gone in half a second.
const LAST_MOMENT: Duration = Duration::from_millis(250);

/// What the loop drives: [`Ui`], or the script of a test.
pub trait Face {
    /// Applies one message and returns the work it calls for.
    fn update(&mut self, message: Message) -> Vec<Effect>;

    /// Draws the current state.
    fn view(&self, frame: &mut Frame<'_>);
}

impl Face for Ui {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.update(message)
    }

    fn view(&self, frame: &mut Frame<'_>) {
        self.view(frame);
    }
}

/// A backend that can hand the terminal back to the shell for a while.
pub trait Suspend: Backend {
    /// Returns when the program is to go on; the screen is then to be drawn anew.
    ///
    /// # Errors
    ///
    /// The terminal cannot be taken again.
    fn suspend(&mut self) -> Result<(), Self::Error>;
}

/// Runs until the user leaves, `input` ends or `stop` comes, and then waits a while for what was
/// asked. `words` are what nobody asked for.
///
/// Generic in both ends, so that a test can hand it a list of keys and a backend in memory.
///
/// # Errors
///
/// The terminal cannot be drawn on or read. What fails behind `ask` is shown and ends nothing.
pub async fn run<B, F, A>(
    terminal: &mut Terminal<B>,
    (mut input, mut words): (
        impl Stream<Item = io::Result<Event>> + Unpin,
        impl Stream<Item = Message> + Unpin,
    ),
    (face, effects): (F, Vec<Effect>),
    ask: A,
    stop: impl Future<Output = ()>,
) -> Result<(), AppError>
where
    B: Suspend<Error: Error + Send + Sync + 'static>,
    F: Face,
    A: Fn(Request) -> Result<Reply, Fault> + Clone + Send + Sync + 'static,
{
    let size = terminal.size().map_err(AppError::drawing)?;
    let mut session = Session {
        terminal,
        face,
        asks: Asks::new(ask),
        wakes: Wakes::default(),
        keyboard: Keyboard::default(),
        line_is_lost: false,
    };
    let mut stop = pin!(stop);
    let mut flow = session.start(effects)?;
    if flow.is_continue() {
        flow = session.tell(vec![Message::Resized(size)])?;
    }
    while flow.is_continue() {
        session.draw()?;
        let messages = tokio::select! {
            () = &mut stop => return session.stop().await,
            first = input.next() => match first {
                Some(first) => session.read(first, &mut input).await?,
                None => break,
            },
            answer = session.asks.answered() => vec![answer],
            Some(word) = words.next() => session.hear(word),
            ticket = session.wakes.next() => vec![Message::Woke(ticket)],
        };
        flow = session.tell(messages)?;
    }
    let patience = if session.line_is_lost {
        LAST_MOMENT
    } else {
        LAST_WRITES
    };
    tokio::select! {
        () = stop => timeout(LAST_MOMENT, session.asks.finish()).await.ok(),
        done = timeout(patience, session.asks.finish()) => done.ok(),
        () = insistence(&mut input) => None,
    };
    Ok(())
}

/// Returns when somebody who left wants to leave whatever becomes of the last change.
async fn insistence(input: &mut (impl Stream<Item = io::Result<Event>> + Unpin)) {
    while let Some(event) = input.next().await {
        if matches!(event, Ok(Event::Key(key)) if key.code == KeyCode::Char('c')
            && key.modifiers.contains(KeyModifiers::CONTROL))
        {
            return;
        }
    }
    pending::<()>().await;
}

struct Session<'t, B: Backend, F, A> {
    terminal: &'t mut Terminal<B>,
    face: F,
    asks: Asks<A>,
    wakes: Wakes,
    keyboard: Keyboard,
    /// Nobody answers what is asked now.
    line_is_lost: bool,
}

impl<B, F, A> Session<'_, B, F, A>
where
    B: Suspend<Error: Error + Send + Sync + 'static>,
    F: Face,
    A: Fn(Request) -> Result<Reply, Fault> + Clone + Send + Sync + 'static,
{
    fn draw(&mut self) -> Result<(), AppError> {
        let Self { terminal, face, .. } = self;
        terminal
            .draw(|frame| face.view(frame))
            .map_err(AppError::drawing)?;
        Ok(())
    }

    /// Reads `first` and what else is ready now.
    async fn read(
        &mut self,
        first: io::Result<Event>,
        input: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ) -> Result<Vec<Message>, AppError> {
        let mut events = vec![first.map_err(AppError::Read)?];
        while events.len() < BATCH {
            // With the waker of this task: a stream may remember only the first it was polled with.
            match poll_fn(|context| Poll::Ready(input.poll_next_unpin(context))).await {
                Poll::Ready(Some(event)) => events.push(event.map_err(AppError::Read)?),
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
        Ok(self.keyboard.read(events, clock::monotonic()))
    }

    /// Takes in what came without being asked for.
    fn hear(&mut self, word: Message) -> Vec<Message> {
        match word {
            Message::LineLost => self.line_is_lost = true,
            Message::LineBack => self.line_is_lost = false,
            _ => {}
        }
        vec![word]
    }

    /// Lets the face say what it would not lose, and waits a moment for what was asked.
    async fn stop(&mut self) -> Result<(), AppError> {
        let effects = self.face.update(Message::Stopping);
        let _left = self.start(effects)?;
        timeout(LAST_MOMENT, self.asks.finish()).await.ok();
        Ok(())
    }

    fn tell(&mut self, messages: Vec<Message>) -> Result<ControlFlow<()>, AppError> {
        for message in messages {
            let effects = self.face.update(message);
            if self.start(effects)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn start(&mut self, effects: Vec<Effect>) -> Result<ControlFlow<()>, AppError> {
        for effect in effects {
            match effect {
                Effect::Ask { ticket, request } => self.asks.push(ticket, request),
                Effect::Wake { ticket, after } => self.wakes.push(ticket, after),
                Effect::Redraw => self.terminal.clear().map_err(AppError::drawing)?,
                Effect::Suspend => {
                    let shell = self.terminal.backend_mut();
                    shell.suspend().map_err(AppError::drawing)?;
                    self.terminal.clear().map_err(AppError::drawing)?;
                }
                Effect::Quit => return Ok(ControlFlow::Break(())),
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

#[cfg(test)]
mod tests;
