//! A button that opens a list of choices of which several may be chosen; what is chosen counts at once.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, FocusEvent, KeyboardEvent, Node};

use super::{Glyph, icon};
use crate::{
    dom,
    html::{El, button, div, input, label, span, switch},
    locales::Text,
};

/// What can be chosen: codes, each with its name in the language shown.
pub struct Choices {
    /// The codes in their order; follows changes.
    pub codes: Box<dyn Fn() -> Vec<&'static str>>,
    /// The name of a code; follows changes.
    pub name: fn(&str) -> String,
    /// Those that are chosen; follows changes.
    pub chosen: Rc<dyn Fn() -> Vec<&'static str>>,
    /// Called with one that is chosen, or no longer.
    pub on_toggle: Rc<dyn Fn(&'static str)>,
}

/// A button of this id with the choices that it opens. Escape closes them, and so does leaving them.
pub fn multi_select(id: &'static str, name: Text, choices: Choices) -> El {
    let Choices {
        codes,
        name: name_of,
        chosen,
        on_toggle,
    } = choices;
    let open = RwSignal::new(false);
    let list = [id, "-choices"].concat();
    let counted = Rc::clone(&chosen);
    let count = move || {
        let count = counted().len();
        (count > 0).then(|| span().class("count").child(count.to_string()))
    };
    let opens = button()
        .class("button")
        .id(id)
        .attr("type", "button")
        .attr(
            "aria-expanded",
            move || {
                if open.get() { "true" } else { "false" }
            },
        )
        .attr("aria-controls", &list)
        .on("click", move |_: Event| open.update(|open| *open = !*open))
        .child(span().child(name))
        // The gap is part of the name that assistive technology reads.
        .child(" ")
        .child(count)
        .child(icon(Glyph::ChevronDown));
    let choice = move |code: &'static str| {
        let (chosen, on_toggle) = (Rc::clone(&chosen), Rc::clone(&on_toggle));
        let control = input()
            .attr("type", "checkbox")
            .property("checked", move || chosen().contains(&code))
            .on("change", move |_: Event| on_toggle(code));
        label()
            .class("multi-select-choice")
            .child(control)
            .child(span().child(move || name_of(code)))
    };
    let choices = switch(codes, move |codes: &Vec<&'static str>| {
        codes.iter().map(|code| choice(code)).collect::<Vec<_>>()
    });
    let group = div()
        .class("multi-select-choices")
        .id(list)
        .attr("role", "group")
        .attr("aria-label", name)
        // Whoever presses beside a choice stays inside.
        .attr("tabindex", "-1")
        .property("hidden", move || !open.get())
        .child(choices);
    div()
        .class("multi-select")
        .on("keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" && open.get_untracked() {
                event.prevent_default();
                open.set(false);
                dom::focus(id);
            }
        })
        .on("focusout", move |event: FocusEvent| {
            let [around, to] = [event.current_target(), event.related_target()];
            let node = |target: &Option<EventTarget>| target.as_ref()?.dyn_ref::<Node>().cloned();
            if !node(&around).is_some_and(|around| around.contains(node(&to).as_ref())) {
                // It also leaves one that goes away with its page.
                let _ = open.try_set(false);
            }
        })
        .child(opens)
        .child(group)
}
