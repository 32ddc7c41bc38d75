use super::asker::Asker;
use super::fault::free_text;
use super::{Changed, Ops, Planned};
use crate::contract::{ExportNote, Fault, FaultCode, Reply};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::time::Timestamp;
use crate::store::{Change, Export, User};

/// How long a written file may lie before `doctor` calls it overdue.
const LIFE_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The longest path that is entered, in characters.
const PATH: usize = 4_096;

impl Ops {
    pub(super) fn record_file(
        &self,
        asker: &Asker,
        path: &str,
        what: &str,
        holds: Vec<String>,
    ) -> Result<Reply, Fault> {
        let path = free_text("path", path, PATH)?;
        let what = free_text("what", what, super::fault::SHORT)?;
        self.change(asker, move |planning, asker| {
            let held = holds
                .iter()
                .filter_map(|number| planning.maps().by_number(number));
            let export = Export {
                id: 0,
                path: path.clone(),
                what: what.clone(),
                by: asker.user,
                at: asker.now,
                expires: Timestamp::from_millis(asker.now.millis() + LIFE_MILLIS),
                holds: held.collect(),
            };
            let acts = vec![asker.entry(Deed::WriteFile, None, &what)];
            let change = Change {
                exports: vec![export],
                acts,
                ..Change::default()
            };
            Ok(Planned {
                change,
                changed: Changed::default(),
            })
        })?;
        Ok(Reply::Ok)
    }

    /// Lists the export ledger.
    pub(super) fn exports(&self) -> Result<Reply, Fault> {
        let view = self.view()?;
        let users = view.users()?;
        let exports = view.exports()?.into_iter();
        Ok(Reply::Exports {
            exports: exports.map(|it| note(&users, it)).collect(),
        })
    }

    /// Answers where a written file lies; that it is fetched is entered before.
    pub(super) fn fetch_export(&self, asker: &Asker, export: u64) -> Result<Reply, Fault> {
        let found = {
            let view = self.view()?;
            let users = view.users()?;
            let found = view.exports()?.into_iter().find(|it| it.id == export);
            found.map(|it| note(&users, it))
        };
        let found = found.ok_or_else(|| Fault::of(FaultCode::NoSuchExport))?;
        let detail = format!("{export}: {}", found.what);
        self.record_act(asker, Deed::FetchFile, Outcome::Done, &detail)?;
        Ok(Reply::Exports {
            exports: vec![found],
        })
    }
}

fn note(users: &[User], export: Export) -> ExportNote {
    let by = users.iter().find(|it| it.id == export.by);
    ExportNote {
        export: export.id,
        path: export.path,
        what: export.what,
        by: by.map(|it| it.name.clone()).unwrap_or_default(),
        at: export.at,
        expires: export.expires,
    }
}
