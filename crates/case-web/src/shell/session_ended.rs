//! A session that ends under somebody's hands: they sign in again over the page, and nothing on it is lost.

use leptos::prelude::*;

use crate::{
    components::{Button, Dialog, Variant},
    locales::text,
    pages::sign_in::SignInForm,
    state::session,
};

/// The dialog; shown while the session is ended.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let open = Memo::new(|_| session::is_ended());
    let leave = Callback::new(|()| session::forget());
    view! {
        <Dialog id="session-ended" open=open heading=text::sign_in::ENDED>
            <p>{text::sign_in::ENDED_TEXT}</p>
            <SignInForm again=true/>
            <div class="dialog-actions">
                <Button label=text::sign_in::LEAVE variant=Variant::Quiet on_press=leave/>
            </div>
        </Dialog>
    }
}
