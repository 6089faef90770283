//! The corner where notices appear.

use web_sys::Event;

use super::{Glyph, icon};
use crate::{
    html::{El, button, div, each, span},
    locales::text,
    state::announcer,
};

/// The notices, read out as they come.
pub fn toasts() -> El {
    let numbers = || announcer::notices().iter().map(|one| one.number).collect();
    div()
        .class("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(each(numbers, toast))
}

fn toast(number: u32) -> El {
    let words = announcer::notices()
        .into_iter()
        .find(|one| one.number == number)
        .map(|one| one.words);
    let dismiss = button()
        .class("icon-button")
        .attr("type", "button")
        .attr("aria-label", text::common::DISMISS)
        .on("click", move |_: Event| announcer::dismiss(number))
        .child(icon(Glyph::Close));
    div()
        .class("toast")
        .child(span().child(words))
        .child(dismiss)
}
