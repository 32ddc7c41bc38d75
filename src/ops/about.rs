use std::path::Path;

use super::Ops;
use super::sessions::Keeping;
use crate::contract::{About, Fault, Reply};
use crate::domain::audit::{Deed, Outcome};
use crate::domain::id::{SessionId, UserId};
use crate::domain::time::{Moment, Timestamp};
use crate::store::{Change, Entry, OpenError, Store};
use crate::vault::VaultError;

impl Ops {
    /// Answers what anybody may know; the paths of files only to a user, or inside the process that
    /// has the register open.
    pub(super) fn about(&self, session: SessionId, now: Moment) -> Result<Reply, Fault> {
        let peer = self.sessions().get(&session).map(|it| it.peer);
        let inside = peer.is_some_and(|it| it.keeping == Keeping::WithProcess);
        let known = inside || self.asker(session, now, None).is_ok();
        let view = self.view()?;
        let settings = view.settings()?;
        let overdue = view
            .exports()?
            .into_iter()
            .filter(|file| known && file.expires < now.wall);
        Ok(Reply::About(About {
            controller: settings.controller,
            contact: settings.contact,
            authority: settings.authority,
            demo: settings.demo,
            overdue_files: overdue.map(|file| file.path).collect(),
        }))
    }

    /// Writes a fresh `master.key` into `folder` with the recovery code, and enters that into the
    /// audit.
    ///
    /// # Errors
    ///
    /// A code that is mistyped or of another register, after which nothing is changed; or why the
    /// register does not open with its new key.
    pub fn recover(folder: &Path, code: &str, now: Timestamp) -> Result<(), OpenError> {
        Store::recover(folder, code)?;
        let master = folder.join("master.key");
        let (ops, _) = Self::open(folder, &master, now)?;
        let entry = Entry {
            at: now,
            actor: UserId(0),
            session: SessionId(0),
            deed: Deed::RecoverKey,
            subject: None,
            purpose: None,
            outcome: Outcome::Done,
            detail: None,
            shown: Vec::new(),
        };
        let written = ops.store.write(move |_| -> Result<_, Fault> {
            Ok((
                Change {
                    acts: vec![entry.clone()],
                    ..Change::default()
                },
                (),
            ))
        });
        written.map(|_| ()).map_err(|fault| OpenError::Io {
            path: folder.to_owned(),
            source: std::io::Error::other(fault.code.code()),
        })
    }

    /// Tells whether [`Ops::recover`] refused the code, and not the files.
    #[must_use]
    pub fn is_wrong_code(error: &OpenError) -> bool {
        matches!(
            error,
            OpenError::Vault(VaultError::Code(_) | VaultError::CodeWrong)
        )
    }
}
