//! Sending files, putting them into cases, reading them again. Long, because each way a file can go wrong is a test of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use case_core::Plan;
use case_service::Clock;
use case_store::{Objects, Store};
use case_wire::{AttachmentView, CaseView, CreatedCase, Problem, ProblemKind, paths};
use chrono::TimeDelta;
use reqwest::{Method, header};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    client::{Answer, Client, pairs},
    drafts::{billing, with},
    server::TestServer,
};

const BYTES: &str = "application/octet-stream";
const LIMIT: usize = 5 << 20;

fn path_of(file: &AttachmentView) -> String {
    paths::ATTACHMENT.replace("{attachment_id}", &file.id)
}

/// `name` percent-encoded where it has to be.
async fn send(client: &Client, name: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let path = format!("{}?name={name}", paths::ATTACHMENTS);
    client.post_raw(&path, BYTES, bytes).await
}

async fn delete(client: &Client, path: &str) -> Answer {
    Answer::of(client.request(Method::DELETE, path)).await
}

/// A draft with these files.
fn draft_with(files: &[&AttachmentView]) -> Value {
    let named =
        |file: &&AttachmentView| json!({"id": file.id, "name": file.name, "size": file.size});
    let files: Vec<_> = files.iter().map(named).collect();
    with(billing(), &json!({"attachments": files}))
}

/// Every object in the server's folder.
fn objects(server: &TestServer) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&server.folder.path().join("attachments"), &mut found);
    found
}

/// What a check of all data finds.
async fn findings(server: &TestServer) -> Vec<String> {
    let objects = Objects::in_folder(&server.folder.path().join("attachments")).unwrap();
    let never = "2100-01-01T00:00:00Z".parse().unwrap();
    let findings = case_store::check(&*server.store, &objects, never)
        .await
        .unwrap();
    findings.iter().map(ToString::to_string).collect()
}

/// A file's violations, as pairs of path and code.
#[track_caller]
fn violations(answer: &Answer) -> Vec<(String, String)> {
    answer.problem(ProblemKind::InvalidFile);
    pairs(&answer.json::<Value>(422)["violations"])
}

async fn business() -> (TestServer, Client) {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    (server, ana)
}

#[tokio::test]
async fn a5_a_file_comes_back_byte_for_byte_as_a_download() {
    let (_server, ana) = business().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    let answer = send(
        &ana,
        "%E3%82%A8%E3%83%A9%E3%83%BC%20%22a%22%3B.bin",
        bytes.clone(),
    )
    .await;
    let file: AttachmentView = answer.json(201);
    assert_eq!(answer.header("location"), path_of(&file));
    assert_eq!((&*file.name, file.size), ("エラー \"a\";.bin", 200_000));
    let answer = ana.get(&path_of(&file)).await;
    assert_eq!((answer.status, &answer.body), (200, &bytes));
    for (name, value) in [
        ("content-type", BYTES),
        (
            "content-disposition",
            "attachment; filename*=UTF-8''%E3%82%A8%E3%83%A9%E3%83%BC%20%22a%22%3B.bin",
        ),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ),
        ("content-length", "200000"),
        ("accept-ranges", "bytes"),
        ("cache-control", "private, no-cache"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("etag"), format!("\"{}\"", file.sha256));
    assert!(!answer.has_header("content-encoding"));
}

#[tokio::test]
async fn a5_what_a_file_is_is_told_by_its_bytes() {
    let (_server, ana) = business().await;
    for (name, bytes, media_type) in [
        (
            "page.png",
            &b"<!DOCTYPE html><script>alert(1)</script>"[..],
            "text/html",
        ),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        ("app.log", b"10:00 started\n", "text/plain"),
        ("a.html", b"\0\x01\x02", BYTES),
    ] {
        let file: AttachmentView = send(&ana, name, bytes).await.json(201);
        assert_eq!(file.media_type, media_type, "{name}");
        let answer = ana.get(&path_of(&file)).await;
        assert_eq!(answer.header("content-type"), media_type);
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment;")
        );
        assert!(answer.header("content-security-policy").contains("sandbox"));
    }
}

#[tokio::test]
async fn a1_a_case_takes_files_and_shows_them_after_a_restart() {
    let (server, ana) = business().await;
    let log: AttachmentView = send(&ana, "app.log", "started\n").await.json(201);
    let picture: AttachmentView = send(&ana, "b.png", "not a picture").await.json(201);
    let draft = draft_with(&[&picture, &log]);
    let check = ana.post(paths::CHECK, &draft).await.json::<Value>(200);
    assert_eq!(check["violations"], json!([]));
    let CreatedCase { case } = ana.submit(&draft, "key").await.json(201);
    assert_eq!(
        case.correspondence[0].attachments,
        [picture.clone(), log.clone()]
    );
    let server = server.restart().await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let path = paths::CASE.replace("{case_id}", case.row.case_id.as_str());
    assert_eq!(ana.get(&path).await.json::<CaseView>(200), case);
    assert_eq!(ana.get(&path_of(&log)).await.body, b"started\n");
    // G3: the same submission again is the same case; another one cannot have the files.
    ana.submit(&draft, "key").await.json::<CreatedCase>(200);
    let refused = ana.submit(&draft, "another").await.violations();
    let missing = |place: u8| {
        (
            format!("/attachments/{place}"),
            "file-not-uploaded".to_owned(),
        )
    };
    assert_eq!(refused, [missing(0), missing(1)]);
    delete(&ana, &path_of(&log))
        .await
        .problem(ProblemKind::NotFound);
}

#[tokio::test]
async fn g3_a_submission_with_files_repeated_at_the_same_time_is_one_case() {
    let (_server, ana) = business().await;
    for round in 0..5 {
        let file: AttachmentView = send(&ana, "a.log", "log").await.json(201);
        let (draft, key) = (draft_with(&[&file]), format!("round-{round}"));
        let tries = (0..6).map(|_| ana.submit(&draft, &key));
        let answers = futures_util::future::join_all(tries).await;
        let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 201], "{answers:?}");
    }
}

#[tokio::test]
async fn a3_a_file_that_is_too_large_is_refused_while_it_comes() {
    let (server, ana) = business().await;
    let too_large = [("/size".to_owned(), "file-too-large".to_owned())];
    let announced = send(&ana, "a.log", vec![b'a'; LIMIT + 1]).await;
    assert_eq!(violations(&announced), too_large);
    let detail = &announced.json::<Value>(422)["violations"][0]["params"];
    assert_eq!(*detail, json!({"max": LIMIT, "actual": LIMIT + 1}));
    // Without a length nobody knows before the byte after the last allowed one.
    let path = format!("{}?name=a.log", paths::ATTACHMENTS);
    let parts = (0..6).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 1 << 20]));
    let parts = futures_util::stream::iter(parts);
    let request = ana
        .request(Method::POST, &path)
        .header(header::CONTENT_TYPE, BYTES)
        .body(reqwest::Body::wrap_stream(parts));
    assert_eq!(violations(&Answer::of(request).await), too_large);
    assert!(objects(&server).is_empty());
    let largest = send(&ana, "a.log", vec![b'a'; LIMIT]).await;
    assert_eq!(largest.json::<AttachmentView>(201).size, LIMIT as u64);
}

#[tokio::test]
async fn a1_a2_empty_files_and_names_that_are_none_are_refused() {
    let (server, ana) = business().await;
    for (name, bytes, path, code) in [
        ("a.log", "", "/size", "file-empty"),
        ("", "x", "/name", "required"),
        ("a%2Fb", "x", "/name", "file-name-is-path"),
        ("..", "x", "/name", "file-name-is-path"),
        ("a%0Ab", "x", "/name", "control-character"),
        (&"a".repeat(256), "x", "/name", "too-long"),
    ] {
        let answer = send(&ana, name, bytes).await;
        assert_eq!(
            violations(&answer),
            [(path.to_owned(), code.to_owned())],
            "{name}"
        );
    }
    let nameless = ana.post_raw(paths::ATTACHMENTS, BYTES, "x").await;
    let problem = nameless.problem(ProblemKind::InvalidParameter);
    assert!(problem.detail.contains("`name`"), "{problem:?}");
    let path = format!("{}?name=a", paths::ATTACHMENTS);
    let json = ana.post_raw(&path, "application/json", "{}").await;
    json.problem(ProblemKind::UnsupportedMediaType);
    assert!(objects(&server).is_empty());
}

#[tokio::test]
async fn x3_a_file_is_its_senders_and_then_its_cases() {
    let (server, ana) = business().await;
    server.account(Plan::Enterprise).await;
    let rui = Client::user(&server, Plan::Business, "rui").await;
    let root = Client::root(&server, Plan::Business).await;
    let other = Client::root(&server, Plan::Enterprise).await;
    let file: AttachmentView = send(&ana, "a.log", "mine").await.json(201);
    for client in [&rui, &root, &other] {
        client
            .get(&path_of(&file))
            .await
            .problem(ProblemKind::NotFound);
        delete(client, &path_of(&file))
            .await
            .problem(ProblemKind::NotFound);
    }
    // Another's upload is as good as none in a draft, too.
    let refused = root.submit(&draft_with(&[&file]), "key").await.violations();
    assert_eq!(refused[0].1, "file-not-uploaded");
    ana.submit(&draft_with(&[&file]), "key")
        .await
        .json::<CreatedCase>(201);
    for client in [&ana, &rui, &root] {
        assert_eq!(client.get(&path_of(&file)).await.body, b"mine");
    }
    other
        .get(&path_of(&file))
        .await
        .problem(ProblemKind::NotFound);
    let nobody = Client::of(&server).get(&path_of(&file)).await;
    nobody.problem(ProblemKind::NotSignedIn);
    ana.get("/api/attachments/%FF")
        .await
        .problem(ProblemKind::NotFound);
}

#[tokio::test]
async fn a5_a_part_of_a_file_can_be_asked_for() {
    let (_server, ana) = business().await;
    let file: AttachmentView = send(&ana, "a.txt", "0123456789").await.json(201);
    let (path, etag) = (path_of(&file), format!("\"{}\"", file.sha256));
    let ask = async |range: &str, if_range: Option<&str>| {
        let mut request = ana.request(Method::GET, &path).header(header::RANGE, range);
        if let Some(tag) = if_range {
            request = request.header(header::IF_RANGE, tag);
        }
        Answer::of(request).await
    };
    for (range, told, bytes) in [
        ("bytes=0-0", "bytes 0-0/10", "0"),
        ("bytes=2-4", "bytes 2-4/10", "234"),
        ("bytes=7-", "bytes 7-9/10", "789"),
        ("bytes=-3", "bytes 7-9/10", "789"),
        ("bytes=5-1000", "bytes 5-9/10", "56789"),
    ] {
        let answer = ask(range, Some(&etag)).await;
        assert_eq!((answer.status, &*answer.text()), (206, bytes), "{range}");
        assert_eq!(answer.header("content-range"), told);
    }
    for (range, if_range) in [
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
        ("bytes=4-2-", None),
        ("bytes=0-1", Some("\"another\"")),
    ] {
        let answer = ask(range, if_range).await;
        assert_eq!(
            (answer.status, &*answer.text()),
            (200, "0123456789"),
            "{range}"
        );
    }
    for range in ["bytes=10-", "bytes=99-100"] {
        let problem = ask(range, None)
            .await
            .problem(ProblemKind::RangeNotSatisfiable);
        assert!(problem.detail.contains("10 bytes"), "{problem:?}");
    }
    let known = ana.get_with(&path, "if-none-match", &etag).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[tokio::test]
async fn a5_bytes_that_are_not_what_was_uploaded_are_not_handed_out() {
    let (server, ana) = business().await;
    let file: AttachmentView = send(&ana, "a.txt", "the right bytes").await.json(201);
    let object = objects(&server).remove(0);
    fs::write(&object, "the wrong bytes").unwrap();
    let refused = |answer: Answer| -> Problem {
        assert!(!answer.text().contains("wrong bytes"));
        answer.problem(ProblemKind::Internal)
    };
    refused(ana.get(&path_of(&file)).await);
    let told = findings(&server).await;
    assert!(
        told.len() == 1 && told[0].ends_with("is not what was uploaded"),
        "{told:?}"
    );
    fs::remove_file(&object).unwrap();
    refused(ana.get(&path_of(&file)).await);
    let told = findings(&server).await;
    assert!(
        told.len() == 1 && told[0].ends_with("is missing"),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_check_finds_objects_that_no_file_names() {
    let (server, ana) = business().await;
    send(&ana, "a.txt", "named")
        .await
        .json::<AttachmentView>(201);
    assert_eq!(findings(&server).await, [""; 0]);
    fs::write(server.folder.path().join("attachments/orphan"), "x").unwrap();
    assert_eq!(
        findings(&server).await,
        ["object orphan: no attachment names it"]
    );
}

#[tokio::test]
async fn a4_a_removed_file_is_gone_and_makes_room() {
    let (server, ana) = business().await;
    let mut files = Vec::new();
    for n in 0..30 {
        let file: AttachmentView = send(&ana, &format!("{n}"), "x").await.json(201);
        files.push(file);
    }
    let refused = send(&ana, "30", "x")
        .await
        .problem(ProblemKind::TooManyFiles);
    assert!(refused.detail.contains("30 files"), "{refused:?}");
    assert_eq!(
        objects(&server).len(),
        30,
        "what was refused leaves nothing"
    );
    let path = path_of(&files[0]);
    assert_eq!(delete(&ana, &path).await.status, 204);
    ana.get(&path).await.problem(ProblemKind::NotFound);
    assert_eq!(objects(&server).len(), 29);
    send(&ana, "30", "x").await.json::<AttachmentView>(201);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let (server, ana) = business().await;
    let cookie = ana.cookie().to_owned();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST {}?name=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: {BYTES}\r\nCookie: {cookie}\r\nContent-Length: 100\r\n\r\n",
        paths::ATTACHMENTS
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(b"only ten b").await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    // Whether an answer still comes is the connection's affair.
    drop(stream.read_to_string(&mut answer).await);
    assert!(!answer.contains(" 201 "), "{answer}");
    assert!(objects(&server).is_empty());
    assert!(server.service.sweep().await.unwrap() == 0);
}

#[tokio::test]
async fn what_no_case_takes_is_swept_after_an_hour_and_nothing_else() {
    let (server, ana) = business().await;
    let taken: AttachmentView = send(&ana, "taken", "kept").await.json(201);
    ana.submit(&draft_with(&[&taken]), "key")
        .await
        .json::<CreatedCase>(201);
    let left: AttachmentView = send(&ana, "left", "gone").await.json(201);
    server.clock.advance(TimeDelta::minutes(59));
    assert_eq!(server.service.sweep().await.unwrap(), 0);
    server.clock.advance(TimeDelta::minutes(2));
    let late: AttachmentView = send(&ana, "late", "still there").await.json(201);
    assert_eq!(server.service.sweep().await.unwrap(), 1);
    ana.get(&path_of(&left))
        .await
        .problem(ProblemKind::NotFound);
    for file in [&taken, &late] {
        assert_eq!(ana.get(&path_of(file)).await.status, 200);
    }
    // What a crash between the object and its row leaves behind: a name that was announced, and perhaps its bytes.
    let orphan = "2026/orphan".to_owned();
    server
        .store
        .announce_object(orphan.clone(), server.clock.now())
        .await
        .unwrap();
    let path = server.folder.path().join("attachments").join(&orphan);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "half").unwrap();
    // An object that the database knows nothing of may be of a later time than it: it stays.
    let unknown = server.folder.path().join("attachments/2026/unknown");
    fs::write(&unknown, "later").unwrap();
    server.clock.advance(TimeDelta::days(1));
    assert_eq!(server.service.sweep().await.unwrap(), 2);
    assert!(!path.exists() && unknown.exists());
    assert_eq!(objects(&server).len(), 2);
    let ana = Client::user(&server, Plan::Business, "ana").await;
    assert_eq!(ana.get(&path_of(&taken)).await.body, b"kept");
}
