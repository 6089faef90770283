//! The switches for language and theme.

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    locales::{self, Text, Words, text},
    state::theme::{self, Theme},
};

/// Both switches, side by side.
#[component]
pub fn Preferences() -> impl IntoView {
    let languages = || {
        let language = |one: &'static locales::Language| (one.code, Words::from(one.name));
        text::LANGUAGES.iter().map(language).collect()
    };
    let themes = || {
        Theme::ALL
            .into_iter()
            .map(|one| (one.code(), theme_name(one).into()))
            .collect()
    };
    let theme_glyph = || match theme::current() {
        Theme::System => Glyph::Screen,
        Theme::Light => Glyph::Sun,
        Theme::Dark => Glyph::Moon,
    };
    view! {
        <Switch
            label=text::shell::LANGUAGE
            glyph=Signal::from(Glyph::Globe)
            options=languages()
            current=Signal::derive(|| locales::current().code)
            on_choose=Callback::new(|code: String| locales::choose(&code))
        />
        <Switch
            label=text::shell::THEME
            glyph=Signal::derive(theme_glyph)
            options=themes()
            current=Signal::derive(|| theme::current().code())
            on_choose=Callback::new(|code: String| {
                if let Some(chosen) = Theme::ALL.into_iter().find(|one| one.code() == code) {
                    theme::choose(chosen);
                }
            })
        />
    }
}

const fn theme_name(theme: Theme) -> Text {
    match theme {
        Theme::System => text::shell::THEME_SYSTEM,
        Theme::Light => text::shell::THEME_LIGHT,
        Theme::Dark => text::shell::THEME_DARK,
    }
}

/// A native list of choices that is an icon where there is little room.
#[component]
fn Switch(
    label: Text,
    glyph: Signal<Glyph>,
    options: Vec<(&'static str, Words)>,
    current: Signal<&'static str>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = move |(code, name): (&'static str, Words)| {
        view! { <option value=code prop:selected=move || current.get() == code>{name}</option> }
    };
    view! {
        <span class="switch">
            {move || view! { <Icon glyph=glyph.get()/> }}
            <select aria-label=label on:change=move |event| on_choose.run(event_target_value(&event))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </span>
    }
}
