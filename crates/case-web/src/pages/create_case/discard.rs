//! T12: clears the draft, after a confirmation.

use leptos::prelude::*;

use super::{form::CaseForm, step::ADDRESS};
use crate::{
    components::{Button, Dialog, Variant},
    locales::text,
    navigation::{self, History},
};

/// The button with its dialog, and whether the draft is on the device.
#[component]
pub fn Discard(form: CaseForm) -> impl IntoView {
    let asking = RwSignal::new(false);
    let ask = Callback::new(move |()| asking.set(true));
    let keep = Callback::new(move |()| asking.set(false));
    let discard = Callback::new(move |()| {
        asking.set(false);
        form.clear();
        form.say(text::form::DISCARDED.get().to_owned());
        navigation::navigate(ADDRESS, History::Push);
    });
    view! {
        <div class="draft">
            <Button label=text::form::DISCARD variant=Variant::Quiet on_press=ask/>
            <span class="draft-saved" role="status">{move || form.keeper.is_saved().then(|| text::form::SAVED.get())}</span>
        </div>
        <Dialog id="discard" open=asking heading=text::form::DISCARD_ASK on_cancel=keep>
            <p>{text::form::DISCARD_TEXT}</p>
            <div class="dialog-actions">
                <Button label=text::common::CANCEL on_press=keep/>
                <Button label=text::form::DISCARD variant=Variant::Danger on_press=discard/>
            </div>
        </Dialog>
    }
    .into_any()
}
