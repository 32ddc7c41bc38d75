//! Every intent a key can be bound to, in one table.
//!
//! The help, the palette, the hints, the configuration, the manual page and `rainmaker keys` are made
//! from it.

use crate::domain::role::Operation;
use Context::{
    Act, Ban, Compare, Decide, Discard, Erase, Finder, Form, Lift, Lock, Log, Login, NewUser,
    Password, Person, Purpose, Results, Review, Rights, Roles, Search, StepUp, Sure, Users, Waits,
    Withdraw,
};

macro_rules! contexts {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)+) => {
        /// Where a key is pressed.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum Context {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Context {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

contexts! {
    /// Name and password.
    Login = "login";
    /// The search box.
    Search = "search";
    /// The list of people found.
    Results = "results";
    /// An opened person.
    Person = "person";
    /// The form that corrects a person.
    Form = "form";
    /// Old and new, before they are saved.
    Review = "review";
    /// The ban dialog.
    Ban = "ban";
    /// The dialog that lifts a ban.
    Lift = "lift";
    /// The choice of a consent to withdraw.
    Withdraw = "withdraw";
    /// The dialog that erases a person.
    Erase = "erase";
    /// Help, palette and the actions for one person.
    Finder = "finder";
    /// The question before changes are thrown away.
    Discard = "discard";
    /// What was, theirs and yours, after somebody else was faster.
    Compare = "compare";
    /// The screen of a locked session.
    Lock = "lock";
    /// The password, typed again before a guarded act.
    StepUp = "step-up";
    /// The form of a new password.
    Password = "password";
    /// The question why a person is opened.
    Purpose = "purpose";
    /// The list of users.
    Users = "users";
    /// The form of a new user.
    NewUser = "new-user";
    /// The roles of a user.
    Roles = "roles";
    /// The question before something is done to a user.
    Sure = "sure";
    /// The list of what waits for a second officer.
    Waits = "waits";
    /// One act that waits.
    Act = "act";
    /// The answer to an act that waits.
    Decide = "decide";
    /// What the audit holds.
    Log = "log";
    /// Who may do what.
    Rights = "rights";
}

macro_rules! actions {
    ($($(#[doc = $help:literal])+ $variant:ident, $name:literal, $contexts:expr, [$($key:literal),*];)+) => {
        /// Something the user asked for.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum Action {
            $($(#[doc = $help])+ $variant,)+
        }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name used in the configuration.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns what the action does, in English.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => concat!($($help),+).trim_ascii(),)+ }
            }

            /// Returns where the action's keys are heard.
            #[must_use]
            pub fn contexts(self) -> &'static [Context] {
                match self { $(Self::$variant => $contexts,)+ }
            }

            #[must_use]
            pub fn default_keys(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($key),*],)+ }
            }
        }
    };
}

const EVERYWHERE: &[Context] = Context::ALL;
/// The screens, where nothing is begun that leaving would lose.
const SCREENS: &[Context] = &[Search, Results, Person, Users, Waits, Act, Log, Rights];
const LISTS: &[Context] = &[
    Search, Results, Person, Form, Review, Ban, Withdraw, Erase, Finder, Login, Compare, Password,
    Purpose, Users, NewUser, Roles, Waits, Act, Log, Rights,
];
const LONG: &[Context] = &[
    Search, Results, Person, Form, Review, Finder, Roles, Users, Waits, Act, Log, Rights,
];
const UNTYPED: &[Context] = &[Results, Person, Review, Users, Waits, Act, Log, Rights];
const PANES: &[Context] = &[
    Login, Search, Results, Person, Form, Ban, Erase, Password, Purpose, NewUser,
];
const ENTERED: &[Context] = &[
    Login, Form, Ban, Lift, Erase, Lock, StepUp, Password, Purpose, NewUser, Decide,
];

actions! {
    /// Open what is selected
    Open, "open", &[Search, Results, Finder, Waits], ["enter"];
    /// Open a person for a purpose, with the number of a call or a request
    OpenFor, "open-for", &[Search, Results], ["o"];
    /// Find a person
    Search, "search", &[Results, Person], ["/", "f3"];
    /// Ban marketing to this person
    Ban, "ban", &[Results, Person], ["b"];
    /// Correct what is held on this person
    Correct, "correct", &[Person], ["c"];
    /// Withdraw a consent
    Withdraw, "withdraw", &[Person], ["w"];
    /// Lift a ban, with a reason
    LiftBan, "lift-ban", &[Person], ["u"];
    /// Erase this person for good
    Erase, "erase", &[Person], ["d"];
    /// Undo your last change to this person
    Undo, "undo", &[Person], ["z"];
    /// Show who looked at this person
    WhoLooked, "who-looked", &[Person], ["v"];
    /// Show what can be done here
    Menu, "actions", &[Results, Person, Users], ["."];
    /// Add a user
    AddUser, "add-user", &[Users], ["n"];
    /// Change what a user is trusted with
    ChangeRoles, "change-roles", &[Users], ["r"];
    /// Give a user a new password
    NewPassword, "new-password", &[Users], ["p"];
    /// Disable a user, or enable again
    EnableUser, "enable-user", &[Users], ["e"];
    /// End the sessions of a user
    EndSessions, "end-sessions", &[Users], ["x"];
    /// Approve what waits
    Approve, "approve", &[Act], ["a"];
    /// Refuse what waits, with words
    Refuse, "refuse", &[Act], ["x"];
    /// Advise on what waits, in writing
    Advise, "advise", &[Act], ["v"];
    /// Go on
    Confirm, "confirm", ENTERED, ["enter"];
    /// Yes, do it
    Yes, "yes", &[Review, Ban, Withdraw, Discard, Sure, Decide, Roles], ["y"];
    /// Mark, or take the next choice
    Toggle, "toggle", &[Form, Ban, Withdraw, Compare, NewUser, Roles], ["space"];
    /// Take what somebody else wrote
    TakeTheirs, "take-theirs", &[Compare], ["t", "left"];
    /// Take what you wrote
    TakeYours, "take-yours", &[Compare], ["m", "right"];
    /// Show the changes, then save them
    Review, "review", &[Form, Compare, NewUser], ["f2", "ctrl-s"];
    /// Next line
    Next, "next", LISTS, ["j", "down"];
    /// Previous line
    Previous, "previous", LISTS, ["k", "up"];
    /// A screenful down
    PageDown, "page-down", LONG, ["pagedown"];
    /// A screenful up
    PageUp, "page-up", LONG, ["pageup"];
    /// To the first line
    First, "first", UNTYPED, ["g", "home"];
    /// To the last line
    Last, "last", UNTYPED, ["G", "end"];
    /// Next pane or field
    NextPane, "next-pane", PANES, ["tab"];
    /// Previous pane or field
    PreviousPane, "previous-pane", PANES, ["backtab"];
    /// Back one level
    Back, "back", EVERYWHERE, ["esc"];
    /// Quit, from the first screen
    Quit, "quit", &[Results, Users, Log], ["q"];
    /// Take the call that waits
    TakeCall, "take-call", EVERYWHERE, ["f4"];
    /// Users and roles
    Users, "users", SCREENS, ["U"];
    /// Waiting for a second officer
    Waiting, "waiting", SCREENS, ["W"];
    /// The audit of the register
    Audit, "audit", SCREENS, ["A"];
    /// Your own log: what the audit holds about you
    OwnLog, "own-log", SCREENS, ["O"];
    /// Who may do what
    Rights, "rights", SCREENS, ["R"];
    /// Change your password
    ChangePassword, "change-password", SCREENS, ["P"];
    /// Lock the screen
    Lock, "lock", EVERYWHERE, ["f9"];
    /// Leave the program from anywhere
    Leave, "leave", EVERYWHERE, ["ctrl-c"];
    /// Show what every key does
    Help, "help", EVERYWHERE, ["?", "f1"];
    /// Find an action by its name
    Palette, "palette", EVERYWHERE, [":", "ctrl-p"];
    /// Draw the screen anew
    Redraw, "redraw", EVERYWHERE, ["ctrl-l"];
    /// Return to the shell for a while
    Suspend, "suspend", EVERYWHERE, ["ctrl-z"];
}

impl Action {
    /// Returns what somebody's roles must allow for the action to be offered; `None` for what asks
    /// nothing of the register, or only about the session itself.
    #[must_use]
    pub fn operation(self) -> Option<Operation> {
        Some(match self {
            Self::Search | Self::TakeCall => Operation::Lookup,
            Self::OpenFor => Operation::Open,
            Self::Ban => Operation::Ban,
            Self::Correct => Operation::Correct,
            Self::Withdraw => Operation::RecordConsent,
            Self::LiftBan => Operation::LiftBan,
            Self::Erase => Operation::Erase,
            Self::Undo => Operation::Undo,
            Self::WhoLooked => Operation::WhoLooked,
            Self::Users => Operation::Users,
            Self::AddUser => Operation::AddUser,
            Self::ChangeRoles => Operation::SetRoles,
            Self::NewPassword => Operation::SetPassword,
            Self::EnableUser => Operation::EnableUser,
            Self::EndSessions => Operation::EndSession,
            Self::Waiting => Operation::Waiting,
            Self::Approve | Self::Refuse => Operation::Decide,
            Self::Advise => Operation::Advise,
            Self::Audit => Operation::ShowAudit,
            Self::OwnLog => Operation::OwnLog,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_and_helps_are_distinct() {
        let mut seen = HashSet::new();
        for action in Action::ALL {
            assert!(seen.insert(action.name()), "{action:?}");
            assert!(seen.insert(action.help()), "{action:?}");
        }
    }

    /// Brackets, backslash, tilde, caret, at, dollar and backtick need two hands on a Nordic keyboard.
    #[test]
    fn every_action_has_a_key_that_a_nordic_keyboard_has() {
        for action in Action::ALL {
            let keys = action.default_keys();
            let reachable = |key: &&str| !r"[]{}\~^@$`".contains(*key);
            assert!(keys.iter().any(reachable), "{action:?}");
        }
    }
}
