use std::fmt;
use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use super::Disk;
use super::UnitKey;
use super::VaultError;
use super::VaultFile;
use super::random::random;

/// A master key file is 64 digits and a line end; more than this is another file.
const LONGEST: u64 = 256;

/// The key that wraps the file `keys`, and does nothing else.
///
/// It may stand outside the data directory.
pub struct Master(Zeroizing<[u8; 32]>);

impl Master {
    /// Reads a master key from the file at `path`.
    ///
    /// # Errors
    ///
    /// Missing, unreadable and malformed are told apart.
    pub fn read(path: &Path) -> Result<Self, VaultError> {
        let mut text = Zeroizing::new(Vec::with_capacity(1_024));
        let read = File::open(path).and_then(|it| it.take(LONGEST).read_to_end(&mut text));
        match read {
            Ok(_) => Self::parse(&text),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                Err(VaultError::MasterMissing(path.to_owned()))
            }
            Err(source) => Err(VaultError::MasterUnreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Parses one line of 64 hexadecimal digits, of either case, with white space around it.
    ///
    /// # Errors
    ///
    /// [`VaultError::MasterMalformed`] for anything else.
    pub fn parse(text: &[u8]) -> Result<Self, VaultError> {
        let digits = text.trim_ascii();
        let mut key = Zeroizing::new([0; 32]);
        if digits.len() != 2 * key.len() {
            return Err(VaultError::MasterMalformed);
        }
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(key))
    }

    pub(super) fn draw() -> Self {
        Self(random())
    }

    pub(super) fn write(&self, disk: &dyn Disk) -> Result<(), VaultError> {
        Ok(disk.replace(VaultFile::Master, self.line().as_bytes())?)
    }

    /// Returns the line that a master key file holds. It is the secret itself.
    #[must_use]
    pub fn line(&self) -> Zeroizing<String> {
        let mut line = Zeroizing::new(String::with_capacity(65));
        for byte in &*self.0 {
            write!(line, "{byte:02x}").expect("a string takes what is written to it");
        }
        line.push('\n');
        line
    }

    pub(super) fn key(&self) -> UnitKey {
        UnitKey::new(*self.0)
    }
}

impl fmt::Debug for Master {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Master(..)")
    }
}

fn digit(byte: u8) -> Result<u8, VaultError> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        b'A'..=b'F' => Ok(byte - b'A' + 10),
        _ => Err(VaultError::MasterMalformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_master_key_is_read_back_from_its_line() {
        let master = Master::draw();
        let line = master.line();
        for text in [
            line.to_string(),
            line.to_uppercase(),
            format!("  {}\r\n", line.trim()),
        ] {
            assert_eq!(Master::parse(text.as_bytes()).unwrap().line(), line);
        }
    }

    #[test]
    fn a_malformed_master_key_is_told_from_a_missing_one() {
        let line = Master::draw().line();
        let (cut, long) = (line[..63].to_owned(), format!("{}0", line.trim()));
        let (foreign, split) = (
            line.replace(&line[9..10], "g"),
            line[..63].to_owned() + " 0",
        );
        for text in ["", "\n", &cut, &long, &foreign, &split] {
            let outcome = Master::parse(text.as_bytes());
            assert!(matches!(outcome, Err(VaultError::MasterMalformed)));
        }
        let outcome = Master::read(Path::new("/nonexistent/master.key"));
        assert!(matches!(outcome, Err(VaultError::MasterMissing(_))));
        let outcome = Master::read(Path::new("/"));
        assert!(matches!(outcome, Err(VaultError::MasterUnreadable { .. })));
    }

    #[test]
    fn nothing_prints_the_secret() {
        assert_eq!(format!("{:?}", Master::draw()), "Master(..)");
    }
}
