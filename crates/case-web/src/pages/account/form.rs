//! What is typed into the contacts, what is wrong with it, and what becomes of it.

use std::time::Duration;

use case_core::{Fault, FieldPath, Violation, account::ContactsDraft};
use case_wire::{AccountView, ProblemKind};
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    api::{self, ApiError},
    components::{Binding, ERROR_SUMMARY, SummaryEntry, focus_error_summary},
    dom,
    locales::{Text, text, zones},
    state::{announcer, hours, session},
};

/// The id of the message that somebody else has saved meanwhile.
pub const CONFLICT: &str = "conflict";

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The contact address's country.
    Country,
    /// The contact address's time zone.
    TimeZone,
    /// The Billing contact.
    Billing,
    /// The Operations contact.
    Operations,
    /// The Security contact.
    Security,
}

impl Entry {
    /// In the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Country,
        Self::TimeZone,
        Self::Billing,
        Self::Operations,
        Self::Security,
    ];

    /// The id of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::TimeZone => "time-zone",
            Self::Billing => "billing-contact",
            Self::Operations => "operations-contact",
            Self::Security => "security-contact",
        }
    }

    /// The field's name.
    pub const fn label(self) -> Text {
        match self {
            Self::Country => text::form::COUNTRY,
            Self::TimeZone => text::account::TIME_ZONE,
            Self::Billing => text::account::BILLING,
            Self::Operations => text::account::OPERATIONS,
            Self::Security => text::account::SECURITY,
        }
    }

    const fn path(self) -> FieldPath {
        match self {
            Self::Country => FieldPath::ADDRESS_COUNTRY,
            Self::TimeZone => FieldPath::TIME_ZONE,
            Self::Billing => FieldPath::BILLING_CONTACT,
            Self::Operations => FieldPath::OPERATIONS_CONTACT,
            Self::Security => FieldPath::SECURITY_CONTACT,
        }
    }

    /// The answer in the contacts.
    pub fn of(self, contacts: &ContactsDraft) -> &String {
        match self {
            Self::Country => &contacts.country,
            Self::TimeZone => &contacts.time_zone,
            Self::Billing => &contacts.billing,
            Self::Operations => &contacts.operations,
            Self::Security => &contacts.security,
        }
    }

    fn put(self, contacts: &mut ContactsDraft, answer: String) {
        *match self {
            Self::Country => &mut contacts.country,
            Self::TimeZone => &mut contacts.time_zone,
            Self::Billing => &mut contacts.billing,
            Self::Operations => &mut contacts.operations,
            Self::Security => &mut contacts.security,
        } = answer;
    }
}

/// The form.
#[derive(Clone, Copy)]
pub struct ContactsForm {
    /// The account as it was read or saved last.
    pub account: RwSignal<AccountView>,
    /// What stands in the form.
    typed: RwSignal<ContactsDraft>,
    /// The fields whose faults may be shown.
    left: RwSignal<Vec<Entry>>,
    /// While a pointer is down, what was left by it waits: a message would move a button away from under it.
    pressed: StoredValue<Option<Vec<Entry>>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// Why the last attempt failed.
    pub failed: RwSignal<Option<ApiError>>,
    /// What somebody else has saved meanwhile.
    pub theirs: RwSignal<Option<AccountView>>,
    /// What the API found wrong.
    refused: RwSignal<Vec<Wrong>>,
    /// What is wrong.
    wrong: Memo<Vec<Wrong>>,
}

/// An answer that cannot be saved.
#[derive(Clone, PartialEq, Eq)]
struct Wrong {
    entry: Entry,
    answer: String,
    how: How,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Missing,
    Unknown,
    Malformed,
}

impl ContactsForm {
    /// The form of what is saved.
    pub fn new(account: AccountView) -> Self {
        let typed = RwSignal::new(account.contacts.clone());
        let account = RwSignal::new(account);
        let refused = RwSignal::new(Vec::<Wrong>::new());
        let wrong = Memo::new(move |_| {
            let saved = account.with(|account| account.contacts.time_zone.clone());
            let is_zone = |zone: &str| zone == saved || zones::is_known(zone);
            typed.with(|typed| {
                let found = case_core::validate_contacts(typed, &is_zone).err();
                let still = |one: &&Wrong| one.answer == *one.entry.of(typed);
                found.map_or_else(
                    || refused.with(|refused| refused.iter().filter(still).cloned().collect()),
                    |found| wrong_of(&found, typed),
                )
            })
        });
        let form = Self {
            account,
            typed,
            left: RwSignal::new(Vec::new()),
            pressed: StoredValue::new(None),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
            theirs: RwSignal::new(None),
            refused,
            wrong,
        };
        let handles = [
            window_event_listener(ev::pointerdown, move |_| {
                form.pressed.set_value(Some(Vec::new()));
            }),
            window_event_listener(ev::pointerup, move |_| form.release()),
            window_event_listener(ev::pointercancel, move |_| form.release()),
        ];
        on_cleanup(move || {
            for handle in handles {
                handle.remove();
            }
        });
        form
    }

    /// A control's side of a field.
    pub fn bind(self, entry: Entry) -> Binding {
        Binding {
            id: entry.id().to_owned(),
            value: Memo::new(move |_| self.typed.with(|typed| entry.of(typed).clone())),
            error: Memo::new(move |_| {
                let shown = self.left.with(|left| left.contains(&entry));
                shown.then(|| self.sentence(entry)).flatten()
            }),
            on_input: Callback::new(move |answer| {
                self.typed.update(|typed| entry.put(typed, answer));
            }),
            on_blur: Callback::new(move |()| self.leave(entry)),
        }
    }

    /// The lines of the error summary; follows changes.
    pub fn summary(self) -> Vec<SummaryEntry> {
        let shown = Entry::ALL
            .into_iter()
            .filter(|entry| self.left.with(|left| left.contains(entry)));
        let line = |entry: Entry| {
            let sentence = self.sentence(entry)?;
            Some(SummaryEntry {
                field: entry.id().to_owned(),
                words: text::fault::labelled(entry.label().get(), &sentence),
            })
        };
        // While one types, faults stand at their fields alone.
        if self.tried() {
            shown.filter_map(line).collect()
        } else {
            Vec::new()
        }
    }

    /// Saves what stands there, or tells what is wrong with it.
    pub fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.left.set(Entry::ALL.to_vec());
        if !self.wrong.with_untracked(Vec::is_empty) {
            return focus_error_summary(ERROR_SUMMARY);
        }
        self.busy.set(true);
        self.failed.set(None);
        let (base, sent) = (
            self.account.with_untracked(|account| account.version),
            self.typed.get_untracked(),
        );
        spawn_local(async move {
            match api::save_contacts(base, &sent).await {
                Ok(account) => self.succeed(account, &sent).await,
                Err(error) => self.fail(error, sent).await,
            }
            // The page may be gone.
            self.busy.try_set(false);
        });
    }

    /// Saves what was typed in place of what somebody else has saved.
    pub fn keep_mine(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.account.set(theirs);
            self.theirs.set(None);
            self.submit();
        }
    }

    /// Gives up what was typed for what somebody else has saved.
    pub fn take_theirs(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.theirs.set(None);
            self.show(theirs);
            dom::focus(Entry::Country.id());
        }
    }

    /// The fields in which `theirs` are not as what was typed; follows changes.
    pub fn differing(self, theirs: &AccountView) -> Vec<Entry> {
        let differs = |entry: &Entry| {
            let ours = self.typed.with(|typed| entry.of(typed).trim().to_owned());
            ours != *entry.of(&theirs.contacts)
        };
        Entry::ALL.into_iter().filter(differs).collect()
    }

    fn show(self, account: AccountView) {
        self.typed.set(account.contacts.clone());
        self.left.set(Vec::new());
        self.account.set(account);
    }

    async fn succeed(self, account: AccountView, sent: &ContactsDraft) {
        tell_session(&account.contacts);
        announcer::announce(text::account::SAVED.get().to_owned());
        if self.typed.try_with_untracked(|typed| typed == sent) == Some(true) {
            self.show(account);
        } else {
            // One has typed on.
            self.account.try_set(account);
        }
        // The hours of the form follow from the address.
        hours::load().await;
    }

    async fn fail(self, error: ApiError, sent: ContactsDraft) {
        match error.kind() {
            Some(ProblemKind::ContactsChanged) => match api::account().await {
                Ok(theirs) => {
                    self.theirs.try_set(Some(theirs));
                    request_animation_frame(|| dom::focus(CONFLICT));
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            },
            Some(ProblemKind::InvalidSettings) => {
                self.refused.try_set(wrong_of(error.violations(), &sent));
                focus_error_summary(ERROR_SUMMARY);
            }
            // Signing in again is asked for already.
            Some(ProblemKind::NotSignedIn) => {}
            _ => {
                self.failed.try_set(Some(error));
            }
        }
    }

    /// Whether one has tried to save since the form was last right.
    fn tried(self) -> bool {
        self.left.with(|left| left.len() >= Entry::ALL.len())
    }

    fn sentence(self, entry: Entry) -> Option<String> {
        self.wrong.with(|all| {
            let wrong = all.iter().find(|one| one.entry == entry)?;
            Some(match wrong.how {
                How::Missing => text::fault::REQUIRED.get().to_owned(),
                How::Unknown => text::fault::unknown(&wrong.answer),
                How::Malformed => text::fault::EMAIL_MALFORMED.get().to_owned(),
            })
        })
    }

    fn leave(self, entry: Entry) {
        let waits = self.pressed.try_update_value(|pressed| {
            pressed.as_mut().is_some_and(|waiting| {
                waiting.push(entry);
                true
            })
        });
        if waits == Some(false) && self.left.with_untracked(|left| !left.contains(&entry)) {
            self.left.update(|left| left.push(entry));
        }
    }

    fn release(self) {
        let waiting = self.pressed.try_update_value(Option::take).flatten();
        let Some(waiting) = waiting.filter(|waiting| !waiting.is_empty()) else {
            return;
        };
        // The click comes after the release.
        let leave = move || {
            for entry in waiting {
                self.leave(entry);
            }
        };
        set_timeout(leave, Duration::ZERO);
    }
}

/// What was found wrong with these answers.
fn wrong_of(violations: &[Violation], contacts: &ContactsDraft) -> Vec<Wrong> {
    let wrong = |violation: &Violation| {
        let of_path = |entry: &Entry| entry.path() == violation.path;
        let entry = Entry::ALL.into_iter().find(of_path)?;
        Some(Wrong {
            entry,
            answer: entry.of(contacts).clone(),
            how: match violation.fault {
                Fault::Required => How::Missing,
                Fault::Unknown { .. } => How::Unknown,
                _ => How::Malformed,
            },
        })
    };
    violations.iter().filter_map(wrong).collect()
}

/// The other pages and the rules know the account from the session.
fn tell_session(contacts: &ContactsDraft) {
    if let Some(session) = untrack(session::current) {
        let mut session = (*session).clone();
        contacts.country.clone_into(&mut session.account.country);
        contacts
            .time_zone
            .clone_into(&mut session.account.time_zone);
        let operations = &contacts.operations;
        session.account.facts.operations_contact =
            (!operations.is_empty()).then(|| operations.clone());
        session::renew(session);
    }
}
