use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use redb::{ReadableDatabase as _, ReadableTable as _, TableDefinition};

const SLOT: usize = 64;
const LIVE: u8 = 2;
const FORGOTTEN: u8 = 3;

/// The files of a closed register, as somebody without its keys sees them.
pub(super) struct Raw {
    pub(super) people: BTreeSet<u64>,
    attributes: BTreeSet<u64>,
    pub(super) acts: u64,
    forgetting: usize,
    keyrings: [Vec<u8>; 2],
}

impl Raw {
    pub(super) fn read(home: &Path) -> Self {
        let database = redb::ReadOnlyDatabase::open(home.join("register.redb")).unwrap();
        let read = database.begin_read().unwrap();
        let keys = |name| {
            let table = read
                .open_table(TableDefinition::<u64, &[u8]>::new(name))
                .unwrap();
            table
                .iter()
                .unwrap()
                .map(|it| it.unwrap().0.value())
                .collect()
        };
        let forgetting = read
            .open_table(TableDefinition::<u64, ()>::new("forgetting.v1"))
            .unwrap();
        let acts = read
            .open_table(TableDefinition::<(u32, u64), &[u8]>::new("acts.v1"))
            .unwrap();
        Self {
            people: keys("people.v1"),
            attributes: keys("attributes.v1"),
            acts: acts.iter().unwrap().count() as u64,
            forgetting: forgetting.iter().unwrap().count(),
            keyrings: ["keyring.a", "keyring.b"].map(|it| fs::read(home.join(it)).unwrap()),
        }
    }

    fn slots(&self, state: u8) -> BTreeSet<u64> {
        let slots = self.keyrings[0].chunks(SLOT).enumerate().skip(1);
        slots
            .filter(|(_, slot)| slot[0] == state)
            .map(|(number, _)| number as u64)
            .collect()
    }

    /// Returns how many keys were destroyed.
    pub(super) fn forgotten(&self) -> usize {
        self.slots(FORGOTTEN).len()
    }

    /// Every row has its key, no key that was to be destroyed is there, and the twins agree.
    pub(super) fn keys_fit(&self) {
        assert_eq!(self.forgetting, 0);
        assert!(self.keyrings[0] == self.keyrings[1]);
        let live = self.slots(LIVE);
        assert!(self.people.is_subset(&live) && self.attributes.is_subset(&live));
        for gone in self.slots(FORGOTTEN) {
            let salt = usize::try_from(gone).unwrap() * SLOT + 16;
            assert_eq!(self.keyrings[0][salt..salt + 32], [0; 32]);
        }
    }
}
