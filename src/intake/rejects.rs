use std::borrow::Cow;
use std::io;
use std::io::Write;

use super::cell::starts_formula;
use super::reason::Reason;
use super::reason::Reject;
use crate::domain::hetu::star_hetu;
use crate::text;

const OURS: [&str; 3] = ["Row number", "Rejected column", "Reason for rejection"];

/// Writes rejected rows as they stood in their file, each with its number, the columns at fault and
/// the reasons in the words of `say`.
///
/// The three columns of ours stand last, so that the file can be mended and imported again. It opens
/// with a byte order mark, without which Excel misreads letters. What a terminal would obey becomes
/// visible.
///
/// # Errors
///
/// Those of `out`.
pub fn write_rejects(
    mut out: impl Write,
    headings: &[String],
    rejects: &[Reject],
    say: &dyn Fn(Reason) -> String,
) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    let widths = rejects.iter().map(|it| it.cells.len());
    let width = widths.max().unwrap_or_default().max(headings.len());
    table.write_record(record(headings, width, OURS.map(str::to_owned)))?;
    for reject in rejects {
        let columns = reject.reasons.iter().map(|(column, _)| column.clone());
        let columns = listed(columns.filter(|it| !it.is_empty()));
        let reasons = listed(
            reject
                .reasons
                .iter()
                .map(|(column, reason)| match column.as_str() {
                    "" => say(*reason),
                    column => format!("{column}: {}", say(*reason)),
                }),
        );
        let ours = [reject.row.to_string(), columns, reasons];
        table.write_record(record(&reject.cells, width, ours))?;
    }
    table.flush()
}

/// Returns the file's own cells, as many as the widest row has, and after them ours.
fn record(cells: &[String], width: usize, ours: [String; 3]) -> Vec<String> {
    let mut cells = cells.to_vec();
    cells.resize(width, String::new());
    cells.extend(ours);
    cells
        .iter()
        .map(|it| neutralise(&visible(&star_hetu(it))).into_owned())
        .collect()
}

/// Returns a cell without controls: line ends are all alike, tabs stay, the rest becomes a picture.
fn visible(cell: &str) -> String {
    let obeyed = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    let lines = cell.replace("\r\n", "\n").replace('\r', "\n");
    let letters = lines.split_inclusive(obeyed).map(|part| {
        let plain = part.trim_end_matches(obeyed);
        format!("{plain}{}", text::clean(&part[plain.len()..]))
    });
    letters.collect()
}

/// Returns a cell so that no spreadsheet takes it for a formula: with `'` before it where it would.
///
/// A telephone number in its strict form stays bare. Reading the cell again gives the same value.
#[must_use]
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    if starts_formula(cell) && !is_e164(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn is_e164(cell: &str) -> bool {
    let digits = cell.strip_prefix('+').unwrap_or_default().as_bytes();
    (7..=15).contains(&digits.len()) && digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit)
}

fn listed(parts: impl Iterator<Item = String>) -> String {
    let mut listed: Vec<String> = Vec::new();
    for part in parts {
        if !listed.contains(&part) {
            listed.push(part);
        }
    }
    listed.join("; ")
}

#[cfg(test)]
mod tests;
