//! A client with a session, and assertions on answers.

use case_core::Plan;
use case_wire::{Problem, ProblemKind, Session, paths};
use reqwest::{Method, RequestBuilder, Response, header};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::server::{PASSWORD, TestServer};

/// A client of a server, perhaps with a session.
pub struct Client {
    http: reqwest::Client,
    base: String,
    cookie: Option<String>,
}

/// An answer that was read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    /// Nobody yet.
    pub fn of(server: &TestServer) -> Self {
        // The crate is built so that it wants to be told which implementation of TLS it uses.
        let crypto = rustls::crypto::ring::default_provider();
        crypto.install_default().ok();
        Self {
            http: reqwest::Client::new(),
            base: format!("http://{}", server.address),
            cookie: None,
        }
    }

    /// The root user of the account of this plan.
    pub async fn root(server: &TestServer, plan: Plan) -> Self {
        Self::signed_in(server, &root(plan)).await
    }

    /// A user of the account of this plan.
    pub async fn user(server: &TestServer, plan: Plan, name: &str) -> Self {
        Self::signed_in(server, &user(plan, name)).await
    }

    async fn signed_in(server: &TestServer, body: &Value) -> Self {
        let mut client = Self::of(server);
        let answer = client.post(paths::SIGN_IN, body).await;
        answer.json::<Session>(200);
        client.cookie = Some(answer.cookie());
        client
    }

    /// The same client with this cookie.
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.cookie = Some(cookie.to_owned());
        self
    }

    /// The session's cookie.
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap()
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).header(name, value)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body)).await
    }

    pub async fn post_raw(&self, path: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, media_type);
        Answer::of(request.body(body.into())).await
    }

    /// Submits a draft under a key.
    pub async fn submit(&self, draft: &Value, key: &str) -> Answer {
        Answer::of(
            self.request(Method::POST, paths::CASES)
                .header(paths::IDEMPOTENCY_KEY, key)
                .json(draft),
        )
        .await
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response: Response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self {
            status,
            headers,
            body: response.bytes().await.unwrap().into(),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body, after the status was compared.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self, status: u16) -> T {
        assert_eq!(self.status, status, "{}", self.text());
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The problem, after its kind was compared and its form checked.
    #[track_caller]
    pub fn problem(&self, kind: ProblemKind) -> Problem {
        let problem: Problem = self.json(kind.status());
        assert_eq!(problem.kind, kind, "{problem:?}");
        assert_eq!(
            (problem.status, &*problem.title),
            (kind.status(), kind.title())
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem.request_id, self.header(paths::REQUEST_ID));
        assert!(!problem.detail.is_empty());
        problem
    }

    /// The violations, as pairs of path and code.
    #[track_caller]
    pub fn violations(&self) -> Vec<(String, String)> {
        let problem: Value = self.json(422);
        assert_eq!(problem["type"], ProblemKind::InvalidCase.uri(), "{problem}");
        pairs(&problem["violations"])
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .unwrap_or_else(|| panic!("no {name} in {self:?}"))
            .to_str()
            .unwrap()
    }

    pub fn has_header(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    /// The cookie to send back: name and value.
    #[track_caller]
    pub fn cookie(&self) -> String {
        self.header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }
}

/// Violations as pairs of path and code.
#[track_caller]
pub fn pairs(violations: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    violations
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["path"]), text(&one["code"])))
        .collect()
}

/// What signs the root user of the account of this plan in.
pub fn root(plan: Plan) -> Value {
    json!({"kind": "root", "email": format!("root-{plan}@example.com"), "password": PASSWORD})
}

/// What signs a user of the account of this plan in.
pub fn user(plan: Plan, name: &str) -> Value {
    json!({"kind": "user", "account": format!("example-{plan}"), "userName": name, "password": PASSWORD})
}
