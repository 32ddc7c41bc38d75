use super::dialect;
use super::encoding;
use super::encoding::Encoding;
use super::layout::Layout;
use super::layout::Mapping;
use super::names::Names;
use super::origin;
use super::profile::Profile;
use super::records::RecordError;
use super::records::Records;
use super::row::Reading;
use super::row::Row;

/// What the user says about a file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// Where the file comes from, in words.
    pub source: Option<String>,
    pub map: Vec<Mapping>,
    /// The program that wrote the file, where it is not to be recognised.
    pub profile: Option<Profile>,
}

/// The rows of one file, one after the other.
///
/// Rows are numbered as a spreadsheet numbers them: the heading is 1, a blank row counts without
/// coming out, and a line end within quotes begins none. After an error nothing more comes.
#[derive(Debug)]
pub struct Reader<'a> {
    reading: Reading,
    records: Records<'a>,
    encoding: Encoding,
    row: u64,
    failed: bool,
}

impl<'a> Reader<'a> {
    /// Recognises encoding, dialect, headings and program of the file.
    ///
    /// # Errors
    ///
    /// [`IntakeError::NoHeading`] for a file without rows or without a column that identifies
    /// anybody, [`IntakeError::UnknownColumn`] for a mapping of a column that is not there.
    pub fn open(bytes: &'a [u8], options: &Options) -> Result<Self, IntakeError> {
        let (text, encoding) = encoding::decode(bytes);
        let dialect = dialect::detect(&text);
        let mut records = Records::new(text, dialect.start, dialect.delimiter);
        let headings = records
            .next()
            .ok_or(IntakeError::NoHeading)?
            .map_err(|why| IntakeError::Record { row: 1, why })?;
        let layout = Layout::new(&headings, options)?;
        let source = origin::of_file(options.source.as_deref(), layout.profile.program());
        let reading = Reading {
            layout,
            names: Names::new(),
            source,
        };
        Ok(Self {
            reading,
            records,
            encoding,
            row: 1,
            failed: false,
        })
    }

    #[must_use]
    pub fn profile(&self) -> Profile {
        self.reading.layout.profile
    }

    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns the headings as they stand in the file, personal identity codes starred.
    #[must_use]
    pub fn headings(&self) -> Vec<String> {
        let columns = self.reading.layout.columns.iter();
        columns.map(|it| it.heading.clone()).collect()
    }

    /// Returns the headings of columns that nobody understands and that are left out.
    #[must_use]
    pub fn unknown_columns(&self) -> Vec<String> {
        self.reading.layout.unknown()
    }

    /// Returns how far the reading has come, in parts of a thousand of the file.
    #[must_use]
    pub fn progress(&self) -> u64 {
        self.records.progress()
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Row, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let record = self.records.next()?;
            self.row += 1;
            match record {
                Ok(cells) if cells.iter().all(|it| it.trim().is_empty()) => {}
                Ok(cells) => return Some(Ok(self.reading.row(self.row, &cells))),
                Err(why) => {
                    self.failed = true;
                    return Some(Err(IntakeError::Record { row: self.row, why }));
                }
            }
        }
        None
    }
}

/// Why a file, or what is said of it, cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    #[error("no column is known that says who somebody is")]
    NoHeading,
    #[error("row {row}")]
    Record {
        row: u64,
        #[source]
        why: RecordError,
    },
    #[error("`{0}` is not of the form column=field")]
    Mapping(String),
    #[error("no such field: {0}")]
    UnknownField(String),
    #[error("no such column: {0}")]
    UnknownColumn(String),
}
