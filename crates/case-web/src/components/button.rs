//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locales::Words;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    /// The one thing to do here.
    Primary,
    /// Something else to do here.
    #[default]
    Secondary,
    /// Something at the edge.
    Quiet,
    /// Something that cannot be undone.
    Danger,
}

impl Variant {
    /// The class of the element.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// What pressing a button does besides calling back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Nothing.
    #[default]
    Plain,
    /// Submits the form that it stands in.
    Submit,
}

/// A button. While busy it says so, stays focusable and does nothing.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Words,
    /// How it looks.
    #[prop(optional)]
    variant: Variant,
    /// What it does by itself.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Shows a spinner and ignores presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called when pressed.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// What assistive technology reads where the visible words leave out what they are about.
    #[prop(optional, into)]
    described: Option<Words>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=variant.class()
            type=if kind == ButtonKind::Submit { "submit" } else { "button" }
            class:busy=busy
            aria-disabled=move || busy.get().then_some("true")
            aria-label=described
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="button-label">{label}</span>
        </button>
    }
}
