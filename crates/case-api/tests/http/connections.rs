//! Clients that are slow, say nothing or are many.

use std::time::Duration;

use case_api::server::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::server::{Set, TestServer};

const REQUEST: &[u8] = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A server whose patience ends soon.
async fn impatient() -> TestServer {
    let serving = Limits {
        idle: Duration::from_millis(200),
        silence: Duration::from_millis(200),
        ..Limits::default()
    };
    TestServer::with(Set {
        serving,
        ..Set::default()
    })
    .await
}

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address).await.unwrap()
}

/// Reads until the server's answer to `REQUEST` has ended.
async fn answer(stream: &mut TcpStream) -> String {
    let mut read = String::new();
    let mut bytes = [0; 1_024];
    while !read.ends_with("ok\n") {
        let length = stream.read(&mut bytes).await.unwrap();
        assert!(length > 0, "{read}");
        read.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
    }
    read
}

/// Waits until the server ends the connection, whatever it says before.
async fn ends(mut stream: TcpStream) {
    let mut rest = Vec::new();
    // A connection that is reset has ended as well.
    drop(in_time(stream.read_to_end(&mut rest)).await);
}

/// What happens by itself, and not by a patience that is not the one under test.
async fn in_time<T>(future: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(10);
    let done = tokio::time::timeout(limit, future).await;
    done.expect("the server still waits")
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_ended() {
    let server = impatient().await;
    ends(connect(&server).await).await;
}

#[tokio::test]
async fn a_head_that_comes_letter_by_letter_is_not_waited_for() {
    let server = impatient().await;
    let mut stream = connect(&server).await;
    // Each letter is a sign of life, and none of them buys more time.
    let letters = async {
        for letter in REQUEST.iter().filter(|letter| **letter != b'\n').cycle() {
            if stream.write_all(&[*letter]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    in_time(letters).await;
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_not_for_ever() {
    let server = impatient().await;
    let mut stream = connect(&server).await;
    for _ in 0..3 {
        stream.write_all(REQUEST).await.unwrap();
        assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200"));
    }
    ends(stream).await;
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let server = TestServer::start().await;
    let mut stream = connect(&server).await;
    let begun = stream.write_all(b"GET /health HTTP/1.1\r\nX: ").await;
    begun.unwrap();
    // More than is ever kept; the server may have ended the connection by then.
    let mut sent = 0;
    while sent < 10 << 20 && stream.write_all(&[b'x'; 1 << 14]).await.is_ok() {
        sent += 1 << 14;
    }
    assert!(sent < 10 << 20, "all of it was taken");
}

#[tokio::test]
async fn a_client_waits_for_a_place_and_gets_it() {
    let serving = Limits {
        connections: 2,
        ..Limits::default()
    };
    let server = TestServer::with(Set {
        serving,
        ..Set::default()
    })
    .await;
    let mut places = [connect(&server).await, connect(&server).await];
    for place in &mut places {
        place.write_all(REQUEST).await.unwrap();
        answer(place).await;
    }
    let mut waiting = connect(&server).await;
    waiting.write_all(REQUEST).await.unwrap();
    let early = tokio::time::timeout(Duration::from_millis(200), answer(&mut waiting)).await;
    assert!(early.is_err(), "there was no place: {early:?}");
    drop(places);
    assert!(answer(&mut waiting).await.starts_with("HTTP/1.1 200"));
}
