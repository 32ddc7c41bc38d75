use std::collections::VecDeque;

use super::Ops;
use crate::contract::{Fault, News, PopNote, Reply, Touched, Warning};
use crate::domain::id::{SessionId, UserId};
use crate::domain::role::{Operation, Role};
use crate::domain::time::Moment;

/// Most happenings that are remembered; whoever asks later than that has missed some.
const MOST: usize = 1_000;

/// What happened lately, for the screens of others. Nothing of it is stored.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// The number of the last happening.
    now: u64,
    lately: VecDeque<Happening>,
}

#[derive(Debug)]
struct Happening {
    number: u64,
    what: What,
}

/// One thing that screens are told of.
#[derive(Clone, Debug)]
pub(super) enum What {
    Touched(Touched, SessionId),
    /// So many people that everything shown may be old.
    Many(SessionId),
    Pop(UserId, PopNote),
    Warning(Warning),
    /// Sessions, roles or what waits changed: whoever asks sees it in the answer itself.
    Stir,
}

impl Feed {
    /// Begins after everything that an earlier process told.
    pub(super) fn beginning(now: Moment) -> Self {
        Self {
            now: now.wall.millis().unsigned_abs(),
            lately: VecDeque::new(),
        }
    }

    fn push(&mut self, what: What) {
        self.now += 1;
        let number = self.now;
        self.lately.push_back(Happening { number, what });
        if self.lately.len() > MOST {
            self.lately.pop_front();
        }
    }
}

impl Ops {
    /// Answers what happened after `since`; 0 asks only for the number to go on from.
    pub(super) fn news(&self, id: SessionId, now: Moment, since: u64) -> Result<Reply, Fault> {
        self.keep_time(id, now)?;
        let asker = self.asker(id, now, None)?;
        let locked = self.sessions().get(&id).is_some_and(|it| it.locked);
        let officer = asker.roles.contains(&Role::Officer);
        let waiting = match Operation::Waiting.extent(&asker.roles) {
            Some(_) => self.view()?.deferred()?.len(),
            None => 0,
        };
        let feed = self.feed();
        let oldest = feed.lately.front().map_or(feed.now + 1, |it| it.number);
        let mut news = News {
            now: feed.now,
            missed: since != 0 && (since + 1 < oldest || since > feed.now),
            waiting,
            locked,
            roles: asker.roles,
            ..News::default()
        };
        let fresh = feed
            .lately
            .iter()
            .filter(|it| since != 0 && it.number > since);
        for happening in fresh {
            match &happening.what {
                What::Touched(touched, by) if *by != id => news.touched.push(touched.clone()),
                What::Many(by) if *by != id => news.missed = true,
                What::Pop(user, pop) if *user == asker.user => news.pops.push(pop.clone()),
                What::Warning(warning) if officer => news.warnings.push(warning.clone()),
                _ => {}
            }
        }
        Ok(Reply::News(Box::new(news)))
    }

    pub(super) fn tell(&self, what: What) {
        self.feed().push(what);
    }

    /// Lets every screen ask again.
    pub(super) fn stir(&self) {
        self.tell(What::Stir);
    }

    /// Returns the number of the last happening, which a door compares to know whether to ask.
    #[must_use]
    pub fn latest(&self) -> u64 {
        self.feed().now
    }
}
