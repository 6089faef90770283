//! Choices that are worth a card each: real radio buttons, with room for a text and for why one cannot be chosen.

use leptos::prelude::*;
use web_sys::Event;

use super::{Binding, FieldContext, Glyph, icon};
use crate::html::{El, a, div, input, label, p, span, switch};

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

/// The choices of the group around them. Cards stay where they are while their words change: the focus may be on one.
/// `class` is for the list as a whole: `cards-stacked` or `cards-side-by-side`.
pub fn radio_cards(
    field: &FieldContext,
    bound: &Binding,
    class: &'static str,
    cards: impl Fn() -> Vec<Card> + Send + Sync + 'static,
) -> El {
    stacked(field, bound, class, Memo::new(move |_| cards()))
}

fn stacked(
    field: &FieldContext,
    bound: &Binding,
    class: &'static str,
    cards: Memo<Vec<Card>>,
) -> El {
    let (field, value, on_choose) = (field.clone(), bound.value, bound.on_input);
    let values = move || cards.with(|all| all.iter().map(|one| one.value.clone()).collect());
    let all = switch(values, move |values: &Vec<String>| {
        let one = |own: &String| one_card(&field, OneCard::new(own, cards), value, on_choose);
        values.iter().map(one).collect::<Vec<_>>()
    });
    div().class(["cards ", class].concat()).child(all)
}

/// One of the cards, as it is now.
#[derive(Clone)]
struct OneCard {
    value: String,
    cards: Memo<Vec<Card>>,
}

impl OneCard {
    fn new(value: &str, cards: Memo<Vec<Card>>) -> Self {
        Self {
            value: value.to_owned(),
            cards,
        }
    }

    /// Something of the card; follows changes.
    fn read<T: Default>(&self, read: impl Fn(&Card) -> T) -> T {
        self.cards.with(|all| {
            let own = all.iter().find(|one| one.value == self.value);
            own.map(read).unwrap_or_default()
        })
    }

    fn note(&self) -> Note {
        self.read(|card| Note {
            text: card.text.clone(),
            aside: card.aside.clone(),
            refused: card.refused.clone(),
        })
    }
}

/// What stands below a card's name.
#[derive(Clone, Default, PartialEq)]
struct Note {
    text: String,
    aside: String,
    refused: Option<String>,
}

impl Note {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.aside.is_empty() && self.refused.is_none()
    }
}

fn one_card(
    field: &FieldContext,
    card: OneCard,
    value: Memo<String>,
    on_choose: Callback<String>,
) -> El {
    let own = card.value.clone();
    let id = [&field.id, "-", &own].concat();
    let note_id = [&id, "-note"].concat();
    let chosen = {
        let own = own.clone();
        move || value.with(|value| *value == own)
    };
    let refused = {
        let card = card.clone();
        move || card.read(|card| card.refused.is_some())
    };
    let described = {
        let (card, note_id) = (card.clone(), note_id.clone());
        move || (!card.note().is_empty()).then(|| note_id.clone())
    };
    let name = {
        let card = card.clone();
        move || card.read(|card| card.label.clone())
    };
    let way_out = {
        let card = card.clone();
        move || card.read(|card| card.way_out.clone())
    };
    let glyph = card.read(|card| card.glyph);
    let control = input()
        .attr("type", "radio")
        .id(&id)
        .attr("name", &field.id)
        .attr("value", &own)
        .property("disabled", refused.clone())
        .property("checked", chosen.clone())
        .attr("aria-describedby", described)
        .attr("aria-invalid", field.invalid())
        .on("change", move |_: Event| on_choose.run(own.clone()));
    let face = label()
        .class("card-choice-face")
        .attr("for", id)
        .child(control)
        .child(glyph.map(icon))
        .child(span().class("card-choice-label").child(name));
    div()
        .class("card-choice")
        .toggle("chosen", chosen)
        .toggle("refused", refused)
        .child(face)
        .child(
            div()
                .class("card-choice-note")
                .id(note_id)
                .child(switch(move || card.note(), note)),
        )
        .child(switch(
            way_out,
            |way_out: &Option<(String, &'static str)>| {
                let (words, href) = way_out.clone()?;
                Some(
                    a().class("card-choice-way-out")
                        .attr("href", href)
                        .child(words),
                )
            },
        ))
}

fn note(note: &Note) -> [Option<El>; 3] {
    let line = |words: &str, class: Option<&'static str>| {
        (!words.is_empty()).then(|| p().class(class).child(words))
    };
    [
        line(&note.text, None),
        line(&note.aside, Some("card-choice-aside")),
        line(
            note.refused.as_deref().unwrap_or_default(),
            Some("card-choice-refused"),
        ),
    ]
}
