//! Which answers somebody has been at: nobody is scolded before.

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::entry::Entry;

/// The answers whose faults may be shown.
///
/// An answer that one leaves by pressing a button somewhere counts only after that press: a message that appears between
/// press and release would move the button away from under the pointer.
#[derive(Clone, Copy)]
pub struct Touched {
    entries: RwSignal<Vec<Entry>>,
    waiting: StoredValue<Vec<Entry>>,
    pressed: StoredValue<bool>,
}

impl Touched {
    /// None yet.
    pub fn new() -> Self {
        let touched = Self {
            entries: RwSignal::new(Vec::new()),
            waiting: StoredValue::new(Vec::new()),
            pressed: StoredValue::new(false),
        };
        let handles = [
            window_event_listener(ev::pointerdown, move |_| touched.pressed.set_value(true)),
            window_event_listener(ev::pointerup, move |_| touched.release()),
            window_event_listener(ev::pointercancel, move |_| touched.release()),
        ];
        on_cleanup(move || {
            for handle in handles {
                handle.remove();
            }
        });
        touched
    }

    /// Whether its faults may be shown; follows changes.
    pub fn contains(self, entry: &Entry) -> bool {
        self.entries.with(|entries| entries.contains(entry))
    }

    /// Somebody has left it, or has chosen it.
    pub fn add(self, entry: &Entry) {
        if self.pressed.get_value() {
            self.waiting
                .update_value(|waiting| waiting.push(entry.clone()));
        } else if !self
            .entries
            .with_untracked(|entries| entries.contains(entry))
        {
            self.entries.update(|entries| entries.push(entry.clone()));
        }
    }

    /// Keeps those that `change` answers with.
    pub fn change(self, change: impl Fn(Entry) -> Option<Entry>) {
        if !self.entries.with_untracked(Vec::is_empty) {
            let changed = |entries: &mut Vec<Entry>| {
                std::mem::take(entries)
                    .into_iter()
                    .filter_map(change)
                    .collect()
            };
            self.entries.update(|entries| *entries = changed(entries));
        }
    }

    /// Forgets all.
    pub fn clear(self) {
        self.entries.set(Vec::new());
    }

    fn release(self) {
        self.pressed.set_value(false);
        if self.waiting.with_value(Vec::is_empty) {
            return;
        }
        // The click comes after the release.
        let add = move || {
            let waiting = self
                .waiting
                .try_update_value(std::mem::take)
                .unwrap_or_default();
            for entry in &waiting {
                self.add(entry);
            }
        };
        set_timeout(add, Duration::ZERO);
    }
}
