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
