//! S3, S4, S5, S7: response targets, business hours and opening hours, as arithmetic on instants.

mod span;

pub use span::{Names, Span, SpanState};
