use std::io;
use std::mem;
use std::sync::Arc;

use ratatui::backend::Backend;
use ratatui::backend::ClearType;
use ratatui::backend::CrosstermBackend;
use ratatui::backend::WindowSize;
use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::layout::Size;

use super::run::Suspend;
use super::tty::Tty;

/// The backend of the real terminal: gathers a frame, leaves out what the terminal shows already,
/// and hands the rest over in one piece. Asks the terminal nothing.
pub(super) struct Screen {
    tty: Arc<Tty>,
    frame: Vec<u8>,
    cursor: Cursor,
}

/// Where the cursor of the terminal is known to be; [`Tty`] begins with a hidden one.
#[derive(Default)]
struct Cursor {
    shown: bool,
    at: Option<Position>,
}

impl Screen {
    pub(super) fn new(tty: Arc<Tty>) -> Self {
        Self {
            tty,
            frame: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn crossterm(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.frame)
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor.at = None;
        self.crossterm().draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if mem::replace(&mut self.cursor.shown, false) {
            self.crossterm().hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !mem::replace(&mut self.cursor.shown, true) {
            self.crossterm().show_cursor()?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor.at.replace(position) != Some(position) {
            self.crossterm().set_cursor_position(position)?;
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.crossterm().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.tty.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.frame.is_empty() {
            self.tty.wire().send(mem::take(&mut self.frame));
        }
        Ok(())
    }
}

impl Suspend for Screen {
    fn suspend(&mut self) -> io::Result<()> {
        if self.tty.suspend()? {
            self.cursor = Cursor::default();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
