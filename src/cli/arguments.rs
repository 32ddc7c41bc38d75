use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::{
    add, attribute, audit, ban, check, completions, consent, correct, demo, doctor, duplicates,
    erase, export, import, init, key, keys, lookup, man, may, merge, pop, separate, serve, show,
    suppression, user, waiting,
};

/// A company's customer and marketing register under the GDPR. Without a command: the screens.
#[derive(Debug, Parser)]
#[command(name = "rainmaker", version, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

const EXIT_CODES: &str = "Exit: 0 done; 1 refused, or nothing found; 2 usage, configuration, no \
    terminal, in use; 3 damaged data or internal.";

/// What every command understands.
#[derive(Args, Clone, Debug)]
pub(super) struct Globals {
    /// The directory of the register
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "RAINMAKER_DATA",
        hide_env_values = true
    )]
    pub(super) data: Option<PathBuf>,
    /// The socket of a service
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) socket: Option<PathBuf>,
    /// Open the register in this process
    #[arg(long, global = true, conflicts_with = "socket")]
    pub(super) local: bool,
    /// The file of the master key
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) master_key: Option<PathBuf>,
    /// Who logs in
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "RAINMAKER_USER",
        hide_env_values = true
    )]
    pub(super) user: Option<String>,
    /// The password is its first line
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "RAINMAKER_PASSWORD_FILE",
        hide_env_values = true
    )]
    pub(super) password_file: Option<PathBuf>,
    /// The configuration file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "RAINMAKER_CONFIG",
        hide_env_values = true
    )]
    pub(super) config: Option<PathBuf>,
    /// Lines and numbered menus instead of screens
    #[arg(long, global = true)]
    pub(super) plain: bool,
}

macro_rules! commands {
    ($($(#[doc = $help:literal])+ $name:ident($arguments:path);)+) => {
        /// Every subcommand.
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($(#[doc = $help])+ $name($arguments),)+
        }

        impl Command {
            pub(super) fn run(self, desk: &super::desk::Desk) -> Result<(), super::stop::Stop> {
                match self { $(Self::$name(command) => command.run(desk),)+ }
            }
        }
    };
}

commands! {
    /// Make a register with its first user
    Init(init::Init);
    /// Open a throw-away register of fictional people
    Demo(demo::Demo);
    /// Own the register and answer on a socket
    Serve(serve::Serve);
    /// Check files, permissions and keys, and say what to do
    Doctor(doctor::Doctor);
    /// List every action of the screens and its keys
    Keys(keys::Keys);
    /// Print the completions of a shell
    Completions(completions::Completions);
    /// Print the manual page
    Man(man::Man);
    /// Recover the master key
    Key(key::Key);
    /// Add a person; prints the customer number
    Add(add::Add);
    /// Bring in people from files
    Import(import::Import);
    /// List people who may be one
    Duplicates(duplicates::Duplicates);
    /// Make two people one: A stays, B's number answers with A
    Merge(merge::Merge);
    /// Undo a merge, or keep people apart for good
    Separate(separate::Separate);
    /// Find people
    Lookup(lookup::Lookup);
    /// Show what is held on a person
    Show(show::Show);
    /// Set or remove what is held on a consent alone
    Attribute(attribute::Attribute);
    /// Correct what is held on a person
    Correct(correct::Correct);
    /// Ban marketing, or lift a ban
    Ban(ban::Ban);
    /// Find or forget an address in the suppression list
    Suppression(suppression::Suppression);
    /// Record consents, and show them
    Consent(consent::Consent);
    /// Erase a person for good
    Erase(erase::Erase);
    /// List, approve or refuse what waits for a second officer
    Waiting(waiting::Waiting);
    /// Tell whether a person may be contacted
    May(may::May);
    /// Verify or show the audit
    Audit(audit::Audit);
    /// List written files, or fetch one
    Export(export::Export);
    /// Add, list and change the users
    User(user::User);
    /// Open a caller's search on somebody's screen
    Pop(pop::Pop);
    /// Try a rule, without a register
    Check(check::Check);
}

impl Command {
    /// Tells whether the command does its work however the configuration is.
    pub(super) fn stands_any_configuration(&self) -> bool {
        matches!(
            self,
            Self::Doctor(_) | Self::Completions(_) | Self::Man(_) | Self::Demo(_)
        )
    }
}
