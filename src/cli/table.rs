use crate::text::{clean, width};

/// Rows with aligned columns, their text cleaned; a column without any text is left out.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

/// What stands between two columns.
const GAP: usize = 2;

impl Table {
    pub(super) fn push<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.iter().map(|it| clean(it)).collect());
    }

    /// Returns the rows as lines, each with its line end and none with blanks before it.
    pub(super) fn lines(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let cell = |row: &'_ Vec<String>, column: usize| row.get(column).map_or(0, |it| width(it));
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                self.rows
                    .iter()
                    .map(|row| cell(row, column))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, words) in row.iter().enumerate().filter(|(it, _)| widths[*it] > 0) {
                line.push_str(words);
                let blanks = widths[column] + GAP - width(words);
                line.extend(std::iter::repeat_n(' ', blanks));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_cells_and_empty_ones_are_left_out() {
        let mut table = Table::default();
        table.push(["1", "", "Mäkelä", "x"]);
        table.push(["1234", "", "北京", "y\u{1b}"]);
        assert_eq!(table.lines(), "1     Mäkelä  x\n1234  北京    y␛\n");
    }
}
