//! A message in the page: something to know, something that failed.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locales::Words;

/// What kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Info,
    /// Something to mind.
    Warning,
    /// Something that failed.
    Error,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "alert alert-info",
            Self::Warning => "alert alert-warning",
            Self::Error => "alert alert-error",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::Info => Glyph::Info,
            Self::Warning => Glyph::Warning,
            Self::Error => Glyph::Error,
        }
    }

    /// A failure interrupts; the rest waits to be read.
    const fn role(self) -> &'static str {
        match self {
            Self::Error => "alert",
            Self::Info | Self::Warning => "status",
        }
    }
}

/// A message with an optional heading; what it contains comes after the words.
#[component]
pub fn Alert(
    /// What kind.
    tone: Tone,
    /// In one line.
    #[prop(optional, into)]
    heading: Option<Words>,
    /// The message, and what to do about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <Icon glyph=tone.glyph()/>
            <div class="alert-body">
                {heading.map(|heading| view! { <p class="alert-heading">{heading}</p> })}
                {children()}
            </div>
        </div>
    }
}
