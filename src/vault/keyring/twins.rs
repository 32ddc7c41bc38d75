use std::cmp::Ordering;

use super::HEADER;
use super::Opened;
use super::Slots;
use super::slot::FORMAT;
use super::slot::Header;
use super::slot::Image;
use super::slot::SLOT;
use super::slot::Slot;
use super::slot::Stamp;
use crate::vault::Disk;
use crate::vault::DiskError;
use crate::vault::VaultError;
use crate::vault::VaultFile;

/// The first is written and synced before the second is touched: one of them is always whole.
const TWINS: [VaultFile; 2] = [VaultFile::KeyringA, VaultFile::KeyringB];

/// Slots to write to a keyring file, neighbours joined into one write.
#[derive(Default)]
pub(super) struct Patch {
    runs: Vec<(u64, Vec<u8>)>,
}

impl Patch {
    pub(super) fn put(&mut self, number: u64, image: &Image) {
        let offset = number * SLOT as u64;
        match self.runs.last_mut() {
            Some((start, bytes)) if *start + bytes.len() as u64 == offset => bytes.extend(image),
            _ => self.runs.push((offset, image.to_vec())),
        }
    }

    pub(super) fn write_to_both(&self, disk: &dyn Disk) -> Result<(), DiskError> {
        TWINS
            .into_iter()
            .try_for_each(|file| self.write_to(disk, file))
    }

    fn write_to(&self, disk: &dyn Disk, file: VaultFile) -> Result<(), DiskError> {
        for (offset, bytes) in &self.runs {
            disk.write(file, *offset, bytes)?;
        }
        disk.sync(file)
    }

    /// Makes a whole file; what the patch leaves out stays zero, which is no valid slot.
    fn whole(&self, length: usize) -> Vec<u8> {
        let mut whole = vec![0; length];
        for (offset, bytes) in &self.runs {
            let offset = usize::try_from(*offset).expect("the patch is in memory, at its offset");
            whole[offset..offset + bytes.len()].copy_from_slice(bytes);
        }
        whole
    }
}

/// What both files say together, and what each must be told.
struct Settled {
    slots: Slots,
    damaged: Vec<u64>,
    patches: [Patch; 2],
    mended: Vec<u64>,
}

pub(super) fn open(disk: &dyn Disk, stamp: &Stamp) -> Result<(Slots, Opened), VaultError> {
    let found = [disk.read(TWINS[0])?, disk.read(TWINS[1])?];
    if found.iter().all(Option::is_none) {
        return Err(VaultError::KeyringMissing);
    }
    let images = found.each_ref().map(|it| it.as_deref().unwrap_or_default());
    let settled = settle(stamp, images)?;
    let length = settled.slots.list.len() * SLOT;
    for ((file, found), patch) in TWINS.into_iter().zip(&found).zip(&settled.patches) {
        match found {
            // The sync is due even where nothing is mended: a process that was killed may have left
            // writes that we see and a power cut would still lose.
            Some(_) => patch.write_to(disk, file)?,
            None => disk.replace(file, &patch.whole(length))?,
        }
    }
    let opened = Opened {
        generation: settled.slots.generation,
        mended: settled.mended,
        damaged: settled.damaged,
        high_water: settled.slots.list.len() as u64 - 1,
    };
    Ok((settled.slots, opened))
}

fn settle(stamp: &Stamp, images: [&[u8]; 2]) -> Result<Settled, VaultError> {
    // A slot that was begun counts: its number is never given again.
    let count = images[0].len().max(images[1].len()).div_ceil(SLOT);
    let headers = images.map(|it| slot_of(it, 0).and_then(|it| stamp.read_header(it)));
    let header = settle_header(headers)?;
    let mut settled = Settled {
        slots: Slots {
            generation: header.generation,
            list: Vec::with_capacity(count),
        },
        damaged: Vec::new(),
        patches: <[Patch; 2]>::default(),
        mended: Vec::new(),
    };
    settled.mend(
        HEADER,
        headers.map(|it| it == Some(header)),
        &stamp.header(header.generation),
    );
    settled.slots.list.push(Some(Slot::Free));
    for place in 1..count {
        settled.add(stamp, place as u64, images.map(|it| slot_of(it, place)));
    }
    Ok(settled)
}

fn slot_of(image: &[u8], place: usize) -> Option<&Image> {
    image.as_chunks::<SLOT>().0.get(place)
}

/// The greater generation holds: a crash between the two files leaves the second behind.
fn settle_header(headers: [Option<Header>; 2]) -> Result<Header, VaultError> {
    for (file, header) in TWINS.into_iter().zip(headers) {
        if let Some(Header { format, .. }) = header
            && format != FORMAT
        {
            return Err(VaultError::Newer { file, format });
        }
    }
    let headers = headers.into_iter().flatten();
    headers
        .max_by_key(|it| it.generation)
        .ok_or(VaultError::KeyringForeign)
}

impl Settled {
    fn add(&mut self, stamp: &Stamp, number: u64, images: [Option<&Image>; 2]) {
        let [one, other] = images;
        let read = |image: Option<&Image>| image.and_then(|it| stamp.read_slot(number, it));
        let slot = if one == other {
            read(one)
        } else {
            let slots = images.map(read);
            let winner = winner(&slots);
            if let Some(slot) = winner {
                let right = slots.each_ref().map(|it| it.as_ref() == Some(slot));
                self.mend(number, right, &stamp.slot(number, slot));
            }
            winner.cloned()
        };
        if slot.is_none() {
            self.damaged.push(number);
        }
        self.slots.list.push(slot);
    }

    fn mend(&mut self, number: u64, right: [bool; 2], image: &Image) {
        for (patch, right) in self.patches.iter_mut().zip(right) {
            if !right {
                patch.put(number, image);
            }
        }
        if right != [true; 2] {
            self.mended.push(number);
        }
    }
}

/// Decides between two slots that differ. Forgotten beats live, for a forgetting begins in one file and
/// ends in the other; live beats free. Two salts cannot both be right, and neither was acknowledged.
fn winner([one, other]: &[Option<Slot>; 2]) -> Option<&Slot> {
    match rank(one.as_ref()).cmp(&rank(other.as_ref())) {
        Ordering::Less => other.as_ref(),
        Ordering::Greater => one.as_ref(),
        Ordering::Equal => None,
    }
}

fn rank(slot: Option<&Slot>) -> u8 {
    match slot {
        None => 0,
        Some(Slot::Free) => 1,
        Some(Slot::Live(_)) => 2,
        Some(Slot::Forgotten) => 3,
    }
}
