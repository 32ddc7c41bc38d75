use super::asker::Asker;
use super::card::REFERENCE;
use super::fault::optional_text;
use super::news::What;
use super::users::user_called;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, PopNote, Reply};
use crate::domain::audit::Deed;
use crate::domain::id::UserId;
use crate::domain::phone::Phone;
use crate::store::Change;

impl Ops {
    /// Opens a caller's search on the screens of a user. The number is told and never stored.
    pub(super) fn pop(
        &self,
        asker: &Asker,
        phone: &str,
        name: &str,
        reference: Option<&str>,
    ) -> Result<Reply, Fault> {
        let phone = Phone::parse(phone).map_err(|why| {
            Fault::of(FaultCode::BadValue)
                .with("field", "phone")
                .with("reason", why.code())
        })?;
        let reference = optional_text("reference", reference, REFERENCE)?;
        let user = user_called(&self.view()?, name)?.id;
        if !self.is_at_work(user) {
            return Err(Fault::of(FaultCode::NotAtWork));
        }
        let detail = reference.clone().unwrap_or_default();
        let done = self.change(asker, move |_, asker| {
            let change = Change {
                acts: vec![asker.entry(Deed::Pop, None, &detail)],
                ..Change::default()
            };
            Ok(Planned {
                change,
                changed: Changed::default(),
            })
        })?;
        // A repetition was told the first time.
        if done.value.act.is_none() {
            let phone = phone.as_str().to_owned();
            self.tell(What::Pop(user, PopNote { phone, reference }));
        }
        Ok(Reply::Ok)
    }

    fn is_at_work(&self, user: UserId) -> bool {
        let sessions = self.sessions();
        let mut at_work = sessions.values().filter(|it| !it.machine);
        at_work.any(|it| it.user.as_ref().is_some_and(|it| it.id == user))
    }
}
