//! Q1, Q2: the requests of a quota increase: region, limit, new value.

use case_core::{
    CaseType, Policy,
    policy::{GLOBAL_REGION, Quota},
};
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm, labels};
use crate::{
    components::{Button, Choice, Combobox, Field, FieldGroup, Glyph, Select, TextInput, Variant},
    dom,
    locales::{intl, text, words},
};

/// The id of a request's group.
fn id_of(place: usize) -> String {
    ["request-", &place.to_string()].concat()
}

/// The requests, and the way to one more.
#[component]
pub fn QuotaRows(form: CaseForm) -> impl IntoView {
    let count = Memo::new(move |_| form.with_draft(|draft| draft.quota_requests.len()));
    let most = Memo::new(move |_| form.with_policy(|policy| policy.limits.quota_requests));
    let full = move || u32::try_from(count.get()).is_ok_and(|count| count >= most.get());
    let error = form.error(Entry::Requests);
    let add = Callback::new(move |()| {
        form.add_request();
        let place = count.get_untracked();
        form.say(text::form::request_added(&place.to_string()));
        focus_row(place.saturating_sub(1));
    });
    let more = move || {
        if full() {
            view! { <p class="field-hint">{move || text::form::request_most(&most.get().to_string())}</p> }.into_any()
        } else {
            view! { <Button label=text::form::REQUEST_ADD icon=Glyph::Plus on_press=add/> }
                .into_any()
        }
    };
    view! {
        <FieldGroup id=Entry::Requests.id() label=text::case::QUOTA_REQUESTS error=error>
            <div class="requests">
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <Row form place count/>
                </For>
                {more}
            </div>
        </FieldGroup>
    }
    .into_any()
}

/// Puts the focus on a row's first question. The row is in the page only after the change was shown.
fn focus_row(place: usize) {
    request_animation_frame(move || dom::focus(&Entry::Region(place).id()));
}

#[component]
fn Row(form: CaseForm, place: usize, count: Memo<usize>) -> impl IntoView {
    let number = (place + 1).to_string();
    let name = {
        let number = number.clone();
        words(move || text::form::request(&number))
    };
    let named = {
        let number = number.clone();
        words(move || text::form::request_remove(&number))
    };
    let remove = Callback::new(move |()| {
        form.remove_request(place);
        form.say(text::form::request_removed(&number));
        focus_row(place.min(count.get_untracked().saturating_sub(1)));
    });
    let removable = Memo::new(move |_| count.get() > 1);
    view! {
        <fieldset class="request" id=id_of(place)>
            <legend class="visually-hidden">{name}</legend>
            <div class="request-head">
                <span class="request-name" aria-hidden="true">{name}</span>
                {move || {
                    removable.get().then(|| {
                        view! {
                            <Button
                                label=text::form::REMOVE
                                described=named
                                variant=Variant::Quiet
                                icon=Glyph::Trash
                                on_press=remove
                            />
                        }
                        .into_any()
                    })
                }}
            </div>
            <div class="request-fields">
                <RegionField form place/>
                <LimitField form place/>
                <NewValueField form place/>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn RegionField(form: CaseForm, place: usize) -> impl IntoView {
    let bound = form.bind_choice(Entry::Region(place));
    let service = form.value(Entry::Service);
    let choices = Memo::new(move |_| {
        form.with_policy(|policy| service.with(|id| regions_with_quotas(policy, id)))
    });
    view! {
        <Field id=bound.id label=text::case::REGION error=bound.error>
            <Combobox
                choices
                value=bound.value
                on_choose=bound.on_input
                on_blur=bound.on_blur
                placeholder=text::form::CHOOSE_REGION
            />
        </Field>
    }
    .into_any()
}

/// The regions that have at least one of the limit type's quotas.
fn regions_with_quotas(policy: &Policy, service: &str) -> Vec<Choice> {
    let quotas = policy
        .service(CaseType::QuotaIncrease, service)
        .map_or(&[][..], |service| &service.quotas);
    let has_some = |region: &str| {
        quotas
            .iter()
            .any(|quota| quota.is_in(region, &policy.regions))
    };
    let mut choices = labels::regions(policy);
    choices.retain(|choice| has_some(&choice.value));
    if has_some(GLOBAL_REGION) {
        let everywhere = Choice {
            value: GLOBAL_REGION.to_owned(),
            label: text::case::ALL_REGIONS.get().to_owned(),
            note: String::new(),
        };
        choices.insert(0, everywhere);
    }
    choices
}

#[component]
fn LimitField(form: CaseForm, place: usize) -> impl IntoView {
    let bound = form.bind_choice(Entry::Limit(place));
    let service = form.value(Entry::Service);
    let choices = Memo::new(move |_| {
        form.with_policy(|policy| {
            let service = service.with(|id| policy.service(CaseType::QuotaIncrease, id));
            let choice = |quota: &Quota| Choice {
                value: quota.id.clone(),
                label: quota.name.clone(),
                note: String::new(),
            };
            service.map_or_else(Vec::new, |service| {
                service.quotas.iter().map(choice).collect::<Vec<_>>()
            })
        })
    });
    let region = form.value(Entry::Region(place));
    let choose = Callback::new(move |id: String| {
        let global = form.with_policy(|policy| {
            service.with_untracked(|service| {
                policy.quota(service, &id).is_some_and(|quota| quota.global)
            })
        });
        bound.on_input.run(id);
        // There is only one right answer then.
        if global && region.with_untracked(String::is_empty) {
            form.enter(&Entry::Region(place), GLOBAL_REGION.to_owned());
        }
    });
    view! {
        <Field id=bound.id label=text::case::LIMIT error=bound.error>
            <Select choices value=bound.value on_choose=choose on_blur=bound.on_blur placeholder=text::form::CHOOSE_LIMIT/>
        </Field>
    }
    .into_any()
}

#[component]
fn NewValueField(form: CaseForm, place: usize) -> impl IntoView {
    let bound = form.bind(Entry::NewValue(place));
    let (service, limit, region) = (
        form.value(Entry::Service),
        form.value(Entry::Limit(place)),
        form.value(Entry::Region(place)),
    );
    let note = Memo::new(move |_| {
        form.with_context(|ctx| {
            let quota =
                service.with(|service| limit.with(|limit| ctx.policy.quota(service, limit)))?;
            let current = service
                .with(|service| region.with(|region| ctx.current_quota(service, quota, region)));
            Some(current_and_most(quota, current))
        })
    });
    view! {
        <div class="new-value">
            <Field id=bound.id label=text::case::NEW_VALUE error=bound.error>
                <TextInput
                    value=bound.value
                    on_input=bound.on_input
                    on_blur=bound.on_blur
                    inputmode="numeric"
                    spellcheck=false
                />
            </Field>
            <p class="field-hint">{note}</p>
        </div>
    }
    .into_any()
}

/// *Current value: 5 vCPUs. At most: 20,000.*
fn current_and_most(quota: &Quota, current: u64) -> String {
    let unit = if quota.unit.is_empty() {
        String::new()
    } else {
        [" ", &quota.unit].concat()
    };
    let told = text::form::current_most(
        &[&intl::number(current), &*unit].concat(),
        &intl::number(quota.max),
    );
    if quota.global {
        return [&told, " ", text::form::IN_ALL_REGIONS.get()].concat();
    }
    told
}
