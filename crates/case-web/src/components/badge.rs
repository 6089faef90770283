//! A word in a pill: a status, a severity.

use crate::html::{El, IntoNode, span};

/// What a badge's colour says, beside its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeTone {
    /// Nothing in particular.
    Neutral,
    /// It is being worked on.
    Info,
    /// Done, met.
    Good,
    /// Wants attention.
    Warning,
    /// Is urgent, was missed.
    Bad,
}

impl BadgeTone {
    /// Its name in the style sheet.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Info => "badge badge-info",
            Self::Good => "badge badge-good",
            Self::Warning => "badge badge-warning",
            Self::Bad => "badge badge-bad",
        }
    }
}

/// A word in a pill.
pub fn badge(label: impl IntoNode, tone: impl Fn() -> BadgeTone + 'static) -> El {
    span().class(move || tone().class()).child(label)
}
