//! The browser's own list of choices, where something is always chosen. One searches it by typing.

use leptos::prelude::*;
use web_sys::Event;

use crate::{
    components::{Binding, FieldContext, Glyph, icon},
    html::{El, option, select, span, switch},
};

/// What choosing it answers, and its name.
pub type Choice = (String, String);

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
    let entry = move |(own, label): &Choice| {
        let chosen = own.clone();
        option()
            .attr("value", own)
            .property("selected", move || value.with(|value| *value == chosen))
            .child(&**label)
    };
    let all = move || {
        let mut all = choices();
        let chosen = value.get();
        if !chosen.is_empty() && all.iter().all(|(own, _)| *own != chosen) {
            all.insert(0, (chosen.clone(), name(&chosen)));
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
