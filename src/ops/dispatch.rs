use super::Ops;
use super::asker::Asker;
use crate::contract::{Fault, FaultCode, Reply, Request};

impl Ops {
    /// Does what an asker may do.
    pub(super) fn run(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::Lookup { text, limit } => self.lookup(asker, &text, limit),
            Request::EndSearch => Ok(Reply::Ok),
            Request::Open {
                number,
                purpose,
                reference,
            } => self.open_person(asker, &number, (purpose, reference)),
            Request::History { number } => self.history(asker, &number),
            Request::Add { .. } | Request::Correct { .. } => self.change_values(asker, request),
            Request::SetAttribute { .. } | Request::RemoveAttribute { .. } => {
                self.change_attribute(asker, request)
            }
            Request::RecordConsent { number, order } => self.record_consent(asker, number, &order),
            Request::May {
                number,
                channel,
                purpose,
            } => self.may(asker, &number, channel, purpose),
            Request::SaveDraft { number, draft } => self.save_draft(asker, number, draft),
            Request::FindDraft { number } => self.find_draft(asker, &number),
            Request::DropDraft { number } => self.drop_draft(asker, number),
            Request::Import {
                import,
                pass,
                candidates,
            } => self.import(asker, import, pass, candidates),
            Request::Duplicates => self.duplicates(asker),
            Request::Merge {
                stays,
                goes,
                reason,
            } => self.merge(asker, stays, goes, &reason),
            Request::Undo { act } => self.undo(asker, act),
            request => self.run_right(asker, request),
        }
    }

    /// What people may forbid and ask for, and what needs a second officer.
    fn run_right(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::Ban { number, order } => self.ban(asker, number, order),
            Request::BanAddress { address, order } => self.ban_address(asker, &address, order),
            Request::LiftBan {
                number,
                channels,
                reason,
            } => self.lift_ban(asker, number, channels, &reason),
            Request::FindSuppression { address } => self.find_suppression(asker, &address),
            Request::ForgetSuppression { address } => self.forget_suppression(asker, &address),
            Request::PreviewErasure { number } => self.preview_erasure(asker, &number),
            Request::Erase(order) => self.erase(asker, order),
            Request::EraseMany { .. }
            | Request::Separate { .. }
            | Request::Waiting
            | Request::Decide { .. }
            | Request::Advise { .. } => self.defer(asker, request),
            request => self.run_house(asker, request),
        }
    }

    /// What concerns staff, the audit and files.
    fn run_house(&self, asker: &Asker, request: Request) -> Result<Reply, Fault> {
        match request {
            Request::WhoLooked { number } => self.who_looked(asker, &number),
            Request::OwnLog => self.own_log(asker),
            Request::StaffLog { user, suspicion } => self.staff_log(asker, &user, &suspicion),
            Request::SetConsultation { day } => self.set_consultation(asker, day),
            Request::ShowAudit { number, chain } => {
                self.show_audit(asker, number.as_deref(), chain)
            }
            Request::Pop {
                phone,
                user,
                reference,
            } => self.pop(asker, &phone, &user, reference.as_deref()),
            Request::RecordFile { path, what, holds } => {
                self.record_file(asker, &path, &what, holds)
            }
            Request::Exports => self.exports(),
            Request::FetchExport { export } => self.fetch_export(asker, export),
            Request::Users
            | Request::AddUser { .. }
            | Request::SetPassword { .. }
            | Request::SetRoles { .. }
            | Request::EnableUser { .. } => self.keep_users_openly(asker, request),
            Request::Sessions => Ok(self.list_sessions(asker)),
            Request::EndSession { user, session } => self.end_sessions(asker, &user, session),
            // What concerns the session itself was answered before anybody was asked for a role.
            _ => Err(Fault::of(FaultCode::Internal)),
        }
    }
}
