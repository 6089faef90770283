//! How the person likes the pages: saved at once, for every device.

use case_core::account::{Preferences, ZONE_OF_ACCOUNT, ZONE_OF_DEVICE};
use leptos::{prelude::*, task::spawn_local};

use super::list::{Choice, list};
use crate::{
    components::{Binding, Field},
    html::{El, div, h2, p, section},
    locales::{self, Text, intl, text, zones},
    shell::theme_name,
    state::{
        announcer, preferences, session,
        theme::{self, Theme},
    },
};

/// The panel.
pub fn panel() -> El {
    let head = div()
        .child(h2().id("preferences").child(text::account::PREFERENCES))
        .child(
            p().class("field-hint")
                .child(text::account::PREFERENCES_TEXT),
        );
    section()
        .class("panel")
        .attr("aria-labelledby", "preferences")
        .child(
            div()
                .class("form panel-body")
                .child(head)
                .child(language())
                .child(themes())
                .child(time_zone()),
        )
}

fn language() -> El {
    let languages = || {
        let all = text::LANGUAGES.iter();
        all.map(|one| Choice::new(one.code, one.name)).collect()
    };
    let choose = Callback::new(|code: String| spawn_local(locales::choose(code)));
    chooser(
        "pages-language",
        text::account::LANGUAGE,
        || locales::current().code.to_owned(),
        choose,
        languages,
    )
}

fn themes() -> El {
    let themes = || {
        let choice = |one: Theme| Choice::new(one.code(), theme_name(one).get());
        Theme::ALL.map(choice).to_vec()
    };
    let choose = Callback::new(|code: String| {
        if let Some(chosen) = Theme::ALL.into_iter().find(|one| one.code() == code) {
            theme::choose(chosen);
        }
    });
    chooser(
        "pages-theme",
        text::account::THEME,
        || theme::current().code().to_owned(),
        choose,
        themes,
    )
}

fn time_zone() -> El {
    // What was chosen stands there while it is being saved, and what is kept when that was in vain.
    let wanted = RwSignal::new(String::new());
    let choose = Callback::new(move |zone: String| {
        wanted.set(zone.clone());
        spawn_local(async move {
            let changes = Preferences {
                time_zone: Some(zone),
                ..Preferences::default()
            };
            if preferences::save(changes).await {
                announcer::announce(text::account::PREFERENCES_SAVED.get().to_owned());
            }
            wanted.try_set(String::new());
        });
    });
    let zones = || {
        let account = session::current().map(|session| session.account.time_zone.clone());
        let account = intl::zone_name(&account.unwrap_or_default());
        let device = intl::zone_name(&zones::of_device().unwrap_or_default());
        let named = zones::all().into_iter();
        let named = named.map(|zone| Choice::new(&zone, &intl::zone_name(&zone)));
        let first = [
            Choice::new(ZONE_OF_ACCOUNT, &text::account::zone_of_account(&account)),
            Choice::new(ZONE_OF_DEVICE, &text::account::zone_of_device(&device)),
        ];
        first.into_iter().chain(named).collect()
    };
    chooser(
        "pages-time-zone",
        text::account::PAGES_TIME_ZONE,
        move || {
            let wanted = wanted.get();
            if wanted.is_empty() {
                preferences::time_zone()
            } else {
                wanted
            }
        },
        choose,
        zones,
    )
}

fn chooser(
    id: &'static str,
    label: Text,
    chosen: impl Fn() -> String + Send + Sync + 'static,
    on_input: Callback<String>,
    choices: impl Fn() -> Vec<Choice> + 'static,
) -> El {
    let bound = Binding {
        id: id.to_owned(),
        value: Memo::new(move |_| chosen()),
        error: Memo::new(|_| None),
        on_input,
        on_blur: Callback::new(|()| ()),
    };
    Field::new(id, label, bound.error)
        .control(|field| list(field, &bound, intl::zone_name, choices))
}
