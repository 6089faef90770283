//! A message in the page: something to know, something that failed.

use super::{Glyph, icon};
use crate::html::{El, IntoNode, div, p};

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

/// A message: what it is about in one line, then what to do.
pub fn alert(tone: Tone, heading: impl IntoNode, body: impl IntoNode) -> El {
    alert_box(tone, (p().class("alert-heading").child(heading), body))
}

/// A message that needs no heading.
pub fn alert_box(tone: Tone, body: impl IntoNode) -> El {
    div()
        .class(tone.class())
        .attr("role", tone.role())
        .child(icon(tone.glyph()))
        .child(div().class("alert-body").child(body))
}
