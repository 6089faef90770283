//! Cases: checking a draft, opening a case, finding it again.

mod check;
mod create;
mod cursor;
mod follow;
mod list;
mod view;

pub use create::Creation;
pub(crate) use follow::Streams;
pub use follow::{CaseEvents, News};
pub use list::{CasePage, ListInput, ListedBy};
pub use view::ViewedCase;
