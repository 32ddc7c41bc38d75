//! The requests that these tests make again and again.

use rainmaker::contract::{
    BanOrder, ConsentOrder, Correction, CorrectionField, CorrectionKind, ErasureOrder, Fault,
    Reply, Request,
};
use rainmaker::domain::audit::ErasureGround;
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, Method};
use rainmaker::domain::field::Field;
use rainmaker::domain::id::ActId;
use rainmaker::domain::provenance::{Basis, Origin, Purpose, Source};

use super::register::Register;

pub(super) fn addition(family: &str, phone: &str) -> Request {
    Request::Add {
        number: None,
        kind: None,
        values: vec![
            (Field::Family, family.to_owned()),
            (Field::Phone, phone.to_owned()),
        ],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    }
}

/// Adds somebody and returns the number.
pub(super) fn add(register: &mut Register, family: &str, phone: &str) -> String {
    number_of(register.ask(addition(family, phone)))
}

pub(super) fn number_of(told: Result<Reply, Fault>) -> String {
    match told.unwrap() {
        Reply::Done { number, .. } => number,
        other => panic!("{other:?}"),
    }
}

pub(super) fn act_of(told: Result<Reply, Fault>) -> ActId {
    match told.unwrap() {
        Reply::Done { act, .. } | Reply::Erased { act, .. } => act,
        other => panic!("{other:?}"),
    }
}

pub(super) fn erasure(number: &str) -> Request {
    Request::Erase(ErasureOrder {
        number: number.to_owned(),
        confirmation: number.to_owned(),
        ground: ErasureGround::Request,
    })
}

pub(super) fn erase(register: &mut Register, number: &str) {
    register.ask(erasure(number)).unwrap();
}

pub(super) fn correction(number: &str, field: Field, value: &str) -> Request {
    Request::Correct {
        number: number.to_owned(),
        version: None,
        corrections: vec![Correction {
            field: CorrectionField::Value(field),
            kind: CorrectionKind::Replace,
            value: value.to_owned(),
        }],
        source: Source::of(Origin::Person),
        purpose: Purpose::Relations,
        basis: Basis::LegitimateInterest,
    }
}

pub(super) fn correct_city(register: &mut Register, number: &str, city: &str) -> ActId {
    act_of(register.ask(correction(number, Field::City, city)))
}

pub(super) fn ban(number: &str) -> Request {
    Request::Ban {
        number: number.to_owned(),
        order: BanOrder {
            channels: Vec::new(),
            since: None,
            told: None,
            reason: None,
        },
    }
}

pub(super) fn consent(register: &mut Register, number: &str, state: ConsentState) -> ActId {
    act_of(register.ask(Request::RecordConsent {
        number: number.to_owned(),
        order: ConsentOrder {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            state,
            at: None,
            method: Method::Phone,
            reference: None,
            words: None,
        },
    }))
}

pub(super) fn attribute(
    register: &mut Register,
    number: &str,
    name: &str,
    value: &str,
) -> Result<Reply, Fault> {
    register.ask(Request::SetAttribute {
        number: number.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        purpose: Purpose::Marketing,
        channel: Channel::Email,
    })
}
