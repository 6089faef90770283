//! Q1, Q2: the requests of a quota increase: region, limit, new value.

use case_core::{
    CaseType, Policy,
    policy::{GLOBAL_REGION, Quota},
};
use leptos::prelude::*;
use web_sys::Node;

use super::{entry::Entry, form::CaseForm, labels};
use crate::{
    components::{
        Binding, Button, Choice, Field, Glyph, Variant, combobox, select_one, text_input,
    },
    dom,
    html::{El, IntoNode, div, each, fieldset, legend, p, span, switch, when},
    locales::{intl, text},
};

/// The id of a request's group.
fn id_of(place: usize) -> String {
    ["request-", &place.to_string()].concat()
}

/// The requests, and the way to one more.
pub fn quota_rows(form: CaseForm) -> El {
    let places = move || (0..).take(count(form)).collect();
    let rows = each(places, move |place| row(form, place as usize));
    Field::new(
        Entry::Requests.id(),
        text::case::QUOTA_REQUESTS,
        form.error(Entry::Requests),
    )
    .group(|_| div().class("requests").child(rows).child(one_more(form)))
}

/// How many rows there are; follows changes.
fn count(form: CaseForm) -> usize {
    form.with_draft(|draft| draft.quota_requests.len())
}

/// Adds a row, as long as there may be more.
fn one_more(form: CaseForm) -> Node {
    let most = move || form.with_policy(|policy| policy.limits.quota_requests);
    let full = move || u32::try_from(count(form)).is_ok_and(|count| count >= most());
    let add = Callback::new(move |()| {
        form.add_request();
        let place = untrack(|| count(form));
        form.say(text::form::request_added(&place.to_string()));
        focus_row(place.saturating_sub(1));
    });
    switch(full, move |full| {
        if *full {
            return p()
                .class("field-hint")
                .child(move || text::form::request_most(&most().to_string()))
                .into_node();
        }
        Button::new(text::form::REQUEST_ADD)
            .icon(Glyph::Plus)
            .on_press(add)
            .into_node()
    })
}

/// Puts the focus on a row's first question. The row is in the page only after the change was shown.
fn focus_row(place: usize) {
    request_animation_frame(move || dom::focus(&Entry::Region(place).id()));
}

fn row(form: CaseForm, place: usize) -> El {
    let number = (place + 1).to_string();
    let name = {
        let number = number.clone();
        move || text::form::request(&number)
    };
    let head = div()
        .class("request-head")
        .child(
            span()
                .class("request-name")
                .attr("aria-hidden", "true")
                .child(name.clone()),
        )
        .child(when(
            move || count(form) > 1,
            move || remove_button(form, place),
        ));
    let fields = div()
        .class("request-fields")
        .child(region_field(form, place))
        .child(limit_field(form, place))
        .child(new_value_field(form, place));
    fieldset()
        .class("request")
        .id(id_of(place))
        .child(legend().class("visually-hidden").child(name))
        .child(head)
        .child(fields)
}

fn remove_button(form: CaseForm, place: usize) -> Button {
    let number = (place + 1).to_string();
    let named = {
        let number = number.clone();
        move || text::form::request_remove(&number)
    };
    let remove = Callback::new(move |()| {
        form.remove_request(place);
        form.say(text::form::request_removed(&number));
        focus_row(place.min(untrack(|| count(form)).saturating_sub(1)));
    });
    Button::new(text::form::REMOVE)
        .described(named)
        .variant(Variant::Quiet)
        .icon(Glyph::Trash)
        .on_press(remove)
}

fn region_field(form: CaseForm, place: usize) -> El {
    let bound = form.bind_choice(Entry::Region(place));
    let service = form.value(Entry::Service);
    let choices =
        move || form.with_policy(|policy| service.with(|id| regions_with_quotas(policy, id)));
    Field::new(&*bound.id, text::case::REGION, bound.error)
        .control(|field| combobox(field, &bound, text::form::CHOOSE_REGION, choices))
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

fn limit_field(form: CaseForm, place: usize) -> El {
    let bound = form.bind_choice(Entry::Limit(place));
    let service = form.value(Entry::Service);
    let choices = move || {
        let choice = |quota: &Quota| Choice {
            value: quota.id.clone(),
            label: quota.name.clone(),
            note: String::new(),
        };
        form.with_policy(|policy| {
            let service = service.with(|id| policy.service(CaseType::QuotaIncrease, id));
            service.map_or_else(Vec::new, |service| {
                service.quotas.iter().map(choice).collect::<Vec<_>>()
            })
        })
    };
    let region = form.value(Entry::Region(place));
    let chosen = bound.on_input;
    let choose = Callback::new(move |id: String| {
        let global = form.with_policy(|policy| {
            service.with_untracked(|service| {
                policy.quota(service, &id).is_some_and(|quota| quota.global)
            })
        });
        chosen.run(id);
        // There is only one right answer then.
        if global && region.with_untracked(String::is_empty) {
            form.enter(&Entry::Region(place), GLOBAL_REGION.to_owned());
        }
    });
    let bound = Binding {
        on_input: choose,
        ..bound
    };
    Field::new(&*bound.id, text::case::LIMIT, bound.error)
        .control(|field| select_one(field, &bound, text::form::CHOOSE_LIMIT, choices))
}

fn new_value_field(form: CaseForm, place: usize) -> El {
    let bound = form.bind(Entry::NewValue(place));
    let (service, limit, region) = (
        form.value(Entry::Service),
        form.value(Entry::Limit(place)),
        form.value(Entry::Region(place)),
    );
    let note = move || {
        form.with_context(|ctx| {
            let quota =
                service.with(|service| limit.with(|limit| ctx.policy.quota(service, limit)))?;
            let current = service
                .with(|service| region.with(|region| ctx.current_quota(service, quota, region)));
            Some(current_and_most(quota, current))
        })
    };
    let field = Field::new(&*bound.id, text::case::NEW_VALUE, bound.error).control(|field| {
        text_input(field, &bound)
            .attr("inputmode", "numeric")
            .attr("spellcheck", "false")
    });
    div()
        .class("new-value")
        .child(field)
        .child(p().class("field-hint").child(note))
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
