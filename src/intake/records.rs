use std::borrow::Cow;

/// The longest cell, in bytes.
pub(super) const CELL_LIMIT: usize = 1 << 20;

/// The most cells that a record may have.
pub(super) const CELLS_LIMIT: usize = 1000;

/// How many bytes may be read twice because a quote that opened never closed. A file that needs
/// more is hostile: this keeps the whole reading linear.
const REREAD_LIMIT: usize = 16 << 20;

/// The records of delimited text, line ends of any kind mixed.
///
/// A quoted cell may hold line ends only when it is well formed to its end. A stray quote is an
/// ordinary letter, so that one of them never swallows the rows after it.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: Cow<'a, str>,
    at: usize,
    delimiter: u8,
    reread: usize,
}

/// What ends a cell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum End {
    Cell,
    Record,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: Cow<'a, str>, from: usize, delimiter: u8) -> Self {
        Self {
            text,
            at: from,
            delimiter,
            reread: 0,
        }
    }

    /// Returns how far the reading has come, in parts of a thousand.
    pub(super) fn progress(&self) -> u64 {
        (self.at.min(self.text.len()) as u64 * 1000)
            .checked_div(self.text.len() as u64)
            .unwrap_or(1000)
    }

    fn record(&mut self) -> Result<Option<Vec<String>>, RecordError> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            if cells.len() == CELLS_LIMIT {
                return Err(RecordError::TooManyCells);
            }
            let (cell, end) = self.cell()?;
            cells.push(cell);
            if end == End::Record {
                return Ok(Some(cells));
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), RecordError> {
        let opening = self.skip_spaces(self.at);
        if self.byte(opening) == Some(b'"')
            && let Some((cell, after)) = self.quoted(opening)?
        {
            return Ok((cell, self.pass_end(after)));
        }
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .position(|byte| self.ends_cell(*byte))
            .unwrap_or(rest.len());
        if length > CELL_LIMIT {
            return Err(RecordError::LongCell);
        }
        let cell = self.text[self.at..self.at + length].to_owned();
        let end = self.pass_end(self.at + length);
        Ok((cell, end))
    }

    /// Reads the quoted cell that opens at `opening`, and says where it ends; `None` when its quotes
    /// make no sense.
    fn quoted(&mut self, opening: usize) -> Result<Option<(String, usize)>, RecordError> {
        let mut cell = String::new();
        let mut at = opening + 1;
        let mut crossed = false;
        while let Some(found) = self.next_quote(at) {
            let part = &self.text[at..found];
            crossed = crossed || part.contains(['\r', '\n']);
            cell.push_str(part);
            at = found + 1;
            if self.byte(at) == Some(b'"') {
                at += 1;
            } else {
                let after = self.skip_spaces(at);
                if self.byte(after).is_none_or(|byte| self.ends_cell(byte)) {
                    return Ok(Some((cell, after)));
                }
                if crossed {
                    break;
                }
            }
            if cell.len() > CELL_LIMIT {
                break;
            }
            cell.push('"');
        }
        // The search for the next quote may have looked this far without finding one.
        self.reread += at - opening + CELL_LIMIT.min(self.text.len() - at);
        if self.reread > REREAD_LIMIT {
            return Err(RecordError::Quotes);
        }
        Ok(None)
    }

    fn next_quote(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let upto = bytes.len().min(from + CELL_LIMIT);
        let found = bytes.get(from..upto)?.iter().position(|it| *it == b'"')?;
        Some(from + found)
    }

    fn skip_spaces(&self, from: usize) -> usize {
        let spaces = self.text.as_bytes().get(from..).unwrap_or_default();
        from + spaces.iter().take_while(|byte| **byte == b' ').count()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\r' || byte == b'\n'
    }

    /// Moves past the delimiter or the line end at `at`.
    fn pass_end(&mut self, at: usize) -> End {
        let (width, end) = match (self.byte(at), self.byte(at + 1)) {
            (Some(byte), _) if byte == self.delimiter => (1, End::Cell),
            (Some(b'\r'), Some(b'\n')) => (2, End::Record),
            _ => (1, End::Record),
        };
        self.at = at + width;
        end
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Vec<String>, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record().transpose()
    }
}

/// Why a file cannot be read as a table at all.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecordError {
    #[error("a cell is longer than {CELL_LIMIT} bytes")]
    LongCell,
    #[error("a row has more than {CELLS_LIMIT} columns")]
    TooManyCells,
    #[error("the quotes of the file do not match")]
    Quotes,
}

#[cfg(test)]
mod tests;
