use serde::{Deserialize, Serialize};

use super::code::codes;

codes! {
    /// What was done, as the audit names it.
    Deed {
        Init = "init",
        Login = "login",
        Add = "add",
        Correct = "correct",
        Ban = "ban",
        LiftBan = "lift-ban",
        BanAddress = "ban-address",
        ForgetSuppression = "forget-suppression",
        FindSuppression = "find-suppression",
        RecordConsent = "record-consent",
        SetAttribute = "set-attribute",
        RemoveAttribute = "remove-attribute",
        Erase = "erase",
        Import = "import",
        Merge = "merge",
        Separate = "separate",
        Undo = "undo",
        WriteFile = "write-file",
        RecoverKey = "recover-key",
        Open = "open",
        Search = "search",
        ReadAudit = "read-audit",
        /// A search was opened on somebody's screen for a caller.
        Pop = "pop",
        AddUser = "add-user",
        SetPassword = "set-password",
        ChangePassword = "change-password",
        SetRoles = "set-roles",
        DisableUser = "disable-user",
        EnableUser = "enable-user",
        EndSession = "end-session",
        /// The owner of the files gave an administrator back.
        ResetAdministrator = "reset-administrator",
        StepUp = "step-up",
        /// More people were opened in an hour than the budget allows.
        PassBudget = "pass-budget",
        Defer = "defer",
        Approve = "approve",
        Refuse = "refuse",
        Advise = "advise",
        FetchFile = "fetch-file",
        SetConsultation = "set-consultation",
        ReadStaffLog = "read-staff-log",
    }
}

codes! {
    /// The two chains of the audit: what was changed, and what was looked at.
    Chain {
        Acts = "acts",
        Looks = "looks",
    }
}

codes! {
    /// How an audited deed ended.
    Outcome {
        Done = "done",
        Refused = "refused",
    }
}

/// Why a person may be erased.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGround {
    Retention,
    Request,
    WrongPerson,
    TestData,
    /// The reference of the request that asked for it.
    Reference(String),
}
