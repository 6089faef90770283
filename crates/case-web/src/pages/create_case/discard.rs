//! T12: clears the draft, after a confirmation.

use leptos::prelude::*;

use super::{form::CaseForm, step::ADDRESS};
use crate::{
    components::{Button, Variant, dialog},
    html::{El, IntoNode, div, p, span},
    locales::text,
    navigation::{self, History},
};

/// The button with its dialog, and whether the draft is on the device.
pub fn discard(form: CaseForm) -> impl IntoNode {
    let asking = RwSignal::new(false);
    let ask = Callback::new(move |()| asking.set(true));
    let ask = Button::new(text::form::DISCARD)
        .variant(Variant::Quiet)
        .on_press(ask);
    let saved = span()
        .class("draft-saved")
        .attr("role", "status")
        .child(move || form.keeper().is_saved().then(|| text::form::SAVED.get()));
    let draft = div().class("draft").child(ask).child(saved);
    (draft, confirmation(form, asking))
}

fn confirmation(form: CaseForm, asking: RwSignal<bool>) -> El {
    let keep = Callback::new(move |()| asking.set(false));
    let discard = Callback::new(move |()| {
        asking.set(false);
        form.clear();
        form.say(text::form::DISCARDED.get().to_owned());
        navigation::navigate(ADDRESS, History::Push);
    });
    let content = move || {
        let discard = Button::new(text::form::DISCARD)
            .variant(Variant::Danger)
            .on_press(discard);
        let keep = Button::new(text::common::CANCEL).on_press(keep);
        let actions = div().class("dialog-actions").child(keep).child(discard);
        (p().child(text::form::DISCARD_TEXT), actions)
    };
    let heading = text::form::DISCARD_ASK;
    dialog(
        "discard",
        heading,
        move || asking.get(),
        Some(keep),
        content,
    )
}
