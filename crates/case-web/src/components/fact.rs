//! A name and its value, in a list of such.

use crate::html::{El, IntoNode, dd, div, dt};

/// A line of a `dl`.
pub fn fact(name: impl IntoNode, value: impl IntoNode) -> El {
    div().child(dt().child(name)).child(dd().child(value))
}
