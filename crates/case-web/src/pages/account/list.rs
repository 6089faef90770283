//! The browser's own list of choices, where something is always chosen. One searches it by typing.

use leptos::prelude::*;
use web_sys::Event;

use crate::{
    components::{Binding, FieldContext, Glyph, icon},
    html::{El, option, select, span, switch},
};

/// A choice.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// What choosing it answers.
    pub value: String,
    /// What people read.
    pub name: String,
}

impl Choice {
    /// A choice of this value and name.
    pub fn new(value: &str, name: &str) -> Self {
        Self {
            value: value.to_owned(),
            name: name.to_owned(),
        }
    }
}

/// A `<select>` of the field around it. The chosen one stands first where it is none of the choices.
pub fn list(
    field: &FieldContext,
    bound: &Binding,
    name: fn(&str) -> String,
    choices: impl Fn() -> Vec<Choice> + 'static,
) -> El {
    let Binding {
        value,
        on_input,
        on_blur,
        ..
    } = *bound;
    let entry = move |choice: &Choice| {
        let chosen = choice.value.clone();
        option()
            .attr("value", &choice.value)
            .property("selected", move || value.with(|value| *value == chosen))
            .child(&*choice.name)
    };
    let all = move || {
        let mut all = choices();
        let chosen = value.get();
        if !chosen.is_empty() && all.iter().all(|one| one.value != chosen) {
            all.insert(0, Choice::new(&chosen, &name(&chosen)));
        }
        all
    };
    let control = field
        .tie(select().class("input"))
        .on("change", move |event: Event| {
            on_input.run(event_target_value(&event));
        })
        .on("blur", move |_: Event| {
            on_blur.try_run(());
        })
        .child(switch(all, move |all: &Vec<Choice>| {
            all.iter().map(entry).collect::<Vec<_>>()
        }));
    span()
        .class("select")
        .child(control)
        .child(icon(Glyph::ChevronDown))
}
