//! Choices that are worth a card each: real radio buttons, with room for a text and for why one cannot be chosen.

use leptos::prelude::*;

use super::{FieldContext, Glyph, Icon};

/// A choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What choosing it answers.
    pub value: String,
    /// Its name.
    pub label: String,
    /// What it means; may be empty.
    pub text: String,
    /// What is to be seen at its end, such as a time; may be empty.
    pub aside: String,
    /// Its picture.
    pub glyph: Option<Glyph>,
    /// Why it cannot be chosen.
    pub refused: Option<String>,
    /// Where one can do something about that: the link's words and its address.
    pub way_out: Option<(String, &'static str)>,
}

/// The choices of the [`super::FieldGroup`] around them.
#[component]
pub fn RadioCards(
    /// In the order shown.
    #[prop(into)]
    cards: Signal<Vec<Card>>,
    /// The chosen one's value; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the one chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What it is called for, for the list as a whole: `cards-stacked` or `cards-side-by-side`.
    #[prop(default = "cards-stacked")]
    class: &'static str,
) -> impl IntoView {
    let field = FieldContext::expect();
    let name = field.id.get_value();
    let card = move |card: Card| {
        let id = [&name, "-", &card.value].concat();
        view! { <OneCard id name=name.clone() card value on_choose invalid=field.invalid/> }
    };
    view! { <div class=["cards ", class].concat()>{move || cards.get().into_iter().map(card.clone()).collect_view()}</div> }
}

#[component]
fn OneCard(
    id: String,
    name: String,
    card: Card,
    value: Signal<String>,
    on_choose: Callback<String>,
    invalid: Signal<Option<&'static str>>,
) -> impl IntoView {
    let Card {
        value: own,
        label,
        text,
        aside,
        glyph,
        refused,
        way_out,
    } = card;
    let note = [&id, "-note"].concat();
    let described =
        (!text.is_empty() || !aside.is_empty() || refused.is_some()).then(|| note.clone());
    let chosen = {
        let own = own.clone();
        Memo::new(move |_| value.with(|value| *value == own))
    };
    let disabled = refused.is_some();
    let label_for = id.clone();
    view! {
        <div class="card-choice" class:chosen=chosen class:refused=disabled>
            <label class="card-choice-face" for=label_for>
                <input
                    type="radio"
                    id=id
                    name=name
                    value=own.clone()
                    disabled=disabled
                    prop:checked=chosen
                    aria-describedby=described
                    aria-invalid=invalid
                    on:change=move |_| on_choose.run(own.clone())
                />
                {glyph.map(|glyph| view! { <Icon glyph/> })}
                <span class="card-choice-label">{label}</span>
            </label>
            <div class="card-choice-note" id=note>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                {(!aside.is_empty()).then(|| view! { <p class="card-choice-aside">{aside}</p> })}
                {refused.map(|refused| view! { <p class="card-choice-refused">{refused}</p> })}
            </div>
            {way_out.map(|(words, href)| view! { <a class="card-choice-way-out" href=href>{words}</a> })}
        </div>
    }
}
