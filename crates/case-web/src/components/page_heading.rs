//! The heading of a page: names the document, and takes the focus when one comes from another page.

use std::{
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};

use leptos::prelude::*;

use crate::{
    dom,
    html::{El, h1},
    locales::text,
};

/// The id of the heading.
const ID: &str = "page-heading";

/// The first page of a visit leaves the focus where browsers put it: at the top.
static FIRST: AtomicBool = AtomicBool::new(true);

/// The page's only `h1`.
pub fn page_heading(title: impl Fn() -> String + 'static) -> El {
    heading(Rc::new(title))
}

fn heading(title: Rc<dyn Fn() -> String>) -> El {
    let named = Rc::clone(&title);
    Effect::new(move |_| {
        document().set_title(&[&named(), " · ", text::common::PRODUCT.get()].concat());
    });
    Effect::new(|_| {
        if !FIRST.swap(false, Ordering::Relaxed) {
            dom::focus(ID);
        }
    });
    h1().class("page-title")
        .id(ID)
        .attr("tabindex", "-1")
        .child(move || title())
}
