//! What goes into a store and what comes out of it.

mod accounts;
mod attachments;
mod cases;
mod contacts;
mod drafts;
mod events;
mod lists;
mod sessions;

pub use accounts::{
    Account, AgentId, Identity, Login, NewAccount, NewAgent, NewUser, User, UserId,
};
pub use attachments::{Attachment, Holder, NewUpload, Standing};
pub use cases::{CaseRecord, CaseRow, Correspondence, NewCase, Submission, Submitted};
pub use contacts::{ContactsChange, NewContacts, SavedContacts};
pub use drafts::{NewDraft, SavedDraft};
pub use events::{Event, EventKind, EventSubject, Finding, Origin};
pub use lists::{CaseFilter, CasePosition, ListedCases};
pub use sessions::{Attempt, AttemptLimit, NewSession, SessionRecord};

/// A SHA-256 digest: tokens and what people typed to sign in are kept in no other form.
pub type Digest = [u8; 32];
