//! C6: who else receives the correspondence.

use case_core::guidance;
use leptos::prelude::*;
use web_sys::Node;

use super::{
    entry::{Entry, addresses},
    form::CaseForm,
};
use crate::{
    components::{Binding, Button, Field, Glyph, Tone, alert_box, text_input},
    html::{El, IntoNode, a, p, switch},
    locales::text,
};

/// The addresses, in one field; on plans without them, that there are none.
pub fn additional_contacts(form: CaseForm) -> Node {
    let shown = move || {
        // Addresses from before the plan changed must be there to be removed.
        form.with_context(|ctx| ctx.policy.plan(ctx.account.plan).additional_contacts)
            || form.with_draft(|draft| !draft.additional_contacts.is_empty())
    };
    switch(shown, move |shown| {
        if *shown {
            return (address_field(form), reminder(form)).into_node();
        }
        let plans = a().attr("href", "/plans").child(text::home::COMPARE_PLANS);
        p().class("field-hint")
            .child(text::form::CONTACTS_NOT_IN_PLAN)
            .child(" ")
            .child(plans)
            .into_node()
    })
}

fn address_field(form: CaseForm) -> El {
    let bound = form.bind(Entry::Contacts);
    // The text as typed has commas and spaces that the list does not have; it follows the list when something else
    // changes that.
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        form.with_draft(|draft| {
            let listed = &draft.additional_contacts;
            if addresses(&typed.read_untracked()) != *listed {
                typed.set(listed.join(", "));
            }
        });
    });
    let enter = bound.on_input;
    let bound = Binding {
        value: Memo::new(move |_| typed.get()),
        on_input: Callback::new(move |text: String| {
            typed.set(text.clone());
            enter.run(text);
        }),
        ..bound
    };
    let hint = move || {
        let max = form.with_policy(|policy| policy.limits.additional_contacts);
        text::form::contacts_hint(&max.to_string())
    };
    Field::new(&*bound.id, text::case::ADDITIONAL_CONTACTS, bound.error)
        .hint(hint)
        .optional(true)
        .control(|field| {
            text_input(field, &bound)
                .attr("inputmode", "email")
                .attr("spellcheck", "false")
        })
}

/// Whoever is not root is reminded of their own address; one press adds it.
fn reminder(form: CaseForm) -> Node {
    // Some(empty): the reminder stands, the address is not known.
    let address = move || {
        form.with_draft(|draft| {
            form.with_context(|ctx| {
                let reminder = guidance::own_address_reminder(draft, ctx)?;
                Some(reminder.address.unwrap_or_default().to_owned())
            })
        })
    };
    switch(address, move |address: &Option<String>| {
        let address = address.clone()?;
        let add = (!address.is_empty()).then(|| add_button(form, address));
        let words = p().child(text::form::CONTACTS_OWN);
        Some(alert_box(Tone::Info, (words, add)))
    })
}

fn add_button(form: CaseForm, address: String) -> Button {
    let label = {
        let address = address.clone();
        move || text::form::contacts_own_add(&address)
    };
    let add = Callback::new(move |()| {
        let mut all = form.with_draft(|draft| draft.additional_contacts.clone());
        all.push(address.clone());
        form.enter(&Entry::Contacts, all.join(", "));
        form.say(text::form::contacts_own_added(&address));
    });
    Button::new(label).icon(Glyph::Plus).on_press(add)
}
