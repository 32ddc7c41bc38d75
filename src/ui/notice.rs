use super::message::Ticket;
use crate::contract::Fault;

/// What is said on the line above the hints, until a key is pressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Notice {
    pub(super) tone: Tone,
    pub(super) said: Said,
    /// While its ticket has not come back, no key removes the notice: a fault stays long enough to
    /// be read by somebody who types.
    pub(super) fresh: Option<Ticket>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Tone {
    Done,
    Hint,
    /// What others did.
    Others,
    Warning,
    Fault,
}

/// Words, or what words are made of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Said {
    Sentence {
        id: &'static str,
        values: Vec<(&'static str, String)>,
    },
    Fault(Fault),
    Words(String),
}

impl Notice {
    fn of(tone: Tone, said: Said) -> Self {
        Self {
            tone,
            said,
            fresh: None,
        }
    }

    pub(super) fn others(id: &'static str, values: Vec<(&'static str, String)>) -> Self {
        Self::of(Tone::Others, Said::Sentence { id, values })
    }

    /// Says what others did in words that are made already.
    pub(super) fn words_of_others(words: String) -> Self {
        Self::of(Tone::Others, Said::Words(words))
    }

    pub(super) fn sentence_of_warning(id: &'static str) -> Self {
        let values = Vec::new();
        Self::of(Tone::Warning, Said::Sentence { id, values })
    }

    pub(super) fn done_plainly(id: &'static str) -> Self {
        let values = Vec::new();
        Self::of(Tone::Done, Said::Sentence { id, values })
    }

    pub(super) fn hint(id: &'static str) -> Self {
        Self::of(
            Tone::Hint,
            Said::Sentence {
                id,
                values: Vec::new(),
            },
        )
    }

    pub(super) fn done(id: &'static str, number: &str) -> Self {
        let values = vec![("number", number.to_owned())];
        Self::of(Tone::Done, Said::Sentence { id, values })
    }

    pub(super) fn done_to_user(id: &'static str, user: &str) -> Self {
        let values = vec![("user", user.to_owned())];
        Self::of(Tone::Done, Said::Sentence { id, values })
    }

    pub(super) fn fault(fault: Fault) -> Self {
        Self::of(Tone::Fault, Said::Fault(fault))
    }

    pub(super) fn warning(words: String) -> Self {
        Self::of(Tone::Warning, Said::Words(words))
    }
}
