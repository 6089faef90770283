//! The third step (C1 to C6): in which language, how, and who else.

use case_core::{
    Channel,
    clock::Opening,
    guidance::{self, ChannelOffer},
};
use leptos::prelude::*;

use super::{
    additional_contacts::AdditionalContacts, entry::Entry, form::CaseForm, frame::Frame,
    solutions::Solutions, step::Step,
};
use crate::{
    components::{Card, Choice, Combobox, Field, FieldGroup, Glyph, RadioCards, Select, TextInput},
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    state::session,
};

/// The step.
#[component]
pub fn ContactStep(form: CaseForm) -> impl IntoView {
    let channel = form.value(Entry::Channel);
    let by_phone = Memo::new(move |_| channel.with(|code| code == Channel::Phone.code()));
    view! {
        <Frame form step=Step::Contact next=text::form::NEXT_REVIEW>
            <Solutions form heading=text::form::SOLVE_NOW/>
            <h3 class="part-heading">{text::form::CONTACT_US}</h3>
            <LanguageField form/>
            <ChannelField form/>
            {move || by_phone.get().then(|| view! { <PhoneFields form/> }.into_any())}
            <AdditionalContacts form/>
        </Frame>
    }
    .into_any()
}

/// C1.
#[component]
fn LanguageField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::Language);
    let choices = Memo::new(move |_| {
        form.with_policy(|policy| {
            let choice = |one: &case_core::policy::ContactLanguage| Choice {
                value: one.id.to_string(),
                label: one.name.clone(),
                note: String::new(),
            };
            policy
                .contact_languages
                .iter()
                .map(choice)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Field id=bound.id label=text::case::CONTACT_LANGUAGE error=bound.error>
            <Select
                choices
                value=bound.value
                on_choose=bound.on_input
                on_blur=bound.on_blur
                placeholder=text::form::CHOOSE_OPTION
            />
        </Field>
    }
    .into_any()
}

/// C2 to C4: the channels that are offered, and whether somebody is there.
#[component]
fn ChannelField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::Channel);
    let language = form.value(Entry::Language);
    let cards = Memo::new(move |_| {
        let (Some(case_type), Ok(language)) =
            (form.case_type(), language.with(|code| code.parse()))
        else {
            return Vec::new();
        };
        form.with_context(|ctx| {
            let offers = guidance::channels(ctx, case_type, language);
            offers.iter().map(card).collect::<Vec<_>>()
        })
    });
    let country = form.value(Entry::Country);
    let choose = Callback::new(move |channel: String| {
        // Most are called where their account is.
        let home = session::current().map(|session| session.account.country.clone());
        let known = home.filter(|home| form.with_policy(|policy| policy.country(home).is_some()));
        if let (true, true, Some(home)) = (
            channel == Channel::Phone.code(),
            country.with_untracked(String::is_empty),
            known,
        ) {
            form.enter(&Entry::Country, home);
        }
        bound.on_input.run(channel);
    });
    view! {
        <FieldGroup id=bound.id label=text::form::CHANNEL error=bound.error>
            <RadioCards cards value=bound.value on_choose=choose class="cards-side-by-side"/>
        </FieldGroup>
    }
    .into_any()
}

fn card(offer: &ChannelOffer) -> Card {
    let (sentence, glyph): (Text, Glyph) = match offer.channel {
        Channel::Web => (text::form::CHANNEL_WEB, Glyph::Web),
        Channel::Chat => (text::form::CHANNEL_CHAT, Glyph::Chat),
        Channel::Phone => (text::form::CHANNEL_PHONE, Glyph::Phone),
    };
    let hours = opening(offer);
    let (aside, refused) = if offer.refused_now {
        (String::new(), hours)
    } else {
        (hours.unwrap_or_default(), None)
    };
    Card {
        value: offer.channel.code().to_owned(),
        label: kinds::channel(offer.channel).get().to_owned(),
        text: sentence.get().to_owned(),
        aside,
        glyph: Some(glyph),
        refused,
        ..Card::default()
    }
}

/// C4: until when somebody is there, or from when on. Nothing for what is open around the clock.
fn opening(offer: &ChannelOffer) -> Option<String> {
    let zone = session::time_zone();
    // Whoever looks shortly before midnight needs the day as well.
    let when = |at| intl::date_time(at, Style::Short, &zone);
    match offer.opening {
        Opening::OpenNow { until } => {
            until.map(|until| text::form::channel_open_until(&when(until)))
        }
        Opening::Closed { opens: None, .. } => Some(text::form::CHANNEL_CLOSED.get().to_owned()),
        Opening::Closed {
            opens: Some(opens), ..
        } if offer.refused_now => Some(text::form::channel_opens(&when(opens))),
        Opening::Closed {
            opens: Some(opens), ..
        } => Some(text::form::channel_waits(&when(opens))),
    }
}

/// C5.
#[component]
fn PhoneFields(form: CaseForm) -> impl IntoView {
    let (country, phone, extension) = (
        form.bind_choice(Entry::Country),
        form.bind(Entry::Phone),
        form.bind(Entry::Extension),
    );
    let choices = Memo::new(move |_| {
        let choice = |country: &case_core::policy::Country| Choice {
            value: country.id.clone(),
            label: intl::country(&country.id),
            note: ["+", &country.calling_code].concat(),
        };
        let mut choices: Vec<Choice> =
            form.with_policy(|policy| policy.countries.iter().map(choice).collect());
        choices.sort_by(|a, b| a.label.cmp(&b.label));
        choices
    });
    view! {
        <div class="phone-fields">
            <Field id=country.id label=text::form::COUNTRY error=country.error>
                <Combobox
                    choices
                    value=country.value
                    on_choose=country.on_input
                    on_blur=country.on_blur
                    placeholder=text::form::COUNTRY_PLACEHOLDER
                />
            </Field>
            <Field id=phone.id label=text::case::PHONE hint=text::form::PHONE_HINT error=phone.error>
                <TextInput
                    value=phone.value
                    on_input=phone.on_input
                    on_blur=phone.on_blur
                    kind="tel"
                    autocomplete="tel"
                    spellcheck=false
                />
            </Field>
            <Field id=extension.id label=text::case::EXTENSION error=extension.error optional=true>
                <TextInput
                    value=extension.value
                    on_input=extension.on_input
                    on_blur=extension.on_blur
                    inputmode="numeric"
                    spellcheck=false
                    class="input-narrow"
                />
            </Field>
        </div>
    }
    .into_any()
}
