use super::headings::Target;
use super::headings::key;
use super::profile::Profile;
use super::reader::IntakeError;
use super::reader::Options;
use crate::domain::field::Field;
use crate::domain::hetu::star_hetu;

/// `--map "Column=field"`, as it was meant.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mapping {
    column: String,
    target: Target,
}

impl Mapping {
    /// Reads `Column=field`; the column's own name may hold a `=`.
    ///
    /// Fields are those of `add` (`given`, `email`, `number`, `kind`, …) and `name` for a full name,
    /// `ban`, `ban_CHANNEL` and `consent_CHANNEL`, `source`, `record` and `ignore`.
    ///
    /// # Errors
    ///
    /// Names the text that has no `=`, or the field that is unknown.
    pub fn parse(text: &str) -> Result<Self, IntakeError> {
        let (column, field) = text
            .rsplit_once('=')
            .ok_or_else(|| IntakeError::Mapping(text.to_owned()))?;
        let target = Target::parse(field.trim())
            .ok_or_else(|| IntakeError::UnknownField(field.trim().to_owned()))?;
        Ok(Self {
            column: column.trim().to_owned(),
            target,
        })
    }
}

/// What each column of a file means.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) profile: Profile,
    pub(super) columns: Vec<Column>,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    /// As it stands in the file; in front of a report, so a personal identity code is starred.
    pub(super) heading: String,
    /// `None` where nobody knows what it means.
    pub(super) target: Option<Target>,
}

impl Layout {
    pub(super) fn new(headings: &[String], options: &Options) -> Result<Self, IntakeError> {
        let profile = options
            .profile
            .unwrap_or_else(|| Profile::of_headings(headings));
        let mut columns: Vec<Column> = headings
            .iter()
            .map(|heading| Column {
                heading: star_hetu(
                    heading.trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}'),
                ),
                target: profile
                    .target(heading)
                    .or_else(|| Target::of_heading(heading)),
            })
            .collect();
        for mapping in &options.map {
            let wanted = |column: &&mut Column| named(&column.heading, &mapping.column);
            let mut found = 0;
            for column in columns.iter_mut().filter(wanted) {
                column.target = Some(mapping.target);
                found += 1;
            }
            if found == 0 {
                return Err(IntakeError::UnknownColumn(mapping.column.clone()));
            }
        }
        let layout = Self { profile, columns };
        if layout.identifies() {
            Ok(layout)
        } else {
            Err(IntakeError::NoHeading)
        }
    }

    /// Tells whether any column says who somebody is or how to reach them.
    fn identifies(&self) -> bool {
        self.columns.iter().any(|column| match column.target {
            Some(Target::Number | Target::FullName) => true,
            Some(Target::Value(field)) => matches!(
                field,
                Field::Given | Field::Family | Field::Email | Field::Phone | Field::Company
            ),
            _ => false,
        })
    }

    /// Tells whether the file has a column for an e-mail or a phone.
    pub(super) fn has_addresses(&self) -> bool {
        let addresses = [Target::Value(Field::Email), Target::Value(Field::Phone)].map(Some);
        self.columns
            .iter()
            .any(|column| addresses.contains(&column.target))
    }

    /// Returns the columns that are left out because nobody knows what they mean.
    pub(super) fn unknown(&self) -> Vec<String> {
        let unknown = self
            .columns
            .iter()
            .filter(|it| it.target.is_none() && !it.heading.is_empty());
        unknown.map(|it| it.heading.clone()).collect()
    }
}

fn named(heading: &str, column: &str) -> bool {
    let key = key(column);
    heading == column || !key.is_empty() && self::key(heading) == key
}
