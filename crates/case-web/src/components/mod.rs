//! The design system's parts: stateless, with their ARIA, styled by `style/components/<name>.css`.
//!
//! Words come in as [`crate::locales::Words`], so that they follow the language; a `Text` constant, a `&str`, a `String`
//! or a signal all convert into it.

mod alert;
mod badge;
mod button;
mod combobox;
mod dialog;
mod empty_state;
mod error_summary;
mod field;
mod icon;
mod page_heading;
mod radio_cards;
mod select;
mod skeleton;
mod steps;
mod text_area;
mod text_input;
mod toasts;
mod typing;

pub use alert::{Alert, Tone};
pub use badge::{Badge, BadgeTone};
pub use button::{Button, ButtonKind, Variant};
pub use combobox::{Choice, Combobox};
pub use dialog::Dialog;
pub use empty_state::EmptyState;
pub use error_summary::{ErrorSummary, SummaryEntry, focus_error_summary};
pub use field::{Field, FieldContext, FieldGroup};
pub use icon::{Glyph, Icon};
pub use page_heading::PageHeading;
pub use radio_cards::{Card, RadioCards};
pub use select::Select;
pub use skeleton::Skeleton;
pub use steps::Steps;
pub use text_area::TextArea;
pub use text_input::TextInput;
pub use toasts::Toasts;
