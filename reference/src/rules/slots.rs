//! Slots for secrets, which they keep while they are there.

/// Things by their slots. Indexes refer to a slot, so that what is in it can change under them, and
/// so that the way from an index to the thing is a step in memory and no search.
#[derive(Clone, Debug)]
pub(super) struct Slots<T> {
    // Boxed, so that growing moves little and there is little in reserve.
    things: Vec<Option<Box<T>>>,
    free: Vec<Slot>,
}

/// Where a thing is; handed out by [`Slots::insert`], good until [`Slots::remove`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(usize);

const IN_USE: &str = "a slot is forgotten when what is in it is removed";

impl<T> Slots<T> {
    pub(super) fn get(&self, slot: Slot) -> &T {
        self.things[slot.0].as_deref().expect(IN_USE)
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> &mut T {
        self.things[slot.0].as_deref_mut().expect(IN_USE)
    }

    /// Puts a thing into a slot that is free.
    pub(super) fn insert(&mut self, thing: T) -> Slot {
        let thing = Some(Box::new(thing));
        if let Some(slot) = self.free.pop() {
            self.things[slot.0] = thing;
            return slot;
        }
        self.things.push(thing);
        Slot(self.things.len() - 1)
    }

    /// Takes the thing out of its slot, which is free then.
    pub(super) fn remove(&mut self, slot: Slot) -> Box<T> {
        self.free.push(slot);
        self.things[slot.0].take().expect(IN_USE)
    }
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { things: Vec::new(), free: Vec::new() }
    }
}
