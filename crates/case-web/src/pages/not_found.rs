//! The page at an address that has none.

use crate::{
    components::{Variant, page_heading},
    html::{IntoNode, a, div, p},
    locales::text,
};

/// Says so, and shows a way on.
pub fn not_found() -> impl IntoNode {
    let way_on = a()
        .class(Variant::Primary.class())
        .attr("href", "/")
        .child(text::error::TO_HOME);
    let head = div()
        .child(page_heading(|| text::error::NOT_FOUND.get().to_owned()))
        .child(p().class("lead").child(text::error::NOT_FOUND_TEXT));
    (head, p().child(way_on))
}
