//! What a user may set: strings and numbers from the configuration file and the environment.
//!
//! Knows nothing of ours: whether a key, an action or a theme exists is for others to say.
//!
//! **Invariant:** a file that is wrong anywhere is refused whole; it never half-applies.
//! **Invariant:** an error names the line and what is wrong with it, never the line's values.

mod error;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::Deserialize;

pub use error::{ConfigError, line_of};

/// What the file and the environment ask for.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The name of a theme that comes with the program, or the path of a theme file.
    pub theme: Option<String>,
    /// Action name → the keys that take the place of its own.
    #[serde(default)]
    pub keys: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub service: Service,
    #[serde(skip)]
    pub colours: Colours,
    /// The text of the theme file, where `theme` is a path.
    #[serde(skip)]
    pub theme_text: Option<String>,
}

/// What the service allows; what is absent stays as it is.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// How many people one user may open in an hour before the officers are warned.
    pub opened_per_hour: Option<NonZeroUsize>,
    pub connections: Option<NonZeroUsize>,
    pub connections_per_account: Option<NonZeroUsize>,
    /// Of one account; whoever is faster has to wait.
    pub requests_per_second: Option<NonZeroU32>,
}

/// Whether the terminal may be sent colours (`NO_COLOR`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Colours {
    #[default]
    Wanted,
    Unwanted,
}

impl Colours {
    /// Reads `NO_COLOR`: any value but an empty one means no colours.
    #[must_use]
    pub fn of(environment: impl Fn(&str) -> Option<OsString>) -> Self {
        match environment("NO_COLOR") {
            Some(value) if !value.is_empty() => Self::Unwanted,
            _ => Self::Wanted,
        }
    }
}

/// The longest file, in bytes.
const LONGEST: u64 = 1 << 20;

impl Config {
    /// Reads `path`, or the file in its usual place, where a missing file means the defaults.
    ///
    /// # Errors
    ///
    /// Names the file, and the line where there is one.
    pub fn load(
        path: Option<&Path>,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ConfigError> {
        let colours = Colours::of(environment);
        let usual = usual_path();
        let Some(file) = path.or(usual.as_deref()) else {
            return Ok(Self {
                colours,
                ..Self::default()
            });
        };
        let text = match read(file) {
            Ok(text) => text,
            Err(error) if path.is_none() && error.kind() == io::ErrorKind::NotFound => {
                String::new()
            }
            Err(source) => return Err(ConfigError::unreadable(file, source)),
        };
        let mut config = Self::parse(&text).map_err(|error| error.within(file))?;
        config.colours = colours;
        config.read_theme(file)?;
        Ok(config)
    }

    /// Reads the text of a configuration file.
    ///
    /// # Errors
    ///
    /// Names the line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError::malformed(text, &error))
    }

    /// A theme that looks like a path is a file, relative to the configuration that names it.
    fn read_theme(&mut self, config: &Path) -> Result<(), ConfigError> {
        let Some(theme) = self.theme.as_deref() else {
            return Ok(());
        };
        if theme.contains('/') || Path::new(theme).extension().is_some_and(|it| it == "toml") {
            let file = config.parent().unwrap_or(Path::new("")).join(theme);
            let text = read(&file).map_err(|source| ConfigError::unreadable(&file, source))?;
            self.theme_text = Some(text);
        }
        Ok(())
    }
}

/// Reads a file of text that is no longer than a person would write.
fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?
        .take(LONGEST + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

fn usual_path() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("rainmaker").join("config.toml"))
}

#[cfg(test)]
mod tests;
