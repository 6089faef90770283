//! The few things that are asked of the browser beyond what views do: storage, focus, title, time, randomness.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::{document, request_animation_frame, set_timeout, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Storage};

/// A browser without storage (a private window, a policy) forgets; nothing else changes.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What [`store`] kept under `key`.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key` on this device; whether there was room and leave for it.
pub fn store(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets what is kept under `key`.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// The languages that the browser asks for, the most wanted first.
pub fn browser_languages() -> Vec<String> {
    window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect()
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for names that are no attribute names.
        let _ = root.set_attribute(name, value);
    }
}

/// Sets an attribute of `<html>` that has no value, or takes it away.
pub fn set_root_flag(name: &str, on: bool) {
    if on {
        set_root_attribute(name, "");
    } else {
        remove_root_attribute(name);
    }
}

/// Removes an attribute of `<html>`.
pub fn remove_root_attribute(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute(name);
    }
}

/// The element with this id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with this id, or to the first control in it, and scrolls it into view.
pub fn focus(id: &str) {
    let Some(element) = element(id) else { return };
    let first = element
        .query_selector("input:not(:disabled), select, textarea, button")
        .ok()
        .flatten();
    let target = match first {
        Some(control) if element.tab_index() < 0 && !element.has_attribute("tabindex") => control,
        _ => Element::from(element),
    };
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        // Fails for no element that is in the page.
        let _ = target.focus();
    }
}

/// Does `then` once the browser has painted what has changed by now.
pub fn after_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(then, Duration::ZERO));
}

/// Moves the focus to the first element that the selector finds, without scrolling.
pub fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found
        .as_ref()
        .and_then(|found| found.dyn_ref::<HtmlElement>())
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fails for no element that is in the page.
        let _ = element.focus_with_options(&options);
    }
}

/// The device's own clock, which may be wrong; [`crate::state::clock`] corrects it.
pub fn device_time() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970, far below 2^53"
    )]
    let now = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(now).unwrap_or_default()
}

/// A random UUID.
pub fn random_id() -> String {
    let bytes = &mut [0; 16];
    let crypto = window().crypto().ok();
    // `randomUUID` exists in secure contexts only; a support centre may be served by plain HTTP in a closed network.
    if crypto
        .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes).ok())
        .is_none()
    {
        return format!("{:016x}", js_sys::Math::random().to_bits());
    }
    let mut id = String::with_capacity(32);
    for byte in bytes {
        for half in [*byte >> 4, *byte & 15] {
            id.push(char::from_digit(half.into(), 16).unwrap_or('0'));
        }
    }
    id
}

/// Loads another page of this site from the start.
pub fn leave_for(path: &str) {
    // Fails only for what is no address.
    let _ = window().location().set_href(path);
}
