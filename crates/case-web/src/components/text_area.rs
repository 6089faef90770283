//! Several lines of text; grows with them.

use super::{Binding, FieldContext, typing};
use crate::html::{El, textarea};

/// A many-line input of the field around it; `rows` is its height while it is empty, in lines.
pub fn text_area(field: &FieldContext, bound: &Binding, rows: &'static str) -> El {
    let control = textarea().class("input text-area").attr("rows", rows);
    typing::bind(field.tie(control), bound)
}
