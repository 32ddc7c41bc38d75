use std::io;
use std::mem;
use std::sync::Arc;

use ratatui::backend::Backend;
use ratatui::backend::ClearType;
use ratatui::backend::WindowSize;
use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::layout::Size;

use super::run::Suspend;
use super::tty::Tty;
use canvas::Canvas;

mod canvas;
mod pen;

/// The backend of the real terminal: gathers a frame, leaves out what the terminal shows already,
/// and hands the rest over in one piece. Asks the terminal nothing.
pub(super) struct Screen {
    tty: Arc<Tty>,
    frame: Vec<u8>,
    canvas: Canvas,
    /// [`Tty`] begins with a hidden cursor.
    shows_cursor: bool,
}

impl Screen {
    pub(super) fn new(tty: Arc<Tty>) -> Self {
        Self {
            tty,
            frame: Vec::new(),
            canvas: Canvas::default(),
            shows_cursor: false,
        }
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.canvas.paint(content, &mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if mem::replace(&mut self.shows_cursor, false) {
            self.frame.extend(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !mem::replace(&mut self.shows_cursor, true) {
            self.frame.extend(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.canvas.cursor())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.canvas.go(x, y, &mut self.frame);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears all, whatever part is to be cleared: what else was there is drawn again.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.canvas.clear();
        self.frame.extend(b"\x1b[2J");
        Ok(())
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
            self.shows_cursor = false;
            self.canvas = Canvas::default();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
