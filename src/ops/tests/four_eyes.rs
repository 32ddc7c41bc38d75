use std::time::Duration;

use super::desk::{Desk, KEY, PASSWORD, history, secret};
use crate::contract::{Decision, ErasureOrder, Fault, FaultCode, Reply, Request, WaitingAct};
use crate::domain::audit::ErasureGround;
use crate::domain::channel::Channel;
use crate::domain::field::Field;
use crate::domain::id::SessionId;
use crate::domain::marketing::{Answer, Reason};
use crate::domain::role::Role;

fn erase_many(numbers: &[&String], confirmation: &str, reason: Option<&str>) -> Request {
    Request::EraseMany {
        numbers: numbers.iter().map(|it| (*it).clone()).collect(),
        confirmation: confirmation.to_owned(),
        ground: ErasureGround::Retention,
        reason: reason.map(str::to_owned),
    }
}

fn decide(waiting: u64, decision: Decision, words: Option<&str>) -> Request {
    Request::Decide {
        waiting,
        decision,
        words: words.map(str::to_owned),
    }
}

fn merge(stays: &str, goes: &str) -> Request {
    Request::Merge {
        stays: stays.to_owned(),
        goes: goes.to_owned(),
        reason: "one".to_owned(),
    }
}

fn separate(number: &str) -> Request {
    Request::Separate {
        number: number.to_owned(),
        reason: "two after all".to_owned(),
    }
}

fn waits(reply: Result<Reply, Fault>) -> u64 {
    match reply {
        Ok(Reply::Waits { waiting }) => waiting,
        other => panic!("{other:?}"),
    }
}

fn code(reply: Result<Reply, Fault>) -> FaultCode {
    reply.unwrap_err().code
}

/// Approves with the password typed again.
fn approve(desk: &mut Desk, session: SessionId, waiting: u64) -> Result<Reply, Fault> {
    let password = secret(PASSWORD);
    desk.ask_as(session, Request::StepUp { password }).unwrap();
    desk.ask_as(session, decide(waiting, Decision::Approve, None))
}

fn enable(user: &str, enabled: bool) -> Request {
    let user = user.to_owned();
    Request::EnableUser { user, enabled }
}

fn waiting(desk: &mut Desk, session: SessionId) -> Vec<WaitingAct> {
    match desk.ask_as(session, Request::Waiting) {
        Ok(Reply::Waiting { acts }) => acts,
        other => panic!("{other:?}"),
    }
}

fn people(desk: &mut Desk) -> (String, String) {
    let one = desk.add(&[(Field::Given, "Ilkka"), (Field::Family, "Aho")]);
    let other = desk.add(&[(Field::Given, "Maija"), (Field::Email, "m@example.com")]);
    (one, other)
}

#[test]
fn the_erasure_of_several_waits_for_another_officer_who_sees_what_it_does() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    let before = desk.news(second, 0).now;
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", Some("too old"))));
    assert_eq!(desk.found("aho"), [one.as_str()]);
    let news = desk.news(second, before);
    assert_eq!((news.waiting, news.now > before), (1, true));
    let act = waiting(&mut desk, second).remove(0);
    let told = (act.waiting, act.deed.as_str(), act.by.as_str());
    assert_eq!(told, (id, "erase", "Officer"));
    assert_eq!((act.reason.as_str(), act.own), ("too old", false));
    assert_eq!(act.numbers, [one.clone(), other.clone()]);
    assert_eq!(act.erasures[1].number, other);
    let own_session = desk.session;
    assert!(waiting(&mut desk, own_session)[0].own);
    let looks = history(desk.ask_as(second, Request::WhoLooked { number: one }));
    let look = looks
        .iter()
        .find(|it| it.purpose.as_deref() == Some("waiting"));
    assert_eq!(look.unwrap().actor, "Officer");
    assert_eq!(looks.iter().filter(|it| it.deed == "open").count(), 2);
}

#[test]
fn another_officer_approves_and_then_it_is_done() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    desk.ban(&other);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", Some("too old"))));
    let own = desk.ask(decide(id, Decision::Approve, None));
    assert_eq!(code(own), FaultCode::OwnAct);
    let before = desk.news(desk.session, 0).now;
    approve(&mut desk, second, id).unwrap();
    assert_eq!(desk.found("aho"), [""; 0]);
    let news = desk.news(desk.session, before);
    let touched = news.touched.iter();
    let gone: Vec<_> = touched.map(|it| (it.number.as_str(), it.gone)).collect();
    assert_eq!(gone, [(one.as_str(), true), (other.as_str(), true)]);
    assert_eq!((news.waiting, waiting(&mut desk, second)), (0, Vec::new()));
    let deeds = desk.audit().into_iter().rev().map(|it| it.deed);
    let grave = ["defer", "approve", "erase"];
    let of_act: Vec<String> = deeds.filter(|it| grave.contains(&it.as_str())).collect();
    assert_eq!(of_act, ["defer", "approve", "erase", "erase"]);
    let again = code(approve(&mut desk, second, id));
    assert_eq!(again, FaultCode::NothingWaits);
    let back = desk.add(&[(Field::Email, "m@example.com")]);
    let answer = desk.answer(&back, Channel::Email);
    assert_eq!(answer, (Answer::Deny, Reason::Objected));
}

#[test]
fn an_officer_alone_erases_several_for_a_written_reason() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    // Neither may approve: one is disabled, the other a machine.
    desk.join("Gone", &[Role::Officer]);
    desk.ask(enable("Gone", false)).unwrap();
    desk.pass(Duration::from_hours(7 * 24 + 1));
    desk.session = desk.log_in("Officer");
    desk.step_up();
    let machine = Request::AddUser {
        name: "exchange".to_owned(),
        roles: vec![Role::Officer],
        password: None,
        account: Some(2000),
    };
    desk.ask(machine).unwrap();
    let both = [&one, &other];
    assert_eq!(
        code(desk.ask(erase_many(&both, "2", None))),
        FaultCode::ReasonNeeded
    );
    assert_eq!(
        code(desk.ask(erase_many(&both, "3", Some("old")))),
        FaultCode::NotConfirmed
    );
    let twice = erase_many(&[&one, &one], "2", Some("old"));
    assert_eq!(code(desk.ask(twice)), FaultCode::BadValue);
    let many: Vec<String> = (0..501).map(|it| it.to_string()).collect();
    let many: Vec<&String> = many.iter().collect();
    assert_eq!(
        code(desk.ask(erase_many(&many, "501", Some("old")))),
        FaultCode::BadValue
    );
    let nobody = "9".to_owned();
    let unknown = erase_many(&[&one, &nobody], "2", Some("old"));
    assert_eq!(code(desk.ask(unknown)), FaultCode::NoSuchPerson);
    assert_eq!(desk.found("aho"), [one.as_str()]);

    let session = desk.session;
    let order = erase_many(&both, "2", Some("kept too long"));
    let first = desk.ask_again(session, KEY, order.clone()).unwrap();
    assert_eq!(desk.ask_again(session, KEY, order).unwrap(), first);
    assert_eq!(desk.found("aho"), [""; 0]);
    let erased: Vec<_> = desk
        .audit()
        .into_iter()
        .filter(|it| it.deed == "erase")
        .collect();
    assert_eq!(erased.len(), 2);
    assert!(
        erased
            .iter()
            .all(|it| it.detail.as_deref() == Some("kept too long"))
    );
}

#[test]
fn an_act_that_is_asked_for_twice_under_one_key_waits_once() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let order = erase_many(&[&one, &other], "2", None);
    let session = desk.session;
    let id = waits(desk.ask_again(session, KEY, order.clone()));
    assert_eq!(waits(desk.ask_again(session, KEY, order.clone())), id);
    assert_eq!(waiting(&mut desk, second).len(), 1);
    let refusal = decide(id, Decision::Refuse, Some("not yet"));
    desk.ask_as(second, refusal).unwrap();
    assert_eq!(waits(desk.ask_again(session, KEY, order)), id);
    assert_eq!(waiting(&mut desk, second), []);
}

#[test]
fn another_refuses_with_words_and_who_asked_may_withdraw() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", None)));
    let silent = desk.ask_as(second, decide(id, Decision::Refuse, Some(" ")));
    assert_eq!(code(silent), FaultCode::ReasonNeeded);
    desk.ask_as(
        second,
        decide(id, Decision::Refuse, Some("a claim is open")),
    )
    .unwrap();
    let refused = desk
        .audit()
        .into_iter()
        .find(|it| it.deed == "refuse")
        .unwrap();
    assert_eq!(refused.detail.unwrap(), format!("{id}: a claim is open"));
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", None)));
    desk.ask(decide(id, Decision::Refuse, None)).unwrap();
    assert_eq!(waiting(&mut desk, second), []);
    assert_eq!(desk.found("aho"), [one.as_str()]);
}

#[test]
fn what_changed_meanwhile_is_not_done_as_it_was_shown() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let third = desk.add(&[(Field::Given, "Olli")]);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let gone = waits(desk.ask(erase_many(&[&one, &third], "2", None)));
    let grown = waits(desk.ask(erase_many(&[&other], "1", None)));
    let merged = waits(desk.ask(erase_many(&[&other, &third], "2", None)));
    desk.ask(merge(&other, &third)).unwrap();
    desk.erase(&one);
    // Who is erased takes along what waits.
    let came = approve(&mut desk, second, gone);
    assert_eq!(code(came), FaultCode::NothingWaits);
    for id in [grown, merged] {
        let came = approve(&mut desk, second, id);
        assert_eq!(code(came), FaultCode::Outdated);
    }
    assert_eq!(waiting(&mut desk, second).len(), 2);
    assert_eq!(desk.card(&third).number, other);
}

#[test]
fn a_split_waits_too_and_is_done_by_whoever_approves() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    assert_eq!(code(desk.ask(separate(&other))), FaultCode::NotMerged);
    desk.ask(merge(&one, &other)).unwrap();
    let id = waits(desk.ask(separate(&other)));
    let again = waits(desk.ask(separate(&other)));
    assert_eq!(desk.card(&other).number, one);
    let act = waiting(&mut desk, second).remove(0);
    assert_eq!(
        (act.deed.as_str(), act.reason.as_str()),
        ("separate", "two after all")
    );
    assert_eq!(
        (act.numbers, act.erasures),
        (vec![other.clone(), one.clone()], Vec::new())
    );
    approve(&mut desk, second, id).unwrap();
    assert_eq!(desk.card(&other).number, other);
    let came = desk.ask_as(second, decide(again, Decision::Approve, None));
    assert_eq!(code(came), FaultCode::Outdated);
    desk.ask_as(second, decide(again, Decision::Refuse, Some("done")))
        .unwrap();
}

#[test]
fn a_pair_that_was_merged_meanwhile_is_not_split() {
    let mut desk = Desk::new();
    let one = desk.add(&[(Field::Given, "Ilkka"), (Field::Email, "h@example.com")]);
    let other = desk.add(&[(Field::Given, "Maija"), (Field::Email, "h@example.com")]);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let id = waits(desk.ask(separate(&other)));
    desk.ask(merge(&one, &other)).unwrap();
    let came = approve(&mut desk, second, id);
    assert_eq!(code(came), FaultCode::Outdated);
}

#[test]
fn the_protection_officer_advises_in_writing_and_decides_nothing() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    let dpo = desk.join("Dpo", &[Role::Dpo]);
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", None)));
    assert_eq!(desk.news(dpo, 0).waiting, 1);
    let words = "ask them first".to_owned();
    desk.ask_as(dpo, Request::Advise { waiting: id, words })
        .unwrap();
    let came = desk.ask_as(dpo, decide(id, Decision::Refuse, Some("no")));
    assert_eq!(code(came), FaultCode::NotAllowed);
    let act = waiting(&mut desk, second).remove(0);
    assert_eq!(act.advice[0].words, "ask them first");
    assert_eq!(act.advice[0].by, "Dpo");
    let words = String::new();
    let silent = desk.ask_as(dpo, Request::Advise { waiting: id, words });
    assert_eq!(code(silent), FaultCode::ReasonNeeded);
}

#[test]
fn an_erasure_of_several_wants_the_password_again() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let order = erase_many(&[&one, &other], "2", Some("old"));
    assert_eq!(code(desk.ask(order.clone())), FaultCode::StepUpNeeded);
    let password = secret(PASSWORD);
    desk.ask(Request::StepUp { password }).unwrap();
    desk.pass(Duration::from_secs(301));
    assert_eq!(code(desk.ask(order.clone())), FaultCode::StepUpNeeded);
    desk.step_up();
    desk.ask(order).unwrap();
    let order = ErasureOrder {
        number: one.clone(),
        confirmation: one,
        ground: ErasureGround::Request,
    };
    assert_eq!(
        code(desk.ask(Request::Erase(order))),
        FaultCode::NoSuchPerson
    );
}

#[test]
fn who_approves_an_erasure_types_the_password_again_too() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one, &other], "2", None)));
    let came = desk.ask_as(second, decide(id, Decision::Approve, None));
    assert_eq!(code(came), FaultCode::StepUpNeeded);
    approve(&mut desk, second, id).unwrap();
}

#[test]
fn what_somebody_asked_for_who_is_no_officer_any_more_is_outdated() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let second = desk.join("Second", &[Role::Officer]);
    let password = secret(PASSWORD);
    desk.ask_as(second, Request::StepUp { password }).unwrap();
    let id = waits(desk.ask_as(second, erase_many(&[&one, &other], "2", None)));
    desk.set_roles("Second", &[Role::Service]).unwrap();
    let own = desk.session;
    assert_eq!(code(approve(&mut desk, own, id)), FaultCode::Outdated);
    desk.set_roles("Second", &[Role::Officer]).unwrap();
    approve(&mut desk, own, id).unwrap();
}

#[test]
fn nobody_gets_out_of_four_eyes_by_shutting_a_pair() {
    for shut in [
        enable("Second", false),
        Request::SetRoles {
            user: "Second".to_owned(),
            roles: vec![Role::Service],
        },
    ] {
        let mut desk = Desk::new();
        let (one, other) = people(&mut desk);
        desk.join("Second", &[Role::Officer]);
        // Never was an officer, and changes nothing.
        desk.join("Third", &[Role::Service]);
        desk.set_roles("Third", &[Role::Marketing]).unwrap();
        desk.ask(shut).unwrap();
        waits(desk.ask(erase_many(&[&one, &other], "2", Some("old"))));
        desk.pass(Duration::from_hours(7 * 24 + 1));
        desk.session = desk.log_in("Officer");
        desk.set_roles("Third", &[Role::Service]).unwrap();
        desk.ask(erase_many(&[&one, &other], "2", Some("old")))
            .map(|it| assert!(matches!(it, Reply::Erased { .. }), "{it:?}"))
            .unwrap();
    }
}

#[test]
fn officers_are_told_when_one_of_them_is_kept_from_work() {
    let mut desk = Desk::new();
    desk.join("Second", &[Role::Officer]);
    desk.join("Third", &[Role::Service]);
    let since = desk.news(desk.session, 0).now;
    desk.ask(enable("Third", false)).unwrap();
    assert_eq!(desk.news(desk.session, since).warnings, []);
    desk.ask(enable("Second", false)).unwrap();
    desk.ask(enable("Second", true)).unwrap();
    let (user, password) = ("Second".to_owned(), secret(super::desk::GIVEN));
    desk.ask(Request::SetPassword { user, password }).unwrap();
    desk.set_roles("Second", &[Role::Service]).unwrap();
    let warnings = desk.news(desk.session, since).warnings;
    let values = |user: &str| {
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        vec![of("user", user), of("actor", "Officer")]
    };
    let officers = |it: &crate::contract::Warning| {
        it.code == "warning-officer" && it.values == values("Second")
    };
    assert_eq!(warnings.iter().filter(|it| officers(it)).count(), 3);
}

#[test]
fn who_is_erased_takes_along_every_act_that_names_them() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let third = desk.add(&[(Field::Given, "Olli")]);
    let second = desk.join("Second", &[Role::Officer]);
    desk.step_up();
    waits(desk.ask(erase_many(&[&one], "1", Some("one"))));
    waits(desk.ask(erase_many(&[&one, &other], "2", Some("both"))));
    let kept = waits(desk.ask(erase_many(&[&third], "1", Some("third"))));
    desk.erase(&one);
    let left: Vec<u64> = waiting(&mut desk, second)
        .iter()
        .map(|it| it.waiting)
        .collect();
    assert_eq!(left, [kept]);
}

#[test]
fn an_act_has_grown_by_whom_was_merged_since_whatever_the_clock_said() {
    let mut desk = Desk::new();
    let (one, other) = people(&mut desk);
    let third = desk.add(&[(Field::Given, "Olli")]);
    let second = desk.join("Second", &[Role::Officer]);
    desk.ask(merge(&one, &other)).unwrap();
    desk.step_up();
    let id = waits(desk.ask(erase_many(&[&one], "1", None)));
    // The wall clock is put back, and the merging seems to be older than the act.
    desk.clock -= 60_000;
    desk.ask(merge(&one, &third)).unwrap();
    desk.clock += 60_000;
    assert_eq!(code(approve(&mut desk, second, id)), FaultCode::Outdated);
    let id = waits(desk.ask(erase_many(&[&one], "1", None)));
    approve(&mut desk, second, id).unwrap();
}
