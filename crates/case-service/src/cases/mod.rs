//! Cases: checking a draft, opening a case, finding it again.

mod check;
mod create;
mod cursor;
mod list;
mod view;

pub use create::Creation;
pub use list::{CasePage, ListInput};
pub use view::ViewedCase;
