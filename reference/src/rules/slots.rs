//! Slots for secrets, which they keep while they are there.

/// Things by their slots. Indexes refer to a slot, so that what is in it can change under them, and
/// so that the way from an index to the thing is a step in memory and no search.
#[derive(Clone, Debug)]
pub(super) struct Slots<T> {
    // In chunks, so that growing moves little and there is little in reserve. There are few of them, and so they are found
    // in the caches of the processor, where a box for each thing would not be. What is removed leaves its room to others.
    chunks: Vec<Vec<Option<T>>>,
    free: Vec<Slot>,
}

/// Where a thing is; handed out by [`Slots::insert`], good until [`Slots::remove`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(usize);

/// How many things there are in a chunk.
const CHUNK: usize = 16;

const IN_USE: &str = "a slot is forgotten when what is in it is removed";

impl<T> Slots<T> {
    pub(super) fn get(&self, slot: Slot) -> &T {
        self.chunks[slot.0 / CHUNK][slot.0 % CHUNK].as_ref().expect(IN_USE)
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> &mut T {
        self.place(slot).as_mut().expect(IN_USE)
    }

    /// Puts a thing into a slot that is free.
    pub(super) fn insert(&mut self, thing: T) -> Slot {
        if let Some(slot) = self.free.pop() {
            *self.place(slot) = Some(thing);
            return slot;
        }
        if self.chunks.last().is_none_or(|chunk| chunk.len() == CHUNK) {
            self.chunks.push(Vec::with_capacity(CHUNK));
        }
        let full = (self.chunks.len() - 1) * CHUNK;
        let chunk = self.chunks.last_mut().expect("there is one now");
        chunk.push(Some(thing));
        Slot(full + chunk.len() - 1)
    }

    /// Takes the thing out of its slot, which is free then.
    pub(super) fn remove(&mut self, slot: Slot) -> T {
        self.free.push(slot);
        self.place(slot).take().expect(IN_USE)
    }

    fn place(&mut self, slot: Slot) -> &mut Option<T> {
        &mut self.chunks[slot.0 / CHUNK][slot.0 % CHUNK]
    }
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), free: Vec::new() }
    }
}
