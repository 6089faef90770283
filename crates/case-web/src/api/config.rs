//! `config.json`, which lies beside the SPA on its host and names the API.

use std::sync::OnceLock;

use gloo_net::http::Request;
use serde::Deserialize;

use super::json;

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
    let config = async {
        let answer = Request::get(FILE).send().await.ok()?;
        json::read::<Config>(&answer.text().await.ok()?).ok()
    };
    let config = config.await.unwrap_or_default();
    // A second reading changes nothing.
    let _ = API_BASE.set(config.api_base.trim_end_matches('/').to_owned());
}

/// What comes before every path of the API.
pub fn api_base() -> &'static str {
    API_BASE.get().map_or("", String::as_str)
}
