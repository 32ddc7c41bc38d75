//! Every sentence that the program names is in the catalogue, and none is there for nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rainmaker::contract::{FaultCode, LookPurpose};
use rainmaker::domain::audit::{Deed, Outcome};
use rainmaker::domain::channel::Channel;
use rainmaker::domain::consent::{ConsentState, Method};
use rainmaker::domain::field::{Field, Kind};
use rainmaker::domain::marketing::{Answer, Reason};
use rainmaker::domain::provenance::{Basis, Origin, Purpose};
use rainmaker::domain::role::Role;
use rainmaker::text::Catalogue;
use rainmaker::ui::Action;

/// Why people are looked at without anybody choosing so.
const LOOKS: &[&str] = &[
    "command-line",
    "after-change",
    "erasure-preview",
    "waiting",
    "verdict",
    "history",
    "audit",
    "who-looked",
    "own-log",
    "duplicates",
    "suppression",
];

/// Ids that the program puts together from a list and one of its codes.
fn of_lists() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut add = |list: &str, codes: &mut dyn Iterator<Item = &'static str>| {
        ids.extend(codes.map(|code| format!("{list}-{code}")));
    };
    add("fault", &mut FaultCode::ALL.iter().map(|it| it.code()));
    add("kind", &mut Kind::ALL.iter().map(|it| it.code()));
    add("field", &mut Field::ALL.iter().map(|it| it.code()));
    add("field", &mut ["number", "kind", "name"].into_iter());
    add("short-field", &mut Field::ALL.iter().map(|it| it.code()));
    add("short-field", &mut ["number", "name"].into_iter());
    add("channel", &mut Channel::ALL.iter().map(|it| it.code()));
    add("channel", &mut ["all"].into_iter());
    add("purpose", &mut Purpose::ALL.iter().map(|it| it.code()));
    add("basis", &mut Basis::ALL.iter().map(|it| it.code()));
    add("origin", &mut Origin::ALL.iter().map(|it| it.code()));
    add("consent", &mut ConsentState::ALL.iter().map(|it| it.code()));
    add("method", &mut Method::ALL.iter().map(|it| it.code()));
    add("answer", &mut Answer::ALL.iter().map(|it| it.code()));
    add("reason", &mut Reason::ALL.iter().map(|it| it.code()));
    add("deed", &mut Deed::ALL.iter().map(|it| it.code()));
    add("role", &mut Role::ALL.iter().map(|it| it.code()));
    add("look", &mut LookPurpose::CHOICES.iter().map(|it| it.code()));
    add("look", &mut LOOKS.iter().copied());
    add("outcome", &mut Outcome::ALL.iter().map(|it| it.code()));
    add(
        "ground",
        &mut ["request", "retention", "wrong_person", "test_data"].into_iter(),
    );
    add("state", &mut ["ok", "note", "warning", "bad"].into_iter());
    add(
        "suppressed",
        &mut ["living", "erased", "unknown"].into_iter(),
    );
    add("wanted", &mut ["erase", "separate"].into_iter());
    let touched = [
        "add",
        "correct",
        "ban",
        "lift-ban",
        "record-consent",
        "set-attribute",
        "remove-attribute",
        "erase",
        "merge",
        "separate",
        "undo",
    ];
    add("touched", &mut touched.into_iter());
    add("duplicate", &mut ["shared", "possible"].into_iter());
    ids
}

/// Families whose codes other rooms choose, and the optional parts of others.
fn may_be_named(id: &str) -> bool {
    let hints = id.strip_prefix("hint-");
    let hint = hints.is_some_and(|name| {
        Action::ALL.iter().any(|action| {
            let mut contexts = action.contexts().iter();
            name == action.name()
                || contexts.any(|it| name == format!("{}-{}", action.name(), it.name()))
        })
    });
    let fault = id
        .strip_suffix("-hint")
        .and_then(|it| it.strip_prefix("fault-"));
    let fault = fault.is_some_and(|code| FaultCode::ALL.iter().any(|it| it.code() == code));
    // The doors of the command line and of files name these by the codes they are given.
    let free = [
        "value-",
        "email-",
        "phone-",
        "business-id-",
        "thing-",
        "counted-",
        "why-",
        "field-",
    ];
    let remark = [
        "number-cut",
        "row-nobody",
        "second-value",
        "extra-cell",
        "consent-without-day",
        "day-unclear",
        "ban-unclear",
        "kind-unclear",
        "name-order-unsure",
    ];
    let free = free.iter().any(|list| id.starts_with(list)) || remark.contains(&id);
    hint || fault || free
}

/// Tells whether an id is the remedy of a sentence, which is looked for together with it.
fn is_hint_of(used: &BTreeSet<String>, id: &str) -> bool {
    id.strip_suffix("-hint").is_some_and(|it| used.contains(it))
}

/// Returns every string literal of the sources, tests aside.
fn literals(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            found.extend(code.split('"').skip(1).step_by(2).map(str::to_owned));
            let named = code
                .match_indices("say(\"")
                .chain(code.match_indices("hint(\""));
            for (at, call) in named {
                let id = code[at + call.len()..].split('"').next().unwrap();
                assert!(
                    Catalogue::ids().any(|it| it == id),
                    "{}: {id}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_sentence_that_is_named_exists_and_none_is_unused() {
    let mut used = of_lists();
    let ids: BTreeSet<String> = Catalogue::ids().map(str::to_owned).collect();
    let missing: Vec<_> = used.difference(&ids).cloned().collect();
    assert_eq!(missing, Vec::<String>::new(), "missing");
    literals(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut used,
    );
    let unused: Vec<_> = ids
        .difference(&used)
        .filter(|id| !may_be_named(id) && !is_hint_of(&used, id))
        .collect();
    assert_eq!(unused, Vec::<&String>::new(), "unused");
}
