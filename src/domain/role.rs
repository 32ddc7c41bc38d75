//! Who may do what: the one table of authority.
//!
//! The service's check, the help, the manual and the tests of authority are made from
//! [`Operation::rule`].

use super::code::codes;

codes! {
    /// What a member of staff is trusted with; one person may hold several.
    Role {
        /// Answers customers: finds and corrects people, records consents and bans.
        Service = "service",
        /// Works on people and their rights.
        Officer = "officer",
        /// Plans campaigns; sees people without notes.
        Marketing = "marketing",
        /// Reads the audit and changes nothing.
        Auditor = "auditor",
        /// Reads everything and advises in writing; decides nothing.
        Dpo = "dpo",
        /// Keeps users, configuration and files; sees no personal data.
        Administrator = "administrator",
    }
}

/// How far a role reaches in an operation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Extent {
    /// Only what is about the asker's own user and sessions.
    Own,
    /// A person without the free-text note.
    WithoutNotes,
    Whole,
}

/// What an operation needs beyond a role.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Guard {
    None,
    /// The password, typed again within the last five minutes.
    StepUp,
    /// A second officer, or a written reason where there is none (RULES F4).
    SecondOfficer,
    /// Both.
    StepUpAndSecondOfficer,
}

impl Guard {
    #[must_use]
    pub fn wants_step_up(self) -> bool {
        matches!(self, Self::StepUp | Self::StepUpAndSecondOfficer)
    }

    #[must_use]
    pub fn wants_second_officer(self) -> bool {
        matches!(self, Self::SecondOfficer | Self::StepUpAndSecondOfficer)
    }
}

/// Who may do an operation, how far, and under which condition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rule {
    pub extents: &'static [(Role, Extent)],
    pub guard: Guard,
}

macro_rules! operations {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal: $guard:ident [$($role:ident $extent:ident),* $(,)?];)+) => {
        codes! {
            /// What a user may ask for, one for each request of the contract.
            Operation { $($(#[doc = $doc])+ $name = $code),+ }
        }

        impl Operation {
            /// Returns who may do this, how far, and under which condition.
            #[must_use]
            pub fn rule(self) -> Rule {
                match self {
                    $(Self::$name => Rule {
                        extents: &[$((Role::$role, Extent::$extent)),*],
                        guard: Guard::$guard,
                    },)+
                }
            }

            /// Returns what this does, in English, for the help and the manual.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

operations! {
    /// Look people up.
    Lookup = "lookup": None [Service Whole, Officer Whole, Marketing Whole, Dpo Whole];
    /// Open a person.
    Open = "open": None [Service Whole, Officer Whole, Marketing WithoutNotes, Dpo Whole];
    /// Read what was done about a person.
    History = "history": None [Service Whole, Officer Whole, Dpo Whole];
    /// Ask whether a channel may be used.
    May = "may": None [Service Whole, Officer Whole, Marketing Whole, Dpo Whole];
    /// Add a person.
    Add = "add": None [Service Whole, Officer Whole];
    /// Correct a person.
    Correct = "correct": None [Service Whole, Officer Whole];
    /// Set or remove an attribute that a consent allows.
    Attribute = "attribute": None [Service Whole, Officer Whole];
    /// Ban marketing to a person or an address.
    Ban = "ban": None [Service Whole, Officer Whole];
    /// Lift a ban.
    LiftBan = "lift-ban": None [Officer Whole];
    /// Record that a consent was given, refused or withdrawn.
    RecordConsent = "record-consent": None [Service Whole, Officer Whole];
    /// Keep a form that is not saved yet.
    Draft = "draft": None [Service Whole, Officer Whole];
    /// See what an erasure would do.
    PreviewErasure = "preview-erasure": None [Officer Whole, Dpo Whole];
    /// Erase one person.
    Erase = "erase": None [Officer Whole];
    /// Erase more than one person.
    EraseMany = "erase-many": StepUpAndSecondOfficer [Officer Whole];
    /// Find an address on the suppression list.
    FindSuppression = "find-suppression": None [Service Whole, Officer Whole, Dpo Whole];
    /// Take an address off the suppression list.
    ForgetSuppression = "forget-suppression": None [Officer Whole];
    /// Bring in people from a file.
    Import = "import": None [Officer Whole];
    /// Enter a written file into the export ledger.
    RecordFile = "record-file": None [Officer Whole];
    /// Fetch a written file.
    FetchExport = "fetch-export": StepUp [Officer Whole];
    /// List people who may be one.
    Duplicates = "duplicates": None [Service Whole, Officer Whole, Dpo Whole];
    /// Merge two people.
    Merge = "merge": None [Officer Whole];
    /// Split a person who was merged.
    Separate = "separate": SecondOfficer [Officer Whole];
    /// Undo one's own change.
    Undo = "undo": None [Service Whole, Officer Whole];
    /// See who looked at a person.
    WhoLooked = "who-looked": None [Officer Whole, Auditor Whole, Dpo Whole];
    /// Read the audit.
    ShowAudit = "show-audit": None [Officer Whole, Auditor Whole, Dpo Whole];
    /// Read what the audit holds about oneself.
    OwnLog = "own-log": None [
        Service Own, Officer Own, Marketing Own, Auditor Own, Dpo Own, Administrator Own,
    ];
    /// Read what the audit holds about one employee, on a recorded suspicion (RULES F3).
    StaffLog = "staff-log": None [Auditor Whole, Dpo Whole];
    /// Enter the day on which the staff were consulted (RULES F3).
    SetConsultation = "set-consultation": StepUp [Administrator Whole];
    /// See what waits for a second officer.
    Waiting = "waiting": None [Officer Whole, Dpo Whole];
    /// Approve or refuse what waits.
    Decide = "decide": None [Officer Whole];
    /// Advise in writing on what waits.
    Advise = "advise": None [Dpo Whole];
    /// Open a caller's search on somebody's screen.
    Pop = "pop": None [Service Whole, Officer Whole];
    /// List the users.
    Users = "users": None [Auditor Whole, Administrator Whole];
    /// Add a user.
    AddUser = "add-user": StepUp [Administrator Whole];
    /// Give a user a new password.
    SetPassword = "set-password": StepUp [Administrator Whole];
    /// Change what a user is trusted with.
    SetRoles = "set-roles": StepUp [Administrator Whole];
    /// Disable or enable a user.
    EnableUser = "enable-user": StepUp [Administrator Whole];
    /// List sessions.
    Sessions = "sessions": None [
        Service Own, Officer Own, Marketing Own, Auditor Own, Dpo Own, Administrator Whole,
    ];
    /// End a session.
    EndSession = "end-session": None [
        Service Own, Officer Own, Marketing Own, Auditor Own, Dpo Own, Administrator Whole,
    ];
}

impl Operation {
    /// Returns how far somebody with these roles reaches in this operation: as far as the furthest
    /// of them; `None` where none of them may do it at all.
    #[must_use]
    pub fn extent(self, roles: &[Role]) -> Option<Extent> {
        let extents = self.rule().extents.iter();
        extents
            .filter(|(role, _)| roles.contains(role))
            .map(|(_, extent)| *extent)
            .max()
    }
}

/// What a machine account may ask for: a list in, an export out, and looking up.
pub const MACHINE: &[Operation] = &[
    Operation::Lookup,
    Operation::Import,
    Operation::RecordFile,
    Operation::FetchExport,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn may(role: Role) -> Vec<Operation> {
        let all = Operation::ALL.iter().copied();
        all.filter(|it| it.extent(&[role]).is_some()).collect()
    }

    #[test]
    fn several_roles_reach_as_far_as_the_furthest() {
        let roles = [Role::Marketing, Role::Dpo];
        assert_eq!(
            Operation::Open.extent(&roles[..1]),
            Some(Extent::WithoutNotes)
        );
        assert_eq!(Operation::Open.extent(&roles), Some(Extent::Whole));
        assert_eq!(Operation::Erase.extent(&roles), None);
        assert_eq!(Operation::Lookup.extent(&[]), None);
    }

    #[test]
    fn the_administrator_sees_no_personal_data_and_the_auditor_opens_nobody() {
        for role in [Role::Administrator, Role::Auditor] {
            for personal in [Operation::Lookup, Operation::Open, Operation::History] {
                assert!(!may(role).contains(&personal), "{role} {personal}");
            }
        }
    }

    #[test]
    fn who_reads_only_changes_nothing() {
        let changes = [
            Operation::Add,
            Operation::Correct,
            Operation::Ban,
            Operation::RecordConsent,
            Operation::Erase,
            Operation::Decide,
            Operation::SetRoles,
        ];
        for role in [Role::Marketing, Role::Auditor, Role::Dpo] {
            assert!(!may(role).iter().any(|it| changes.contains(it)), "{role}");
        }
    }
}
