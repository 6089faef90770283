//! Clicks on links to pages of the SPA, which show the page without loading the program again.

use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::{History, navigate};

/// Follows every such click in the document from now on.
///
/// It listens where events come last, so that whoever handles a click on a link may keep it by preventing its default.
pub fn follow() {
    window_event_listener_untyped("click", |event| {
        if let Some(address) = address(&event) {
            event.prevent_default();
            navigate(&address, History::Push);
        }
    });
}

/// The address of the page that this click is for; none where the click is the browser's to handle.
fn address(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    // With a key or another button one asks for a new tab, a new window, a download.
    let plain = click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key());
    if !plain || click.default_prevented() {
        return None;
    }
    let target = click.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok().flatten()?;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    (is_inside(&link) && !leads_to_a_place(&link))
        .then(|| [link.pathname(), link.search()].concat())
}

/// Whether the link leads to a page of the SPA, in the place of the one that is shown.
fn is_inside(link: &HtmlAnchorElement) -> bool {
    let origin = window().location().origin();
    origin.is_ok_and(|origin| origin == link.origin())
        && link.target().is_empty()
        && !link.has_attribute("download")
        && !link.rel().split_whitespace().any(|one| one == "external")
}

/// Whether the link leads to a place within a page: the browser goes there, and moves the keyboard's starting point too.
fn leads_to_a_place(link: &HtmlAnchorElement) -> bool {
    !link.hash().is_empty()
}
