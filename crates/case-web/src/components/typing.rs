//! What one types, once it stands: an input method's half-composed text is nobody's answer yet.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use web_sys::{Event, InputEvent};

use super::Binding;
use crate::html::El;

/// Ties a control that one types in to its answer.
pub fn bind(control: El, bound: &Binding) -> El {
    let Binding {
        value,
        on_input,
        on_blur,
        ..
    } = *bound;
    let held = Rc::new(RefCell::new(String::new()));
    let (typed, composed) = (Rc::clone(&held), Rc::clone(&held));
    let wanted = move || {
        let value = value.get();
        // What one has typed stands there already: it is not written once more.
        let differs = held.replace(value.clone()) != value;
        differs.then_some(value)
    };
    let take = move |held: &RefCell<String>, event: &Event| {
        let value = event_target_value(event);
        held.replace(value.clone());
        on_input.run(value);
    };
    control
        .value(wanted)
        .on("input", move |event: InputEvent| {
            // What an input method composes is told by `compositionend`.
            if !event.is_composing() {
                take(&typed, &event);
            }
        })
        .on("compositionend", move |event: Event| {
            take(&composed, &event);
        })
        .on("blur", move |_: Event| left(on_blur))
}

/// The focus has left the control. It also leaves one that goes away with the page that it was in: by then nobody is
/// there to be told.
pub fn left(on_blur: Callback<()>) {
    on_blur.try_run(());
}
