/// The letters of a word that count; the rest is neither kept nor compared.
pub(super) const LONGEST: usize = 32;

/// The cost of a slip of the hand: a letter too many, missing, wrong, or two exchanged.
const TYPO: u8 = 2;
/// The cost of another spelling of the same sound.
const MISHEARD: u8 = 1;
/// More than any budget.
const FAR: u8 = 100;

/// What it costs to turn each beginning of the typed word into the letters walked so far.
pub(super) type Row = [u8; LONGEST + 1];

/// A typed word that is compared, letter by letter, with the words of a dictionary.
pub(super) struct Typed {
    letters: Vec<char>,
    budget: u8,
}

impl Typed {
    /// Takes `word` as it is typed: nothing is forgiven.
    pub(super) fn exact(word: &str) -> Self {
        Self {
            letters: word.chars().take(LONGEST).collect(),
            budget: 0,
        }
    }

    /// Takes `word` as somebody heard or mistyped it; short words and digits are forgiven less.
    pub(super) fn lenient(word: &str) -> Self {
        let mut typed = Self::exact(word);
        typed.budget = match typed.letters.len() {
            _ if word.contains(|letter: char| letter.is_numeric()) => 0,
            0..=2 => 0,
            3 => MISHEARD,
            4..=5 => TYPO,
            _ => 2 * TYPO,
        };
        typed
    }

    /// Returns the row before any letter is walked.
    pub(super) fn start(&self) -> Row {
        let mut row = [FAR; LONGEST + 1];
        row[0] = 0;
        for typed in 1..=self.letters.len().min(usize::from(self.budget)) {
            row[typed] = row[typed - 1] + self.surplus(typed);
        }
        row
    }

    /// Returns the row after `letter`; `rows` are those of the letters so far, `before` the last.
    pub(super) fn step(&self, rows: &[Row], letter: char, before: Option<char>) -> Row {
        let depth = rows.len();
        let above = &rows[depth - 1];
        let missing = if before.is_some_and(|it| doubled(it, letter)) {
            MISHEARD
        } else {
            TYPO
        };
        let reach = usize::from(self.budget);
        let first = depth.saturating_sub(reach);
        let mut row = [FAR; LONGEST + 1];
        if first == 0 {
            row[0] = above[0] + missing;
        }
        for at in first.max(1)..=self.letters.len().min(depth + reach) {
            let typed = self.letters[at - 1];
            let mut cost = (above[at] + missing)
                .min(row[at - 1].saturating_add(self.surplus(at)))
                .min(above[at - 1] + mistaken(typed, letter));
            if at > 1 && merged(self.letters[at - 2], typed) == Some(letter) {
                cost = cost.min(above[at - 2] + MISHEARD);
            }
            if let (Some(before), true) = (before, depth > 1) {
                let two_above = &rows[depth - 2];
                if merged(before, letter) == Some(typed) {
                    cost = cost.min(two_above[at - 1] + MISHEARD);
                }
                if at > 1 && typed == before && self.letters[at - 2] == letter {
                    cost = cost.min(two_above[at - 2] + TYPO);
                }
            }
            row[at] = cost;
        }
        row
    }

    /// Returns the cost of the whole typed word, if it is within the budget.
    pub(super) fn ending(&self, row: &Row) -> Option<u8> {
        Some(row[self.letters.len()]).filter(|cost| *cost <= self.budget)
    }

    /// Tells whether more letters could still bring the typed word within its budget.
    pub(super) fn lives(&self, row: &Row) -> bool {
        row[..=self.letters.len()]
            .iter()
            .any(|cost| *cost <= self.budget)
    }

    /// Returns how `word` fits, if it does at all.
    pub(super) fn fit(&self, word: impl IntoIterator<Item = char>) -> Option<Likeness> {
        let mut rows = vec![self.start()];
        let mut before = None;
        let mut beginning: Option<u8> = self.ending(&rows[0]);
        for letter in word {
            let row = self.step(&rows, letter, before);
            beginning = closer(beginning, self.ending(&row));
            rows.push(row);
            before = Some(letter);
        }
        Likeness::of(self.ending(rows.last()?), beginning)
    }

    fn surplus(&self, typed: usize) -> u8 {
        let twice = typed > 1 && doubled(self.letters[typed - 2], self.letters[typed - 1]);
        if twice { MISHEARD } else { TYPO }
    }
}

/// How a word of the dictionary is like the typed one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Likeness {
    /// 0 when nothing had to be forgiven.
    pub(super) cost: u8,
    /// Whether the whole word is like the typed one, not only its beginning.
    pub(super) whole: bool,
}

impl Likeness {
    /// Chooses between the cost of the whole word and the least one of any beginning of it.
    pub(super) fn of(whole: Option<u8>, beginning: Option<u8>) -> Option<Self> {
        let cost = closer(whole, beginning)?;
        Some(Self {
            cost,
            whole: whole == Some(cost),
        })
    }
}

/// Returns the lesser of the costs that there are.
pub(super) fn closer(one: Option<u8>, other: Option<u8>) -> Option<u8> {
    one.into_iter().chain(other).min()
}

fn mistaken(typed: char, letter: char) -> u8 {
    if typed == letter {
        0
    } else if alike(typed.min(letter), typed.max(letter)) {
        MISHEARD
    } else {
        TYPO
    }
}

/// Tells whether two letters, given in the order of the alphabet, are heard one for the other.
fn alike(one: char, other: char) -> bool {
    matches!(
        (one, other),
        ('a', 'e' | 'o')
            | ('b', 'p')
            | ('c', 'k' | 'q' | 's')
            | ('d', 't')
            | ('f', 'v')
            | ('g' | 'q' | 'k', 'k' | 'q' | 'x')
            | ('i', 'j' | 'y')
            | ('o', 'u')
            | ('s' | 't', 'z')
            | ('u' | 'v', 'w' | 'y')
    )
}

/// Tells whether two neighbours are one sound written long.
fn doubled(before: char, letter: char) -> bool {
    before == letter || matches!((before, letter), ('c', 'k') | ('k', 'c'))
}

/// Returns the letter that is heard as the two.
fn merged(first: char, second: char) -> Option<char> {
    match (first, second) {
        ('t', 's') => Some('z'),
        ('k', 's') => Some('x'),
        ('p', 'h') => Some('f'),
        _ => None,
    }
}
