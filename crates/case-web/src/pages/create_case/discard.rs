//! T12: clears the draft, after a confirmation.

use leptos::prelude::*;

use super::{drafts::Standing, form::CaseForm, step::ADDRESS};
use crate::{
    components::{Button, Variant, dialog},
    html::{El, IntoNode, div, p, span, when},
    locales::{Text, text},
    navigation::{self, History},
    state::session,
};

/// The button with its dialog, and where the draft is kept.
pub fn discard(form: CaseForm) -> impl IntoNode {
    let asking = RwSignal::new(false);
    let ask = Callback::new(move |()| asking.set(true));
    let ask = Button::new(text::form::DISCARD)
        .variant(Variant::Quiet)
        .on_press(ask);
    let standing = move || form.keeper().standing();
    let again = when(
        move || standing() == Standing::SessionEnded,
        || {
            Button::new(text::sign_in::ENDED)
                .variant(Variant::Quiet)
                .on_press(Callback::new(|()| session::has_ended()))
        },
    );
    // Read out when it is bad only: it changes as one types.
    let saved = span()
        .class("draft-saved")
        .attr("role", "status")
        .attr("aria-live", move || {
            if standing().is_bad() { "polite" } else { "off" }
        })
        .toggle("draft-not-saved", move || standing().is_bad())
        .child(move || standing().words().map(Text::get));
    let draft = div().class("draft").child(ask).child(saved).child(again);
    let keep = Callback::new(move |()| asking.set(false));
    let discard = Callback::new(move |()| {
        asking.set(false);
        form.discard();
        form.say(text::form::DISCARDED.get().to_owned());
        navigation::navigate(ADDRESS, History::Push);
    });
    let is_asked = move || asking.get();
    (
        draft,
        confirmation("discard", text::form::DISCARD_TEXT, is_asked, keep, discard),
    )
}

/// Asks whether a draft is to be discarded; `sentence` says what that means. `id` is the dialog's heading.
pub fn confirmation(
    id: &'static str,
    sentence: impl IntoNode + Clone + 'static,
    is_asked: impl Fn() -> bool + Copy + 'static,
    keep: Callback<()>,
    discard: Callback<()>,
) -> El {
    let content = move || {
        let discard = Button::new(text::form::DISCARD)
            .variant(Variant::Danger)
            .on_press(discard);
        let keep = Button::new(text::common::CANCEL).on_press(keep);
        let actions = div().class("dialog-actions").child(keep).child(discard);
        (p().child(sentence.clone()), actions)
    };
    dialog(id, text::form::DISCARD_ASK, is_asked, Some(keep), content)
}
