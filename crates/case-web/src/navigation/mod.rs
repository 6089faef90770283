//! Where the browser is: the page and the query of its address, which links and the browser's own buttons change.
//!
//! Like the parts of [`crate::state`], it is one signal for the program's whole life. `page.rs` knows the addresses,
//! `links.rs` follows clicks.

mod links;
mod page;

use std::sync::LazyLock;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

pub use page::Page;

/// What of an address decides what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    /// Percent-encoded, from the first slash on.
    path: String,
    /// Percent-encoded; with its question mark, or empty.
    query: String,
}

/// What becomes of the address that one leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// The browser's way back leads to it.
    Push,
    /// It is forgotten: it led somewhere else at once, or is no longer true.
    Replace,
}

static ADDRESS: LazyLock<ArcRwSignal<Address>> = LazyLock::new(|| ArcRwSignal::new(shown()));

/// The page at the present address; follows changes.
pub fn page() -> Page {
    ADDRESS.with(|address| Page::at(&address.path))
}

/// The decoded value of `name` in the query of the present address; follows changes.
pub fn query(name: &str) -> Option<String> {
    let query = ADDRESS.with(|address| UrlSearchParams::new_with_str(&address.query));
    query.ok()?.get(name)
}

/// Follows links and the browser's ways back and forward from now on.
pub fn start() {
    links::follow();
    // The browser itself scrolls to where one was.
    window_event_listener_untyped("popstate", |_| follow_browser());
}

/// Goes to an address of this site (path and query, percent-encoded) and to the top of its page.
pub fn navigate(address: &str, history: History) {
    let (state, url) = (&JsValue::NULL, Some(address));
    let here = ADDRESS.with_untracked(|here| [&*here.path, &here.query].concat() == address);
    if let Ok(browser) = window().history() {
        // Both fail only for an address of another site.
        let _ = match history {
            // Going where one is leaves nothing to come back to.
            History::Push if !here => browser.push_state_with_url(state, "", url),
            History::Push | History::Replace => browser.replace_state_with_url(state, "", url),
        };
    }
    // Before anything is shown, because what is shown may take the focus and scroll to it.
    window().scroll_to_with_x_and_y(0.0, 0.0);
    follow_browser();
}

/// Takes over the address that the browser shows.
fn follow_browser() {
    let shown = shown();
    // A move within a page changes nothing of it.
    if ADDRESS.with_untracked(|address| *address != shown) {
        ADDRESS.set(shown);
    }
}

/// The address that the browser shows.
fn shown() -> Address {
    let location = window().location();
    // Both fail only for a document that was taken out of its window.
    Address {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
    }
}
