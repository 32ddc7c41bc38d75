use super::Ui;
use super::action::Action;
use super::keymap::Typing;
use super::lock::Lock;
use super::notice::Notice;
use super::overlays::Overlay;
use super::screens::Screen;
use super::stack::Stack;
use super::turn::{Line, Turn};
use crate::contract::News;
use crate::contract::Touched;
use crate::contract::Warning;
use crate::domain::role::{Operation, Role};

impl Ui {
    /// Takes in what others did. What is typed is never touched.
    pub(super) fn hear(&mut self, news: News) {
        if self.desk.who.user.is_none() {
            return;
        }
        self.trust(news.roles);
        self.count_waiting(news.waiting);
        if news.locked {
            self.show_lock(Lock::by_time);
        }
        if let Some(call) = news.pops.into_iter().next_back() {
            self.call = Some(call);
        }
        let gone = news.touched.iter().filter(|it| it.gone);
        let closed: Vec<&Touched> = gone.filter(|it| self.close_person(&it.number)).collect();
        if self.lock.is_some() {
            self.outdated |= news.missed || !news.touched.is_empty();
            return;
        }
        self.warn(&news.warnings);
        if news.missed {
            self.ask_again_what_is_shown();
            // A service that began anew remembers nothing: then nobody else did anything.
            let id = if self.desk.is_saying("line-back") {
                "line-back-anew"
            } else {
                "news-missed"
            };
            self.desk.say_of_others(Notice::others(id, Vec::new()));
        } else {
            self.show_changes(&news.touched, closed.last().copied());
        }
        self.offer_call();
    }

    /// Asks again where somebody in sight was changed, and says who did what: of the person that is
    /// open first.
    fn show_changes(&mut self, touched: &[Touched], closed: Option<&Touched>) {
        let is_person = |it: &Screen| matches!(it, Screen::Person(_));
        let mut said = closed;
        for change in touched.iter().filter(|it| !it.gone) {
            let open = self
                .screens
                .iter()
                .any(|it| is_person(it) && it.shows(&change.number));
            if open {
                let turn = turn!(self);
                for overlay in &mut self.overlays {
                    overlay.note(change);
                }
                let screens = self.screens.iter_mut();
                let person = screens.filter(|it| is_person(it));
                person.for_each(|it| it.refresh(&change.number, turn));
                said = Some(change);
            }
        }
        if said.is_none() && touched.iter().any(|it| self.may_be_renumbered(it)) {
            let turn = turn!(self);
            self.screens.iter_mut().for_each(|it| it.check(turn));
        }
        let shown: Vec<&Touched> = touched
            .iter()
            .filter(|change| self.screens.iter().any(|it| it.shows(&change.number)))
            .collect();
        if !touched.is_empty() {
            self.screens.iter_mut().for_each(Screen::outdate);
        }
        let on_top = |change: &&&Touched| self.screens.top().shows(&change.number);
        if !is_person(self.screens.top()) && shown.iter().any(|it| on_top(&it)) {
            self.screens.top_mut().ask_again(turn!(self));
        }
        if let Some(change) = said.or(shown.last().copied()) {
            let words = self.words_of(change);
            self.desk.say_of_others(Notice::words_of_others(words));
        }
    }

    /// Tells whether somebody in sight may have got this number, which is the one after the change.
    fn may_be_renumbered(&self, change: &Touched) -> bool {
        let deeds = ["correct", "merge", "separate", "undo"];
        deeds.contains(&change.deed.as_str())
            && !self.screens.iter().any(|it| it.shows(&change.number))
    }

    fn words_of(&self, change: &Touched) -> String {
        let deed = self.look.word("deed", &change.deed);
        let values = [
            ("actor", change.actor.as_str()),
            ("number", &change.number),
            ("deed", &deed),
        ];
        let id = format!("touched-{}", change.deed);
        let words = &self.look.catalogue;
        words
            .find(&id, &values)
            .unwrap_or_else(|| words.say("touched-other", &values))
    }

    /// Closes a person who is gone, with all that stands above.
    fn close_person(&mut self, number: &str) -> bool {
        let shows = |it: &Screen| matches!(it, Screen::Person(_)) && it.shows(number);
        let closed = self.screens.cut(shows);
        if closed {
            self.overlays.retain(Overlay::is_about_oneself);
            self.screens.iter_mut().for_each(Screen::outdate);
            self.screens.top_mut().resume(turn!(self));
        }
        closed
    }

    pub(super) fn ask_again_what_is_shown(&mut self) {
        self.screens.iter_mut().for_each(Screen::outdate);
        self.screens.top_mut().ask_again(turn!(self));
    }

    /// Roles changed: what is no longer allowed leaves the screen at once.
    fn trust(&mut self, roles: Vec<Role>) {
        if roles == self.desk.who.roles {
            return;
        }
        let kept = |it: &Role| roles.contains(it);
        let lost = !self.desk.who.roles.iter().all(kept);
        self.desk.who.roles = roles;
        if lost {
            self.overlays.retain(Overlay::is_about_oneself);
            let who = &self.desk.who;
            let barred = |it: &Screen| it.operation().is_some_and(|of| !who.reaches(of));
            if self.screens.iter().any(barred) {
                self.begin();
            }
        }
        let roles = self.look.roles(&self.desk.who.roles);
        let values = vec![("roles", roles)];
        self.desk
            .say_of_others(Notice::others("roles-changed", values));
    }

    fn count_waiting(&mut self, waiting: usize) {
        if std::mem::replace(&mut self.waiting, waiting) == waiting || self.lock.is_some() {
            return;
        }
        if let Screen::Waits(waits) = self.screens.top_mut() {
            waits.ask(turn!(self));
        }
    }

    fn warn(&mut self, warnings: &[Warning]) {
        let words = warnings.iter().map(|warning| {
            let values: Vec<(&str, &str)> = warning
                .values
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            self.look.say(&warning.code, &values)
        });
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            self.desk.say(Notice::warning(words.join(" ")));
        }
    }

    /// Shows the caller's search, unless something is begun here: then the key that takes the call
    /// is named.
    fn offer_call(&mut self) {
        if self.overlays.iter().all(Overlay::is_finder) {
            self.take_call();
        } else {
            self.name_key_of_call();
        }
    }

    pub(super) fn name_key_of_call(&mut self) {
        let reaches = self.desk.who.reaches(Operation::Lookup);
        if let (Some(call), true) = (&self.call, reaches) {
            let key = self.look.key(Action::TakeCall, Typing::Yes);
            let values = vec![("phone", call.phone.clone()), ("key", key)];
            self.desk
                .say_of_others(Notice::others("call-waits", values));
        }
    }

    /// Leaves what is here for the caller's search; what is typed into a form is kept as a draft.
    pub(super) fn take_call(&mut self) {
        if !self.desk.who.reaches(Operation::Lookup) {
            return;
        }
        let turn = turn!(self);
        if !self.overlays.iter_mut().all(|it| it.keep(turn)) {
            return self.desk.say(Notice::hint("call-finish-first"));
        }
        let Some(call) = self.call.take() else {
            return;
        };
        self.overlays.clear();
        self.screens.clear_above_root();
        if !matches!(self.screens.top(), Screen::Lookup(_)) {
            self.screens = Stack::new(Screen::Lookup(Box::default()));
        }
        let mut values = vec![("phone", call.phone.clone())];
        let id = match &call.reference {
            Some(reference) => {
                values.push(("reference", reference.clone()));
                "call-taken"
            }
            None => "call-taken-unnumbered",
        };
        if let Screen::Lookup(lookup) = self.screens.top_mut() {
            lookup.take_call(call, turn!(self));
        }
        self.desk.say_of_others(Notice::others(id, values));
    }

    pub(super) fn lose_line(&mut self) {
        self.desk.line = Line::Lost;
    }

    pub(super) fn outdate_line(&mut self) {
        self.desk.line = Line::Outdated;
    }

    /// The program is about to end, and nobody answers any question of ours.
    pub(super) fn keep_forms(&mut self) {
        let turn = turn!(self);
        self.overlays.iter_mut().for_each(|it| it.regain(turn));
    }

    /// The line is back: forms keep what is typed, and the rest was asked again by the door.
    pub(super) fn regain_line(&mut self) {
        self.desk.line = Line::Up;
        let turn = turn!(self);
        self.overlays.iter_mut().for_each(|it| it.regain(turn));
        self.desk
            .say_of_others(Notice::others("line-back", Vec::new()));
    }
}
