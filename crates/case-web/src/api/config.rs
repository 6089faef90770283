//! `config.json`, which lies beside the SPA on its host and names the API.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{json, request};

/// Where the file is, on the host that serves the SPA.
const FILE: &str = "/config.json";

static API_BASE: OnceLock<String> = OnceLock::new();

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Config {
    /// The API's origin, without a slash at the end; empty for the SPA's own.
    api_base: String,
}

/// Reads the file once, before the first call of the API. Without one, the API is where the SPA came from.
pub async fn load() {
    let file = request::get_file(FILE).await.ok();
    let config = file.and_then(|text| json::read::<Config>(&text).ok());
    let config = config.unwrap_or_default();
    // A second reading changes nothing.
    let _ = API_BASE.set(config.api_base.trim_end_matches('/').to_owned());
}

/// What comes before every path of the API.
pub fn api_base() -> &'static str {
    API_BASE.get().map_or("", String::as_str)
}
