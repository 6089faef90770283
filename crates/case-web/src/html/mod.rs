//! How views become elements: each is made at once, and what may change in it is bound to what it depends on.
//!
//! `leptos` gives the signals, effects and owners; this is the thin layer that binds them to the page. Leptos' own views
//! give every element, attribute and closure a type of its own and compile each on its own; here each call of a builder
//! is a call of one compiled function, which makes the program less than half as large for every visitor.
//!
//! ```text
//! div()
//!     .class("field")
//!     .toggle("field-invalid", move || error.with(Option::is_some))
//!     .child(label().attr("for", &id).child(text::case::SUBJECT))
//! ```
//!
//! A closure given as child or attribute runs again when a signal that it read changes. What it builds is thrown away
//! then; where that matters, because somebody may be typing in it, [`switch`], [`when`] and [`each`] build anew only
//! when their key changes.

mod attribute;
mod children;
mod element;
mod live;

pub use attribute::IntoAttribute;
pub use children::{IntoNode, nothing, show};
pub use element::*;
pub use live::{each, switch, when};
