use super::code::codes;

codes! {
    /// What a member of staff is trusted with.
    Role {
        /// Works on people and their rights.
        Officer = "officer",
        /// Keeps users, configuration and files; sees no personal data.
        Administrator = "administrator",
    }
}

codes! {
    /// What a request needs to be allowed.
    Permission {
        /// Look up people and read what is held on them.
        ReadPeople = "read-people",
        /// Add and correct people; record consents and bans.
        ChangePeople = "change-people",
        /// Erase, merge and separate people; lift bans; change the suppression list.
        DecideRights = "decide-rights",
        /// Bring in people from files.
        ImportPeople = "import-people",
        ReadAudit = "read-audit",
    }
}

impl Role {
    /// Returns what the role may do: the one table of authority.
    #[must_use]
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Officer => Permission::ALL,
            Self::Administrator => &[],
        }
    }

    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}
