use super::Ops;
use super::asker::Asker;
use super::deferral::living;
use super::erasure::preview;
use crate::contract::{Advice, Fault, Reply, WaitingAct};
use crate::domain::audit::Deed;
use crate::domain::id::UserId;
use crate::store::{Change, Deferred, User, View};

impl Ops {
    /// Lists what waits for a second officer, and enters the look at everybody whom that shows.
    pub(super) fn list_waiting(&self, asker: &Asker) -> Result<Reply, Fault> {
        let looker = asker.clone();
        let seen = self.store.write(move |planning| -> Result<_, Fault> {
            let acts = planning.deferred()?;
            let mut looks = Vec::new();
            for subject in acts.iter().flat_map(|it| &it.subjects) {
                if planning.person(*subject)?.is_some() {
                    let mut look = looker.entry(Deed::Open, Some(*subject), "");
                    look.purpose = Some("waiting".to_owned());
                    looks.push(look);
                }
            }
            let change = Change {
                looks,
                ..Change::default()
            };
            Ok((change, acts))
        })?;
        let view = self.view()?;
        let users = view.users()?;
        let notes = seen.value.into_iter();
        let acts: Result<_, Fault> = notes.map(|it| note(asker, (&view, &users), it)).collect();
        Ok(Reply::Waiting { acts: acts? })
    }
}

fn note(
    asker: &Asker,
    (view, users): (&View<'_>, &[User]),
    act: Deferred,
) -> Result<WaitingAct, Fault> {
    let name = |id: UserId| {
        let user = users.iter().find(|it| it.id == id);
        user.map(|it| it.name.clone()).unwrap_or_default()
    };
    let (mut numbers, mut erasures) = (Vec::new(), Vec::new());
    for id in &act.subjects {
        numbers.extend(view.person(*id)?.map(|it| it.number));
        if act.deed == Deed::Erase
            && let Some(person) = living(view, *id)?
        {
            erasures.push(preview(view, &person)?);
        }
    }
    let advice = act.advice.into_iter().map(|it| Advice {
        by: name(it.by),
        at: it.at,
        words: it.words,
    });
    Ok(WaitingAct {
        waiting: act.id,
        deed: act.deed.code().to_owned(),
        by: name(act.by),
        at: act.at,
        reason: act.reason,
        numbers,
        erasures,
        advice: advice.collect(),
        own: act.by == asker.user,
    })
}
