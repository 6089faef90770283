//! The HTTP contract between the SPA, the server and anything that calls itself compatible with either.
//!
//! Only shapes live here: paths, requests, responses, problem details. What they mean is `case-core`'s, what happens on
//! a request is `case-service`'s. JSON is camelCase; instants are RFC 3339 in UTC.
//!
//! Types with a part that depends on a tag, and types within types, are written by `tag` and `flatten` but read from a
//! flat private form beside them (`try_from`): serde's own reading of those would have the browser load a second reader
//! for each. The SPA's reader (`case-web/src/api/json.rs`) does not know them.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod account;
mod attachments;
mod case_list;
mod cases;
mod drafts;
mod events;
pub mod paths;
mod problem;
mod session;

pub use account::{AccountView, ContactsChanged, ContactsQuery};
pub use attachments::{AttachmentView, UPLOAD_MEDIA_TYPE, UploadQuery};
pub use case_list::{CaseListPage, CaseListQuery, DEFAULT_PAGE, MAX_PAGE, MAX_SEARCH};
pub use cases::{
    Author, CaseRow, CaseView, CheckAnswer, Correspondence, CorrespondenceAuthor, CreatedCase,
};
pub use drafts::{CreateCaseQuery, DraftList, DraftOwner, DraftSaved, DraftView, SaveDraft};
pub use events::{
    CASE_EVENT, CaseEvent, CaseEventKind, EVENTS_MEDIA_TYPE, EventsQuery, READY_EVENT,
};
pub use problem::{MEDIA_TYPE as PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
pub use session::{Abilities, Hours, PolicyQuery, Session, SessionAccount, SignIn, person};
