//! X5: the contact address and the alternate contacts.

use case_core::{Plan, country};
use case_wire::AccountView;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{
    form::{CONFLICT, ContactsForm, Entry},
    list::{Choice, list},
};
use crate::{
    components::{
        Button, ERROR_SUMMARY, Field, Tone, Variant, alert, alert_box, error_summary, fact,
        text_input,
    },
    dom,
    failure::failure,
    html::{El, IntoNode, div, dl, form, h2, p, section, switch},
    locales::{
        Text,
        intl::{self, Style},
        text, zones,
    },
    state::session,
};

/// The contacts, to be changed where the person may.
pub fn contacts(account: AccountView) -> El {
    let may_change = account.may_change_contacts;
    let contacts = ContactsForm::new(account);
    let body = if may_change {
        editable(contacts)
    } else {
        read_only(contacts)
    };
    section()
        .class("panel")
        .attr("aria-labelledby", "address")
        .child(body)
}

fn editable(contacts: ContactsForm) -> El {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        contacts.submit();
    };
    let jump = Callback::new(|id: String| dom::focus(&id));
    let retry = Callback::new(move |()| contacts.submit());
    let failed = move || contacts.failed.get().map(|error| failure(error, retry));
    let conflict = switch(
        move || contacts.theirs.get(),
        move |theirs| theirs.as_ref().map(|theirs| conflict(contacts, theirs)),
    );
    let fields = |entries: &[Entry]| {
        let fields = entries.iter().map(|entry| field(contacts, *entry));
        fields.collect::<Vec<_>>()
    };
    form()
        .class("form panel-body")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(error_summary(
            ERROR_SUMMARY,
            move || contacts.summary(),
            jump,
        ))
        .child(failed)
        .child(conflict)
        .child(head(
            "address",
            text::account::ADDRESS,
            text::account::ADDRESS_TEXT,
        ))
        .child(fields(&Entry::ALL[..2]))
        .child(head(
            "alternate",
            text::account::ALTERNATE,
            text::account::ALTERNATE_TEXT,
        ))
        .child(fields(&Entry::ALL[2..]))
        .child(changed(contacts))
        .child(
            Button::new(text::account::SAVE)
                .variant(Variant::Primary)
                .submit()
                .busy(move || contacts.busy.get()),
        )
}

fn read_only(contacts: ContactsForm) -> El {
    let facts = |entries: &'static [Entry]| {
        let line = move |entry: &Entry| {
            let entry = *entry;
            let value = move || contacts.account.with(|account| words(entry, account));
            fact(entry.label(), value)
        };
        dl().class("facts").children(entries.iter().map(line))
    };
    div()
        .class("form panel-body")
        .child(alert_box(Tone::Info, p().child(text::account::READ_ONLY)))
        .child(head(
            "address",
            text::account::ADDRESS,
            text::account::ADDRESS_TEXT,
        ))
        .child(facts(const { &[Entry::Country, Entry::TimeZone] }))
        .child(head(
            "alternate",
            text::account::ALTERNATE,
            text::account::ALTERNATE_TEXT,
        ))
        .child(facts(
            const { &[Entry::Billing, Entry::Operations, Entry::Security] },
        ))
        .child(changed(contacts))
}

fn head(id: &'static str, heading: Text, about: Text) -> El {
    div()
        .child(h2().id(id).child(heading))
        .child(p().class("field-hint").child(about))
}

fn field(contacts: ContactsForm, entry: Entry) -> El {
    let bound = contacts.bind(entry);
    let field = Field::new(&*bound.id, entry.label(), bound.error);
    match entry {
        Entry::Country => field.control(|field| list(field, &bound, intl::country, countries)),
        Entry::TimeZone => field.control(|field| list(field, &bound, intl::zone_name, time_zones)),
        Entry::Billing | Entry::Operations | Entry::Security => {
            let basic = contacts
                .account
                .with_untracked(|account| account.plan == Plan::Basic);
            let hint = match entry {
                Entry::Billing => text::account::BILLING_HINT,
                Entry::Security => text::account::SECURITY_HINT,
                // C7.
                _ if basic => text::account::OPERATIONS_BASIC,
                _ => text::account::OPERATIONS_HINT,
            };
            field.optional(true).hint(hint).control(|field| {
                text_input(field, &bound)
                    .attr("type", "email")
                    .attr("spellcheck", "false")
            })
        }
    }
}

/// All countries by their names, in the order of the language shown.
fn countries() -> Vec<Choice> {
    let choices = country::all().map(|code| Choice::new(&code, &intl::country(&code)));
    let mut choices: Vec<Choice> = choices.collect();
    let names: Vec<String> = intl::in_order(choices.iter().map(|one| &*one.name)).collect();
    choices.sort_by_key(|choice| names.iter().position(|name| *name == choice.name));
    choices
}

fn time_zones() -> Vec<Choice> {
    let zones = zones::all().into_iter();
    zones
        .map(|zone| Choice::new(&zone, &intl::zone_name(&zone)))
        .collect()
}

/// What stands in a field of these contacts, for people.
fn words(entry: Entry, account: &AccountView) -> String {
    let answer = entry.of(&account.contacts);
    match entry {
        Entry::Country => intl::country(answer),
        Entry::TimeZone => intl::zone_name(answer),
        _ if answer.is_empty() => text::account::NONE.get().to_owned(),
        _ => answer.clone(),
    }
}

/// Who changed the contacts last, and when.
fn changed(contacts: ContactsForm) -> El {
    let words = move || {
        let changed = contacts.account.with(|account| account.changed.clone())?;
        let when = intl::date_time(changed.at, Style::DateTime, &session::time_zone());
        Some(text::account::changed(&changed.by, &when))
    };
    p().class("field-hint").child(words)
}

/// Somebody else has saved first: what they saved, and the choice between both.
fn conflict(contacts: ContactsForm, theirs: &AccountView) -> El {
    let by = theirs.changed.as_ref().map(|changed| changed.by.clone());
    let heading = move || text::account::conflict(by.as_deref().unwrap_or_default());
    let shown = theirs.clone();
    let lines = move || {
        let line = |entry: Entry| fact(entry.label(), words(entry, &shown));
        let differing = contacts.differing(&shown);
        differing.into_iter().map(line).collect::<Vec<_>>()
    };
    let keep = Button::new(text::account::KEEP_MINE)
        .on_press(Callback::new(move |()| contacts.keep_mine()));
    let take = Button::new(text::account::TAKE_THEIRS)
        .on_press(Callback::new(move |()| contacts.take_theirs()));
    let body = (
        p().child(text::account::CONFLICT_TEXT),
        dl().class("facts").child(lines),
        div().class("account-choice").child(keep).child(take),
    );
    alert(Tone::Warning, heading, body.into_node())
        .id(CONFLICT)
        .attr("tabindex", "-1")
}
