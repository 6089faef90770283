//! `casework backup` and `casework restore`, as an operator types them, on either engine.

use std::fs;

use tempfile::TempDir;

use crate::program::{Answer, PASSWORD, Server, account, casework, run};

fn command(folder: &TempDir, arguments: &[&str]) -> Answer {
    run(casework(folder.path()).args(arguments), "")
}

fn serve(folder: &TempDir, data: &str) -> Server {
    Server::start(casework(folder.path()).args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        data,
    ]))
}

#[test]
fn a_running_server_is_backed_up_and_restored_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let server = serve(&folder, "data");
    let backup = command(&folder, &["backup", "one.tar", "--data", "data"]);
    assert!(backup.status.success(), "{backup:?}");
    assert_eq!(
        backup.stdout,
        "wrote one.tar: accounts 1, cases 0, files 0\n"
    );
    let restored = command(&folder, &["restore", "one.tar", "--data", "moved"]);
    assert!(restored.status.success(), "{restored:?}");
    assert_eq!(
        restored.stdout,
        "restored moved: accounts 1, cases 0, files 0\n"
    );
    let check = command(&folder, &["check", "--data", "moved"]);
    assert!(check.status.success(), "{check:?}");
    // It is the same account: it cannot be made again, and users are added to it.
    let user = [
        "user",
        "create",
        "--account",
        &account,
        "--name",
        "ana",
        "--allow",
        "support:*",
        "--data",
        "moved",
    ];
    let user = run(casework(folder.path()).args(user), PASSWORD);
    assert!(user.status.success(), "{user:?}");
    server.terminate();
    assert!(server.wait().0.success());
    let moved = serve(&folder, "moved");
    moved.terminate();
    assert!(moved.wait().0.success());
}

#[test]
fn data_in_use_or_not_meant_to_be_replaced_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    account(&folder);
    let backup = ["backup", "one.tar", "--data", "data"];
    assert!(command(&folder, &backup).status.success());
    let again = command(&folder, &backup);
    assert!(
        again.refusal().contains("one.tar is there already"),
        "{again:?}"
    );
    let restore = ["restore", "one.tar", "--data", "data"];
    let kept = command(&folder, &restore);
    assert!(kept.refusal().contains("--force"), "{kept:?}");
    let force = ["restore", "one.tar", "--data", "data", "--force"];
    let server = serve(&folder, "data");
    let in_use = command(&folder, &force);
    assert!(
        in_use.refusal().contains("stop the server first"),
        "{in_use:?}"
    );
    server.terminate();
    assert!(server.wait().0.success());
    let replaced = command(&folder, &force);
    assert!(replaced.status.success(), "{replaced:?}");
}

#[test]
fn what_is_no_backup_or_no_data_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear support centre").unwrap();
    for (arguments, wanted) in [
        (&["backup", "one.tar"][..], "there are no data"),
        (&["restore", "letter.txt"], "not a backup of Casework"),
        (&["restore", "nothing.tar"], "cannot use nothing.tar"),
        (&["restore"], "<FILE>"),
        (&["backup"], "<FILE>"),
    ] {
        let answer = command(&folder, &[arguments, &["--data", "data"]].concat());
        assert!(
            answer.refusal().contains(wanted),
            "{arguments:?}: {answer:?}"
        );
        assert!(!folder.path().join("data").exists(), "{arguments:?}");
    }
}

/// The address of a new, empty PostgreSQL database on the server that `cargo xtask test native` starts.
pub fn database(name: &str) -> String {
    let server = std::env::var("CASEWORK_TEST_POSTGRES").expect(
        "CASEWORK_TEST_POSTGRES says where a PostgreSQL server is: type `cargo xtask test native`",
    );
    let name = format!("casework_cli_{name}_{}", std::process::id());
    let create = async {
        let address = format!("{server}/postgres");
        let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(create).unwrap();
    format!("{server}/{name}")
}

#[test]
fn a_command_that_only_reads_makes_nothing_in_an_empty_database() {
    let folder = tempfile::tempdir().unwrap();
    let url = database("empty");
    // What is still empty afterwards is told once more.
    for arguments in [&["check"][..], &["backup", "file.tar"], &["check"]] {
        let options = ["--data", "data", "--database", &url];
        let answer = command(&folder, &[arguments, &options].concat());
        assert!(answer.refusal().contains("there are no data"), "{answer:?}");
    }
}

#[test]
fn data_move_from_the_embedded_database_to_postgresql_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let account = account(&folder);
    let url = database("move");
    let on_postgres = |arguments: &[&str]| {
        let command = &mut casework(folder.path());
        run(
            command.args(arguments).env("CASEWORK_DATABASE", &url),
            PASSWORD,
        )
    };
    let backup = command(&folder, &["backup", "embedded.tar", "--data", "data"]);
    assert!(backup.status.success(), "{backup:?}");
    let restored = on_postgres(&["restore", "embedded.tar", "--data", "files"]);
    assert!(restored.status.success(), "{restored:?}");
    assert_eq!(
        restored.stdout,
        "restored the database: accounts 1, cases 0, files 0\n"
    );
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        "files",
        "--database",
        &url,
    ];
    let server = Server::start(casework(folder.path()).args(serve));
    // It goes on there, while the server runs: the account is known, and a user is added to it.
    let user = [
        "user",
        "create",
        "--account",
        &account,
        "--name",
        "ana",
        "--allow",
        "support:*",
        "--data",
        "files",
    ];
    let user = on_postgres(&user);
    assert!(user.status.success(), "{user:?}");
    let in_use = on_postgres(&["restore", "embedded.tar", "--data", "files", "--force"]);
    assert!(
        in_use.refusal().contains("stop the server first"),
        "{in_use:?}"
    );
    let check = on_postgres(&["check", "--data", "files"]);
    assert!(check.status.success(), "{check:?}");
    let backup = on_postgres(&["backup", "postgres.tar", "--data", "files"]);
    assert!(backup.status.success(), "{backup:?}");
    server.terminate();
    assert!(server.wait().0.success());
    let back = command(&folder, &["restore", "postgres.tar", "--data", "back"]);
    assert!(back.status.success(), "{back:?}");
    let again = [
        "user",
        "create",
        "--account",
        &account,
        "--name",
        "ana",
        "--allow",
        "support:*",
        "--data",
        "back",
    ];
    let again = run(casework(folder.path()).args(again), PASSWORD);
    assert!(again.refusal().contains("a user of this name"), "{again:?}");
}

#[test]
fn a_database_proves_who_it_is_where_encryption_is_required() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{}?sslmode=require", database("encrypted"));
    let certificate = std::env::var("CASEWORK_TEST_POSTGRES_CERTIFICATE").unwrap();
    let check = |trusted: &str| {
        let mut command = casework(folder.path());
        let arguments = ["check", "--data", "data", "--database", &url];
        run(command.args(arguments).env("SSL_CERT_FILE", trusted), "")
    };
    // It was reached: a command that only reads makes nothing in an empty database.
    let trusted = check(&certificate);
    assert!(
        trusted.refusal().contains("there are no data"),
        "{trusted:?}"
    );
    let nobody = folder.path().join("nobody.pem");
    fs::write(&nobody, "").unwrap();
    let refused = check(nobody.to_str().unwrap());
    assert!(refused.refusal().contains("certificate"), "{refused:?}");
}

#[test]
fn a_database_that_cannot_be_reached_is_told_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    for url in [
        "postgres://ana:hunter22@127.0.0.1:1/casework",
        "mysql://ana:hunter22@127.0.0.1/casework",
    ] {
        for arguments in [
            &["serve"][..],
            &["check"],
            &["backup", "file.tar"],
            &["restore", "file.tar"],
        ] {
            let options = ["--data", "data", "--database", url];
            let answer = command(&folder, &[arguments, &options].concat());
            assert!(answer.refusal().contains("PostgreSQL"), "{answer:?}");
            assert!(!answer.stderr.contains("hunter22"), "{answer:?}");
        }
    }
}
