//! C6: who else receives the correspondence.

use case_core::guidance;
use leptos::prelude::*;

use super::{
    entry::{Entry, addresses},
    form::CaseForm,
};
use crate::{
    components::{Alert, Button, Field, Glyph, TextInput, Tone},
    locales::{text, words},
};

/// The addresses, in one field; on plans without them, that there are none.
#[component]
pub fn AdditionalContacts(form: CaseForm) -> impl IntoView {
    let offered = Memo::new(move |_| {
        form.with_context(|ctx| ctx.policy.plan(ctx.account.plan).additional_contacts)
    });
    let some = Memo::new(move |_| form.with_draft(|draft| !draft.additional_contacts.is_empty()));
    move || {
        // Addresses from before the plan changed must be there to be removed.
        if offered.get() || some.get() {
            view! {
                <Addresses form/>
                <Reminder form/>
            }
            .into_any()
        } else {
            view! {
                <p class="field-hint">
                    {text::form::CONTACTS_NOT_IN_PLAN} " " <a href="/plans">{text::home::COMPARE_PLANS}</a>
                </p>
            }
            .into_any()
        }
    }
}

#[component]
fn Addresses(form: CaseForm) -> impl IntoView {
    let bound = form.bind(Entry::Contacts);
    let listed = Memo::new(move |_| form.with_draft(|draft| draft.additional_contacts.clone()));
    // The text as typed has commas and spaces that the list does not have; it follows the list when something else
    // changes that.
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        listed.with(|listed| {
            if addresses(&typed.read_untracked()) != *listed {
                typed.set(listed.join(", "));
            }
        });
    });
    let on_input = Callback::new(move |text: String| {
        typed.set(text.clone());
        bound.on_input.run(text);
    });
    let hint = words(move || {
        let max = form.with_policy(|policy| policy.limits.additional_contacts);
        text::form::contacts_hint(&max.to_string())
    });
    view! {
        <Field id=bound.id label=text::case::ADDITIONAL_CONTACTS hint=hint error=bound.error optional=true>
            <TextInput value=typed on_input=on_input on_blur=bound.on_blur inputmode="email" spellcheck=false/>
        </Field>
    }
    .into_any()
}

/// Whoever is not root is reminded of their own address; one press adds it.
#[component]
fn Reminder(form: CaseForm) -> impl IntoView {
    // Some(empty): the reminder stands, the address is not known.
    let reminder = Memo::new(move |_| {
        form.with_draft(|draft| {
            form.with_context(|ctx| {
                let reminder = guidance::own_address_reminder(draft, ctx)?;
                Some(reminder.address.unwrap_or_default().to_owned())
            })
        })
    });
    let add = move |address: &str| {
        let mut all = form.with_draft(|draft| draft.additional_contacts.clone());
        all.push(address.to_owned());
        form.enter(&Entry::Contacts, all.join(", "));
        form.say(text::form::contacts_own_added(address));
    };
    move || {
        reminder.get().map(|address| {
            let button = (!address.is_empty()).then(|| {
                let label = {
                    let address = address.clone();
                    words(move || text::form::contacts_own_add(&address))
                };
                let press = Callback::new(move |()| add(&address));
                view! { <Button label icon=Glyph::Plus on_press=press/> }
            });
            view! {
                <Alert tone=Tone::Info>
                    <p>{text::form::CONTACTS_OWN}</p>
                    {button}
                </Alert>
            }
            .into_any()
        })
    }
}
