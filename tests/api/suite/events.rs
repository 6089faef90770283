//! N3: the stream of what happens to an account's cases.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
};

use anyhow::{Context, Result, ensure};
use reqwest::{Method, blocking::Response};
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Client, key},
};

pub const TESTS: &[Test] = &[
    ("events::n3_a_case_is_told_as_it_is_created", told),
    (
        "events::n3_who_was_cut_off_gets_what_was_missed_once",
        resumed,
    ),
    (
        "events::n3_a_session_says_where_to_follow_from",
        from_session,
    ),
    (
        "events::x3_nothing_of_another_account_is_told",
        other_account,
    ),
    (
        "events::x1_a_stream_needs_a_session_and_ends_with_it",
        session,
    ),
    ("events::a_place_that_is_no_number_is_refused", malformed),
];

/// A stream that is read message by message.
struct Stream(BufReader<Response>);

/// A message as it was sent.
#[derive(Debug, Default)]
struct Message {
    id: Option<u64>,
    event: String,
    data: String,
}

impl Stream {
    /// The stream after this event, or from now on; and where it stands.
    fn open(client: &Client, after: Option<u64>) -> Result<(Self, u64)> {
        let mut request = client.request(Method::GET, "/api/events");
        if let Some(after) = after {
            request = request.header("Last-Event-ID", after);
        }
        let response = request.send()?;
        ensure!(response.status() == 200, "{response:?}");
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
        ] {
            let found = response.headers().get(name);
            ensure!(
                found.is_some_and(|found| found == value),
                "{name}: {found:?}"
            );
        }
        let mut stream = Self(BufReader::new(response));
        let ready = stream.message()?.context("the stream has ended")?;
        ensure!(ready.event == "ready" && ready.data == "{}", "{ready:?}");
        Ok((stream, ready.id.context("no id")?))
    }

    /// The next message; none where the stream has ended.
    fn message(&mut self) -> Result<Option<Message>> {
        let mut message = Message::default();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            match line.trim_end().split_once(':') {
                None if line.trim_end().is_empty() => return Ok(Some(message)),
                Some(("id", id)) => message.id = Some(id.trim().parse()?),
                Some(("event", event)) => message.event = event.trim().to_owned(),
                Some(("data", data)) => message.data.push_str(data.trim()),
                // Comments, and what later versions may add.
                _ => {}
            }
        }
    }

    /// The next event of a case, with its number.
    fn case(&mut self) -> Result<(u64, Value)> {
        loop {
            let message = self.message()?.context("the stream has ended")?;
            if message.event == "case" {
                let id = message.id.context("no id")?;
                return Ok((id, serde_json::from_str(&message.data)?));
            }
        }
    }

    /// The event of this case, whatever comes before it, with its number.
    fn of(&mut self, case: &Value) -> Result<(u64, Value)> {
        loop {
            let (id, event) = self.case()?;
            if event["caseId"] == case["caseId"] {
                return Ok((id, event));
            }
        }
    }
}

fn created(target: &Target, client: &Client, key: &str) -> Result<Value> {
    let answer = client.submit(&target.drafts.billing, key)?;
    Ok(answer.is(201)?["case"].clone())
}

fn told(target: &Target) -> Result<()> {
    let account = &target.accounts.business;
    let watching = Client::user(target, account, account.reader.as_ref())?;
    let writing = Client::root(target, account)?;
    let (mut stream, ready) = Stream::open(&watching, None)?;
    let case = created(target, &writing, &key("events-told", 0))?;
    let (id, event) = stream.of(&case)?;
    ensure!(id > ready, "{id} comes after {ready}");
    ensure!(event["kind"] == "create-case", "{event}");
    ensure!(event["displayId"] == case["displayId"], "{event}");
    ensure!(event["origin"] == "customer", "{event}");
    ensure!(event["at"] == case["createdAt"], "{event}");
    Ok(())
}

/// Between reading the session and opening the stream, nothing is missed.
fn from_session(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let session = client.get("/api/session")?.is(200)?;
    let newest = session["newestEvent"].as_u64().context("no number")?;
    let case = created(target, &client, &key("events-from-session", 0))?;
    let (mut stream, _) = Stream::open(&client, Some(newest))?;
    let (id, _) = stream.of(&case)?;
    ensure!(id > newest, "{id} comes after {newest}");
    Ok(())
}

fn resumed(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.enterprise)?;
    let (stream, ready) = Stream::open(&client, None)?;
    drop(stream);
    let create = |n| created(target, &client, &key("events-resumed", n));
    let cases = (0..5).map(create).collect::<Result<Vec<_>>>()?;
    let mut last = ready;
    let mut seen = BTreeSet::new();
    // Cut off after each event, it goes on where it was.
    while !cases
        .iter()
        .all(|case| seen.contains(&case["caseId"].to_string()))
    {
        let (mut stream, at) = Stream::open(&client, Some(last))?;
        ensure!(at == last, "the stream stands at {at}, not at {last}");
        let (id, event) = stream.case()?;
        ensure!(id > last, "{id} comes after {last}");
        ensure!(
            seen.insert(event["caseId"].to_string()),
            "told twice: {event}"
        );
        last = id;
    }
    Ok(())
}

fn other_account(target: &Target) -> Result<()> {
    let ours = Client::root(target, &target.accounts.business)?;
    let theirs = Client::root(target, &target.accounts.developer)?;
    let (mut stream, _) = Stream::open(&ours, None)?;
    let other = created(target, &theirs, &key("events-theirs", 0))?;
    let own = created(target, &ours, &key("events-ours", 0))?;
    loop {
        let (_, event) = stream.case()?;
        ensure!(
            event["caseId"] != other["caseId"],
            "another account's: {event}"
        );
        if event["caseId"] == own["caseId"] {
            return Ok(());
        }
    }
}

fn session(target: &Target) -> Result<()> {
    let nobody = Client::new(&target.base_url)?;
    let answer = nobody.get("/api/events")?;
    answer.is_problem(401, "/problems/not-signed-in")?;
    let account = &target.accounts.business;
    let client = Client::user(target, account, account.user.as_ref())?;
    let (mut stream, _) = Stream::open(&client, None)?;
    let signed_out = client.post("/api/sign-out", &json!({}))?;
    ensure!(signed_out.status == 204, "{signed_out:?}");
    let root = Client::root(target, account)?;
    let case = created(target, &root, &key("events-signed-out", 0))?;
    while let Some(message) = stream.message()? {
        let id = case["caseId"].as_str().context("no caseId")?;
        ensure!(!message.data.contains(id), "told after the session");
    }
    Ok(())
}

fn malformed(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    for place in ["x", "-1", "1.5"] {
        let request = client.request(Method::GET, "/api/events");
        let answer = Client::send(request.header("Last-Event-ID", place))?;
        answer.is_problem(400, "/problems/invalid-parameter")?;
        let answer = client.get(&format!("/api/events?after={place}"))?;
        answer.is_problem(400, "/problems/invalid-parameter")?;
    }
    Ok(())
}
