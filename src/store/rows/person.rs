use chrono::Datelike as _;
use minicbor::{Decode, Encode};

use super::codes::Numbered;
use super::{WhenRow, day_of};
use crate::domain::ban::{Ban, Lift};
use crate::domain::consent::{ConsentEvent, ImportEvidence, Words};
use crate::domain::id::{SubjectId, UnitId};
use crate::domain::person::{
    Attribute, ConsentUnit, Datum, Digest, MergedInto, Person, SourceRecord, Traces,
};
use crate::domain::provenance::{Provenance, Source};
use crate::domain::time::Timestamp;

/// The core of a person.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct PersonRow {
    #[n(0)]
    number: String,
    #[n(1)]
    kind: u8,
    #[n(2)]
    version: u64,
    /// What values share, written once; each value names its own by index.
    #[n(3)]
    provenances: Vec<ProvenanceRow>,
    #[n(4)]
    data: Vec<DatumRow>,
    #[n(5)]
    bans: Vec<BanRow>,
    #[n(6)]
    consents: Vec<ConsentRow>,
    #[n(7)]
    consent_units: Vec<ConsentUnitRow>,
    #[n(8)]
    records: Vec<RecordRow>,
    #[cbor(n(9), with = "minicbor::bytes")]
    rows: Vec<u8>,
    #[cbor(n(10), with = "minicbor::bytes")]
    removed: Vec<u8>,
    #[n(11)]
    merged: Vec<u64>,
    #[n(12)]
    merged_into: Option<u64>,
    #[n(13)]
    merged_at: Option<i64>,
    #[n(14)]
    former_numbers: Vec<String>,
    #[n(15)]
    number_given: bool,
}

#[derive(Debug, Decode, Encode, PartialEq)]
#[cbor(map)]
struct ProvenanceRow {
    #[n(0)]
    origin: u8,
    #[n(1)]
    detail: Option<String>,
    #[n(2)]
    date: i32,
    #[n(3)]
    purpose: u8,
    #[n(4)]
    basis: u8,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct DatumRow {
    #[n(0)]
    field: u8,
    #[n(1)]
    value: String,
    #[n(2)]
    provenance: u16,
    #[n(3)]
    from: Option<u64>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct BanRow {
    #[n(0)]
    channel: Option<u8>,
    #[n(1)]
    since: WhenRow,
    #[n(2)]
    told: Option<String>,
    #[n(3)]
    reason: Option<String>,
    #[n(4)]
    from_suppression: bool,
    #[n(5)]
    lifted_at: Option<i64>,
    #[n(6)]
    lifted_because: Option<String>,
    #[n(7)]
    from: Option<u64>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct ConsentRow {
    #[n(0)]
    purpose: u8,
    #[n(1)]
    channel: u8,
    #[n(2)]
    state: u8,
    #[n(3)]
    at: WhenRow,
    #[n(4)]
    method: u8,
    #[n(5)]
    reference: Option<String>,
    #[n(6)]
    evidence: Option<EvidenceRow>,
    #[n(7)]
    words: Option<WordsRow>,
    #[n(8)]
    recorder: u8,
    #[n(9)]
    recorded_by: String,
    #[n(10)]
    recorded_at: i64,
    #[n(11)]
    annuls: Option<u64>,
    #[n(12)]
    from: Option<u64>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct EvidenceRow {
    #[n(0)]
    opt_in_at: Option<i64>,
    #[n(1)]
    opt_in_ip: Option<String>,
    #[n(2)]
    confirmed_at: Option<i64>,
    #[n(3)]
    confirmed_ip: Option<String>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct WordsRow {
    #[n(0)]
    text: Option<String>,
    #[n(1)]
    digest: String,
    #[n(2)]
    language: Option<String>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct ConsentUnitRow {
    #[n(0)]
    unit: u64,
    #[n(1)]
    purpose: u8,
    #[n(2)]
    channel: u8,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct RecordRow {
    #[n(0)]
    profile: String,
    #[n(1)]
    record: String,
}

impl PersonRow {
    pub(in crate::store) fn of(person: &Person) -> Self {
        let mut provenances = Vec::new();
        let data = person
            .data
            .iter()
            .map(|it| DatumRow::of(it, &mut provenances))
            .collect();
        Self {
            number: person.number.clone(),
            kind: person.kind.number(),
            version: person.version,
            provenances,
            data,
            bans: person.bans.iter().map(BanRow::of).collect(),
            consents: person.consents.iter().map(ConsentRow::of).collect(),
            consent_units: person
                .consent_units
                .iter()
                .copied()
                .map(ConsentUnitRow::of)
                .collect(),
            records: person.traces.records.iter().map(RecordRow::of).collect(),
            rows: person.traces.rows.concat(),
            removed: person.traces.removed.concat(),
            merged: person.merged.iter().map(|it| it.0).collect(),
            merged_into: person.merged_into.map(|it| it.person.0),
            merged_at: person.merged_into.map(|it| it.at.millis()),
            former_numbers: person.former_numbers.clone(),
            number_given: person.traces.number_given,
        }
    }

    /// Returns the person, or nothing where a code or a date means nothing.
    pub(in crate::store) fn person(self, id: SubjectId) -> Option<Person> {
        let provenances: Vec<Provenance> = self
            .provenances
            .into_iter()
            .map(ProvenanceRow::provenance)
            .collect::<Option<_>>()?;
        Some(Person {
            id,
            number: self.number,
            kind: Numbered::of_number(self.kind)?,
            version: self.version,
            data: self
                .data
                .into_iter()
                .map(|it| it.datum(&provenances))
                .collect::<Option<_>>()?,
            bans: self
                .bans
                .into_iter()
                .map(BanRow::ban)
                .collect::<Option<_>>()?,
            consents: self
                .consents
                .into_iter()
                .map(ConsentRow::event)
                .collect::<Option<_>>()?,
            consent_units: self
                .consent_units
                .into_iter()
                .map(ConsentUnitRow::unit)
                .collect::<Option<_>>()?,
            traces: Traces {
                records: self.records.into_iter().map(RecordRow::record).collect(),
                rows: digests(&self.rows)?,
                number_given: self.number_given,
                removed: digests(&self.removed)?,
            },
            merged: self.merged.into_iter().map(SubjectId).collect(),
            merged_into: self
                .merged_into
                .zip(self.merged_at)
                .map(|(person, at)| MergedInto {
                    person: SubjectId(person),
                    at: Timestamp::from_millis(at),
                }),
            former_numbers: self.former_numbers,
        })
    }
}

fn digests(bytes: &[u8]) -> Option<Vec<Digest>> {
    let (digests, rest) = bytes.as_chunks::<16>();
    rest.is_empty().then(|| digests.to_vec())
}

impl ProvenanceRow {
    fn of(provenance: &Provenance) -> Self {
        Self {
            origin: provenance.source.origin.number(),
            detail: provenance.source.detail.clone(),
            date: provenance.date.num_days_from_ce(),
            purpose: provenance.purpose.number(),
            basis: provenance.basis.number(),
        }
    }

    fn provenance(self) -> Option<Provenance> {
        Some(Provenance {
            source: Source {
                origin: Numbered::of_number(self.origin)?,
                detail: self.detail,
            },
            date: day_of(self.date)?,
            purpose: Numbered::of_number(self.purpose)?,
            basis: Numbered::of_number(self.basis)?,
        })
    }
}

impl DatumRow {
    fn of(datum: &Datum, provenances: &mut Vec<ProvenanceRow>) -> Self {
        let row = ProvenanceRow::of(&datum.provenance);
        let index = provenances
            .iter()
            .position(|it| *it == row)
            .unwrap_or_else(|| {
                provenances.push(row);
                provenances.len() - 1
            });
        Self {
            field: datum.field.number(),
            value: datum.value.clone(),
            provenance: u16::try_from(index).expect("a person has fewer than 65,536 values"),
            from: datum.from.map(|it| it.0),
        }
    }

    fn datum(self, provenances: &[Provenance]) -> Option<Datum> {
        Some(Datum {
            field: Numbered::of_number(self.field)?,
            value: self.value,
            provenance: provenances.get(usize::from(self.provenance))?.clone(),
            from: self.from.map(SubjectId),
        })
    }
}

impl BanRow {
    fn of(ban: &Ban) -> Self {
        Self {
            channel: ban.channel.map(Numbered::number),
            since: WhenRow::of(ban.since),
            told: ban.told.clone(),
            reason: ban.reason.clone(),
            from_suppression: ban.from_suppression,
            lifted_at: ban.lifted.as_ref().map(|it| it.at.millis()),
            lifted_because: ban.lifted.as_ref().map(|it| it.reason.clone()),
            from: ban.from.map(|it| it.0),
        }
    }

    fn ban(self) -> Option<Ban> {
        let lifted = self.lifted_at.map(|at| Lift {
            at: Timestamp::from_millis(at),
            reason: self.lifted_because.unwrap_or_default(),
        });
        Some(Ban {
            channel: known(self.channel)?,
            since: self.since.when()?,
            told: self.told,
            reason: self.reason,
            from_suppression: self.from_suppression,
            lifted,
            from: self.from.map(SubjectId),
        })
    }
}

/// Reads an optional code: `None` outside is a code that means nothing.
#[expect(clippy::option_option, reason = "absent and unknown are two things")]
fn known<T: Numbered>(number: Option<u8>) -> Option<Option<T>> {
    match number {
        None => Some(None),
        Some(number) => T::of_number(number).map(Some),
    }
}

impl ConsentRow {
    fn of(event: &ConsentEvent) -> Self {
        Self {
            purpose: event.purpose.number(),
            channel: event.channel.number(),
            state: event.state.number(),
            at: WhenRow::of(event.at),
            method: event.method.number(),
            reference: event.reference.clone(),
            evidence: event.evidence.as_ref().map(EvidenceRow::of),
            words: event.words.as_ref().map(WordsRow::of),
            recorder: event.recorder.number(),
            recorded_by: event.recorded_by.clone(),
            recorded_at: event.recorded_at.millis(),
            annuls: event.annuls.map(|it| it as u64),
            from: event.from.map(|it| it.0),
        }
    }

    fn event(self) -> Option<ConsentEvent> {
        Some(ConsentEvent {
            purpose: Numbered::of_number(self.purpose)?,
            channel: Numbered::of_number(self.channel)?,
            state: Numbered::of_number(self.state)?,
            at: self.at.when()?,
            method: Numbered::of_number(self.method)?,
            reference: self.reference,
            evidence: self.evidence.map(EvidenceRow::evidence),
            words: self.words.map(WordsRow::words),
            recorder: Numbered::of_number(self.recorder)?,
            recorded_by: self.recorded_by,
            recorded_at: Timestamp::from_millis(self.recorded_at),
            annuls: self.annuls.map(usize::try_from).transpose().ok()?,
            from: self.from.map(SubjectId),
        })
    }
}

impl EvidenceRow {
    fn of(evidence: &ImportEvidence) -> Self {
        Self {
            opt_in_at: evidence.opt_in_at.map(Timestamp::millis),
            opt_in_ip: evidence.opt_in_ip.clone(),
            confirmed_at: evidence.confirmed_at.map(Timestamp::millis),
            confirmed_ip: evidence.confirmed_ip.clone(),
        }
    }

    fn evidence(self) -> ImportEvidence {
        ImportEvidence {
            opt_in_at: self.opt_in_at.map(Timestamp::from_millis),
            opt_in_ip: self.opt_in_ip,
            confirmed_at: self.confirmed_at.map(Timestamp::from_millis),
            confirmed_ip: self.confirmed_ip,
        }
    }
}

impl WordsRow {
    fn of(words: &Words) -> Self {
        Self {
            text: words.text.clone(),
            digest: words.digest.clone(),
            language: words.language.clone(),
        }
    }

    fn words(self) -> Words {
        Words {
            text: self.text,
            digest: self.digest,
            language: self.language,
        }
    }
}

impl ConsentUnitRow {
    fn of(it: ConsentUnit) -> Self {
        Self {
            unit: it.unit.0,
            purpose: it.purpose.number(),
            channel: it.channel.number(),
        }
    }

    fn unit(self) -> Option<ConsentUnit> {
        Some(ConsentUnit {
            unit: UnitId(self.unit),
            purpose: Numbered::of_number(self.purpose)?,
            channel: Numbered::of_number(self.channel)?,
        })
    }
}

impl RecordRow {
    fn of(record: &SourceRecord) -> Self {
        Self {
            profile: record.profile.clone(),
            record: record.record.clone(),
        }
    }

    fn record(self) -> SourceRecord {
        SourceRecord {
            profile: self.profile,
            record: self.record,
        }
    }
}

/// The attributes of one consent, in the unit of that consent.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct AttributesRow {
    #[n(0)]
    attributes: Vec<AttributeRow>,
}

#[derive(Debug, Decode, Encode)]
#[cbor(map)]
struct AttributeRow {
    #[n(0)]
    name: String,
    #[n(1)]
    value: String,
    #[n(2)]
    purpose: u8,
    #[n(3)]
    channel: u8,
    #[n(4)]
    date: i32,
}

impl AttributesRow {
    pub(in crate::store) fn of(attributes: &[Attribute]) -> Self {
        let row = |it: &Attribute| AttributeRow {
            name: it.name.clone(),
            value: it.value.clone(),
            purpose: it.purpose.number(),
            channel: it.channel.number(),
            date: it.date.num_days_from_ce(),
        };
        Self {
            attributes: attributes.iter().map(row).collect(),
        }
    }

    pub(in crate::store) fn attributes(self) -> Option<Vec<Attribute>> {
        let attribute = |it: AttributeRow| {
            Some(Attribute {
                name: it.name,
                value: it.value,
                purpose: Numbered::of_number(it.purpose)?,
                channel: Numbered::of_number(it.channel)?,
                date: day_of(it.date)?,
            })
        };
        self.attributes.into_iter().map(attribute).collect()
    }
}
