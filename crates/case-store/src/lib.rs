//! Persistence: what the use cases save and find, and nothing about what it means.
//!
//! [`Store`] is the contract; [`sqlite`] is the implementation that needs no set-up, [`postgres`] the one for several
//! servers. The bytes of files are apart from it, in [`Objects`]. What every implementation has to guarantee is written
//! down as tests in `tests/contract`, which run against each of them.
//!
//! Three guarantees shape everything here. A change and its [`Event`] are saved in one transaction, or neither is. An
//! account's events are numbered without gaps, in the order in which they were committed (N3). And a case comes in
//! only as a [`case_core::ValidCase`], so that nothing unchecked can be saved.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod archive;
mod audit;
mod error;
mod files;
mod follow;
mod listing;
mod objects;
pub mod postgres;
mod records;
mod search;
mod spelling;
pub mod sqlite;
mod store;
mod tls;

pub use audit::check;
pub use error::{Conflict, StoreError};
pub use follow::Follower;
pub use objects::{Objects, UnusableBucket, UnusableFolder};
pub use records::{
    Account, AgentId, Attachment, Attempt, AttemptLimit, CaseFilter, CasePosition, CaseRecord,
    CaseRow, ContactsChange, Correspondence, Digest, Event, EventKind, EventSubject, Finding,
    Holder, Identity, ListedCases, Login, NewAccount, NewAgent, NewCase, NewContacts, NewDraft,
    NewSession, NewUpload, NewUser, Origin, SavedContacts, SavedDraft, SessionRecord, Standing,
    Submission, Submitted, User, UserId,
};
pub use search::SearchQuery;
pub use store::Store;
