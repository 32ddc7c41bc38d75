use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::reply::Reply;

/// The version of the contract; client and service must speak the same.
pub const VERSION: u32 = 1;

/// The longest frame, in bytes; checked before anything is allocated.
pub const LONGEST_FRAME: usize = 1 << 20;

/// From this length on, in bytes, an answer comes in parts of it.
pub const PART: usize = 256 * 1024;

/// The first frame of a client.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Hello {
    /// The version that the client speaks.
    pub rainmaker: u32,
}

/// What the service answers to [`Hello`], before it hangs up on another version.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Welcome {
    /// The version that the service speaks.
    pub rainmaker: u32,
    /// Why the service hangs up, if it does.
    pub refused: Option<Fault>,
}

/// What came of a request on the wire.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Reply(Reply),
    Fault(Fault),
}

/// What crosses the socket after the greeting; what a client sends is an [`Envelope`](super::Envelope).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    Answer {
        id: u64,
        answer: Answer,
    },
    /// A piece of the JSON of an [`Answer`]; the pieces come in order, the last one says so.
    Part {
        id: u64,
        text: String,
        last: bool,
    },
}

impl From<Answer> for Result<Reply, Fault> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Reply(reply) => Ok(reply),
            Answer::Fault(fault) => Err(fault),
        }
    }
}

impl From<Result<Reply, Fault>> for Answer {
    fn from(answer: Result<Reply, Fault>) -> Self {
        match answer {
            Ok(reply) => Self::Reply(reply),
            Err(fault) => Self::Fault(fault),
        }
    }
}
