//! What one types, once it stands: an input method's half-composed text is nobody's answer yet.

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
    control
        .value(move || value.get())
        .on("input", move |event: InputEvent| {
            // What an input method composes is told by `compositionend`.
            if !event.is_composing() {
                on_input.run(event_target_value(&event));
            }
        })
        .on("compositionend", move |event: Event| {
            on_input.run(event_target_value(&event));
        })
        .on("blur", move |_: Event| left(on_blur))
}

/// The focus has left the control. It also leaves one that goes away with the page that it was in: by then nobody is
/// there to be told.
pub fn left(on_blur: Callback<()>) {
    on_blur.try_run(());
}
