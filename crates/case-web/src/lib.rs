//! The single-page front end of Casework.
//!
//! `pages/` are what one sees at an address, `components/` the design system they are made of, `shell/` what stands
//! around them, `navigation/` which page that is. `state/` is what the whole SPA knows, `api/` the only place that fetches,
//! `locales/` its words. The rules are `case-core`'s: nothing here decides what may be submitted.

#![allow(
    clippy::needless_pass_by_value,
    reason = "a component owns the properties that it is given"
)]

mod api;
mod app;
mod components;
mod database;
mod dom;
mod failure;
mod faults;
mod html;
mod locales;
mod navigation;
mod pages;
mod part;
mod pause;
mod shell;
mod state;

// Leptos' own waits for the root to be mounted.
use wasm_bindgen_futures::spawn_local;

/// Starts the SPA in the page that loaded it.
pub fn start() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    state::clock::start();
    spawn_local(async {
        // The page fetches it beside the program, so that it is here by now; everything that follows calls the API.
        api::load_config().await;
        let there = locales::restore().await;
        app::mount();
        if !there {
            locales::tell_missing();
        }
        let on_sign_in_page = pages::sign_in::is_shown();
        if on_sign_in_page {
            part::prepare_sign_in();
        }
        state::session::restore(on_sign_in_page).await;
    });
}
