//! Where options come from, and which there are.

use std::fs;

use crate::program::{Server, casework, run};

#[test]
fn the_command_line_wins_over_the_environment_which_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("casework.toml"),
        "listen = '127.0.0.1:0'\ndata = 'from-file'\n",
    )
    .unwrap();
    let made = |name: &str| folder.path().join(name).join("casework.db").is_file();

    let from_file = Server::start(casework(folder.path()).arg("serve"));
    assert!(made("from-file"));
    drop(from_file);
    let from_environment = Server::start(
        casework(folder.path())
            .arg("serve")
            .env("CASEWORK_DATA", "from-environment"),
    );
    assert!(made("from-environment"));
    drop(from_environment);
    let serve = ["serve", "--data", "from-command-line"];
    let told = Server::start(
        casework(folder.path())
            .args(serve)
            .env("CASEWORK_DATA", "not-used"),
    );
    assert!(made("from-command-line") && !made("not-used"));
    drop(told);
}

/// The binary with a data folder that cannot be: where an option is taken that must not be, the command fails for that
/// reason, and does not serve for ever.
fn nowhere(folder: &tempfile::TempDir) -> std::process::Command {
    let mut command = casework(folder.path());
    command.env("CASEWORK_DATA", "/dev/null/data");
    command
}

#[test]
fn a_file_that_is_named_must_be_there_and_make_sense() {
    let folder = tempfile::tempdir().unwrap();
    let answer = run(
        casework(folder.path()).args(["check", "--config", "other.toml"]),
        "",
    );
    assert!(answer.refusal().contains("other.toml"));
    for (content, wanted) in [
        ("listen-on = '127.0.0.1:1'", "unknown field `listen-on`"),
        ("listen = 8080", "invalid type: integer"),
        ("listen = ", "cannot use other.toml"),
    ] {
        fs::write(folder.path().join("other.toml"), content).unwrap();
        let answer = run(
            nowhere(&folder).args(["serve", "--config", "other.toml"]),
            "",
        );
        assert!(answer.refusal().contains(wanted), "{answer:?}");
    }
}

#[test]
fn options_that_make_no_sense_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, wanted) in [
        (&["serve", "--listen", "8080"][..], "--listen 8080"),
        (
            &["serve", "--public-url", "support.example.com"],
            "https://support.example.com",
        ),
        (
            &["serve", "--public-url", "https://example.com/support"],
            "without a path",
        ),
        (&["serve", "--allow-origin", "*"], "--allow-origin *"),
        (&["serve", "--rate-limits", "maybe"], "'maybe'"),
        (&["serve", "--log", "loud"], "`loud` is not one of error"),
        (&["serve", "--policy", "missing"], "missing"),
        (&["frobnicate"], "frobnicate"),
    ] {
        let answer = run(nowhere(&folder).args(arguments), "");
        assert!(
            answer.refusal().contains(wanted),
            "{arguments:?}: {answer:?}"
        );
    }
}

#[test]
fn every_option_is_an_environment_variable_and_a_key_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    // Each value is one that only this option refuses: so it was read, and as what it is.
    for (option, value, wanted) in [
        ("listen", "'8080'", "listen 8080"),
        ("public-url", "'example.com'", "public-url example.com"),
        ("allow-origin", "['*']", "allow-origin *"),
        ("rate-limits", "'maybe'", "maybe"),
        ("log", "'loud'", "`loud` is not one of error"),
        ("policy", "'missing'", "missing"),
        (
            "database",
            "'mysql://x'",
            "postgres://user:password@host/database",
        ),
        ("attachments", "'/mnt/files'", "s3://bucket/folder"),
    ] {
        let variable = format!("CASEWORK_{}", option.replace('-', "_").to_uppercase());
        let bare = value.trim_matches(['[', ']', '\'']);
        let answer = run(nowhere(&folder).arg("serve").env(&variable, bare), "");
        assert!(answer.refusal().contains(wanted), "{variable}: {answer:?}");

        let file = folder.path().join("casework.toml");
        fs::write(&file, format!("{option} = {value}\n")).unwrap();
        let answer = run(nowhere(&folder).arg("serve"), "");
        assert!(answer.refusal().contains(wanted), "{option}: {answer:?}");
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn what_is_not_there_yet_is_told_apart_from_what_is_mistyped() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |command: &mut std::process::Command, named: &str| {
        let answer = run(command, "");
        let refusal = answer.refusal();
        assert!(
            refusal.contains(named) && refusal.contains("not in this version yet"),
            "{answer:?}"
        );
        assert_eq!(answer.status.code(), Some(2), "{answer:?}");
    };
    for (arguments, named) in [
        (
            &["access-key", "create", "--account", "1", "--json"][..],
            "casework access-key",
        ),
        (&["--data", "data", "access-key"], "casework access-key"),
        (&["access-key", "--help"], "casework access-key"),
        (&["serve", "--smtp=smtp://x"], "--smtp"),
    ] {
        refused(nowhere(&folder).args(arguments), named);
    }
    refused(
        nowhere(&folder)
            .arg("serve")
            .env("CASEWORK_SMTP", "smtp://x"),
        "--smtp",
    );
}

#[test]
fn help_tells_the_commands_and_their_options() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, wanted, hidden) in [
        (
            &["help"][..],
            &["serve", "demo", "backup", "--data"][..],
            "access-key",
        ),
        (&["help", "restore"], &["--force"], "--listen"),
        (
            &["help", "serve"],
            &["--listen", "CASEWORK_LISTEN"],
            "--smtp",
        ),
        (&["serve", "--help"], &["--listen", "--database"], "--smtp"),
        (&["help", "account", "create"], &["--time-zone"], "--listen"),
    ] {
        let answer = run(casework(folder.path()).args(arguments), "");
        assert!(answer.status.success(), "{arguments:?}: {answer:?}");
        for word in wanted {
            assert!(answer.stdout.contains(word), "{arguments:?}: {answer:?}");
        }
        assert!(!answer.stdout.contains(hidden), "{arguments:?}: {answer:?}");
    }
}

#[test]
fn a_wrong_policy_is_refused_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy");
    fs::create_dir(&policy).unwrap();
    fs::write(policy.join("plans.toml"), "[[plan]]\nid = 'gold'\n").unwrap();
    let answer = run(nowhere(&folder).args(["serve", "--policy", "policy"]), "");
    let refusal = answer.refusal();
    assert!(
        refusal.contains("plans.toml:2: found") && refusal.contains("gold"),
        "{refusal}"
    );
}

#[test]
fn a_policy_of_the_operator_replaces_the_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../case-core/policy");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--policy", own];
    drop(Server::start(casework(folder.path()).args(serve)));
}
