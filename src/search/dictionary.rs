use super::spelling::Likeness;
use super::spelling::Row;
use super::spelling::Typed;
use super::spelling::closer;

/// The number of a word in a [`Dictionary`]; 0 is no word.
pub(super) type Word = u32;

const ROOT: u32 = 0;

/// The distinct words, as a tree of letters, and for each the sorted postings of who has it.
pub(super) struct Dictionary {
    nodes: Vec<Node>,
    free_nodes: Vec<u32>,
    entries: Vec<Entry>,
    free_words: Vec<Word>,
}

/// One letter of the tree. A link of 0 leads nowhere, since the root is nobody's child.
#[derive(Clone, Copy)]
struct Node {
    letter: char,
    word: Word,
    parent: u32,
    child: u32,
    next: u32,
}

struct Entry {
    node: u32,
    postings: Postings,
}

/// Most words belong to one person.
enum Postings {
    One(u32),
    Many(Vec<u32>),
}

/// A word of the dictionary that is like the typed one.
pub(super) struct Found {
    pub(super) word: Word,
    pub(super) likeness: Likeness,
}

const BLANK: Node = Node {
    letter: '\0',
    word: 0,
    parent: ROOT,
    child: 0,
    next: 0,
};

impl Default for Dictionary {
    fn default() -> Self {
        let nobody = Entry {
            node: ROOT,
            postings: Postings::Many(Vec::new()),
        };
        Self {
            nodes: vec![BLANK],
            free_nodes: Vec::new(),
            entries: vec![nobody],
            free_words: Vec::new(),
        }
    }
}

impl Dictionary {
    /// Adds `posting` to `word`.
    pub(super) fn add(&mut self, word: &str, posting: u32) -> Word {
        let node = word.chars().fold(ROOT, |node, letter| {
            self.child(node, letter)
                .unwrap_or_else(|| self.grow(node, letter))
        });
        let known = self.node(node).word;
        if known != 0 {
            self.entries[known as usize].postings.add(posting);
            return known;
        }
        let entry = Entry {
            node,
            postings: Postings::One(posting),
        };
        let word = if let Some(word) = self.free_words.pop() {
            self.entries[word as usize] = entry;
            word
        } else {
            self.entries.push(entry);
            index(self.entries.len() - 1)
        };
        self.nodes[node as usize].word = word;
        word
    }

    /// Takes from `word` what lies in `postings`; a word that nobody has any more is forgotten.
    pub(super) fn remove(&mut self, word: Word, postings: std::ops::Range<u32>) {
        let entry = &mut self.entries[word as usize];
        if entry.postings.remove(postings) {
            return;
        }
        let node = std::mem::replace(&mut entry.node, ROOT);
        entry.postings = Postings::Many(Vec::new());
        self.free_words.push(word);
        self.nodes[node as usize].word = 0;
        self.prune(node);
    }

    /// Returns who has `word`, in ascending order.
    pub(super) fn postings(&self, word: Word) -> &[u32] {
        match &self.entries[word as usize].postings {
            Postings::One(posting) => std::slice::from_ref(posting),
            Postings::Many(postings) => postings,
        }
    }

    /// Returns a number above that of every word.
    pub(super) fn end(&self) -> usize {
        self.entries.len()
    }

    /// Returns the words that are, or begin, like the typed one.
    pub(super) fn find(&self, typed: &Typed) -> Vec<Found> {
        let mut walk = Walk {
            typed,
            rows: vec![typed.start()],
            found: Vec::new(),
        };
        self.descend(ROOT, &mut walk, None);
        walk.found
    }

    fn descend(&self, parent: u32, walk: &mut Walk<'_>, beginning: Option<u8>) {
        let before = (parent != ROOT).then(|| self.node(parent).letter);
        for (at, node) in self.children(parent) {
            let row = walk.typed.step(&walk.rows, node.letter, before);
            let whole = walk.typed.ending(&row);
            let beginning = closer(beginning, whole);
            walk.note(node.word, Likeness::of(whole, beginning));
            if beginning != Some(0) && walk.typed.lives(&row) {
                walk.rows.push(row);
                self.descend(at, walk, beginning);
                walk.rows.pop();
            } else if let Some(cost) = beginning {
                self.gather(at, Likeness { cost, whole: false }, walk);
            }
        }
    }

    fn gather(&self, parent: u32, likeness: Likeness, walk: &mut Walk<'_>) {
        for (at, node) in self.children(parent) {
            walk.note(node.word, Some(likeness));
            self.gather(at, likeness, walk);
        }
    }

    fn children(&self, parent: u32) -> impl Iterator<Item = (u32, Node)> {
        let first = self.node(parent).child;
        let link = |at: u32| (at != 0).then(|| (at, self.node(at)));
        std::iter::successors(link(first), move |(_, node)| link(node.next))
    }

    fn child(&self, parent: u32, letter: char) -> Option<u32> {
        self.children(parent)
            .find(|(_, node)| node.letter == letter)
            .map(|(at, _)| at)
    }

    fn grow(&mut self, parent: u32, letter: char) -> u32 {
        let node = Node {
            letter,
            parent,
            next: self.node(parent).child,
            ..BLANK
        };
        let at = if let Some(at) = self.free_nodes.pop() {
            self.nodes[at as usize] = node;
            at
        } else {
            self.nodes.push(node);
            index(self.nodes.len() - 1)
        };
        self.nodes[parent as usize].child = at;
        at
    }

    /// Blanks the letters from `at` upwards that no word needs any more.
    fn prune(&mut self, mut at: u32) {
        while at != ROOT && self.node(at).word == 0 && self.node(at).child == 0 {
            let Node { parent, next, .. } = self.node(at);
            let elder = self.children(parent).find(|(_, node)| node.next == at);
            match elder {
                Some((elder, _)) => self.nodes[elder as usize].next = next,
                None => self.nodes[parent as usize].child = next,
            }
            self.nodes[at as usize] = BLANK;
            self.free_nodes.push(at);
            at = parent;
        }
    }

    fn node(&self, at: u32) -> Node {
        self.nodes[at as usize]
    }

    #[cfg(test)]
    pub(super) fn is_blank(&self) -> bool {
        self.nodes
            .iter()
            .all(|node| node.letter == BLANK.letter && node.word == 0)
            && self.entries.iter().all(|entry| entry.postings.is_empty())
    }
}

impl Postings {
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        matches!(self, Self::Many(postings) if postings.is_empty())
    }

    fn add(&mut self, posting: u32) {
        match self {
            Self::One(first) => *self = Self::Many(vec![posting.min(*first), posting.max(*first)]),
            Self::Many(postings) => {
                let at = postings.partition_point(|it| *it < posting);
                postings.insert(at, posting);
            }
        }
    }

    /// Removes what lies in `gone` and tells whether anything is left.
    fn remove(&mut self, gone: std::ops::Range<u32>) -> bool {
        match self {
            Self::One(posting) => !gone.contains(posting),
            Self::Many(postings) => {
                let from = postings.partition_point(|it| *it < gone.start);
                let to = postings.partition_point(|it| *it < gone.end);
                postings.drain(from..to);
                !postings.is_empty()
            }
        }
    }
}

struct Walk<'a> {
    typed: &'a Typed,
    rows: Vec<Row>,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn note(&mut self, word: Word, likeness: Option<Likeness>) {
        if let (true, Some(likeness)) = (word != 0, likeness) {
            self.found.push(Found { word, likeness });
        }
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).expect("four thousand million letters do not fit in memory")
}
