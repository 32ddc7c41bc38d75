use std::borrow::Cow;

use encoding_rs::Encoding as Coding;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;

/// How much of a file is looked at for the zero bytes that give UTF-16 away.
const SAMPLE: usize = 4096;

/// How a file writes its letters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// At least one byte was not UTF-8: such bytes are Windows-1252, which Latin-1 lies within.
    Windows1252,
}

/// Returns the text that `bytes` hold, without a byte order mark.
///
/// Bytes that are not UTF-8 are read as Windows-1252 one by one, so that a list glued together
/// from two programs keeps both halves. Letters of the languages here never look like UTF-8 by
/// chance.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return narrow(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return (wide(rest, UTF_16LE), Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return (wide(rest, UTF_16BE), Encoding::Utf16Be);
    }
    match guess_wide(bytes) {
        Some(Encoding::Utf16Le) => (wide(bytes, UTF_16LE), Encoding::Utf16Le),
        Some(Encoding::Utf16Be) => (wide(bytes, UTF_16BE), Encoding::Utf16Be),
        _ => narrow(bytes),
    }
}

fn wide(bytes: &[u8], coding: &'static Coding) -> Cow<'static, str> {
    let (text, _) = coding.decode_without_bom_handling(bytes);
    Cow::Owned(text.into_owned())
}

fn narrow(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Encoding::Utf8);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let (letters, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&letters);
    }
    (Cow::Owned(text), Encoding::Windows1252)
}

/// Text in Latin letters has a zero in almost every second byte of UTF-16, and nowhere else.
fn guess_wide(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| {
        let places = sample.iter().skip(odd).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    if half > 0 && odd * 10 >= half * 6 && even * 10 <= half {
        Some(Encoding::Utf16Le)
    } else if half > 0 && even * 10 >= half * 6 && odd * 10 <= half {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Sähköposti;Åbo\r\nmäkelä@example.com;Örebro\r\n";

    fn wide_bytes(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let (latin, _, _) = WINDOWS_1252.encode(TEXT);
        let marked = format!("\u{feff}{TEXT}");
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked.as_bytes().to_vec(), Encoding::Utf8),
            (latin.into_owned(), Encoding::Windows1252),
            (wide_bytes(TEXT, u16::to_le_bytes), Encoding::Utf16Le),
            (wide_bytes(TEXT, u16::to_be_bytes), Encoding::Utf16Be),
            (wide_bytes(&marked, u16::to_le_bytes), Encoding::Utf16Le),
            (wide_bytes(&marked, u16::to_be_bytes), Encoding::Utf16Be),
        ] {
            assert_eq!(decode(&bytes), (Cow::Borrowed(TEXT), encoding));
        }
    }

    #[test]
    fn a_list_glued_from_two_encodings_keeps_both() {
        let mut bytes = "Mäkelä\n".as_bytes().to_vec();
        bytes.extend(b"H\xe4rk\xf6nen\n");
        assert_eq!(decode(&bytes).0, "Mäkelä\nHärkönen\n");
    }

    #[test]
    fn a_stray_zero_byte_is_not_utf_16() {
        assert_eq!(decode(b"a\0b;c\n").1, Encoding::Utf8);
        assert_eq!(decode(b"\0\0\0\0").1, Encoding::Utf8);
        assert_eq!(decode(b"").0, "");
        assert_eq!(decode(b"\xff\xfea").1, Encoding::Utf16Le);
    }
}
