//! The third step (C1 to C6): in which language, how, and who else.

use case_core::{
    Channel,
    clock::Opening,
    guidance::{self, ChannelOffer},
    policy::{ContactLanguage, Country},
};
use leptos::prelude::*;

use super::{
    additional_contacts::additional_contacts, entry::Entry, form::CaseForm, frame::frame,
    solutions::solutions, step::Step,
};
use crate::{
    components::{
        Binding, Card, Choice, Field, Glyph, combobox, radio_cards, select_one, text_input,
    },
    dom,
    html::{El, div, h3, when},
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    state::session,
};

/// The step.
#[inline(never)]
pub fn contact_step(form: CaseForm) -> El {
    let channel = form.value(Entry::Channel);
    let by_phone = move || channel.with(|code| code == Channel::Phone.code());
    let countries = countries(form);
    let heading = h3().class("part-heading").child(text::form::CONTACT_US);
    let questions = (
        solutions(form, text::form::SOLVE_NOW),
        heading,
        language_field(form),
        channel_field(form),
        when(by_phone, move || phone_fields(form, countries)),
        additional_contacts(form),
    );
    frame(form, Step::Contact, text::form::NEXT_REVIEW, questions)
}

/// C1.
fn language_field(form: CaseForm) -> El {
    let bound = form.bind_choice(Entry::Language);
    let choices = move || {
        let choice = |one: &ContactLanguage| Choice {
            value: one.id.to_string(),
            label: one.name.clone(),
            note: String::new(),
        };
        form.with_policy(|policy| policy.contact_languages.iter().map(choice).collect())
    };
    Field::new(&*bound.id, text::case::CONTACT_LANGUAGE, bound.error)
        .control(|field| select_one(field, &bound, text::form::CHOOSE_OPTION, choices))
}

/// C2 to C4: the channels that are offered, and whether somebody is there.
fn channel_field(form: CaseForm) -> El {
    let bound = form.bind_choice(Entry::Channel);
    let language = form.value(Entry::Language);
    let cards = move || {
        let (Some(case_type), Ok(language)) =
            (form.case_type(), language.with(|code| code.parse()))
        else {
            return Vec::new();
        };
        form.with_context(|ctx| {
            let offers = guidance::channels(ctx, case_type, language);
            offers.iter().map(card).collect::<Vec<_>>()
        })
    };
    let country = form.value(Entry::Country);
    let chosen = bound.on_input;
    let choose = Callback::new(move |channel: String| {
        // Most are called where their account is.
        let home = session::current().map(|session| session.account.country.clone());
        let known = home.filter(|home| form.with_policy(|policy| policy.country(home).is_some()));
        let unanswered = country.with_untracked(String::is_empty);
        if let Some(home) = known.filter(|_| unanswered && channel == Channel::Phone.code()) {
            form.enter(&Entry::Country, home);
        }
        chosen.run(channel);
    });
    let bound = Binding {
        on_input: choose,
        ..bound
    };
    // Whoever reads a language that no agent answers in has chosen none yet.
    let language_first = move || {
        language
            .with(String::is_empty)
            .then(|| text::form::LANGUAGE_FIRST.get())
    };
    Field::new(&*bound.id, text::form::CHANNEL, bound.error)
        .hint(language_first)
        .group(|field| radio_cards(field, &bound, "cards-side-by-side", cards))
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

/// C5: the countries in the order of their names. They are put together once the step is shown, before somebody wants to be
/// called.
fn countries(form: CaseForm) -> Memo<Vec<Choice>> {
    let choice = |country: &Country| Choice {
        value: country.id.clone(),
        label: intl::country(&country.id),
        note: ["+", &country.calling_code].concat(),
    };
    let countries = Memo::new(move |_| {
        let mut choices: Vec<Choice> =
            form.with_policy(|policy| policy.countries.iter().map(choice).collect());
        let names: Vec<String> = intl::in_order(choices.iter().map(|one| &*one.label)).collect();
        let take = |name: &String| {
            let place = choices.iter().position(|one| one.label == *name)?;
            Some(choices.swap_remove(place))
        };
        names.iter().filter_map(take).collect()
    });
    dom::after_paint(move || {
        countries.try_with_untracked(|_| ());
    });
    countries
}

/// C5.
fn phone_fields(form: CaseForm, countries: Memo<Vec<Choice>>) -> El {
    let bound = form.bind_choice(Entry::Country);
    let placeholder = text::form::COUNTRY_PLACEHOLDER;
    let country = Field::new(&*bound.id, text::form::COUNTRY, bound.error)
        .control(|field| combobox(field, &bound, placeholder, move || countries.get()));
    let bound = form.bind(Entry::Phone);
    let phone = Field::new(&*bound.id, text::case::PHONE, bound.error)
        .hint(text::form::PHONE_HINT)
        .control(|field| {
            text_input(field, &bound)
                .attr("type", "tel")
                .attr("autocomplete", "tel")
                .attr("spellcheck", "false")
        });
    let bound = form.bind(Entry::Extension);
    let extension = Field::new(&*bound.id, text::case::EXTENSION, bound.error)
        .optional(true)
        .control(|field| {
            text_input(field, &bound)
                .class("input input-narrow")
                .attr("inputmode", "numeric")
                .attr("spellcheck", "false")
        });
    div()
        .class("phone-fields")
        .children([country, phone, extension])
}
