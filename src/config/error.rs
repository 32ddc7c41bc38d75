use std::io;
use std::path::{Path, PathBuf};

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    #[error("{} cannot be read", .path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}line {line}: {what}", .path.as_ref().map(|it| format!("{} ", it.display())).unwrap_or_default())]
    Malformed {
        path: Option<PathBuf>,
        /// From 1.
        line: usize,
        what: String,
    },
}

impl ConfigError {
    pub(super) fn unreadable(path: &Path, source: io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn malformed(text: &str, error: &toml::de::Error) -> Self {
        Self::Malformed {
            path: None,
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            what: error.message().replace('\n', ", "),
        }
    }

    pub(super) fn within(self, file: &Path) -> Self {
        match self {
            Self::Malformed { line, what, .. } => Self::Malformed {
                path: Some(file.to_owned()),
                line,
                what,
            },
            other @ Self::Unreadable { .. } => other,
        }
    }
}

/// Returns the line, from 1, on which the byte at `offset` stands.
#[must_use]
pub fn line_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.matches('\n').count() + 1
}
