//! A session that ends under somebody's hands: they sign in again over the page, and nothing on it is lost.

use leptos::prelude::*;

use crate::{
    components::{Button, Variant, dialog},
    html::{El, IntoNode, div, p},
    locales::text,
    pages::sign_in::sign_in_form,
    part::{Part, of_part},
    state::session,
};

/// The dialog; shown while the session is ended.
pub fn session_ended() -> El {
    let leave = Callback::new(|()| session::forget());
    dialog(
        "session-ended",
        text::sign_in::ENDED,
        session::is_ended,
        None,
        move || {
            let actions = div().class("dialog-actions").child(
                Button::new(text::sign_in::LEAVE)
                    .variant(Variant::Quiet)
                    .on_press(leave),
            );
            (
                p().child(text::sign_in::ENDED_TEXT),
                of_part(
                    Part::SignIn,
                    None,
                    Box::new(|| sign_in_form(true).into_node()),
                ),
                actions,
            )
        },
    )
}
