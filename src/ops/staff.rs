use chrono::NaiveDate;

use super::asker::Asker;
use super::fault::{SHORT, free_text};
use super::looks::entries_of;
use super::users::user_called;
use super::{Changed, Ops, Planned};
use crate::contract::{Fault, FaultCode, Reply};
use crate::domain::audit::{Deed, Outcome};
use crate::store::Change;

impl Ops {
    /// Answers what one employee did and looked at, once the staff were consulted and for a suspicion
    /// that is entered before (RULES F3).
    pub(super) fn staff_log(
        &self,
        asker: &Asker,
        name: &str,
        suspicion: &str,
    ) -> Result<Reply, Fault> {
        let consulted = self.view()?.settings()?.consulted;
        if consulted.is_none_or(|day| day > asker.now.local_day()) {
            return Err(Fault::of(FaultCode::StaffViewsOff));
        }
        let suspicion = free_text("suspicion", suspicion, SHORT)?;
        if suspicion.is_empty() {
            return Err(Fault::of(FaultCode::ReasonNeeded));
        }
        let user = user_called(&self.view()?, name)?;
        let detail = format!("{}: {suspicion}", user.name);
        self.record_act(asker, Deed::ReadStaffLog, Outcome::Done, &detail)?;
        Ok(Reply::History {
            entries: entries_of(&self.view()?, user.id)?,
        })
    }

    /// Enters the day on which the staff were consulted.
    pub(super) fn set_consultation(&self, asker: &Asker, day: NaiveDate) -> Result<Reply, Fault> {
        if day > asker.now.local_day() {
            return Err(Fault::of(FaultCode::FutureDate));
        }
        self.change(asker, move |planning, asker| {
            let mut settings = planning.settings()?;
            settings.consulted = Some(day);
            let change = Change {
                settings: Some(settings),
                acts: vec![asker.entry(Deed::SetConsultation, None, &day.to_string())],
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
