use super::request::Request;
use crate::domain::role::Operation;

impl Request {
    /// Returns the operation that a role must allow; `None` for what concerns only the session
    /// itself, or the register and nobody in it.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        Some(match self {
            Self::Login { .. }
            | Self::LoginByAccount
            | Self::Resume { .. }
            | Self::Logout
            | Self::Lock
            | Self::Unlock { .. }
            | Self::StepUp { .. }
            | Self::ChangePassword { .. }
            | Self::Changes { .. }
            | Self::VerifyAudit
            | Self::About => return None,
            Self::Lookup { .. } | Self::EndSearch => Operation::Lookup,
            Self::Open { .. } => Operation::Open,
            Self::History { .. } => Operation::History,
            Self::Add { .. } => Operation::Add,
            Self::Correct { .. } => Operation::Correct,
            Self::SetAttribute { .. } | Self::RemoveAttribute { .. } => Operation::Attribute,
            Self::Ban { .. } | Self::BanAddress { .. } => Operation::Ban,
            Self::LiftBan { .. } => Operation::LiftBan,
            Self::RecordConsent { .. } => Operation::RecordConsent,
            Self::May { .. } => Operation::May,
            Self::PreviewErasure { .. } => Operation::PreviewErasure,
            Self::Erase(_) => Operation::Erase,
            Self::EraseMany { .. } => Operation::EraseMany,
            Self::FindSuppression { .. } => Operation::FindSuppression,
            Self::ForgetSuppression { .. } => Operation::ForgetSuppression,
            Self::Import { .. } => Operation::Import,
            Self::RecordFile { .. } => Operation::RecordFile,
            Self::Exports | Self::FetchExport { .. } => Operation::FetchExport,
            Self::Duplicates => Operation::Duplicates,
            Self::Merge { .. } => Operation::Merge,
            Self::Separate { .. } => Operation::Separate,
            Self::Undo { .. } => Operation::Undo,
            Self::SaveDraft { .. } | Self::FindDraft { .. } | Self::DropDraft { .. } => {
                Operation::Draft
            }
            Self::WhoLooked { .. } => Operation::WhoLooked,
            Self::ShowAudit { .. } => Operation::ShowAudit,
            Self::OwnLog => Operation::OwnLog,
            Self::StaffLog { .. } => Operation::StaffLog,
            Self::SetConsultation { .. } => Operation::SetConsultation,
            Self::Waiting => Operation::Waiting,
            Self::Decide { .. } => Operation::Decide,
            Self::Advise { .. } => Operation::Advise,
            Self::Pop { .. } => Operation::Pop,
            Self::Users => Operation::Users,
            Self::AddUser { .. } => Operation::AddUser,
            Self::SetPassword { .. } => Operation::SetPassword,
            Self::SetRoles { .. } => Operation::SetRoles,
            Self::EnableUser { .. } => Operation::EnableUser,
            Self::Sessions => Operation::Sessions,
            Self::EndSession { .. } => Operation::EndSession,
        })
    }

    /// Tells whether the request changes what the register holds; looks are entered all the same.
    #[must_use]
    pub fn writes(&self) -> bool {
        match self {
            Self::Login { .. }
            | Self::LoginByAccount
            | Self::Resume { .. }
            | Self::Logout
            | Self::Lock
            | Self::Unlock { .. }
            | Self::StepUp { .. }
            | Self::Changes { .. }
            | Self::Lookup { .. }
            | Self::EndSearch
            | Self::Open { .. }
            | Self::History { .. }
            | Self::May { .. }
            | Self::PreviewErasure { .. }
            | Self::FindSuppression { .. }
            | Self::Duplicates
            | Self::FindDraft { .. }
            | Self::WhoLooked { .. }
            | Self::OwnLog
            | Self::StaffLog { .. }
            | Self::Waiting
            | Self::Exports
            | Self::FetchExport { .. }
            | Self::Users
            | Self::Sessions
            | Self::VerifyAudit
            | Self::About
            | Self::ShowAudit { .. } => false,
            Self::ChangePassword { .. }
            | Self::Add { .. }
            | Self::Correct { .. }
            | Self::SetAttribute { .. }
            | Self::RemoveAttribute { .. }
            | Self::Ban { .. }
            | Self::BanAddress { .. }
            | Self::LiftBan { .. }
            | Self::RecordConsent { .. }
            | Self::Erase(_)
            | Self::EraseMany { .. }
            | Self::ForgetSuppression { .. }
            | Self::Import { .. }
            | Self::RecordFile { .. }
            | Self::Merge { .. }
            | Self::Separate { .. }
            | Self::Undo { .. }
            | Self::SaveDraft { .. }
            | Self::DropDraft { .. }
            | Self::SetConsultation { .. }
            | Self::Decide { .. }
            | Self::Advise { .. }
            | Self::Pop { .. }
            | Self::AddUser { .. }
            | Self::SetPassword { .. }
            | Self::SetRoles { .. }
            | Self::EnableUser { .. }
            | Self::EndSession { .. } => true,
        }
    }
}
