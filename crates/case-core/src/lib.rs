//! The rules of Casework.
//!
//! Pure functions over plain data: no I/O, no async, no HTTP, no SQL, no clock, no randomness. What a rule needs to
//! know about the world (policy, account, opening hours, "now") is in the [`Context`] that the caller passes in. The
//! browser and the server run this same code; every rule's number is in `RULES.md`.
//!
//! The centre is [`check`]: a [`CaseDraft`] and a [`Context`] in, every [`Violation`] out. [`validate`] is the same
//! function with the other half of its answer: the [`ValidCase`], which nothing else can make.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod account;
mod check;
pub mod clock;
mod context;
pub mod country;
mod draft;
pub mod email;
pub mod guidance;
pub mod ids;
pub mod kinds;
pub mod password;
pub mod permission;
pub mod phone;
pub mod policy;
pub mod secrets;
pub mod text;
mod valid_case;
mod violation;

pub use check::{check, check_file, check_preferences, validate, validate_contacts};
pub use context::{
    AccountFacts, Actor, AppliedQuota, ChannelHours, Context, LanguageHours, Upload,
};
pub use draft::{AttachmentDraft, CaseDraft, ContactDraft, QuotaRequestDraft};
pub use ids::{AccountId, CaseId, DisplayId};
pub use kinds::{CaseSort, CaseStatus, CaseType, Channel, Lang, Plan, Severity, Theme};
pub use policy::Policy;
pub use valid_case::{
    Attachment, Contact, ContactMethod, ExtraField, QuotaRequest, Summary, ValidCase,
};
pub use violation::{Fault, FieldPath, Violation};
