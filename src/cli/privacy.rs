use rustix::process::{DumpableBehavior, Resource, Rlimit};

/// Keeps what this process holds from the other processes of its account, and out of a core.
///
/// Where the system refuses, the program does its work all the same.
pub(super) fn shut() {
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable).ok();
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    rustix::process::setrlimit(Resource::Core, none).ok();
}
