use chrono::Datelike as _;
use minicbor::{Decode, Encode};

use super::codes::Numbered;
use super::{WhenRow, day_of};
use crate::domain::id::{ActId, SubjectId, UserId};
use crate::domain::role::Role;
use crate::domain::time::{Timestamp, When};
use crate::store::change::{Came, Repeatable};
use crate::store::house::{Export, Settings, User};

/// A member of staff.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct UserRow {
    #[n(0)]
    name: String,
    #[n(1)]
    password: String,
    #[n(2)]
    roles: Vec<u8>,
    #[n(3)]
    disabled: Option<bool>,
    #[n(4)]
    must_change: Option<bool>,
    #[n(5)]
    account: Option<u32>,
}

impl UserRow {
    pub(in crate::store) fn of(user: &User) -> Self {
        Self {
            name: user.name.clone(),
            password: user.password.clone(),
            roles: user.roles.iter().copied().map(Numbered::number).collect(),
            disabled: Some(!user.enabled),
            must_change: Some(user.must_change),
            account: user.account,
        }
    }

    pub(in crate::store) fn user(self, id: UserId) -> Option<User> {
        let roles = self
            .roles
            .into_iter()
            .map(Role::of_number)
            .collect::<Option<_>>()?;
        Some(User {
            id,
            name: self.name,
            password: self.password,
            roles,
            enabled: !self.disabled.unwrap_or_default(),
            must_change: self.must_change.unwrap_or_default(),
            account: self.account,
        })
    }
}

/// What the controller says of itself.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct SettingsRow {
    #[n(0)]
    controller: Option<String>,
    #[n(1)]
    contact: Option<String>,
    #[n(2)]
    authority: Option<String>,
    #[n(3)]
    demo: bool,
    #[n(4)]
    consulted: Option<i32>,
}

impl SettingsRow {
    pub(in crate::store) fn of(settings: &Settings) -> Self {
        Self {
            controller: settings.controller.clone(),
            contact: settings.contact.clone(),
            authority: settings.authority.clone(),
            demo: settings.demo,
            consulted: settings.consulted.map(|it| it.num_days_from_ce()),
        }
    }

    pub(in crate::store) fn settings(self) -> Settings {
        Settings {
            controller: self.controller,
            contact: self.contact,
            authority: self.authority,
            demo: self.demo,
            consulted: self.consulted.and_then(day_of),
        }
    }
}

/// An entry of the suppression list; its address, channel and origin are its key.
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct SuppressionRow {
    #[n(0)]
    since: WhenRow,
    #[n(1)]
    told: Option<String>,
}

impl SuppressionRow {
    pub(in crate::store) fn of(since: When, told: Option<&str>) -> Self {
        Self {
            since: WhenRow::of(since),
            told: told.map(str::to_owned),
        }
    }

    pub(in crate::store) fn parts(self) -> Option<(When, Option<String>)> {
        Some((self.since.when()?, self.told))
    }
}

/// A file that left the register (RULES F2).
#[derive(Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct ExportRow {
    #[n(0)]
    path: String,
    #[n(1)]
    what: String,
    #[n(2)]
    by: u64,
    #[n(3)]
    at: i64,
    #[n(4)]
    expires: i64,
    #[n(5)]
    holds: Vec<u64>,
}

impl ExportRow {
    pub(in crate::store) fn of(export: &Export) -> Self {
        Self {
            path: export.path.clone(),
            what: export.what.clone(),
            by: export.by.0,
            at: export.at.millis(),
            expires: export.expires.millis(),
            holds: export.holds.iter().map(|it| it.0).collect(),
        }
    }

    pub(in crate::store) fn export(self, id: u64) -> Export {
        Export {
            id,
            path: self.path,
            what: self.what,
            by: UserId(self.by),
            at: Timestamp::from_millis(self.at),
            expires: Timestamp::from_millis(self.expires),
            holds: self.holds.into_iter().map(SubjectId).collect(),
        }
    }
}

/// What came of a write, without personal data, so that its repetition is answered.
#[derive(Clone, Copy, Debug, Decode, Encode)]
#[cbor(map)]
pub(in crate::store) struct OutcomeRow {
    #[n(0)]
    pub(in crate::store) at: i64,
    #[n(1)]
    act: u64,
    #[n(2)]
    subject: Option<u64>,
    #[n(3)]
    waiting: Option<u64>,
}

impl OutcomeRow {
    pub(in crate::store) fn of(at: Timestamp, act: ActId, of: &Repeatable) -> Self {
        Self {
            at: at.millis(),
            act: act.0,
            subject: of.subject.map(|it| it.0),
            waiting: of.waiting,
        }
    }

    pub(in crate::store) fn came(self) -> Came {
        Came {
            act: ActId(self.act),
            subject: self.subject.map(SubjectId),
            waiting: self.waiting,
        }
    }
}
