//! Live pages of a real server: how it hears of events, and that they do not keep it from ending.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

use tokio::runtime::Builder;
use tokio_postgres::NoTls;

use crate::{
    backup::database,
    program::{PASSWORD, Server, account, casework, run},
};

/// A connection that is read line by line.
struct Page(BufReader<TcpStream>);

impl Page {
    /// The root user's, on the stream of events.
    fn open(server: &Server) -> Self {
        let body =
            format!(r#"{{"kind": "root", "email": "root@example.com", "password": "{PASSWORD}"}}"#);
        let mut signing_in = Self::ask(
            server,
            &format!(
                "POST /api/sign-in HTTP/1.1\r\nhost: casework\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\n\r\n{body}",
                body.len()
            ),
        );
        let cookie = signing_in.until("set-cookie: ");
        let cookie = cookie.split(';').next().unwrap();
        let mut page = Self::ask(
            server,
            &format!("GET /api/events HTTP/1.1\r\nhost: casework\r\ncookie: {cookie}\r\n\r\n"),
        );
        page.until("event: ready");
        page
    }

    fn ask(server: &Server, request: &str) -> Self {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// Reads until a line that begins so; what follows in it.
    fn until(&mut self, beginning: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "no {beginning}");
            if let Some(rest) = line.strip_prefix(beginning) {
                return rest.trim_end().to_owned();
            }
        }
    }

    /// Reads to the end, which the server makes.
    fn end(mut self) {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).unwrap();
        // The chunk that says that there are no more: the answer is whole.
        assert!(rest.ends_with(b"0\r\n\r\n"), "{rest:?}");
    }
}

#[test]
fn pages_that_follow_do_not_keep_a_server_from_ending() {
    let folder = tempfile::tempdir().unwrap();
    account(&folder);
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", "data"];
    let server = Server::start(casework(folder.path()).args(arguments));
    let pages = [Page::open(&server), Page::open(&server)];
    server.terminate();
    for page in pages {
        page.end();
    }
    assert!(server.wait().0.success());
}

#[test]
fn what_is_heard_from_a_database_is_encrypted_where_that_is_required() {
    let folder = tempfile::tempdir().unwrap();
    let plain = database("heard");
    let url = format!("{plain}?sslmode=require");
    let certificate = std::env::var("CASEWORK_TEST_POSTGRES_CERTIFICATE").unwrap();
    let on_postgres = || {
        let mut command = casework(folder.path());
        command
            .env("SSL_CERT_FILE", &certificate)
            .env("CASEWORK_DATABASE", &url);
        command
    };
    let create = [
        "account",
        "create",
        "--name",
        "Example",
        "--plan",
        "business",
        "--email",
        "root@example.com",
        "--data",
        "data",
    ];
    let created = run(on_postgres().args(create), PASSWORD);
    assert!(created.status.success(), "{created:?}");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", "data"];
    let server = Server::start(on_postgres().args(arguments));
    let page = Page::open(&server);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    assert!(runtime.block_on(is_heard_encrypted(&plain)));
    server.terminate();
    page.end();
    assert!(server.wait().0.success());
}

/// Whether all connections to this database that listen are encrypted, as soon as there are any.
async fn is_heard_encrypted(url: &str) -> bool {
    let (db, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let listening = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                     WHERE datname = current_database() AND query LIKE 'LISTEN %'";
    loop {
        let rows = db.query(listening, &[]).await.unwrap();
        if !rows.is_empty() {
            return rows.iter().all(|row| row.get("ssl"));
        }
    }
}
