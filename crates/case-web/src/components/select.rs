//! The browser's own list of choices, for short lists.

use leptos::prelude::*;
use web_sys::{Event, Node};

use super::{Binding, Choice, FieldContext, Glyph, icon, typing::left};
use crate::html::{El, IntoNode, option, select, span, switch};

/// A `<select>` of the field around it; `placeholder` stands first while nothing is chosen.
pub fn select_one(
    field: &FieldContext,
    bound: &Binding,
    placeholder: impl IntoNode,
    choices: impl Fn() -> Vec<Choice> + 'static,
) -> El {
    list(field, bound, placeholder.into_node(), Box::new(choices))
}

fn list(
    field: &FieldContext,
    bound: &Binding,
    placeholder: Option<Node>,
    choices: Box<dyn Fn() -> Vec<Choice>>,
) -> El {
    let Binding {
        value,
        on_input,
        on_blur,
        ..
    } = *bound;
    let entry = move |choice: &Choice| {
        let own = choice.value.clone();
        option()
            .attr("value", &own)
            .property("selected", move || value.with(|value| *value == own))
            .child(&*choice.label)
    };
    let none = option()
        .attr("value", "")
        .property("selected", move || value.with(String::is_empty))
        .child(placeholder);
    let control = field
        .tie(select().class("input"))
        .on("change", move |event: Event| {
            on_input.run(event_target_value(&event));
        })
        .on("blur", move |_: Event| left(on_blur))
        .child(none)
        .child(switch(choices, move |choices: &Vec<Choice>| {
            choices.iter().map(entry).collect::<Vec<_>>()
        }));
    span()
        .class("select")
        .child(control)
        .child(icon(Glyph::ChevronDown))
}
