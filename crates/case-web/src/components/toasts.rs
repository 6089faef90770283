//! The corner where notices appear.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::{
    locales::text,
    state::announcer::{self, Notice},
};

/// The notices, read out as they come.
#[component]
pub fn Toasts() -> impl IntoView {
    let toast = |Notice { number, words }: Notice| {
        view! {
            <div class="toast">
                <span>{words}</span>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=text::common::DISMISS
                    on:click=move |_| announcer::dismiss(number)
                >
                    <Icon glyph=Glyph::Close/>
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=announcer::notices key=|notice| notice.number children=toast/>
        </div>
    }
}
