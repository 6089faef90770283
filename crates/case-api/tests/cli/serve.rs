//! Serving: one line when ready, an orderly end.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use crate::program::{Server, account, casework};

fn serve(folder: &tempfile::TempDir) -> Server {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", "data"];
    Server::start(casework(folder.path()).args(arguments))
}

/// The answer to a request that ends its connection.
fn answer(mut connection: TcpStream) -> String {
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn one_line_says_where_and_the_server_answers_there() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(&folder);
    assert_ne!(server.address.port(), 0);
    let mut connection = TcpStream::connect(server.address).unwrap();
    connection
        .write_all(b"GET /ready HTTP/1.1\r\nhost: casework\r\nconnection: close\r\n\r\n")
        .unwrap();
    assert!(answer(connection).starts_with("HTTP/1.1 200 OK"));
    server.terminate();
    let (status, rest) = server.wait();
    assert!(status.success(), "{status}");
    assert_eq!(rest, "", "one line and no more");
}

#[test]
fn a_request_that_has_begun_is_finished_after_the_signal() {
    let folder = tempfile::tempdir().unwrap();
    account(&folder);
    let server = serve(&folder);
    let body =
        br#"{"kind": "root", "email": "root@example.com", "password": "correct horse battery"}"#;
    let mut begun = TcpStream::connect(server.address).unwrap();
    let head = format!(
        "POST /api/sign-in HTTP/1.1\r\nhost: casework\r\ncontent-type: application/json\r\n\
         expect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    begun.write_all(head.as_bytes()).unwrap();
    // The server asks for the body once the request has reached its handler.
    let mut interim = [0; 25];
    begun.read_exact(&mut interim).unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

    server.terminate();
    // It has heard the signal when it takes no more connections.
    while TcpStream::connect(server.address).is_ok() {}
    begun.write_all(body).unwrap();
    let answer = answer(begun);
    assert!(
        answer.starts_with("HTTP/1.1 200 OK") && answer.contains("set-cookie: casework-session="),
        "{answer}"
    );
    assert!(server.wait().0.success());
}

#[test]
fn a_demo_fills_only_the_folder_that_its_own_command_line_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("casework.toml"), "data = 'from-file'\n").unwrap();
    let demo = |arguments: &[&str]| {
        let demo = Server::start(
            casework(folder.path())
                .args(arguments)
                .args(["--listen", "127.0.0.1:0"])
                .env("CASEWORK_DATA", "from-environment"),
        );
        demo.terminate();
        assert!(demo.wait().0.success());
    };
    let made = |name: &str| folder.path().join(name).exists();
    demo(&["demo"]);
    assert!(made("home/casework-demo/casework.db"));
    demo(&["demo", "--data", "after"]);
    assert!(made("after/casework.db"));
    demo(&["--data", "before", "demo"]);
    assert!(made("before/casework.db"));
    assert!(
        !made("from-file") && !made("from-environment"),
        "a real installation's folder is left alone"
    );
}

#[test]
fn a_demo_can_be_started_again_on_what_it_made() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let demo = Server::start(casework(folder.path()).args(["demo", "--listen", "127.0.0.1:0"]));
        demo.terminate();
        assert!(demo.wait().0.success());
    }
    assert!(
        folder
            .path()
            .join("home/casework-demo/casework.db")
            .is_file()
    );
    assert!(
        !folder.path().join("home/casework").exists(),
        "the demo leaves the real data alone"
    );
}
