//! S3, S4, S5, S7: response targets, business hours and opening hours, as arithmetic on instants.
//!
//! On the server, [`expand`] turns a [`Calendar`] and a time zone into UTC [`Span`]s; everything else works on such
//! spans, so that the browser needs no time-zone database.

mod calendar;
mod span;

pub use calendar::{Calendar, Window, WindowError, WindowsOverlap, expand};
pub use span::{Names, Span, SpanState};
