mod files;
mod hostile;
mod permuted;
mod rows;

use std::path::Path;

use super::*;
use crate::domain::candidate::Candidate;
use crate::domain::person::Digest;

/// Everything that came of one file.
#[derive(Debug)]
struct Outcome {
    profile: Profile,
    unknown: Vec<String>,
    candidates: Vec<Candidate>,
    notes: Vec<Note>,
    rejects: Vec<Reject>,
}

/// What must not change when the same list is written in another way.
#[derive(Debug, Eq, PartialEq)]
struct Figures {
    digests: Vec<Digest>,
    rejected: Vec<u64>,
    noted: Vec<(u64, Reason)>,
}

impl Outcome {
    fn of(bytes: &[u8], options: &Options) -> Self {
        let reader = Reader::open(bytes, options).unwrap();
        let mut outcome = Self {
            profile: reader.profile(),
            unknown: reader.unknown_columns(),
            candidates: Vec::new(),
            notes: Vec::new(),
            rejects: Vec::new(),
        };
        for row in reader {
            match row.unwrap() {
                Row::Candidate(candidate, notes) => {
                    outcome.candidates.push(*candidate);
                    outcome.notes.extend(notes);
                }
                Row::Reject(reject) => outcome.rejects.push(reject),
            }
        }
        outcome
    }

    fn figures(&self) -> Figures {
        let mut digests: Vec<Digest> = self.candidates.iter().map(|it| it.digest).collect();
        digests.sort_unstable();
        let mut noted: Vec<(u64, Reason)> =
            self.notes.iter().map(|it| (it.row, it.reason)).collect();
        noted.sort_by_key(|(row, reason)| (*row, reason.code()));
        Figures {
            digests,
            rejected: self.rejects.iter().map(|it| it.row).collect(),
            noted,
        }
    }

    fn noted(&self, reason: Reason) -> usize {
        self.notes.iter().filter(|it| it.reason == reason).count()
    }
}

fn text(file: &str) -> Outcome {
    Outcome::of(file.as_bytes(), &Options::default())
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(name),
    )
    .unwrap()
}
