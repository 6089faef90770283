//! What stands where something is still being fetched.

use crate::{
    html::{El, div, span},
    locales::text,
};

/// Grey bars in the shape of some lines of text.
pub fn skeleton(lines: usize) -> El {
    let line = || span().class("skeleton-line");
    div()
        .class("skeleton")
        .attr("role", "status")
        .child(span().class("visually-hidden").child(text::common::LOADING))
        .children((0..lines).map(|_| line()))
}
