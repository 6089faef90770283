//! A client with a session, on one server or on several behind it.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Who signs in.
#[derive(Debug, Clone)]
pub enum Identity {
    Root {
        email: String,
        password: String,
    },
    User {
        account: String,
        name: String,
        password: String,
    },
}

/// What a server answered, or that nobody knows what it did.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A signed-in client. Its requests go to its servers in turn, as a load balancer's would.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    servers: Vec<SocketAddr>,
    identity: Identity,
}

/// A client of anything, with cookies of its own.
pub fn http(patience: Duration) -> reqwest::Result<reqwest::Client> {
    // Where the store is built with it, reqwest speaks TLS and wants this, for plain HTTP too. One that is there is this.
    let crypto = rustls::crypto::ring::default_provider();
    crypto.install_default().ok();
    let builder = reqwest::Client::builder().cookie_store(true);
    builder.timeout(patience).build()
}

impl Client {
    /// Signs in. A server that does not answer within `patience` has not answered.
    pub async fn sign_in(
        servers: &[SocketAddr],
        identity: &Identity,
        patience: Duration,
    ) -> Result<Self> {
        let client = Self {
            http: http(patience)?,
            servers: servers.to_vec(),
            identity: identity.clone(),
        };
        client.sign_in_again().await?;
        Ok(client)
    }

    /// Signs in once more, where the session is not known any more.
    pub async fn sign_in_again(&self) -> Result<()> {
        let body = match &self.identity {
            Identity::Root { email, password } => {
                json!({"kind": "root", "email": email, "password": password})
            }
            Identity::User {
                account,
                name,
                password,
            } => {
                json!({"kind": "user", "account": account, "userName": name, "password": password})
            }
        };
        self.post("/api/sign-in", &body).await?.is(200).map(drop)
    }

    /// From now on, its requests go to these servers.
    pub fn go_to(&mut self, servers: &[SocketAddr]) {
        self.servers = servers.to_vec();
    }

    /// A request to one of the servers.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        // Cookies belong to a host, whatever its port.
        let server = fastrand::choice(&self.servers).map_or_else(String::new, ToString::to_string);
        self.http.request(method, format!("http://{server}{path}"))
    }

    /// Sends a request and reads its answer whole.
    pub async fn send(request: RequestBuilder) -> Result<Answer> {
        let response = request.send().await?;
        let status = response.status().as_u16();
        let body = response.bytes().await?.to_vec();
        Ok(Answer { status, body })
    }

    pub async fn get(&self, path: &str) -> Result<Answer> {
        Self::send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        Self::send(self.request(Method::POST, path).json(body)).await
    }

    /// Submits a draft under an idempotency key; `saved` is the version of the saved draft that goes with it.
    pub async fn submit(&self, draft: &Value, key: &str, saved: Option<u64>) -> Result<Answer> {
        let path = saved.map_or_else(
            || "/api/cases".to_owned(),
            |version| format!("/api/cases?draft={version}"),
        );
        let request = self.request(Method::POST, &path);
        Self::send(request.header("Idempotency-Key", key).json(draft)).await
    }

    /// Saves a draft.
    pub async fn save(&self, case_type: &str, body: &Value) -> Result<Answer> {
        let path = format!("/api/drafts/{case_type}");
        Self::send(self.request(Method::PUT, &path).json(body)).await
    }

    /// Sends a file.
    pub async fn upload(&self, name: &str, bytes: Vec<u8>) -> Result<Answer> {
        let path = format!("/api/attachments?name={name}");
        let request = self.request(Method::POST, &path);
        let request = request.header("content-type", "application/octet-stream");
        Self::send(request.body(bytes)).await
    }

    /// Every case of the account, as its list tells them page by page.
    pub async fn list(&self) -> Result<Vec<Value>> {
        let mut cases = Vec::new();
        let mut path = "/api/cases?limit=100".to_owned();
        loop {
            let page = self.get(&path).await?.is(200)?;
            cases.extend(
                page["cases"]
                    .as_array()
                    .context("no cases")?
                    .iter()
                    .cloned(),
            );
            match page["nextCursor"].as_str() {
                Some(cursor) => path = format!("/api/cases?limit=100&cursor={cursor}"),
                None => return Ok(cases),
            }
        }
    }
}

impl Answer {
    /// Whether the server did what it was asked.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether it tells of a problem of this kind.
    pub fn is_problem(&self, kind: &str) -> bool {
        let told = self.json().ok().filter(|_| !self.is_success());
        told.is_some_and(|problem| problem["type"] == format!("/problems/{kind}"))
    }

    /// The body as JSON, when the status is the expected one.
    pub fn is(&self, status: u16) -> Result<Value> {
        ensure!(self.status == status, "expected {status}, got {self}");
        self.json()
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("no JSON: {self}"))
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = String::from_utf8_lossy(&self.body);
        let excerpt: String = text.chars().take(600).collect();
        write!(f, "{}: {excerpt}", self.status)
    }
}
