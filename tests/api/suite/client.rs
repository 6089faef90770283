//! A client with a session, and assertions on answers.

use anyhow::{Context, Result, bail, ensure};
use reqwest::{
    Method,
    blocking::{RequestBuilder, Response},
    header::CONTENT_TYPE,
};
use serde_json::{Value, json};

use crate::{
    Target,
    accounts::{Account, User},
};

/// A client with its own cookies.
pub struct Client {
    http: reqwest::blocking::Client,
    base_url: String,
}

/// An answer that was read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Client {
    /// Nobody yet.
    pub fn new(base_url: &str) -> Result<Self> {
        let http = reqwest::blocking::Client::builder()
            .cookie_store(true)
            .build()?;
        Ok(Self {
            http,
            base_url: base_url.to_owned(),
        })
    }

    /// Signed in as the account's root user.
    pub fn root(target: &Target, account: &Account) -> Result<Self> {
        let client = Self::new(&target.base_url)?;
        client.sign_in(&root(account))?.is(200)?;
        Ok(client)
    }

    /// Signed in as a user of the account.
    pub fn user(target: &Target, account: &Account, user: Option<&User>) -> Result<Self> {
        let client = Self::new(&target.base_url)?;
        let user = user.context("the suite needs this user")?;
        let body = json!({"kind": "user", "account": account.id, "userName": user.name, "password": user.password});
        client.sign_in(&body)?.is(200)?;
        Ok(client)
    }

    pub fn sign_in(&self, body: &Value) -> Result<Answer> {
        self.post("/api/sign-in", body)
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        Self::send(self.request(Method::GET, path))
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        Self::send(self.request(Method::POST, path).json(body))
    }

    /// Any bytes under any media type.
    pub fn post_raw(
        &self,
        path: &str,
        media_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Result<Answer> {
        Self::send(
            self.request(Method::POST, path)
                .header(CONTENT_TYPE, media_type)
                .body(body.into()),
        )
    }

    /// Submits a draft under an idempotency key.
    pub fn submit(&self, draft: &Value, key: &str) -> Result<Answer> {
        Self::send(
            self.request(Method::POST, "/api/cases")
                .header("Idempotency-Key", key)
                .json(draft),
        )
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base_url))
    }

    pub fn send(request: RequestBuilder) -> Result<Answer> {
        let response: Response = request.send()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer {
            status,
            headers,
            text: response.text()?,
        })
    }
}

impl Answer {
    /// The body, when the status is the expected one.
    pub fn is(&self, status: u16) -> Result<Value> {
        ensure!(
            self.status == status,
            "expected {status}, got {}: {}",
            self.status,
            excerpt(&self.text)
        );
        if self.text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&self.text)
            .with_context(|| format!("no JSON: {}", excerpt(&self.text)))
    }

    /// The problem details, when they are of this kind and well-formed.
    pub fn is_problem(&self, status: u16, kind: &str) -> Result<Value> {
        let problem = self.is(status)?;
        ensure!(
            self.header("content-type")? == "application/problem+json",
            "not problem+json: {:?}",
            self.headers
        );
        ensure!(
            problem["type"] == kind,
            "expected {kind}, got {}",
            excerpt(&self.text)
        );
        ensure!(
            problem["status"] == status,
            "the body tells another status: {}",
            excerpt(&self.text)
        );
        for member in ["title", "detail", "requestId"] {
            ensure!(
                problem[member]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "no {member}: {problem}"
            );
        }
        ensure!(
            problem["requestId"].as_str() == Some(self.header("x-request-id")?),
            "another request ID: {problem}"
        );
        Ok(problem)
    }

    /// The pairs of path and code of a 422's violations.
    pub fn violations(&self) -> Result<Vec<(String, String)>> {
        pairs(&self.is_problem(422, "/problems/invalid-case")?["violations"])
    }

    pub fn header(&self, name: &str) -> Result<&str> {
        self.headers
            .get(name)
            .with_context(|| format!("no header {name}"))?
            .to_str()
            .map_err(Into::into)
    }
}

/// Path and code of each violation.
pub fn pairs(violations: &Value) -> Result<Vec<(String, String)>> {
    let Some(list) = violations.as_array() else {
        bail!("violations are no list: {violations}")
    };
    let text = |value: &Value| value.as_str().map(str::to_owned).context("not a text");
    list.iter()
        .map(|one| Ok((text(&one["path"])?, text(&one["code"])?)))
        .collect()
}

/// The body that signs the account's root user in.
pub fn root(account: &Account) -> Value {
    json!({"kind": "root", "email": account.root_email, "password": account.root_password})
}

/// A key that nothing else uses: the test's name and a number.
pub fn key(test: &str, n: u32) -> String {
    format!("{test}-{n}-{}", std::process::id())
}

fn excerpt(text: &str) -> String {
    text.chars().take(600).collect()
}
