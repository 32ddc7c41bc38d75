use super::asker::Asker;
use super::fault::free_text;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, Reply};
use crate::domain::audit::Deed;
use crate::domain::time::Timestamp;
use crate::store::{Change, Export};

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
}
