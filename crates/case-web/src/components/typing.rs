//! What one types, once it stands: an input method's half-composed text is nobody's answer yet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, InputEvent};

/// What the control holds after an `input` event; none while an input method composes. Its `compositionend` has the
/// result: a control listens to both.
pub fn typed(event: &Event) -> Option<String> {
    let composing = event
        .dyn_ref::<InputEvent>()
        .is_some_and(InputEvent::is_composing);
    (!composing).then(|| event_target_value(event))
}

/// The focus has left the control. It also leaves one that goes away with the page that it was in: by then nobody is
/// there to be told.
pub fn left(on_blur: Option<Callback<()>>) {
    if let Some(on_blur) = on_blur {
        on_blur.try_run(());
    }
}
