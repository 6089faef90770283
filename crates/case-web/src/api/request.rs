//! Sending a request and reading its answer: credentials, JSON, problem details.

use case_wire::{Problem, ProblemKind, paths};
use chrono::TimeDelta;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::{Reflect, encode_uri_component};
use leptos::prelude::{untrack, window};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;
use web_sys::{RequestCredentials, RequestInit};

use super::{ApiError, config, json};
use crate::state::session;

/// Reads JSON with GET.
pub async fn get<T: DeserializeOwned>(path: String) -> Result<T, ApiError> {
    send(Method::GET, &path, None, None).await?.parse()
}

/// Reads JSON with GET, and tells how old it is.
pub async fn get_with_age<T: DeserializeOwned>(path: &str) -> Result<(T, TimeDelta), ApiError> {
    let answer = send(Method::GET, path, None, None).await?;
    let age = answer.age;
    Ok((answer.parse()?, age))
}

/// Reads a text from the host that serves the SPA.
pub async fn get_file(path: &str) -> Result<String, ApiError> {
    let response = RequestBuilder::new(path)
        .send()
        .await
        .map_err(|_| ApiError::Network)?;
    let (ok, status) = (response.ok(), response.status());
    let text = response.text().await.map_err(|_| ApiError::Network)?;
    ok.then_some(text).ok_or(ApiError::Unexpected {
        status,
        request_id: None,
    })
}

/// Sends JSON with POST and reads JSON.
pub async fn post<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: Option<&B>,
    idempotency_key: Option<&str>,
) -> Result<T, ApiError> {
    // The contract's types are maps with text keys: they serialise.
    let body = body.and_then(|body| serde_json::to_string(body).ok());
    send(Method::POST, path, body, idempotency_key)
        .await?
        .parse()
}

/// Sends JSON with PUT and reads JSON. Nobody asked for it at this moment: a session that has ended is not told.
pub async fn put_quietly<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).ok();
    fetch(Method::PUT, path, body, None).await?.parse()
}

/// Reads JSON with GET; see [`put_quietly`].
pub async fn get_quietly<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    fetch(Method::GET, path, None, None).await?.parse()
}

/// Sends a DELETE; see [`put_quietly`].
pub async fn delete_quietly(path: &str) -> Result<(), ApiError> {
    fetch(Method::DELETE, path, None, None).await.map(drop)
}

/// Sends JSON with PUT as the page goes away: the browser sends it all the same, up to some size, and nobody reads the answer.
pub fn put_and_leave<B: Serialize>(path: &str, body: &B) {
    let request = build(Method::PUT, path, serde_json::to_string(body).ok(), None);
    if let Ok(request) = request.map(web_sys::Request::from) {
        let last = RequestInit::new();
        // Fails only for what is no object.
        let _ = Reflect::set(&last, &JsValue::from_str("keepalive"), &JsValue::TRUE);
        let _ = window().fetch_with_request_and_init(&request, &last);
    }
}

/// Sends JSON with another method and reads JSON.
pub async fn send_json<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).ok();
    send(method, path, body, None).await?.parse()
}

/// Sends a POST without a body whose answer has none either.
pub async fn post_nothing(path: &str) -> Result<(), ApiError> {
    send(Method::POST, path, None, None).await.map(|_| ())
}

/// Sends a DELETE.
pub async fn delete(path: &str) -> Result<(), ApiError> {
    send(Method::DELETE, path, None, None).await.map(|_| ())
}

/// An answer, as it came.
pub(super) struct Answer {
    pub status: u16,
    /// How long it was kept on its way: the page's service worker has none but old ones without a connection.
    pub age: TimeDelta,
    pub request_id: Option<String>,
    pub body: String,
}

impl Answer {
    /// The answer itself where it tells of success, or what it tells else.
    ///
    /// Not generic, so that it is compiled once.
    pub fn or_problem(self) -> Result<Self, ApiError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let Ok(problem) = json::read::<Problem>(&self.body) else {
            return Err(self.unexpected());
        };
        Err(ApiError::Problem(Box::new(problem)))
    }

    /// What it says.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        json::read(&self.body).map_err(|_| self.unexpected())
    }

    fn unexpected(self) -> ApiError {
        ApiError::Unexpected {
            status: self.status,
            request_id: self.request_id,
        }
    }
}

/// Sends what somebody has asked for: they are told if their session has ended.
async fn send(
    method: Method,
    path: &str,
    body: Option<String>,
    idempotency_key: Option<&str>,
) -> Result<Answer, ApiError> {
    let answer = fetch(method, path, body, idempotency_key).await;
    if let Err(error) = &answer {
        tell_if_ended(error);
    }
    answer
}

/// Tells the person if the API does not know their session any more.
pub(super) fn tell_if_ended(error: &ApiError) {
    if error.kind() == Some(ProblemKind::NotSignedIn) {
        session::has_ended();
    }
}

/// The part that is the same for every type, so that it is compiled once.
async fn fetch(
    method: Method,
    path: &str,
    body: Option<String>,
    idempotency_key: Option<&str>,
) -> Result<Answer, ApiError> {
    let request = build(method, path, body, idempotency_key)?;
    let response = request.send().await.map_err(|_| ApiError::Network)?;
    read(response).await
}

fn build(
    method: Method,
    path: &str,
    body: Option<String>,
    idempotency_key: Option<&str>,
) -> Result<Request, ApiError> {
    let url = [config::api_base(), path].concat();
    let says_json = method == Method::POST || body.is_some();
    let mut request = RequestBuilder::new(&url)
        .method(method)
        .credentials(RequestCredentials::Include)
        .header("accept", "application/json");
    if let Some(key) = idempotency_key {
        request = request.header(paths::IDEMPOTENCY_KEY, key);
    }
    if let Some(person) = person() {
        request = request.header(paths::PERSON, &person);
    }
    if says_json {
        // A POST without a body too: it is what a foreign site's form cannot say.
        request = request.header("content-type", "application/json");
    }
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    request.map_err(|_| ApiError::Network)
}

/// For whom requests are made, as the header tells it: somebody else may have signed in at this browser since.
pub(super) fn person() -> Option<String> {
    let session = untrack(session::current)?;
    Some(encode_uri_component(&session.person()).into())
}

fn age(response: &Response) -> TimeDelta {
    let seconds = response.headers().get("age");
    let seconds = seconds.and_then(|seconds| seconds.parse().ok());
    TimeDelta::seconds(i64::from(seconds.unwrap_or(0_u32)))
}

async fn read(response: Response) -> Result<Answer, ApiError> {
    let answer = Answer {
        status: response.status(),
        age: age(&response),
        request_id: response.headers().get(paths::REQUEST_ID),
        body: response.text().await.map_err(|_| ApiError::Network)?,
    };
    answer.or_problem()
}
