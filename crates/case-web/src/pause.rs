//! What is done once someone pauses in typing.

use std::time::Duration;

use leptos::prelude::*;

/// Waits for a pause of a given length in which nothing changed. It ends with the owner that it was made under.
#[derive(Clone, Copy)]
pub struct Pause {
    length: Duration,
    /// Whether something has changed since the timer began; `None` while none runs.
    changed: StoredValue<Option<bool>>,
}

impl Pause {
    /// A pause of this length.
    pub fn new(length: Duration) -> Self {
        Self {
            length,
            changed: StoredValue::new(None),
        }
    }

    /// Something changed: does `then` after the next pause. While one is awaited, what it was awaited with is done.
    pub fn then(self, then: impl FnOnce() + 'static) {
        let waits = self.changed.get_value().is_some();
        self.changed.set_value(Some(waits));
        if !waits {
            self.wait(Box::new(then));
        }
    }

    fn wait(self, then: Box<dyn FnOnce()>) {
        let look = move || match self.changed.try_get_value() {
            Some(Some(true)) => {
                self.changed.set_value(Some(false));
                self.wait(then);
            }
            Some(Some(false)) => {
                self.changed.set_value(None);
                then();
            }
            // The owner is gone.
            Some(None) | None => {}
        };
        set_timeout(look, self.length);
    }
}
