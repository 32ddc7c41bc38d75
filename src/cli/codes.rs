use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::channel::Channel;
use crate::domain::consent::Method;
use crate::domain::provenance::{Basis, Purpose};
use crate::domain::role::Role;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $list:ident;)+) => {$(
        $(#[doc = $doc])+
        pub(super) fn $name() -> impl TypedValueParser<Value = $list> {
            PossibleValuesParser::new($list::ALL.iter().map(|it| it.code()))
                .map(|code| $list::parse(&code).expect("nothing else passes the list"))
        }
    )+};
}

codes! {
    /// Reads the code of a channel.
    channel: Channel;
    /// Reads the code of a purpose.
    purpose: Purpose;
    /// Reads the code of a legal basis.
    basis: Basis;
    /// Reads how a consent was told.
    method: Method;
    /// Reads the code of a role.
    role: Role;
}
