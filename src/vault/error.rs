use std::path::PathBuf;

use thiserror::Error;

use super::CodeError;
use super::DiskError;
use super::VaultFile;

/// Why the key files cannot be created, opened or recovered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VaultError {
    /// A file could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The disk to create on holds a key file already.
    #[error("{0} exists already")]
    Exists(VaultFile),
    /// There is no master key where it was looked for.
    #[error("the master key {} is missing", .0.display())]
    MasterMissing(PathBuf),
    /// The master key could not be read from where it stands.
    #[error("the master key {} cannot be read", path.display())]
    MasterUnreadable {
        /// Where it was looked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not one line of 64 hexadecimal digits.
    #[error("the master key is malformed")]
    MasterMalformed,
    /// The master key is well formed and does not open these keys.
    #[error("the master key belongs to other keys")]
    MasterWrong,
    /// The file `keys` is not there.
    #[error("the file keys is missing")]
    KeysMissing,
    /// The file `keys` is not what was written.
    #[error("the file keys is damaged")]
    KeysDamaged,
    /// A newer program wrote this file.
    #[error("{file} has format {format}, newer than this program knows")]
    Newer {
        /// The file.
        file: VaultFile,
        /// Its format.
        format: u8,
    },
    /// The recovery code is mistyped.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The recovery code is well formed and does not open these keys.
    #[error("the recovery code belongs to other keys")]
    CodeWrong,
    /// Neither keyring file is there.
    #[error("keyring.a and keyring.b are both missing")]
    KeyringMissing,
    /// Neither keyring file begins with a header that these keys have tagged.
    #[error("keyring.a and keyring.b do not belong to these keys or are damaged")]
    KeyringForeign,
}

impl VaultError {
    /// Returns what the operator can do about it, if anything other than looking at the disk.
    #[must_use]
    pub fn remedy(&self) -> Option<&'static str> {
        Some(match self {
            Self::MasterMissing(_) | Self::MasterMalformed | Self::MasterWrong => {
                "give the right file with --master-key, or run key recover with the recovery code"
            }
            Self::KeysMissing | Self::KeysDamaged => "bring the file keys back from a backup",
            Self::KeyringMissing | Self::KeyringForeign => {
                "bring keyring.a and keyring.b back from the latest backup"
            }
            Self::Newer { .. } => "use the newer program",
            Self::CodeWrong => "use the code that was shown when this register was made",
            Self::Disk(_) | Self::Exists(_) | Self::MasterUnreadable { .. } | Self::Code(_) => {
                return None;
            }
        })
    }
}
