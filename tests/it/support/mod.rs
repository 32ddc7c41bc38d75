//! What the tests of the whole program stand on.

pub(crate) mod environment;
pub(crate) mod escapes;
pub(crate) mod machine;
pub(crate) mod payloads;
pub(crate) mod terminal;
