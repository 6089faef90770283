//! One connection to a server, kept alive. By hand: on a machine that the server shares with its clients, what a client
//! library computes would be measured too.

use std::{fmt::Write as _, net::SocketAddr};

use anyhow::{Context, Result, ensure};
use load::client::Identity;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A signed-in user, for as many connections as one likes.
#[derive(Debug, Clone)]
pub struct Session {
    server: SocketAddr,
    cookie: String,
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

pub struct Connection {
    stream: TcpStream,
    session: Session,
}

impl Session {
    /// Nobody yet.
    pub fn anonymous(server: SocketAddr) -> Self {
        Self {
            server,
            cookie: String::new(),
        }
    }

    /// Signs a root user in.
    pub async fn of(server: SocketAddr, root: &Identity) -> Result<Self> {
        let Identity::Root { email, password } = root else {
            anyhow::bail!("not a root user: {root:?}");
        };
        let mut anonymous = Self::anonymous(server).connect().await?;
        let body = json!({"kind": "root", "email": email, "password": password}).to_string();
        let answer = anonymous.post("/api/sign-in", "", body.as_bytes()).await?;
        ensure!(answer.status == 200, "cannot sign in: {}", answer.status);
        let cookie = answer.header("set-cookie").context("no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default();
        Ok(Self {
            server,
            cookie: cookie.to_owned(),
        })
    }

    pub async fn connect(&self) -> Result<Connection> {
        let stream = TcpStream::connect(self.server).await?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            session: self.clone(),
        })
    }
}

impl Connection {
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", &[]).await
    }

    pub async fn delete(&mut self, path: &str) -> Result<Answer> {
        self.ask("DELETE", path, "", &[]).await
    }

    /// Sends JSON, with more headers, each with its end of line.
    pub async fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let headers = format!("Content-Type: application/json\r\n{headers}");
        self.ask("POST", path, &headers, body).await
    }

    /// Sends a file.
    pub async fn upload(&mut self, path: &str, bytes: &[u8]) -> Result<Answer> {
        let headers = "Content-Type: application/octet-stream\r\n";
        self.ask("POST", path, headers, bytes).await
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &[u8],
    ) -> Result<Answer> {
        let Session { server, cookie } = &self.session;
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        )
        .into_bytes();
        // A small body goes out with its head; a file is not copied for that.
        if body.len() < 64 << 10 {
            request.extend(body);
            self.stream.write_all(&request).await?;
        } else {
            self.stream.write_all(&request).await?;
            self.stream.write_all(body).await?;
        }
        self.answer().await
    }

    async fn answer(&mut self) -> Result<Answer> {
        let mut received = Vec::with_capacity(8 << 10);
        let end = loop {
            if let Some(end) = find(&received, b"\r\n\r\n") {
                break end + 4;
            }
            self.more(&mut received).await?;
        };
        let body = received.split_off(end);
        let head = String::from_utf8(received)?;
        let status = head.get(9..12).context("no status")?.parse()?;
        let mut answer = Answer { status, head, body };
        let length: usize = answer.header("content-length").unwrap_or("0").parse()?;
        answer
            .body
            .reserve(length.saturating_sub(answer.body.len()));
        while answer.body.len() < length {
            self.more(&mut answer.body).await?;
        }
        Ok(answer)
    }

    async fn more(&mut self, received: &mut Vec<u8>) -> Result<()> {
        let read = self.stream.read_buf(received).await?;
        ensure!(read > 0, "the server ended the connection");
        Ok(())
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let found = lines.find(|(one, _)| one.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// The body, when the status is the expected one.
    pub fn is(&self, status: u16) -> Result<Value> {
        let said = String::from_utf8_lossy(&self.body);
        ensure!(
            self.status == status,
            "{} instead of {status}: {said}",
            self.status
        );
        Ok(serde_json::from_slice(&self.body)?)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

/// Text as it may stand in a path's query.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
