use std::time::Duration;

use super::desk::{Desk, KEY, history, open};
use crate::contract::{Draft, Fault, FaultCode, LookPurpose, PopNote, Reply, Request};
use crate::domain::field::Field;
use crate::domain::role::Role;

fn code(reply: Result<Reply, Fault>) -> FaultCode {
    reply.unwrap_err().code
}

fn who_looked(number: &str) -> Request {
    Request::WhoLooked {
        number: number.to_owned(),
    }
}

#[test]
fn a_look_is_entered_with_its_purpose_and_the_number_of_the_call() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let dpo = desk.join("Dpo", &[Role::Dpo]);
    desk.ask_as(dpo, open(&number)).unwrap();
    let with = |reference: &str| Request::Open {
        number: number.clone(),
        purpose: LookPurpose::CustomerService,
        reference: Some(reference.to_owned()),
    };
    desk.ask(with("C-17")).unwrap();
    assert_eq!(code(desk.ask(with("131052-308T"))), FaultCode::BadValue);
    assert_eq!(code(desk.ask(with(&"9".repeat(65)))), FaultCode::BadValue);
    let looks = history(desk.ask(who_looked(&number)));
    let seen: Vec<_> = looks
        .iter()
        .map(|it| {
            let purpose = it.purpose.as_deref().unwrap_or_default();
            (it.actor.as_str(), purpose, it.detail.as_deref())
        })
        .collect();
    let expected = [
        ("Officer", "who-looked", None),
        ("Officer", "customer-service", Some("C-17")),
        ("Dpo", "oversight", None),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn who_looked_at_a_merged_person_is_told_with_the_one_that_stays() {
    let mut desk = Desk::new();
    let stays = desk.add(&[(Field::Given, "Ilkka")]);
    let goes = desk.add(&[(Field::Given, "Ilkka")]);
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    desk.ask_as(kaisa, open(&goes)).unwrap();
    desk.step_up();
    let merge = Request::Merge {
        stays: stays.clone(),
        goes,
        reason: "one".to_owned(),
    };
    desk.ask(merge).unwrap();
    let looks = history(desk.ask(who_looked(&stays)));
    assert!(looks.iter().all(|it| it.chain == "looks"));
    assert!(looks.iter().any(|it| it.actor == "Kaisa"));
}

#[test]
fn staff_read_their_own_log_without_what_it_says_of_others() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let look = Request::Open {
        number: number.clone(),
        purpose: LookPurpose::CustomerService,
        reference: Some("C-17".to_owned()),
    };
    desk.ask_as(kaisa, look).unwrap();
    let own = history(desk.ask_as(kaisa, Request::OwnLog));
    assert!(
        own.iter()
            .all(|it| it.actor == "Kaisa" && it.detail.is_none())
    );
    let opened = own.iter().find(|it| it.deed == "open").unwrap();
    assert_eq!(opened.number.as_deref(), Some(number.as_str()));
    assert_eq!(own[0].purpose.as_deref(), Some("own-log"));
}

#[test]
fn one_employee_is_looked_at_after_the_consultation_and_for_a_suspicion_only() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    desk.ask_as(kaisa, open(&number)).unwrap();
    let auditor = desk.join("Auditor", &[Role::Auditor]);
    let log = |user: &str, suspicion: &str| Request::StaffLog {
        user: user.to_owned(),
        suspicion: suspicion.to_owned(),
    };
    let off = desk.ask_as(auditor, log("Kaisa", "a list was sold"));
    assert_eq!(code(off), FaultCode::StaffViewsOff);
    desk.step_up();
    let today = desk.now().local_day();
    let day = today.succ_opt().unwrap();
    assert_eq!(
        code(desk.ask(Request::SetConsultation { day })),
        FaultCode::FutureDate
    );
    desk.ask(Request::SetConsultation { day: today }).unwrap();
    assert_eq!(
        code(desk.ask_as(auditor, log("Kaisa", " "))),
        FaultCode::ReasonNeeded
    );
    assert_eq!(
        code(desk.ask_as(auditor, log("Nobody", "x"))),
        FaultCode::NoSuchUser
    );
    let entries = history(desk.ask_as(auditor, log("Kaisa", "a list was sold")));
    assert!(entries.iter().all(|it| it.actor == "Kaisa"));
    assert!(entries.iter().any(|it| it.deed == "open"));
    let read = desk
        .audit()
        .into_iter()
        .find(|it| it.deed == "read-staff-log")
        .unwrap();
    assert_eq!(read.detail.as_deref(), Some("Kaisa: a list was sold"));
    assert_eq!(read.actor, "Auditor");
}

#[test]
fn a_caller_is_told_to_the_user_who_is_at_work_and_to_nobody_else() {
    let mut desk = Desk::new();
    desk.employ("Kaisa", &[Role::Service]);
    let pop = |phone: &str, reference: Option<&str>| Request::Pop {
        phone: phone.to_owned(),
        user: "Kaisa".to_owned(),
        reference: reference.map(str::to_owned),
    };
    let since = desk.news(desk.session, 0).now;
    assert_eq!(
        code(desk.ask(pop("040 123 4567", None))),
        FaultCode::NotAtWork
    );
    let line = desk.line(1000);
    let (old, new) = (super::desk::GIVEN, super::desk::PASSWORD);
    desk.ask_as(line, super::desk::login("Kaisa", old)).unwrap();
    let (old, new) = (super::desk::secret(old), super::desk::secret(new));
    desk.ask_as(line, Request::ChangePassword { old, new })
        .unwrap();
    assert_eq!(code(desk.ask(pop("Ilkka Aho", None))), FaultCode::BadValue);
    let session = desk.session;
    for _ in 0..2 {
        let request = pop("040 123 4567", Some("C-17"));
        desk.ask_again(session, KEY, request).unwrap();
    }
    let told = PopNote {
        phone: "+358401234567".to_owned(),
        reference: Some("C-17".to_owned()),
    };
    assert_eq!(desk.news(line, since).pops, [told]);
    assert_eq!(desk.news(session, since).pops, []);
    let audit = desk.audit();
    let popped = audit.iter().find(|it| it.deed == "pop").unwrap();
    assert_eq!(popped.detail.as_deref(), Some("C-17"));
}

#[test]
fn what_others_change_is_told_and_ones_own_is_not() {
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let since = desk.news(kaisa, 0).now;
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    desk.ban(&number);
    let news = desk.news(kaisa, since);
    let deeds: Vec<_> = news.touched.iter().map(|it| it.deed.as_str()).collect();
    assert_eq!((deeds, news.missed), (vec!["add", "ban"], false));
    assert_eq!(news.touched[1].actor, "Officer");
    assert_eq!(desk.news(desk.session, since).touched, []);
    assert_eq!(desk.news(kaisa, news.now).touched, []);
    for _ in 0..1_001 {
        desk.ops.stir();
    }
    assert!(desk.news(kaisa, since).missed);
}

#[test]
fn a_written_file_is_fetched_by_its_number_and_that_is_entered() {
    let mut desk = Desk::new();
    desk.step_up();
    assert_eq!(
        code(desk.ask(Request::FetchExport { export: 1 })),
        FaultCode::NoSuchExport
    );
    let file = Request::RecordFile {
        path: "/srv/list.csv".to_owned(),
        what: "list".to_owned(),
        holds: Vec::new(),
    };
    desk.ask(file).unwrap();
    let Ok(Reply::Exports { exports }) = desk.ask(Request::Exports) else {
        panic!("the ledger is answered");
    };
    assert_eq!(
        (exports[0].path.as_str(), exports[0].by.as_str()),
        ("/srv/list.csv", "Officer")
    );
    let export = exports[0].export;
    let fetched = desk.ask(Request::FetchExport { export }).unwrap();
    assert_eq!(fetched, Reply::Exports { exports });
    assert!(desk.audit().iter().any(|it| it.deed == "fetch-file"));
}

#[test]
fn a_draft_is_its_users_own_and_gone_after_a_day_or_with_its_person() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let draft = Draft {
        version: 1,
        values: vec![("family".to_owned(), "Aho".to_owned())],
    };
    let find = || Request::FindDraft {
        number: number.clone(),
    };
    let save = Request::SaveDraft {
        number: number.clone(),
        draft: draft.clone(),
    };
    let found = |reply| match reply {
        Reply::Draft { draft, .. } => draft,
        other => panic!("{other:?}"),
    };
    desk.ask(save.clone()).unwrap();
    assert_eq!(found(desk.ask(find()).unwrap()), Some(draft));
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    assert_eq!(found(desk.ask_as(kaisa, find()).unwrap()), None);
    desk.pass(Duration::from_hours(24));
    desk.session = desk.log_in("Officer");
    assert_eq!(found(desk.ask(find()).unwrap()), None);
    desk.ask(save).unwrap();
    let drop = Request::DropDraft {
        number: number.clone(),
    };
    desk.ask(drop).unwrap();
    assert_eq!(found(desk.ask(find()).unwrap()), None);
}

#[test]
fn a_draft_is_no_larger_than_a_form() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    let mut save = |fields: usize, letters: usize| {
        let value = "x".repeat(letters);
        let values = (0..fields).map(|it| (format!("{it:02}"), value.clone()));
        let draft = Draft {
            version: 1,
            values: values.collect(),
        };
        let number = number.clone();
        desk.ask(Request::SaveDraft { number, draft })
    };
    save(64, 510).unwrap();
    for (fields, letters) in [(65, 1), (64, 511)] {
        let fault = save(fields, letters).unwrap_err();
        assert_eq!(fault.code, FaultCode::BadValue);
        let reason = &fault.values[1].1;
        assert_eq!(
            (fault.values[0].1.as_str(), reason.as_str()),
            ("draft", "value-too-long")
        );
    }
}

#[test]
fn a_search_that_showed_a_person_is_a_look_at_it() {
    let mut desk = Desk::new();
    let number = desk.add(&[(Field::Given, "Ilkka")]);
    desk.add(&[(Field::Given, "Maija")]);
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    for text in ["ilkka", "maija"] {
        let text = text.to_owned();
        desk.ask_as(kaisa, Request::Lookup { text, limit: 5 })
            .unwrap();
        desk.ask_as(kaisa, Request::EndSearch).unwrap();
    }
    let looks = history(desk.ask(who_looked(&number)));
    let searches = looks.iter().filter(|it| it.deed == "search");
    let actors: Vec<&str> = searches.map(|it| it.actor.as_str()).collect();
    assert_eq!(actors, ["Kaisa"]);
}

#[test]
fn a_search_whose_session_is_not_the_askers_any_more_shows_nobody() {
    use crate::domain::time::Moment;
    let mut desk = Desk::new();
    desk.add(&[(Field::Given, "Ilkka")]);
    desk.employ("Kaisa", &[Role::Service]);
    let now = Moment::from(desk.now());
    let asker = desk.ops.asker(desk.session, now, None).unwrap();
    desk.ops.lookup(&asker, "ilkka", 5).unwrap();
    desk.ask(Request::Logout).unwrap();
    assert_eq!(
        code(desk.ops.lookup(&asker, "ilkka", 5)),
        FaultCode::NotLoggedIn
    );
    let taken = super::desk::login("Kaisa", super::desk::GIVEN);
    desk.ask(taken).unwrap();
    assert_eq!(
        code(desk.ops.lookup(&asker, "ilkka", 5)),
        FaultCode::NotLoggedIn
    );
}

#[test]
fn a_locked_screen_is_told_once_it_is_unlocked_and_others_see_what_their_roles_reach() {
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let auditor = desk.join("Auditor", &[Role::Auditor]);
    desk.employ("New", &[Role::Service]);
    let new = desk.line(1000);
    desk.ask_as(new, super::desk::login("New", super::desk::GIVEN))
        .unwrap();
    let since = desk.news(kaisa, 0).now;
    desk.ask_as(kaisa, Request::Lock).unwrap();
    let quiet = desk.news(kaisa, since);
    assert!(quiet.locked && !quiet.missed);
    desk.add(&[(Field::Given, "Ilkka")]);
    let pop = Request::Pop {
        phone: "040 123 4567".to_owned(),
        user: "Kaisa".to_owned(),
        reference: None,
    };
    desk.ask(pop).unwrap();
    let mut since = quiet.now;
    for session in [kaisa, auditor, new] {
        let news = desk.news(session, since);
        assert_eq!((news.touched.len(), news.pops.len()), (0, 0));
        assert!(!news.missed && news.now > since);
    }
    since = desk.news(kaisa, since).now;
    let password = super::desk::secret(super::desk::PASSWORD);
    desk.ask_as(kaisa, Request::Unlock { password }).unwrap();
    let news = desk.news(kaisa, since);
    assert!(news.missed && !news.locked);
    assert_eq!((news.touched.len(), news.pops.len()), (1, 1));
    let news = desk.news(kaisa, news.now);
    assert_eq!((news.touched.len(), news.missed), (0, false));
}

#[test]
fn an_import_tells_the_screens_of_others_once_it_is_applied() {
    use crate::contract::Pass;
    let mut desk = Desk::new();
    let kaisa = desk.join("Kaisa", &[Role::Service]);
    let since = desk.news(kaisa, 0).now;
    let rows = super::people::rows(b"Name;Phone\nIlkka Aho;040 123 4567\n");
    desk.import(Pass::Rehearse, &rows);
    assert!(!desk.news(kaisa, since).missed);
    desk.import(Pass::Apply, &rows);
    assert!(desk.news(kaisa, since).missed);
    assert!(!desk.news(desk.session, since).missed);
}

#[test]
fn one_rehearsal_is_kept_for_a_session() {
    use crate::contract::Pass;
    let mut desk = Desk::new();
    let rows = super::people::rows(b"Name;Phone\nIlkka Aho;040 123 4567\n");
    for import in [1, 2, 3, 3] {
        let request = Request::Import {
            import,
            pass: Pass::Rehearse,
            candidates: rows.clone(),
        };
        desk.ask(request).unwrap();
    }
    let session = desk.session;
    let kept: Vec<u64> = desk.ops.sessions()[&session]
        .rehearsals
        .keys()
        .copied()
        .collect();
    assert_eq!(kept, [3]);
}

#[test]
fn one_walk_over_the_audit_runs_at_a_time() {
    let mut desk = Desk::new();
    let line = desk.line(1000);
    let walk = desk.ops.verifying.try_lock();
    let came = desk.ops.verify_audit();
    assert_eq!(code(came), FaultCode::Busy);
    drop(walk);
    desk.ask_as(line, Request::VerifyAudit).unwrap();
}

#[test]
fn paths_of_files_are_told_inside_the_process_or_to_a_user() {
    use crate::ops::{Keeping, Peer};
    let mut desk = Desk::new();
    let file = Request::RecordFile {
        path: "/srv/list.csv".to_owned(),
        what: "list".to_owned(),
        holds: Vec::new(),
    };
    desk.ask(file).unwrap();
    desk.pass(Duration::from_hours(24 * 365));
    let line = desk.line(1000);
    let peer = Peer {
        account: 1000,
        keeping: Keeping::Resumable,
    };
    let far = desk.ops.begin_session(peer, desk.now());
    let mut told = |session| match desk.ask_as(session, Request::About) {
        Ok(Reply::About(about)) => about.overdue_files.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!([told(line), told(far)], [1, 0]);
    let login = super::desk::login("Officer", super::desk::PASSWORD);
    desk.ask_as(far, login).unwrap();
    let about = desk.ask_as(far, Request::About).unwrap();
    assert!(matches!(about, Reply::About(it) if it.overdue_files.len() == 1));
}
