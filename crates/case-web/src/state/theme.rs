//! Light or dark. `boot.js` sets the remembered choice before the first paint; this changes it.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::dom;

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where the choice is remembered; `boot.js` reads it too.
const STORED_AS: &str = "casework.theme";

/// The attribute of `<html>` that the style sheet follows.
const ATTRIBUTE: &str = "data-theme";

static CURRENT: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| {
    let stored = dom::stored(STORED_AS);
    let theme = Theme::ALL
        .into_iter()
        .find(|theme| stored.as_deref() == Some(theme.code()));
    ArcRwSignal::new(theme.unwrap_or(Theme::System))
});

/// The theme chosen; follows changes.
pub fn current() -> Theme {
    CURRENT.get()
}

/// Shows this theme from now on, and remembers it.
pub fn choose(theme: Theme) {
    if theme == Theme::System {
        dom::forget(STORED_AS);
        dom::remove_root_attribute(ATTRIBUTE);
    } else {
        dom::store(STORED_AS, theme.code());
        dom::set_root_attribute(ATTRIBUTE, theme.code());
    }
    CURRENT.set(theme);
}

impl Theme {
    /// In the order shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of the attribute, and of what is remembered.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
