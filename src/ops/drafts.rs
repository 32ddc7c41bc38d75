use super::Ops;
use super::asker::{Asker, person_of};
use super::{Changed, Planned};
use crate::contract::{Draft, Fault, FaultCode, Reply};
use crate::store::{Change, DraftRecord};

/// Most bytes that a draft holds in all.
const BYTES: usize = 32 * 1024;

/// Most fields that a draft has.
const FIELDS: usize = 64;

impl Ops {
    pub(super) fn save_draft(
        &self,
        asker: &Asker,
        number: String,
        draft: Draft,
    ) -> Result<Reply, Fault> {
        bounded(&draft)?;
        self.change(asker, move |planning, asker| {
            let record = DraftRecord {
                subject: person_of(planning, &number)?.id,
                user: asker.user,
                at: asker.now,
                version: draft.version,
                values: draft.values.clone(),
            };
            Ok(planned(Change {
                drafts: vec![record],
                ..Change::default()
            }))
        })?;
        Ok(Reply::Ok)
    }

    pub(super) fn find_draft(&self, asker: &Asker, number: &str) -> Result<Reply, Fault> {
        let view = self.view()?;
        let person = person_of(&view, number)?;
        let kept = view.draft(person.id, asker.user, asker.now)?;
        let at = kept.as_ref().map(|it| it.at);
        let draft = kept.map(|it| Draft {
            version: it.version,
            values: it.values,
        });
        Ok(Reply::Draft { draft, at })
    }

    pub(super) fn drop_draft(&self, asker: &Asker, number: String) -> Result<Reply, Fault> {
        self.change(asker, move |planning, asker| {
            let person = person_of(planning, &number)?;
            Ok(planned(Change {
                dropped_drafts: vec![(person.id, asker.user)],
                ..Change::default()
            }))
        })?;
        Ok(Reply::Ok)
    }
}

/// Refuses what no form holds.
fn bounded(draft: &Draft) -> Result<(), Fault> {
    let bytes: usize = draft.values.iter().map(|it| it.0.len() + it.1.len()).sum();
    let limit = match draft.values.len() {
        many if many > FIELDS => FIELDS,
        _ if bytes > BYTES => BYTES,
        _ => return Ok(()),
    };
    Err(Fault::of(FaultCode::BadValue)
        .with("field", "draft")
        .with("reason", "value-too-long")
        .with("limit", &limit))
}

fn planned(change: Change) -> Planned {
    Planned {
        change,
        changed: Changed::default(),
    }
}
