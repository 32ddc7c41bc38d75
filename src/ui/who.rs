use super::action::Action;
use crate::domain::role::{Extent, Operation, Role};

/// Who sits at the screen, and what they are trusted with.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Who {
    /// Nobody before the login.
    pub(super) user: Option<String>,
    pub(super) roles: Vec<Role>,
}

impl Who {
    /// Tells whether an action is offered at all.
    pub(super) fn may(&self, action: Action) -> bool {
        action.operation().is_none_or(|it| self.reaches(it))
    }

    pub(super) fn reaches(&self, operation: Operation) -> bool {
        self.extent(operation).is_some()
    }

    pub(super) fn extent(&self, operation: Operation) -> Option<Extent> {
        operation.extent(&self.roles)
    }
}
