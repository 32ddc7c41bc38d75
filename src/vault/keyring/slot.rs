use zeroize::Zeroize;

use crate::vault::hash::Keyed;
use crate::vault::hash::equal;
use crate::vault::keys::Roots;

/// One slot, and the header: a sector holds whole ones, so that no tear can cut one.
pub(super) const SLOT: usize = 64;
const BODY: usize = 48;
const MAGIC: &[u8; 8] = b"rainring";
pub(super) const FORMAT: u8 = 1;

const FREE: u8 = 1;
const LIVE: u8 = 2;
const FORGOTTEN: u8 = 3;

pub(super) type Image = [u8; SLOT];

/// What a slot says of its unit.
#[derive(Clone, Eq, PartialEq, Zeroize)]
pub(super) enum Slot {
    /// The number was skipped and will never be used.
    Free,
    /// The salt of the unit's key.
    Live([u8; 32]),
    Forgotten,
}

/// What the first slot of a file says of the file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Header {
    pub(super) format: u8,
    pub(super) generation: u64,
}

/// The key that tags slots and headers.
///
/// ```text
/// slot    0 state · 1–7 zero   · 8–15 unit id     · 16–47 salt       · 48–63 tag
/// header  0–7 magic · 8 format · 9–15 zero · 16–23 generation · 24–47 zero · 48–63 tag
/// ```
///
/// The id *is* the slot number, so the tag binds the slot to its place; no state is a letter of the magic.
pub(super) struct Stamp(Keyed);

impl Stamp {
    /// The label is shorter than any unit's number and salt, so no unit's key is the tag key.
    pub(super) fn of(roots: &Roots) -> Self {
        Self(Keyed::new(
            &Keyed::new(&roots.units).hash(&[b"rainmaker keyring tag"]),
        ))
    }

    pub(super) fn slot(&self, number: u64, slot: &Slot) -> Image {
        let mut image = [0; SLOT];
        image[8..16].copy_from_slice(&number.to_be_bytes());
        image[0] = match slot {
            Slot::Free => FREE,
            Slot::Live(salt) => {
                image[16..BODY].copy_from_slice(salt);
                LIVE
            }
            Slot::Forgotten => FORGOTTEN,
        };
        self.tagged(image)
    }

    /// Returns `None` for anything that [`Stamp::slot`] did not write for this number.
    pub(super) fn read_slot(&self, number: u64, image: &Image) -> Option<Slot> {
        let body = self.body(image)?;
        let (state, id, salt) = (body[0], &body[8..16], &body[16..]);
        if id != number.to_be_bytes() {
            return None;
        }
        match state {
            FREE => Some(Slot::Free),
            LIVE => Some(Slot::Live(salt.try_into().ok()?)),
            FORGOTTEN if salt.iter().all(|&byte| byte == 0) => Some(Slot::Forgotten),
            _ => None,
        }
    }

    pub(super) fn header(&self, generation: u64) -> Image {
        let mut image = [0; SLOT];
        image[..8].copy_from_slice(MAGIC);
        image[8] = FORMAT;
        image[16..24].copy_from_slice(&generation.to_be_bytes());
        self.tagged(image)
    }

    /// Returns a header of any format: the tag covers the same bytes in all of them.
    pub(super) fn read_header(&self, image: &Image) -> Option<Header> {
        let body = self.body(image)?;
        let generation = u64::from_be_bytes(body[16..24].try_into().ok()?);
        body.starts_with(MAGIC).then_some(Header {
            format: body[8],
            generation,
        })
    }

    pub(super) fn tagged(&self, mut image: Image) -> Image {
        let hash = self.0.hash(&[&image[..BODY]]);
        image[BODY..].copy_from_slice(&hash[..SLOT - BODY]);
        image
    }

    fn body<'a>(&self, image: &'a Image) -> Option<&'a [u8]> {
        let (body, tag) = image.split_at(BODY);
        equal(&self.0.hash(&[body])[..SLOT - BODY], tag).then_some(body)
    }
}
