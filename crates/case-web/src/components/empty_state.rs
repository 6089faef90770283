//! What stands where there is nothing yet: why, and what to do.

use super::{Glyph, icon};
use crate::html::{El, IntoNode, div, p, span};

/// An empty list's place: what is not there, and what to do about it.
pub fn empty_state(glyph: Glyph, heading: impl IntoNode, body: impl IntoNode) -> El {
    div()
        .class("empty-state")
        .child(span().class("empty-state-icon").child(icon(glyph)))
        .child(p().class("empty-state-heading").child(heading))
        .child(body)
}
