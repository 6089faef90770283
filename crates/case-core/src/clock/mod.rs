//! S1, S3, S4, S5, S7, C4: response targets, business hours and opening hours, as arithmetic on instants.
//!
//! On the server, [`expand`] turns a [`Calendar`] and a time zone into UTC [`Span`]s; everything else works on such
//! spans, so that the browser needs no time-zone database.

mod calendar;
mod correspondence;
pub mod instant;
mod opening;
mod promise;
mod response;
mod span;
mod window;

pub use calendar::{Calendar, WindowsOverlap, expand};
pub use correspondence::{CorrespondenceKind, first_response_at, third_party_notice};
pub use opening::Opening;
pub use promise::first_response;
pub use response::{ClockState, HoursUnknown, NotCounted, ResponseClock};
pub use span::{Names, Span, SpanState};
pub use window::{Window, WindowError};
