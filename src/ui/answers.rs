use super::Ui;
use super::lock::Lock;
use super::message::Ticket;
use super::notice::Notice;
use super::overlays::{Overlay, StepUp};
use super::screens::{Answer, Login, Screen, Step};
use super::stack::Stack;
use super::turn::{Asked, Turn};
use super::who::Who;
use crate::contract::Fault;
use crate::contract::FaultCode;
use crate::contract::Reply;
use crate::contract::Request;

impl Ui {
    /// Hands an answer to whoever waits for it. If that is closed, or has asked again since, it is
    /// old news and dropped; but how a change ended is said in any case.
    ///
    /// What only a password bars is kept, and asked again once it is typed.
    pub(super) fn deliver(&mut self, ticket: Ticket, answer: Answer) {
        let Some(asked) = self.desk.answered(ticket) else {
            return;
        };
        let code = answer.as_ref().err().map(|fault| fault.code);
        let is_in = self.desk.who.user.is_some();
        match code {
            Some(FaultCode::NotLoggedIn) if is_in => self.log_out(answer),
            Some(FaultCode::Locked) if is_in => {
                if asked.request != Request::Lock {
                    self.desk.hold(asked);
                    self.show_lock(Lock::by_time);
                }
            }
            Some(FaultCode::StepUpNeeded) if is_in => self.want_step_up(asked),
            Some(FaultCode::PasswordChangeNeeded) if is_in => {
                self.desk.hold(asked);
                self.want_new_password();
            }
            _ => self.settle(ticket, answer),
        }
    }

    fn settle(&mut self, ticket: Ticket, answer: Answer) {
        if self.lock.as_ref().is_some_and(|it| it.waits_for(ticket)) {
            return self.try_key(answer);
        }
        let is_change = self.desk.settle(ticket);
        match self.claim(ticket, answer) {
            Ok(step) => self.take(step),
            Err(unclaimed) if is_change => self.tell(unclaimed),
            Err(_) => {}
        }
    }

    /// Offers an answer to all, from the top down. An overlay that is done with it, or leads
    /// elsewhere, takes along what stands above it.
    fn claim(&mut self, ticket: Ticket, answer: Answer) -> Result<Step, Answer> {
        let turn = turn!(self);
        let mut answer = answer;
        for index in (0..self.overlays.len()).rev() {
            match self.overlays[index].receive(ticket, answer, turn) {
                Ok(step) => {
                    match step {
                        Step::Stay => {}
                        Step::Changed { .. } | Step::Gone(_) => self.overlays.truncate(index),
                        _ => self.overlays.truncate(index + 1),
                    }
                    return Ok(step);
                }
                Err(unclaimed) => answer = unclaimed,
            }
        }
        for screen in self.screens.iter_mut() {
            match screen.receive(ticket, answer, turn) {
                Ok(step) => return Ok(step),
                Err(unclaimed) => answer = unclaimed,
            }
        }
        Err(answer)
    }

    /// Says how a change ended whose dialog is closed.
    fn tell(&mut self, answer: Answer) {
        match answer {
            Ok(Reply::Waits { .. }) => self.desk.say(Notice::done_plainly("done-now-waits")),
            Ok(_) => {
                self.desk.say(Notice::hint("done-late"));
                self.screens.iter_mut().for_each(Screen::outdate);
            }
            Err(fault) => self.desk.say(Notice::fault(fault)),
        }
    }

    fn want_step_up(&mut self, asked: Asked) {
        self.desk.hold(asked);
        let open = |it: &Overlay| matches!(it, Overlay::StepUp(_));
        if !self.overlays.iter().any(open) {
            self.overlays.push(Overlay::StepUp(StepUp::new()));
        }
    }

    /// No password was typed: whoever waits is told that one is needed.
    pub(super) fn refuse_held(&mut self) {
        for ticket in self.desk.give_up() {
            self.settle(ticket, Err(Fault::of(FaultCode::StepUpNeeded)));
        }
    }

    /// The session is over: whatever is on the screen goes, and the login says why.
    pub(super) fn log_out(&mut self, answer: Answer) {
        self.overlays.clear();
        self.lock = None;
        self.call = None;
        self.waiting = 0;
        self.outdated = false;
        self.desk.forget();
        self.desk.who = Who::default();
        let login = answer.map_or_else(Login::after, |_| Login::new());
        self.screens = Stack::new(Screen::Login(Box::new(login)));
    }
}
