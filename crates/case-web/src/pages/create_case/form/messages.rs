//! What the form says of what the check found: at each answer, and in the summary, as far as it may be shown yet.

use case_core::{Fault, Violation};
use leptos::prelude::*;

use super::CaseForm;
use crate::{
    components::SummaryEntry,
    faults,
    locales::text,
    pages::create_case::{entry::Entry, labels, step::Step},
};

impl CaseForm {
    /// What is wrong with an answer, as far as it may be shown.
    pub fn error(self, entry: Entry) -> Memo<Option<String>> {
        Memo::new(move |_| self.message(&entry))
    }

    /// The same for an answer that may stand elsewhere the next time; follows changes.
    pub fn message(self, entry: &Entry) -> Option<String> {
        let found = |all: &Vec<Violation>| {
            let mut sentences: Vec<String> = all
                .iter()
                .filter(|one| {
                    Entry::at(&one.path).as_ref() == Some(entry) && self.may_show(entry, &one.fault)
                })
                .map(|one| self.sentence(entry, one))
                .collect();
            // Two faults of one answer are told one after the other; those of several addresses belong together.
            if *entry != Entry::Contacts {
                sentences.truncate(1);
            }
            (!sentences.is_empty()).then(|| sentences.join("\n"))
        };
        self.parts()
            .violations
            .with(found)
            .or_else(|| self.parts().refused.with(found))
    }

    /// Whether a fault may be shown; follows changes. What can only get worse by going on is said at once.
    fn may_show(self, entry: &Entry, fault: &Fault) -> bool {
        let at_once = matches!(
            fault,
            Fault::TooLong { .. } | Fault::TooMany { .. } | Fault::ControlCharacter { .. }
        );
        // A file is told what is wrong with it as it is chosen; that it has not arrived, when one wants to go on.
        let of_file =
            matches!(entry, Entry::Files | Entry::File(_)) && *fault != Fault::FileNotUploaded;
        at_once
            || of_file
            || self.parts().tried.with(|tried| tried[entry.step().place()])
            || self.parts().touched.contains(entry)
    }

    fn sentence(self, entry: &Entry, violation: &Violation) -> String {
        let case_type = self.case_type();
        let sentence = self.with_policy(|policy| {
            faults::sentence(&violation.path, &violation.fault, policy, case_type)
        });
        let place = violation
            .path
            .as_str()
            .rsplit('/')
            .next()
            .and_then(|last| last.parse::<usize>().ok());
        match (entry, place) {
            // One field holds all addresses: the sentence has to name the one that it means.
            (Entry::Contacts, Some(place)) => {
                let draft = self.parts().answers.get_untracked();
                let address = draft
                    .additional_contacts
                    .get(place)
                    .map_or("", String::as_str);
                text::fault::labelled(address, &sentence)
            }
            _ => sentence,
        }
    }

    /// Everything that is wrong in the steps that somebody tried to leave, in the order of the form; follows changes.
    pub fn summary(self, steps: &[Step]) -> Vec<SummaryEntry> {
        let parts = self.parts();
        let tried = parts.tried.get();
        let mut lines = Vec::new();
        for step in steps.iter().filter(|step| tried[step.place()]) {
            // The rows of a quota increase stand before its description; the rules look at them after it.
            for after_rows in [false, true] {
                let mut of = |all: &Vec<Violation>| {
                    lines.extend(all.iter().filter_map(|violation| {
                        let entry = Entry::at(&violation.path)?;
                        let last = entry == Entry::Description && self.is_quota();
                        let here = entry.step() == *step && last == after_rows;
                        let shown = here && !self.is_coming(&entry, violation);
                        shown.then(|| self.summary_entry(&entry, violation))
                    }));
                };
                parts.violations.with(&mut of);
                parts.refused.with(of);
            }
        }
        lines
    }

    /// Whether it is only that a file has not arrived yet; follows changes.
    pub(super) fn is_coming(self, entry: &Entry, violation: &Violation) -> bool {
        matches!(entry, Entry::File(place)
            if violation.fault == Fault::FileNotUploaded && self.files().is_coming(*place))
    }

    fn summary_entry(self, entry: &Entry, violation: &Violation) -> SummaryEntry {
        SummaryEntry {
            field: entry.id(),
            words: self.summary_words(entry, violation),
        }
    }

    fn summary_words(self, entry: &Entry, violation: &Violation) -> String {
        let sentence = self.sentence(entry, violation);
        let in_row = matches!(
            entry,
            Entry::Region(_) | Entry::Limit(_) | Entry::NewValue(_)
        );
        if violation.fault == Fault::Required && !in_row {
            // It names the field itself.
            return sentence;
        }
        let label = self.with_policy(|policy| labels::of(entry, policy, self.is_quota()));
        text::fault::labelled(&label, &sentence)
    }
}
