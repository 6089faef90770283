//! A line of text.

use super::{Binding, FieldContext, typing};
use crate::html::{El, input};

/// A one-line input of the field around it. What it is for (`type`, `autocomplete`, `inputmode`, `spellcheck`) is set by
/// the caller, as attributes.
pub fn text_input(field: &FieldContext, bound: &Binding) -> El {
    let control = input()
        .class("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        // Some browsers check one line only where they are asked to.
        .attr("spellcheck", "true");
    typing::bind(field.tie(control), bound)
}
