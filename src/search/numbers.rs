use std::collections::BTreeSet;
use std::hash::DefaultHasher;
use std::hash::Hasher as _;

/// The country of numbers that are written with a leading zero.
const HOME: &[u8] = b"358";
/// The digits of a number that count: as many as E.164 allows.
const DIGITS: usize = 15;
/// Fewer digits inside a number tell nothing.
const SHORTEST_TAIL: usize = 3;

/// A phone number or a whole e-mail address, packed into 64 bits.
///
/// The first two bits say what it is ([`Kind`]); digits follow as four bits each, counted from 1.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Number(u64);

/// What a packed number begins with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Inside = 0,
    National = 1,
    International = 2,
    Address = 3,
}

impl Number {
    /// Reads a phone number as it is displayed; digits in any grouping.
    pub(super) fn phone(written: &str) -> Option<Self> {
        let digits: Vec<u8> = written.bytes().filter(u8::is_ascii_digit).collect();
        if digits.len() < 2 {
            return None;
        }
        Some(if written.trim_start().starts_with('+') {
            Self::pack(Kind::International, &without_trunk_zero(&digits))
        } else if let Some(rest) = digits.strip_prefix(b"00") {
            Self::pack(Kind::International, &without_trunk_zero(rest))
        } else if let Some(rest) = digits.strip_prefix(b"0") {
            Self::pack(Kind::International, &[HOME, rest].concat())
        } else {
            Self::pack(Kind::National, &digits)
        })
    }

    /// Reads a folded e-mail address.
    pub(super) fn address(folded: &str) -> Option<Self> {
        let address = folded.trim_matches(|letter: char| !letter.is_alphanumeric());
        let (local, domain) = address.split_once('@')?;
        if local.is_empty() || domain.is_empty() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(address.as_bytes());
        Some(Self((Kind::Address as u64) << 62 | hasher.finish() >> 2))
    }

    fn pack(kind: Kind, digits: &[u8]) -> Self {
        let packed = digits
            .iter()
            .take(DIGITS)
            .fold((0, 62), |(packed, shift), digit| {
                (
                    packed | u64::from(digit - b'0' + 1) << (shift - 4),
                    shift - 4,
                )
            });
        Self((kind as u64) << 62 | packed.0)
    }

    fn is(self, kind: Kind) -> bool {
        self.0 >> 62 == kind as u64
    }

    fn digits(self) -> Vec<u8> {
        let nibbles = (0..DIGITS).map(|at| (self.0 >> (58 - 4 * at)) & 0xf);
        nibbles
            .take_while(|it| *it > 0)
            .map(|it| b'0' + (it - 1).to_le_bytes()[0])
            .collect()
    }

    /// Returns everything by which this is found.
    fn keys(self) -> Vec<Self> {
        let mut keys = vec![self];
        if self.is(Kind::Address) {
            return keys;
        }
        let digits = self.digits();
        let national = if self.is(Kind::International) {
            let national = digits.get(country_code(&digits)..).unwrap_or_default();
            keys.push(Self::pack(Kind::National, national));
            national
        } else {
            &digits
        };
        let tails = (1..national.len()).map(|at| &national[at..]);
        let tails = tails.take_while(|tail| tail.len() >= SHORTEST_TAIL);
        keys.extend(tails.map(|tail| Self::pack(Kind::Inside, tail)));
        keys
    }
}

/// How typed digits fit a phone number.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Reach {
    Inside,
    Beginning,
    Tail,
    LongTail,
    Whole,
}

/// Who has which phone number and which e-mail address.
#[derive(Default)]
pub(super) struct Numbers {
    keys: BTreeSet<(Number, u32)>,
}

impl Numbers {
    pub(super) fn add(&mut self, number: Number, row: u32) {
        self.keys
            .extend(number.keys().into_iter().map(|key| (key, row)));
    }

    pub(super) fn remove(&mut self, number: Number, row: u32) {
        for key in number.keys() {
            self.keys.remove(&(key, row));
        }
    }

    /// Hands out the rows whose phone number has the typed digits in it; a row may come twice.
    pub(super) fn phones(&self, typed: &str, mut give: impl FnMut(u32, Reach)) {
        for (kind, digits) in spellings(typed.as_bytes()) {
            let first = Number::pack(kind, &digits);
            let last = Number(first.0 | ((1 << (62 - 4 * digits.len())) - 1));
            for (key, row) in self.keys.range((first, 0)..=(last, u32::MAX)) {
                give(*row, reach(kind, digits.len(), *key == first));
            }
        }
    }

    /// Returns the rows that have exactly this address.
    pub(super) fn exactly(&self, number: Number) -> impl Iterator<Item = u32> {
        self.keys
            .range((number, 0)..=(number, u32::MAX))
            .map(|(_, row)| *row)
    }

    #[cfg(test)]
    pub(super) fn is_blank(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Returns the part of a displayed phone number that the typed digits stand for, as a range of its
/// digits.
pub(super) fn within(typed: &str, displayed: &[u8]) -> Option<std::ops::Range<usize>> {
    let mut forms: Vec<Vec<u8>> = vec![typed.as_bytes().to_vec()];
    for (kind, digits) in spellings(typed.as_bytes()) {
        if kind == Kind::International {
            forms.push(
                digits
                    .get(country_code(&digits)..)
                    .unwrap_or_default()
                    .to_vec(),
            );
        }
        forms.push(digits);
    }
    forms.retain(|form| form.len() >= 2 || form.len() + 1 == typed.len());
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms
        .iter()
        .filter(|form| !form.is_empty())
        .find_map(|form| {
            let at = displayed
                .windows(form.len())
                .position(|window| window == form)?;
            Some(at..at + form.len())
        })
}

fn reach(kind: Kind, length: usize, complete: bool) -> Reach {
    match (kind, complete) {
        (Kind::Inside, true) if length >= 6 => Reach::LongTail,
        (Kind::Inside, true) => Reach::Tail,
        (Kind::Inside, false) => Reach::Inside,
        (_, true) => Reach::Whole,
        (_, false) => Reach::Beginning,
    }
}

/// Returns what typed digits can be the beginning of.
fn spellings(typed: &[u8]) -> Vec<(Kind, Vec<u8>)> {
    if !(2..=DIGITS + 2).contains(&typed.len()) {
        return Vec::new();
    }
    let mut forms = vec![
        (Kind::National, typed.to_vec()),
        (Kind::Inside, typed.to_vec()),
    ];
    let abroad = typed.strip_prefix(b"00").unwrap_or(typed);
    forms.push((Kind::International, abroad.to_vec()));
    forms.push((Kind::International, without_trunk_zero(abroad)));
    if let Some(national) = typed.strip_prefix(b"0") {
        forms.push((Kind::National, national.to_vec()));
    }
    forms.retain(|(_, digits)| (1..=DIGITS).contains(&digits.len()));
    forms.dedup();
    forms
}

/// Returns international digits without the zero of `+358 (0)40`.
fn without_trunk_zero(digits: &[u8]) -> Vec<u8> {
    let (code, national) = digits.split_at(country_code(digits));
    let italian = code == b"39";
    let national = national
        .strip_prefix(b"0")
        .filter(|_| !italian)
        .unwrap_or(national);
    [code, national].concat()
}

/// Returns the length of the country code that international digits begin with.
fn country_code(digits: &[u8]) -> usize {
    let length = match digits {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    };
    length.min(digits.len())
}
