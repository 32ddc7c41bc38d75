use ratatui::buffer::Cell;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr as _;

use super::pen::Pen;

/// What the terminal shows, and the few bytes that make it show something else.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    /// Whatever lies beyond is blank; `None` is a cell of which that is not known.
    rows: Vec<Vec<Option<Cell>>>,
    pen: Pen,
    at: Option<Position>,
    /// Whether every terminal agrees on how far the letters since the last jump went.
    sure: bool,
}

/// A change of one cell.
type Change<'a> = (u16, u16, &'a Cell);

/// Fewest cells for which erasing the rest of a row is shorter than writing blanks.
const WORTH_ERASING: usize = 4;

/// Most cells that are written once more rather than jumped over.
const WORTH_REPEATING: u16 = 3;

impl Canvas {
    /// Forgets what was shown: the terminal was cleared.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
    }

    /// Returns where the cursor is.
    pub(super) fn cursor(&self) -> Position {
        self.at.unwrap_or_default()
    }

    /// Writes what makes these cells show; the pen is plain before and after.
    pub(super) fn paint<'a>(&mut self, cells: impl Iterator<Item = Change<'a>>, out: &mut Vec<u8>) {
        let mut changes: Vec<Change<'_>> = cells.filter(|it| !self.shows(it)).collect();
        for change in &changes {
            self.note(change);
        }
        let bare: Vec<_> = changes
            .chunk_by(|one, next| one.1 == next.1)
            .flat_map(|row| self.bare(row[0].1))
            .collect();
        for blank in bare {
            self.note(&blank);
            changes.push(blank);
        }
        changes.sort_by_key(|&(x, y, _)| (y, x));
        for row in changes.chunk_by(|one, next| one.1 == next.1) {
            self.paint_row(row, out);
        }
        self.take(Pen::default(), out);
    }

    /// Moves the cursor there, unless it is there.
    pub(super) fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        match self.at {
            Some(at) if (at.x, at.y) == (x, y) && self.sure => return,
            Some(at) if at.y == y && at.x < x && self.sure => self.skip(at.x, x, y, out),
            _ => {
                out.extend(format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1).bytes());
                self.sure = true;
            }
        }
        self.at = Some(Position { x, y });
    }

    fn paint_row(&mut self, changes: &[Change<'_>], out: &mut Vec<u8>) {
        for (done, &(x, y, cell)) in changes.iter().enumerate() {
            if changes.len() - done >= WORTH_ERASING && self.is_blank_from(x, y) {
                if !self.is_before_blanks(x, y) {
                    self.go(x, y, out);
                }
                if !self.pen.blanks_as(Pen::default()) {
                    self.take(Pen::default(), out);
                }
                out.extend(b"\x1b[K");
                return;
            }
            if self.at != Some(Position { x, y }) {
                self.go(x, y, out);
            }
            self.put(x, y, cell, out);
        }
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell, out: &mut Vec<u8>) {
        let pen = Pen::of(cell);
        if !(cell.symbol() == " " && pen.blanks_as(self.pen)) {
            self.take(pen, out);
        }
        out.extend(cell.symbol().bytes());
        self.sure &= cell.symbol().chars().all(|letter| letter < '\u{250}');
        self.at = (cell.symbol().width() == 1).then_some(Position { x: x + 1, y });
    }

    fn take(&mut self, pen: Pen, out: &mut Vec<u8>) {
        out.extend(self.pen.turned_into(pen).bytes());
        self.pen = pen;
    }

    /// Goes forward in a row: few cells are written once more, where the pen allows it.
    fn skip(&self, from: u16, to: u16, y: u16, out: &mut Vec<u8>) {
        let between = (from..to).map(|x| self.repeated(x, y));
        match between.collect::<Option<Vec<u8>>>() {
            Some(letters) if to - from <= WORTH_REPEATING => out.extend(letters),
            _ if to - from == 1 => out.extend(b"\x1b[C"),
            _ => out.extend(format!("\x1b[{}C", to - from).bytes()),
        }
    }

    /// Returns the letter of a cell, if it is of one byte and comes out right with this pen.
    fn repeated(&self, x: u16, y: u16) -> Option<u8> {
        let blank = Some(Cell::EMPTY);
        let cell = self.shown(x, y).unwrap_or(&blank).as_ref()?;
        let pen = Pen::of(cell);
        match cell.symbol().as_bytes() {
            b" " if pen.blanks_as(self.pen) => Some(b' '),
            [letter] if pen == self.pen => Some(*letter),
            _ => None,
        }
    }

    fn shown(&self, x: u16, y: u16) -> Option<&Option<Cell>> {
        self.rows.get(usize::from(y))?.get(usize::from(x))
    }

    fn shows(&self, &(x, y, new): &Change<'_>) -> bool {
        match self.shown(x, y) {
            None => is_blank(new),
            Some(None) => false,
            Some(Some(old)) => {
                old.symbol() == new.symbol()
                    && (Pen::of(old) == Pen::of(new)
                        || new.symbol() == " " && Pen::of(old).blanks_as(Pen::of(new)))
            }
        }
    }

    /// Notes a change. What was left of a wide letter that it hits is not known afterwards.
    fn note(&mut self, &(x, y, cell): &Change<'_>) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.rows.len() <= y {
            self.rows.resize(y + 1, Vec::new());
        }
        let row = &mut self.rows[y];
        if row.len() <= x + 2 {
            row.resize(x + 3, Some(Cell::EMPTY));
        }
        let covered = if is_wide(cell) { x..x + 2 } else { x..x + 1 };
        if x > 0 && row[x - 1].as_ref().is_some_and(is_wide) {
            row[x - 1] = None;
        }
        for place in covered {
            if row[place].as_ref().is_some_and(is_wide) {
                row[place + 1] = None;
            }
            row[place] = None;
        }
        row[x] = Some(cell.clone());
    }

    /// Returns the blanks of a row that stand where half a wide letter was.
    fn bare(&self, y: u16) -> Vec<Change<'static>> {
        const BLANK: &Cell = &Cell::EMPTY;
        let row = self.rows.get(usize::from(y)).map_or(&[][..], Vec::as_slice);
        let is_bare = |x: usize| {
            let covered = x > 0 && row[x - 1].as_ref().is_some_and(is_wide);
            row[x].is_none() && !covered
        };
        let bare = (0..row.len()).filter(|x| is_bare(*x));
        bare.filter_map(|x| Some((u16::try_from(x).ok()?, y, BLANK)))
            .collect()
    }

    /// Tells whether only blanks lie between the cursor and a cell of the same row.
    fn is_before_blanks(&self, x: u16, y: u16) -> bool {
        self.sure
            && self
                .at
                .is_some_and(|at| at.y == y && at.x <= x && self.is_blank_from(at.x, y))
    }

    fn is_blank_from(&self, x: u16, y: u16) -> bool {
        let row = self.rows.get(usize::from(y)).map_or(&[][..], Vec::as_slice);
        let rest = row.get(usize::from(x)..).unwrap_or_default();
        rest.iter().all(|it| it.as_ref().is_some_and(is_blank))
    }
}

fn is_wide(cell: &Cell) -> bool {
    cell.symbol().width() > 1
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).blanks_as(Pen::default())
}

#[cfg(test)]
mod tests;
