//! The rules as callers see them. What is not marked otherwise runs natively; vectors and verdicts also run in a headless
//! browser, by `wasm-pack test`.

#[cfg(not(target_arch = "wasm32"))]
mod drafts;
#[cfg(not(target_arch = "wasm32"))]
mod files;
#[cfg(not(target_arch = "wasm32"))]
mod guidance;
#[cfg(not(target_arch = "wasm32"))]
mod lookups;
#[cfg(not(target_arch = "wasm32"))]
mod register;
mod support;
mod vectors;
mod verdicts;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
