use std::io;
use std::io::Write;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::out;
use super::stop::Stop;
use crate::text::clean;

/// Prints one document on one line.
pub(super) fn print(document: &impl Serialize) -> Result<(), Stop> {
    out::print(&line(document))
}

/// Returns the document in one line, every character escaped that a terminal obeys or an eye is
/// deceived by.
pub(super) fn line(document: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    document
        .serialize(&mut Serializer::with_formatter(&mut bytes, Guarded))
        .expect("a document of ours has keys of text and goes into memory");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("the parts are UTF-8")
}

/// Compact JSON; serde escapes C0 and this all else that [`clean`] would change.
struct Guarded;

impl Formatter for Guarded {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        for part in fragment.split_inclusive(deceives) {
            match part.chars().next_back().filter(|it| deceives(*it)) {
                Some(last) => {
                    let plain = &part[..part.len() - last.len_utf8()];
                    out.write_all(plain.as_bytes())?;
                    for unit in last.encode_utf16(&mut [0; 2]) {
                        write!(out, "\\u{unit:04x}")?;
                    }
                }
                None => out.write_all(part.as_bytes())?,
            }
        }
        Ok(())
    }
}

fn deceives(letter: char) -> bool {
    let mut bytes = [0; 4];
    let text = &*letter.encode_utf8(&mut bytes);
    !(' '..='~').contains(&letter) && clean(text) != text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_that_deceives_is_written_as_itself_and_none_is_lost() {
        let hostile = "a\u{1b}]0;x\u{7}\u{7f}\u{9b}31m\u{202e}b\u{200b}\u{e0041}\"\\ä\u{1f600}";
        let line = line(&hostile);
        assert!(
            line.trim_end()
                .chars()
                .all(|it| clean(&it.to_string()) == it.to_string())
        );
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), hostile);
        assert!(line.contains("ä\u{1f600}"), "{line}");
    }
}
