//! Sending a request and reading its answer: credentials, JSON, problem details.

use case_wire::{Problem, ProblemKind, paths};
use gloo_net::http::{Method, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use web_sys::RequestCredentials;

use super::{ApiError, config, json};
use crate::state::session;

/// Reads JSON with GET.
pub async fn get<T: DeserializeOwned>(path: String) -> Result<T, ApiError> {
    parse(send(Method::GET, &path, None, None).await?)
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
    parse(send(Method::POST, path, body, idempotency_key).await?)
}

/// Sends JSON with another method and reads JSON.
pub async fn send_json<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).ok();
    parse(send(method, path, body, None).await?)
}

/// Sends a POST without a body whose answer has none either.
pub async fn post_nothing(path: &str) -> Result<(), ApiError> {
    send(Method::POST, path, None, None).await.map(|_| ())
}

/// Sends a DELETE.
pub async fn delete(path: &str) -> Result<(), ApiError> {
    send(Method::DELETE, path, None, None).await.map(|_| ())
}

/// An answer with a status of success.
struct Answer {
    status: u16,
    request_id: Option<String>,
    body: String,
}

/// The part that is the same for every type, so that it is compiled once.
async fn send(
    method: Method,
    path: &str,
    body: Option<String>,
    idempotency_key: Option<&str>,
) -> Result<Answer, ApiError> {
    let url = [config::api_base(), path].concat();
    let says_json = method == Method::POST || body.is_some();
    let mut request = RequestBuilder::new(&url)
        .method(method)
        .credentials(RequestCredentials::Include)
        .header("accept", "application/json");
    if let Some(key) = idempotency_key {
        request = request.header(paths::IDEMPOTENCY_KEY, key);
    }
    if says_json {
        // A POST without a body too: it is what a foreign site's form cannot say.
        request = request.header("content-type", "application/json");
    }
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let request = request.map_err(|_| ApiError::Network)?;
    let response = request.send().await.map_err(|_| ApiError::Network)?;
    read(response).await
}

async fn read(response: Response) -> Result<Answer, ApiError> {
    let (ok, status) = (response.ok(), response.status());
    let request_id = response.headers().get(paths::REQUEST_ID);
    let body = response.text().await.map_err(|_| ApiError::Network)?;
    if ok {
        return Ok(Answer {
            status,
            request_id,
            body,
        });
    }
    let Ok(problem) = json::read::<Problem>(&body) else {
        return Err(ApiError::Unexpected { status, request_id });
    };
    if problem.kind == ProblemKind::NotSignedIn {
        session::has_ended();
    }
    Err(ApiError::Problem(Box::new(problem)))
}

fn parse<T: DeserializeOwned>(answer: Answer) -> Result<T, ApiError> {
    let Answer {
        status,
        request_id,
        body,
    } = answer;
    json::read(&body).map_err(|_| ApiError::Unexpected { status, request_id })
}
