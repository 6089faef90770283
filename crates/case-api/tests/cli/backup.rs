//! `casework backup` and `casework restore`, as an operator types them.

use std::fs;

use tempfile::TempDir;

use crate::program::{Answer, Server, account, casework, run};

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
    let user = run(casework(folder.path()).args(user), crate::program::PASSWORD);
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
