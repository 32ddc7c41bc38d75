//! What may be asked and answered, by every door: the screens, the command line and the socket.
//!
//! Types only; a rule or an effect is in the wrong room here.
//!
//! **Invariant:** a request never says "now"; it may carry a date that a person stated.
//! **Invariant:** the JSON of these types is the protocol and stands under snapshot.

mod card;
mod fault;
mod operation;
mod reply;
mod request;
mod staff;
mod wire;

pub use card::{Card, ErasurePreview, HistoryEntry, Matched, PossibleDuplicate, Row, Verdicts};
pub use fault::{Fault, FaultCode};
pub use reply::{About, ChainReport, ImportCounts, RejectNote, Reply, SuppressionHit};
pub use request::{
    BanOrder, ConsentOrder, Correction, CorrectionField, CorrectionKind, Decision, Draft, Envelope,
    ErasureOrder, Key, LookPurpose, Pass, Request, Secret,
};
pub use staff::{
    Advice, ExportNote, News, PopNote, SessionNote, Touched, UserNote, WaitingAct, Warning,
};
pub use wire::{Answer, Frame, Hello, LONGEST_FRAME, PART, VERSION, Welcome};
