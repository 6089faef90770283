//! The policy: plans, severities, limits, channels and the catalogue, as data.
//!
//! A [`Policy`] is one language's view: its texts are in that language, its rules are the same in all. It is what the
//! API sends to the browser. Business hours, holidays and channel hours stay on the server, which expands them to
//! instants ([`crate::clock`]).

mod field;
mod model;
mod plan;

#[cfg(feature = "policy-files")]
pub mod files;

pub use field::{FieldKind, FieldOption, FieldSpec};
pub use model::*;
pub use plan::{
    NotTheFivePlans, PlanChannels, PlanRule, Plans, SeverityTarget, SupportHours, TechnicalAccess,
};
