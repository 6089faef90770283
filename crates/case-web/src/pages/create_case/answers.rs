//! The draft as the form watches it: whoever reads one answer is woken by a change of that answer alone, so that a
//! keystroke wakes its field and the check, and nothing else.

use case_core::CaseDraft;
use leptos::prelude::*;

use super::entry::Entry;

/// The draft. A copy is the same draft.
#[derive(Clone, Copy)]
pub struct Answers {
    draft: StoredValue<CaseDraft>,
    /// Something changed.
    any: Trigger,
    /// This answer changed, for those that somebody reads.
    each: StoredValue<Vec<(Entry, ArcTrigger)>>,
}

impl Answers {
    /// Watches a draft.
    pub fn new(draft: CaseDraft) -> Self {
        Self {
            draft: StoredValue::new(draft),
            any: Trigger::new(),
            each: StoredValue::new(Vec::new()),
        }
    }

    /// Reads the draft; follows every change.
    pub fn with<T>(self, read: impl FnOnce(&CaseDraft) -> T) -> T {
        self.any.track();
        self.draft.with_value(read)
    }

    /// The draft as it stands.
    pub fn get_untracked(self) -> CaseDraft {
        self.draft.get_value()
    }

    /// The draft as it stands, if the form is still there.
    pub fn try_get_untracked(self) -> Option<CaseDraft> {
        self.draft.try_get_value()
    }

    /// An answer; follows changes of it.
    pub fn value(self, entry: Entry) -> Memo<String> {
        let changed = self.trigger(&entry);
        let read = move |_: Option<&String>| {
            changed.track();
            self.draft.with_value(|draft| entry.read(draft).to_owned())
        };
        Memo::new(read)
    }

    /// Changes the answer of `entry`, and what depends on it.
    pub fn change(self, entry: &Entry, change: impl FnOnce(&mut CaseDraft)) {
        self.draft.update_value(change);
        match entry {
            // What depends on these may have gone, and rows may stand elsewhere.
            Entry::CaseType | Entry::Service | Entry::Category | Entry::Requests => self.wake_all(),
            _ => {
                let one = self
                    .each
                    .with_value(|each| each.iter().find(|one| one.0 == *entry).cloned());
                if let Some((_, changed)) = one {
                    changed.notify();
                }
                self.any.notify();
            }
        }
    }

    /// Another draft from now on.
    pub fn replace(self, draft: CaseDraft) {
        self.draft.set_value(draft);
        self.wake_all();
    }

    fn wake_all(self) {
        for (_, changed) in self.each.get_value() {
            changed.notify();
        }
        self.any.notify();
    }

    fn trigger(self, entry: &Entry) -> ArcTrigger {
        let known = self
            .each
            .with_value(|each| each.iter().find(|one| one.0 == *entry).cloned());
        if let Some((_, trigger)) = known {
            return trigger;
        }
        let trigger = ArcTrigger::new();
        self.each
            .update_value(|each| each.push((entry.clone(), trigger.clone())));
        trigger
    }
}
