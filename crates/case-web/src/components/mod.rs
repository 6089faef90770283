//! The design system's parts: stateless, with their ARIA, styled by `style/components/<name>.css`.
//!
//! A part is a function that makes an element, or a builder where much of it may be left out. Words come in as whatever
//! can stand in an element: a `Text` constant and a closure follow the language.

mod alert;
mod badge;
mod binding;
mod button;
mod combobox;
mod dialog;
mod empty_state;
mod error_summary;
mod fact;
mod field;
mod icon;
mod multi_select;
mod page_heading;
mod picture;
mod radio_cards;
mod select;
mod skeleton;
mod steps;
mod text_area;
mod text_input;
mod toasts;
mod typing;

pub use alert::{Tone, alert, alert_box};
pub use badge::{BadgeTone, badge};
pub use binding::Binding;
pub use button::{Button, Variant};
pub use combobox::{Choice, combobox};
pub use dialog::dialog;
pub use empty_state::empty_state;
pub use error_summary::{ERROR_SUMMARY, SummaryEntry, error_summary, focus_error_summary};
pub use fact::fact;
pub use field::{Field, FieldContext, error_message};
pub use icon::{Glyph, icon};
pub use multi_select::{Choices, multi_select};
pub use page_heading::page_heading;
pub use picture::Picture;
pub use radio_cards::{Card, radio_cards};
pub use select::select_one;
pub use skeleton::skeleton;
pub use steps::{StepState, steps};
pub use text_area::text_area;
pub use text_input::text_input;
pub use toasts::toasts;
