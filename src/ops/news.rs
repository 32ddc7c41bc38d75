use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Ops;
use super::asker::Asker;
use super::officers::recent_warnings;
use super::sessions::Session;
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
    /// After which happening each locked session was kept from what concerns it.
    kept_from: BTreeMap<SessionId, u64>,
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
            kept_from: BTreeMap::new(),
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

impl Feed {
    /// Returns what happened after `since` and concerns the asker.
    fn after(&self, since: u64, asker: &Asker) -> News {
        let oldest = self.lately.front().map_or(self.now + 1, |it| it.number);
        let mut news = News {
            now: self.now,
            missed: since != 0 && (since + 1 < oldest || since > self.now),
            ..News::default()
        };
        let lately = self.lately.iter();
        for happening in lately.filter(|it| since != 0 && it.number > since) {
            match &happening.what {
                What::Touched(touched, by) if *by != asker.session => {
                    news.touched.push(touched.clone());
                }
                What::Many(by) if *by != asker.session => news.missed = true,
                What::Pop(user, pop) if *user == asker.user => news.pops.push(pop.clone()),
                What::Warning(warning) if asker.roles.contains(&Role::Officer) => {
                    news.warnings.push(warning.clone());
                }
                _ => {}
            }
        }
        news
    }
}

/// How much of what happened a session is told.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Sight {
    Whole,
    /// Only that something happened; the rest once it is unlocked.
    Locked,
    /// Only that something happened: nobody there may see a person.
    Barred,
}

impl Ops {
    /// Answers what happened after `since`; 0 asks for the number to go on from, and for what an
    /// officer who comes to work has to know.
    pub(super) fn news(&self, id: SessionId, now: Moment, since: u64) -> Result<Reply, Fault> {
        self.keep_time(id, now)?;
        let asker = self.asker(id, now, None)?;
        let sight = self.sight(&asker);
        let mut news = self.told(&asker, since, sight);
        if sight == Sight::Whole && Operation::Waiting.extent(&asker.roles).is_some() {
            news.waiting = self.view()?.deferred()?.len();
        }
        if sight == Sight::Whole && since == 0 && asker.roles.contains(&Role::Officer) {
            news.warnings = recent_warnings(&self.view()?, asker.now)?;
        }
        news.locked = sight == Sight::Locked;
        news.roles = asker.roles;
        Ok(Reply::News(Box::new(news)))
    }

    fn sight(&self, asker: &Asker) -> Sight {
        let sessions = self.sessions();
        let session = sessions.get(&asker.session);
        let must_change = |it: &Session| it.user.as_ref().is_some_and(|it| it.must_change);
        let reaches = Operation::Lookup.extent(&asker.roles).is_some();
        match session {
            Some(session) if session.locked => Sight::Locked,
            Some(session) if reaches && !asker.machine && !must_change(session) => Sight::Whole,
            _ => Sight::Barred,
        }
    }

    fn told(&self, asker: &Asker, since: u64, sight: Sight) -> News {
        let alive: BTreeSet<SessionId> = match sight {
            Sight::Locked => self.sessions().keys().copied().collect(),
            _ => BTreeSet::new(),
        };
        let mut feed = self.feed();
        if sight == Sight::Whole {
            let kept_from = feed.kept_from.remove(&asker.session);
            let mut news = feed.after(kept_from.map_or(since, |it| it.min(since)), asker);
            news.missed |= kept_from.is_some();
            return news;
        }
        let News {
            now,
            missed,
            touched,
            pops,
            warnings,
            ..
        } = feed.after(since, asker);
        let kept = !touched.is_empty() || !pops.is_empty() || !warnings.is_empty();
        if sight == Sight::Locked && kept {
            // Sessions that ended are let go of.
            feed.kept_from.retain(|it, _| alive.contains(it));
            feed.kept_from.entry(asker.session).or_insert(since);
        }
        News {
            now,
            missed,
            ..News::default()
        }
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
