//! The switches for language and theme.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use crate::{
    components::{Glyph, icon},
    html::{El, IntoNode, option, select, span},
    locales::{self, Text, text},
    state::theme::{self, Theme},
};

/// Both switches, side by side.
pub fn preferences() -> impl IntoNode {
    let language = |one: &locales::Language| {
        let code = one.code;
        choice(code, one.name, move || locales::is_chosen(code))
    };
    let languages = select()
        .attr("aria-label", text::shell::LANGUAGE)
        .on("change", |event: Event| {
            spawn_local(locales::choose(event_target_value(&event)));
        })
        .children(text::LANGUAGES.iter().map(language));
    let theme = |one: Theme| choice(one.code(), theme_name(one), move || theme::current() == one);
    let themes = select()
        .attr("aria-label", text::shell::THEME)
        .on("change", |event: Event| {
            let code = event_target_value(&event);
            if let Some(chosen) = Theme::ALL.into_iter().find(|one| one.code() == code) {
                theme::choose(chosen);
            }
        })
        .children(Theme::ALL.map(theme));
    let theme_glyph = || match theme::current() {
        Theme::System => icon(Glyph::Screen),
        Theme::Light => icon(Glyph::Sun),
        Theme::Dark => icon(Glyph::Moon),
    };
    (
        switch(icon(Glyph::Globe), languages),
        switch(theme_glyph, themes),
    )
}

/// A theme's name.
pub const fn theme_name(theme: Theme) -> Text {
    match theme {
        Theme::System => text::shell::THEME_SYSTEM,
        Theme::Light => text::shell::THEME_LIGHT,
        Theme::Dark => text::shell::THEME_DARK,
    }
}

/// A native list of choices that is an icon where there is little room.
fn switch(glyph: impl IntoNode, list: El) -> El {
    span().class("switch").child(glyph).child(list)
}

fn choice(code: &'static str, name: impl IntoNode, chosen: impl Fn() -> bool + 'static) -> El {
    option()
        .attr("value", code)
        .property("selected", chosen)
        .child(name)
}
