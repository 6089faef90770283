//! What ties a control to an answer.

use leptos::prelude::*;

/// A control's side of an answer.
#[derive(Clone)]
pub struct Binding {
    /// The control's id.
    pub id: String,
    /// What stands in it.
    pub value: Memo<String>,
    /// What is wrong with it, as far as it may be shown.
    pub error: Memo<Option<String>>,
    /// Called with what it holds after each change.
    pub on_input: Callback<String>,
    /// Called when the focus leaves it.
    pub on_blur: Callback<()>,
}
