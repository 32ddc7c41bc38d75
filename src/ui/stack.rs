/// A stack that is never empty, so that "the current screen" always exists.
#[derive(Debug)]
pub(super) struct Stack<T> {
    root: T,
    above: Vec<T>,
}

impl<T> Stack<T> {
    pub(super) fn new(root: T) -> Self {
        Self {
            root,
            above: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, item: T) {
        self.above.push(item);
    }

    /// Removes the top, unless it is the root.
    pub(super) fn pop(&mut self) -> Option<T> {
        self.above.pop()
    }

    pub(super) fn is_root(&self) -> bool {
        self.above.is_empty()
    }

    /// Removes everything above the root.
    pub(super) fn clear_above_root(&mut self) {
        self.above.clear();
    }

    /// Removes the lowest above the root that `chosen` picks, and what stands on it.
    pub(super) fn cut(&mut self, chosen: impl Fn(&T) -> bool) -> bool {
        let place = self.above.iter().position(chosen);
        if let Some(place) = place {
            self.above.truncate(place);
        }
        place.is_some()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.root).chain(&self.above)
    }

    pub(super) fn top(&self) -> &T {
        self.above.last().unwrap_or(&self.root)
    }

    pub(super) fn top_mut(&mut self) -> &mut T {
        self.above.last_mut().unwrap_or(&mut self.root)
    }

    /// Iterates from the top down.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.above
            .iter_mut()
            .rev()
            .chain(std::iter::once(&mut self.root))
    }
}
