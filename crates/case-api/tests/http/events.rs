//! N3: the stream of what happens to an account's cases.

use std::{collections::VecDeque, time::Duration};

use case_api::server::Limits;
use case_core::Plan;
use case_store::{NewUser, Store, sqlite::SqliteStore};
use case_wire::{Author, CaseEvent, CaseEventKind, CreatedCase, ProblemKind, paths};
use chrono::TimeDelta;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    drafts::billing,
    server::{Set, TestServer, quick_hash},
};

/// A stream that is read message by message.
struct Stream {
    response: Response,
    text: String,
    read: VecDeque<Message>,
}

/// A message as it was sent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message {
    id: Option<u64>,
    event: String,
    data: String,
}

impl Stream {
    /// The stream that this client gets; its first message is read.
    async fn open(client: &Client, query: &str, last: Option<u64>) -> (Self, u64) {
        let mut request = client.request(Method::GET, &format!("{}{query}", paths::EVENTS));
        if let Some(last) = last {
            request = request.header(paths::LAST_EVENT_ID, last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let mut stream = Self {
            response,
            text: String::new(),
            read: VecDeque::new(),
        };
        let ready = stream.next().await.unwrap();
        assert_eq!((&*ready.event, &*ready.data), ("ready", "{}"));
        (stream, ready.id.unwrap())
    }

    /// The next message, unless the stream has ended.
    async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.read.pop_front() {
                return Some(message);
            }
            let chunk = in_time(self.response.chunk()).await.unwrap()?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
            while let Some((message, rest)) = self.text.split_once("\n\n") {
                self.read.push_back(Message::of(message));
                self.text = rest.to_owned();
            }
        }
    }

    /// The next message, which tells of a case, with its number.
    async fn case(&mut self) -> (u64, CaseEvent) {
        let message = self.next().await.expect("the stream has ended");
        assert_eq!(message.event, "case", "{message:?}");
        (
            message.id.unwrap(),
            serde_json::from_str(&message.data).unwrap(),
        )
    }
}

impl Message {
    fn of(text: &str) -> Self {
        let mut message = Self::default();
        for line in text.lines() {
            match line.split_once(": ") {
                Some(("id", id)) => message.id = Some(id.parse().unwrap()),
                Some(("event", event)) => message.event = event.to_owned(),
                Some(("data", data)) => message.data.push_str(data),
                _ => assert!(line.starts_with(':'), "{line}"),
            }
        }
        message
    }
}

/// What happens by itself, and not by the patience of who waits for the tests.
async fn in_time<T>(future: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(Duration::from_mins(1), future).await;
    done.expect("nothing comes")
}

/// The data of the first events that tell of a case of the client's account.
pub async fn told(client: &Client, events: usize) -> Vec<Value> {
    let (mut stream, _) = Stream::open(client, "?after=0", None).await;
    let mut told = Vec::new();
    for _ in 0..events {
        let message = stream.next().await.unwrap();
        told.push(serde_json::from_str(&message.data).unwrap());
    }
    told
}

async fn create(client: &Client, key: &str) -> CreatedCase {
    client.submit(&billing(), key).await.json(201)
}

async fn refused(client: &Client) -> Answer {
    Answer::of(client.request(Method::GET, paths::EVENTS)).await
}

#[tokio::test]
async fn n3_a_stream_is_ready_at_once_and_tells_of_a_case() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let (ana, root) = (
        Client::user(&server, Plan::Business, "ana").await,
        Client::root(&server, Plan::Business).await,
    );
    let (mut stream, ready) = Stream::open(&ana, "", None).await;
    // The account and its two users.
    assert_eq!(ready, 3);
    let headers = stream.response.headers();
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(headers[name], value);
    }
    assert!(!headers.contains_key("content-encoding"));
    for number in 4..6 {
        let created = create(&root, &format!("key-{number}")).await;
        let (id, event) = stream.case().await;
        let case = &created.case.row;
        assert_eq!(id, number);
        assert_eq!(
            event,
            CaseEvent {
                kind: CaseEventKind::CreateCase,
                case_id: case.case_id.clone(),
                display_id: case.display_id,
                correspondence_id: Some(created.case.correspondence[0].id.clone()),
                origin: Author::Customer,
                at: case.created_at,
            }
        );
    }
}

#[tokio::test]
async fn n3_who_was_cut_off_gets_exactly_what_was_missed() {
    let server = TestServer::start().await;
    let account = server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let (stream, ready) = Stream::open(&client, "", None).await;
    drop(stream);
    for n in 0..3 {
        create(&client, &format!("a{n}")).await;
    }
    // What has nothing to do with a case is passed over.
    server.store.add_user(user(account, "kim")).await.unwrap();
    // More than one page.
    for n in 0..60 {
        create(&client, &format!("b{n}")).await;
    }
    let numbers: Vec<u64> = (ready + 1..ready + 4)
        .chain(ready + 5..ready + 65)
        .collect();
    for (query, last, from) in [
        (String::new(), Some(ready), 0),
        (format!("?after={ready}"), None, 0),
        // The header is what a browser has read last; the address is where it began.
        (format!("?after={ready}"), Some(ready + 2), 2),
        ("?after=0".to_owned(), None, 0),
    ] {
        let (mut stream, at) = Stream::open(&client, &query, last).await;
        assert_eq!(
            at,
            last.unwrap_or(if query.ends_with("=0") { 0 } else { ready })
        );
        for number in &numbers[from..] {
            assert_eq!(stream.case().await.0, *number);
        }
    }
}

#[tokio::test]
async fn n3_a_place_that_the_log_has_not_come_to_is_its_end() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for last in [4, u64::MAX] {
        assert_eq!(Stream::open(&client, "", Some(last)).await.1, 3);
    }
    let (mut stream, at) = Stream::open(&client, "?after=999", None).await;
    assert_eq!(at, 3);
    create(&client, "key").await;
    assert_eq!(stream.case().await.0, 4);
}

#[tokio::test]
async fn x3_nothing_of_another_account_is_told() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    server.account(Plan::Developer).await;
    let ours = Client::root(&server, Plan::Business).await;
    let theirs = Client::root(&server, Plan::Developer).await;
    let (mut stream, ready) = Stream::open(&ours, "?after=0", None).await;
    assert_eq!(ready, 0);
    create(&theirs, "theirs").await;
    let created = create(&ours, "ours").await;
    let (_, event) = stream.case().await;
    assert_eq!(event.case_id, created.case.row.case_id);
}

#[tokio::test]
async fn x2_who_may_not_describe_cases_gets_no_stream() {
    let server = TestServer::start().await;
    let account = server.account(Plan::Business).await;
    refused(&Client::of(&server))
        .await
        .problem(ProblemKind::NotSignedIn);
    let stranger = Client::of(&server).with_cookie("casework-session=made-up");
    refused(&stranger).await.problem(ProblemKind::NotSignedIn);
    let mut kim = user(account, "kim");
    kim.permissions.deny = vec!["support:DescribeCases".parse().unwrap()];
    server.store.add_user(kim).await.unwrap();
    let kim = Client::user(&server, Plan::Business, "kim").await;
    refused(&kim).await.problem(ProblemKind::NotPermitted);
}

#[tokio::test]
async fn a_place_that_is_no_number_is_refused() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    for wrong in ["", "x", "-1", "1.5", "99999999999999999999999"] {
        let answer = client.get_with(paths::EVENTS, paths::LAST_EVENT_ID, wrong);
        answer.await.problem(ProblemKind::InvalidParameter);
        let path = format!("{}?after={wrong}", paths::EVENTS);
        client
            .get(&path)
            .await
            .problem(ProblemKind::InvalidParameter);
    }
    let path = format!("{}?since=1", paths::EVENTS);
    client
        .get(&path)
        .await
        .problem(ProblemKind::InvalidParameter);
}

/// It would take its visitors' places, where cookies go with foreign requests.
#[tokio::test]
async fn a_foreign_page_gets_no_stream() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let foreign = client.get_with(paths::EVENTS, "origin", "https://evil.example");
    foreign.await.problem(ProblemKind::ForeignOrigin);
}

#[tokio::test]
async fn a_stream_has_a_head_and_takes_nothing() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    // More than a user may have at once: none of them stays.
    for _ in 0..20 {
        let answer = Answer::of(client.request(Method::HEAD, paths::EVENTS)).await;
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert_eq!(answer.header("content-type"), "text/event-stream");
    }
    let answer = client.post(paths::EVENTS, &json!({})).await;
    answer.problem(ProblemKind::MethodNotAllowed);
}

#[tokio::test]
async fn x1_a_stream_ends_with_its_session() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::user(&server, Plan::Business, "ana").await;
    let root = Client::root(&server, Plan::Business).await;
    let (mut stream, _) = Stream::open(&client, "", None).await;
    create(&root, "before").await;
    stream.case().await;
    let body = json!({});
    assert_eq!(client.post(paths::SIGN_OUT, &body).await.status, 204);
    create(&root, "after").await;
    assert_eq!(stream.next().await, None, "the case came after the session");
}

#[tokio::test]
async fn x1_a_stream_does_not_keep_its_session_from_expiring() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::user(&server, Plan::Business, "ana").await;
    let hours = TimeDelta::hours(1);
    for _ in 0..7 {
        server.clock.advance(hours);
        Stream::open(&client, "", None).await;
    }
    let (mut stream, _) = Stream::open(&client, "", None).await;
    server.clock.advance(hours);
    let root = Client::root(&server, Plan::Business).await;
    create(&root, "key").await;
    assert_eq!(stream.next().await, None);
    refused(&client).await.problem(ProblemKind::NotSignedIn);
}

/// Saves an event of this kind and time, which the server did not.
async fn save_event(server: &TestServer, kind: &'static str, at: i64) {
    let file = SqliteStore::file_in(server.folder.path());
    let saved = tokio::task::spawn_blocking(move || {
        let sql = "INSERT INTO events (account_id, sequence, kind, origin, at)
                   SELECT account_id, last_event + 1, ?1, 'CUSTOMER', ?2 FROM accounts";
        let mut db = rusqlite::Connection::open(file).unwrap();
        db.busy_timeout(Duration::from_secs(5)).unwrap();
        let change = db.transaction().unwrap();
        change.execute(sql, (kind, at)).unwrap();
        let counted = "UPDATE accounts SET last_event = last_event + 1";
        change.execute(counted, []).unwrap();
        change.commit().unwrap();
    });
    saved.await.unwrap();
}

#[tokio::test]
async fn n3_what_a_later_version_saved_is_passed_over() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let (mut stream, _) = Stream::open(&client, "", None).await;
    create(&client, "one").await;
    let (at, _) = stream.case().await;
    save_event(&server, "SomethingLater", 0).await;
    create(&client, "two").await;
    let (next, _) = stream.case().await;
    assert_eq!(next, at + 2);
}

#[tokio::test]
async fn n3_a_stream_ends_at_an_event_that_cannot_be_read() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let (mut stream, _) = Stream::open(&client, "", None).await;
    create(&client, "one").await;
    stream.case().await;
    save_event(&server, "CreateCase", i64::MAX).await;
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_user_has_only_so_many_streams() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let mut streams = Vec::new();
    for _ in 0..10 {
        streams.push(Stream::open(&ana, "", None).await);
    }
    let problem = refused(&ana).await;
    assert!(problem.problem(ProblemKind::TooManyRequests).retry_after > Some(0));
    problem.header("retry-after");
    let root = Client::root(&server, Plan::Business).await;
    Stream::open(&root, "", None).await;
    streams.pop();
    // The server notices in a moment that nobody reads any more.
    let asked = || Answer::of(ana.request(Method::HEAD, paths::EVENTS));
    in_time(async { while asked().await.status != 200 {} }).await;
}

#[tokio::test]
async fn a_server_has_room_for_requests_beside_its_streams() {
    let serving = Limits {
        connections: 6,
        ..Limits::default()
    };
    let set = Set {
        serving,
        ..Set::default()
    };
    let server = TestServer::with(set).await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let root = Client::root(&server, Plan::Business).await;
    let streams = [
        Stream::open(&ana, "", None).await,
        Stream::open(&root, "", None).await,
    ];
    let problem = refused(&ana).await;
    assert!(problem.problem(ProblemKind::Unavailable).retry_after > Some(0));
    create(&root, "key").await;
    drop(streams);
}

#[tokio::test]
async fn a_server_that_ends_ends_its_streams() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let (mut stream, ready) = Stream::open(&client, "", None).await;
    let (ended, server) = tokio::join!(stream.next(), server.restart());
    // In order, and not because the time of what has begun was over: that would be an error.
    assert_eq!(ended, None);
    let client = Client::of(&server).with_cookie(client.cookie());
    create(&client, "key").await;
    let (mut stream, _) = Stream::open(&client, "", Some(ready)).await;
    assert_eq!(stream.case().await.0, ready + 1);
}

fn user(account: case_core::AccountId, name: &str) -> NewUser {
    NewUser {
        account,
        name: name.to_owned(),
        email: None,
        password_hash: quick_hash(),
        permissions: case_core::permission::Permissions {
            allow: vec!["support:*".parse().unwrap()],
            deny: vec![],
        },
        created_at: "2026-11-20T15:00:00Z".parse().unwrap(),
    }
}
