//! The form's state: one draft, one check of it, and what may be shown of what the check found.

mod messages;

use case_core::{
    AttachmentDraft, CaseDraft, CaseType, Context, Fault, Policy, QuotaRequestDraft, Upload,
    Violation, check, guidance,
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::{
    answers::Answers,
    drafts::{Drafts, Keeper, Kept, Opened, discard},
    entry::Entry,
    files::Files,
    step::Step,
    touched::Touched,
};
use crate::{
    components::{Binding, StepState},
    dom, locales,
    navigation::{self, History},
    part::{self, Part},
    state::{
        clock,
        facts::{self, Facts},
    },
};

/// The form. A copy is the same form.
#[derive(Clone, Copy)]
pub struct CaseForm {
    // One small handle: every closure of every view has a copy of its own.
    parts: StoredValue<Parts>,
}

/// What the form is made of.
#[derive(Clone, Copy)]
struct Parts {
    /// Where the draft is kept.
    keeper: Keeper,
    /// The person's other drafts.
    drafts: Drafts,
    facts: RwSignal<Facts>,
    answers: Answers,
    files: Files,
    /// Case type, service and category alone.
    classification: Memo<CaseDraft>,
    /// Everything that is wrong with the draft, found once for each change.
    violations: Memo<Vec<Violation>>,
    /// What the server found that the check here did not; an entry goes when its answer changes.
    refused: RwSignal<Vec<Violation>>,
    touched: Touched,
    /// The steps whose faults are all shown, because somebody wanted to go on.
    tried: RwSignal<[bool; Step::ALL.len()]>,
    /// R2: what looks like a secret and was kept all the same, for as long as this draft is on the screen.
    kept_secrets: RwSignal<Vec<String>>,
    /// Read out as it changes.
    status: RwSignal<String>,
    /// G3: an earlier version of this draft was received under the same key.
    conflict: RwSignal<bool>,
    /// The control that takes the focus when its step is shown.
    focus: StoredValue<Option<String>>,
}

impl CaseForm {
    /// Takes up the draft on this device, or begins a fresh one; `wanted` is the case type that a link asked for.
    pub fn start(facts: Facts, opened: Opened, wanted: Option<CaseType>) -> Self {
        let answers = Answers::new(CaseDraft::default());
        let files = Files::new();
        let Opened {
            device,
            draft,
            drafts,
        } = opened;
        let begun = draft.is_some();
        let (kept, bytes) = draft.unwrap_or_else(|| (Kept::new(fresh(&facts.policy)), Vec::new()));
        let facts = RwSignal::new(facts);
        Effect::new(move |_| {
            if let Some(changed) = facts::current() {
                facts.set(changed);
            }
        });
        let classification = classification(answers);
        let parts = Parts {
            keeper: Keeper::new(device, answers, files),
            drafts,
            facts,
            answers,
            files,
            classification,
            violations: Memo::new(move |_| {
                let now = clock::minute();
                facts.with(|facts| answers.with(|draft| found(draft, &facts.context(now))))
            }),
            refused: RwSignal::new(Vec::new()),
            touched: Touched::new(),
            tried: RwSignal::new([false; Step::ALL.len()]),
            kept_secrets: RwSignal::new(Vec::new()),
            status: RwSignal::new(String::new()),
            conflict: RwSignal::new(false),
            focus: StoredValue::new(None),
        };
        let form = Self {
            parts: StoredValue::new(parts),
        };
        form.take_up(&kept, bytes, begun);
        form.send_after_sign_in();
        if let Some(wanted) = wanted.filter(|wanted| form.is_open_to(*wanted)) {
            form.enter(&Entry::CaseType, wanted.code().to_owned());
        }
        form
    }

    /// Shows this draft from now on; `is_written` when the page has it at its place on the device already.
    pub fn take_up(self, kept: &Kept, bytes: Vec<Option<File>>, is_written: bool) {
        let parts = self.parts();
        let mut draft = kept.draft.clone();
        // What the category asked for when the draft was kept may no longer be asked.
        let category = draft.category.clone();
        parts
            .facts
            .with_untracked(|facts| draft.choose_category(&facts.policy, &category));
        parts.files.take_up(&draft.attachments, &kept.files, bytes);
        parts.keeper.take_up(kept, is_written);
        parts.refused.set(Vec::new());
        parts.conflict.set(false);
        parts.kept_secrets.set(Vec::new());
        parts.touched.clear();
        parts.tried.set([false; Step::ALL.len()]);
        parts.answers.replace(draft);
    }

    /// Whether nobody sees the form any more.
    pub fn is_gone(self) -> bool {
        self.parts.is_disposed()
    }

    fn parts(self) -> Parts {
        self.parts.get_value()
    }

    /// Where the draft is kept.
    pub fn keeper(self) -> Keeper {
        self.parts().keeper
    }

    /// The person's other drafts.
    pub fn drafts(self) -> Drafts {
        self.parts().drafts
    }

    fn is_open_to(self, case_type: CaseType) -> bool {
        self.with_context(|ctx| guidance::case_type_fault(ctx, case_type).is_none())
    }

    /// What has become of the draft's files.
    pub fn files(self) -> Files {
        self.parts().files
    }

    /// Reads the draft as it stands.
    pub fn with_draft_untracked<T>(self, read: impl FnOnce(&CaseDraft) -> T) -> T {
        untrack(|| self.with_draft(read))
    }

    /// Reads the draft; follows its changes.
    pub fn with_draft<T>(self, read: impl FnOnce(&CaseDraft) -> T) -> T {
        self.parts().answers.with(read)
    }

    /// Reads case type, service and category, in a draft that has nothing else; follows their changes.
    pub fn with_classification<T>(self, read: impl FnOnce(&CaseDraft) -> T) -> T {
        self.parts().classification.with(read)
    }

    /// Reads the policy; follows its changes, such as another language.
    pub fn with_policy<T>(self, read: impl FnOnce(&Policy) -> T) -> T {
        self.parts().facts.with(|facts| read(&facts.policy))
    }

    /// Reads the world as the rules see it; follows its changes, and time.
    pub fn with_context<T>(self, read: impl FnOnce(&Context) -> T) -> T {
        let now = clock::minute();
        self.parts().facts.with(|facts| read(&facts.context(now)))
    }

    /// The case type chosen; follows changes.
    pub fn case_type(self) -> Option<CaseType> {
        self.with_classification(CaseDraft::kind)
    }

    /// Whether it is a quota increase, which has rows in the place of subject and category; follows changes.
    pub fn is_quota(self) -> bool {
        self.case_type() == Some(CaseType::QuotaIncrease)
    }

    /// An answer as it stands; only another answer there makes it run again.
    pub fn value(self, entry: Entry) -> Memo<String> {
        self.parts().answers.value(entry)
    }

    /// Puts an answer into the draft.
    pub fn enter(self, entry: &Entry, value: String) {
        let policy = self
            .parts()
            .facts
            .with_untracked(|facts| facts.policy.clone());
        self.change(entry, |draft| entry.write(draft, &policy, value));
        if matches!(entry, Entry::CaseType | Entry::Service | Entry::Category) {
            let draft = self.parts().answers.get_untracked();
            self.parts().touched.change(|other| {
                (other == *entry || !other.read(&draft).is_empty()).then_some(other)
            });
        }
    }

    /// Changes which files the draft names.
    pub fn change_files(self, change: impl FnOnce(&mut Vec<AttachmentDraft>)) {
        self.change(&Entry::Files, |draft| change(&mut draft.attachments));
    }

    /// Changes the draft at `entry`.
    fn change(self, entry: &Entry, change: impl FnOnce(&mut CaseDraft)) {
        self.parts().answers.change(entry, change);
        if self.parts().conflict.get_untracked() {
            self.resolve_conflict();
        }
        self.parts().keeper.changed();
        if !self.parts().refused.with_untracked(Vec::is_empty) {
            let path = entry.path();
            self.parts()
                .refused
                .update(|refused| refused.retain(|one| !one.path.is_within(path.as_str())));
        }
    }

    /// G3: whether an earlier version of this draft was received under the same key; follows changes.
    pub fn is_in_conflict(self) -> bool {
        self.parts().conflict.get()
    }

    /// G3: the server has another draft under this key.
    pub fn meet_conflict(self) {
        self.parts().conflict.set(true);
    }

    /// G3: what is submitted from now on is another case.
    pub fn resolve_conflict(self) {
        self.parts().keeper.renew_key();
        self.parts().conflict.set(false);
    }

    /// What a text control needs.
    pub fn bind(self, entry: Entry) -> Binding {
        let (typed, left) = (entry.clone(), entry.clone());
        Binding {
            id: entry.id(),
            value: self.value(entry.clone()),
            error: self.error(entry),
            on_input: Callback::new(move |value| self.enter(&typed, value)),
            on_blur: Callback::new(move |()| self.parts().touched.add(&left)),
        }
    }

    /// What a control to choose from needs. What was chosen was touched.
    pub fn bind_choice(self, entry: Entry) -> Binding {
        let chosen = entry.clone();
        Binding {
            on_input: Callback::new(move |value| {
                self.enter(&chosen, value);
                self.parts().touched.add(&chosen);
            }),
            ..self.bind(entry)
        }
    }

    /// Q1: one more row, in the region of the one before: most ask for several limits in one region.
    pub fn add_request(self) {
        self.change(&Entry::Requests, |draft| {
            let region = draft
                .quota_requests
                .last()
                .map_or_else(String::new, |row| row.region.clone());
            draft.quota_requests.push(QuotaRequestDraft {
                region,
                ..QuotaRequestDraft::default()
            });
        });
    }

    /// Q1: takes a row away.
    pub fn remove_request(self, place: usize) {
        self.change(&Entry::Requests, |draft| {
            if place < draft.quota_requests.len() {
                draft.quota_requests.remove(place);
            }
        });
        self.parts()
            .touched
            .change(|entry| entry.after_removal(place));
    }

    /// Shows every fault of these steps from now on; whether there is none. A file that is on its way is none.
    pub fn is_right(self, steps: &[Step]) -> bool {
        let right = !untrack(|| self.has_faults(steps));
        self.parts().tried.update(|tried| {
            for step in steps {
                tried[step.place()] = !right;
            }
        });
        right
    }

    /// Whether something in these steps is wrong; follows changes. A file that is on its way is not.
    fn has_faults(self, steps: &[Step]) -> bool {
        let wrong = |all: &Vec<Violation>| {
            let placed = all.iter().map(|one| (one, Entry::at(&one.path)));
            placed
                .filter_map(|(one, entry)| Some((one, entry?)))
                .any(|(one, entry)| steps.contains(&entry.step()) && !self.is_coming(&entry, one))
        };
        self.parts().violations.with(wrong) || self.parts().refused.with(wrong)
    }

    /// How it stands with a step while another is shown; follows changes. What is still to come is wrong only where somebody wanted
    /// to go on from there already.
    pub fn state_of(self, step: Step, shown: Step) -> StepState {
        let is_passed = step < shown;
        if step == shown {
            StepState::Current
        } else if (is_passed || self.parts().tried.with(|tried| tried[step.place()]))
            && self.has_faults(step.alone())
        {
            StepState::Wrong
        } else if is_passed {
            StepState::Done
        } else {
            StepState::Ahead
        }
    }

    /// The server refused the draft for these reasons.
    pub fn refuse(self, violations: Vec<Violation>) {
        for violation in &violations {
            if violation.fault == Fault::FileNotUploaded
                && let Some(Entry::File(place)) = Entry::at(&violation.path)
            {
                self.file_is_gone(place);
            }
        }
        let known = self.parts().violations.get_untracked();
        let news = violations
            .into_iter()
            .filter(|one| !known.contains(one))
            .collect();
        self.parts().refused.set(news);
        self.parts().tried.set([true; Step::ALL.len()]);
    }

    /// The draft as it is sent.
    pub fn draft_to_send(self) -> CaseDraft {
        self.parts().answers.get_untracked()
    }

    /// Begins anew; the old draft is gone.
    pub fn clear(self) {
        let fresh = self
            .parts()
            .facts
            .with_untracked(|facts| fresh(&facts.policy));
        self.take_up(&Kept::new(fresh), Vec::new(), false);
    }

    /// Begins anew; the old draft is taken off the device and out of the account.
    pub fn discard(self) {
        let keeper = self.keeper();
        if let Some(kept) = keeper.kept() {
            spawn_local(async move {
                part::has_come(Part::FormSteps).await;
                discard(keeper.device(), kept);
            });
        }
        self.clear();
    }

    /// Reads `words` out without moving the focus.
    pub fn say(self, words: String) {
        self.parts().status.set(words);
    }

    /// What looks like a secret and was kept all the same.
    pub fn kept_secrets(self) -> RwSignal<Vec<String>> {
        self.parts().kept_secrets
    }

    /// What is read out; follows changes.
    pub fn said(self) -> String {
        self.parts().status.get()
    }

    /// Goes to the step that has this control, and puts the focus there.
    pub fn go_to(self, id: &str, shown: Step) {
        let step = self.step_of(id);
        if step == shown {
            dom::focus(id);
        } else {
            self.parts().focus.set_value(Some(id.to_owned()));
            navigation::navigate(step.address(), History::Push);
        }
    }

    /// The control that takes the focus now that its step is shown.
    pub fn take_focus(self) -> Option<String> {
        self.parts().focus.try_update_value(Option::take).flatten()
    }

    fn step_of(self, id: &str) -> Step {
        let of = |all: &Vec<Violation>| {
            let entries = all.iter().filter_map(|one| Entry::at(&one.path));
            entries
                .filter(|entry| entry.id() == id)
                .map(|entry| entry.step())
                .next()
        };
        let found = self.parts().violations.with_untracked(of);
        found
            .or_else(|| self.parts().refused.with_untracked(of))
            .unwrap_or(Step::Case)
    }
}

/// Everything that is wrong with the draft. A file that has an ID was taken by the server.
fn found(draft: &CaseDraft, ctx: &Context) -> Vec<Violation> {
    let files = draft.attachments.iter().filter(|file| !file.id.is_empty());
    let uploads: Vec<Upload> = files
        .map(|file| Upload {
            id: file.id.clone(),
            name: file.name.clone(),
            size: file.size,
        })
        .collect();
    let uploads = Some(&*uploads);
    check(draft, &Context { uploads, ..*ctx })
}

fn classification(answers: Answers) -> Memo<CaseDraft> {
    let (case_type, service, category) = (
        answers.value(Entry::CaseType),
        answers.value(Entry::Service),
        answers.value(Entry::Category),
    );
    Memo::new(move |_| CaseDraft {
        case_type: case_type.get(),
        service: service.get(),
        category: category.get(),
        ..CaseDraft::default()
    })
}

/// A draft with nothing in it but the language that the person reads, where agents answer in it.
fn fresh(policy: &Policy) -> CaseDraft {
    let shown = locales::lang();
    let mut draft = CaseDraft::default();
    if policy.contact_languages.iter().any(|one| one.id == shown) {
        shown.code().clone_into(&mut draft.contact.language);
    }
    draft
}
