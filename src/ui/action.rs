//! Every intent a key can be bound to, in one table.
//!
//! The help, the palette, the hints, the configuration, the manual page and `rainmaker keys` are made
//! from it.

use Context::{
    Ban, Discard, Erase, Finder, Form, Lift, Login, Person, Results, Review, Search, Withdraw,
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
const LISTS: &[Context] = &[
    Search, Results, Person, Form, Review, Ban, Withdraw, Erase, Finder, Login,
];
const LONG: &[Context] = &[Search, Results, Person, Form, Review, Finder];
const UNTYPED: &[Context] = &[Results, Person, Review];
const PANES: &[Context] = &[Login, Search, Results, Person, Form, Ban, Erase];

actions! {
    /// Open what is selected
    Open, "open", &[Search, Results, Finder], ["enter"];
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
    /// Show what can be done here
    Menu, "actions", &[Results, Person], ["."];
    /// Go on
    Confirm, "confirm", &[Login, Form, Ban, Lift, Erase], ["enter"];
    /// Yes, do it
    Yes, "yes", &[Review, Ban, Withdraw, Discard], ["y"];
    /// Mark, or take the next choice
    Toggle, "toggle", &[Form, Ban, Withdraw], ["space"];
    /// Show the changes, then save them
    Review, "review", &[Form], ["f2", "ctrl-s"];
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
    /// Quit, from the list of people
    Quit, "quit", &[Results], ["q"];
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
