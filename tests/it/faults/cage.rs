use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::register::{Dice, files};

/// As much of a canary as gives it away: by chance no file holds it.
const TRACE: usize = 8;

/// Words that stand nowhere else, and all the ways in which a file might hold them.
#[derive(Default)]
pub(super) struct Cage {
    traces: HashMap<[u8; TRACE], String>,
    pub(super) many: usize,
}

impl Cage {
    /// Makes a word; no two share more than a few letters.
    pub(super) fn word(&mut self, dice: &mut Dice) -> String {
        let letters = b"abcdefghijklmnopqrstuvwxyz";
        let word: String = (0..12).map(|_| char::from(*dice.pick(letters))).collect();
        self.lock(&format!("Z{word}"))
    }

    pub(super) fn digits(&mut self, dice: &mut Dice) -> String {
        let digits = format!("{:07}", dice.below(10_000_000));
        self.lock(&format!("+35840{digits}"))
    }

    /// Remembers a text and returns it.
    pub(super) fn lock(&mut self, text: &str) -> String {
        self.many += 1;
        let reversed: String = text.chars().rev().collect();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let national = digits.replacen("358", "0", 1);
        for spelling in [
            text.to_owned(),
            text.to_lowercase(),
            text.to_uppercase(),
            reversed,
            national,
        ] {
            let wide = spelling.encode_utf16();
            let hex = |upper: bool| -> String {
                let pairs = spelling.bytes().map(|it| format!("{it:02x}"));
                let hex: String = pairs.collect();
                if upper { hex.to_uppercase() } else { hex }
            };
            for bytes in [
                spelling.clone().into_bytes(),
                wide.clone().flat_map(u16::to_le_bytes).collect(),
                wide.flat_map(u16::to_be_bytes).collect(),
                hex(false).into_bytes(),
                hex(true).into_bytes(),
            ] {
                for trace in bytes.windows(TRACE) {
                    let trace = trace.try_into().unwrap();
                    self.traces.insert(trace, text.to_owned());
                }
            }
        }
        text.to_owned()
    }

    /// Forgets what every phone of the country begins with, in all its spellings.
    pub(super) fn open_for_common_beginnings(&mut self) {
        let mut common = Self::default();
        common.lock("+35840");
        for trace in common.traces.keys() {
            self.traces.remove(trace);
        }
    }

    pub(super) fn none_in(&self, home: &Path) {
        for file in files(home) {
            let bytes = fs::read(&file).unwrap();
            for trace in bytes.windows(TRACE) {
                let trace: &[u8; TRACE] = trace.try_into().unwrap();
                if let Some(canary) = self.traces.get(trace) {
                    panic!("{} holds a piece of {canary}", file.display());
                }
            }
        }
    }
}
