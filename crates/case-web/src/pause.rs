//! What is done once someone pauses in typing.

use std::time::Duration;

use leptos::prelude::*;

/// Waits for a pause of a given length in which nothing changed. It ends with the owner that it was made under.
#[derive(Clone, Copy)]
pub struct Pause {
    length: Duration,
    /// So many lengths at most, where somebody makes no pause.
    most: u32,
    /// How many lengths have gone by.
    waited: StoredValue<u32>,
    /// Whether something has changed since the timer began; `None` while none runs.
    changed: StoredValue<Option<bool>>,
}

impl Pause {
    /// A pause of this length.
    pub fn new(length: Duration) -> Self {
        Self {
            length,
            most: u32::MAX,
            waited: StoredValue::new(0),
            changed: StoredValue::new(None),
        }
    }

    /// The same, but waiting for no longer than some lengths of it.
    pub fn at_most(self, lengths: u32) -> Self {
        Self {
            most: lengths,
            ..self
        }
    }

    /// Something changed: does `then` after the next pause. While one is awaited, what it was awaited with is done.
    pub fn then(self, then: impl FnOnce() + 'static) {
        let waits = self.changed.get_value().is_some();
        self.changed.set_value(Some(waits));
        if !waits {
            self.waited.set_value(0);
            self.wait(Box::new(then));
        }
    }

    fn wait(self, then: Box<dyn FnOnce()>) {
        let look = move || match self.changed.try_get_value() {
            Some(Some(true)) if self.waited.get_value() + 1 < self.most => {
                self.waited.update_value(|waited| *waited += 1);
                self.changed.set_value(Some(false));
                self.wait(then);
            }
            Some(Some(_)) => {
                self.changed.set_value(None);
                then();
            }
            // The owner is gone.
            Some(None) | None => {}
        };
        set_timeout(look, self.length);
    }
}
