//! Making accounts, users and agents, and checking the data.

use crate::program::{PASSWORD, Server, account, casework, run};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn an_account_is_made_and_told_in_json() {
    let folder = folder();
    let create = [
        "account",
        "create",
        "--name",
        "Example Ltd.",
        "--plan",
        "enterprise-on-ramp",
        "--json",
    ];
    let options = [
        "--email",
        "Root@Example.com",
        "--country",
        "JP",
        "--time-zone",
        "Asia/Tokyo",
        "--resold",
    ];
    let answer = run(
        casework(folder.path()).args(create).args(options),
        &format!("{PASSWORD}\n"),
    );
    let json = answer.json();
    assert_eq!(json["rootEmail"], "Root@Example.com");
    let id = json["accountId"].as_str().unwrap();
    assert!(
        id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit()),
        "{id}"
    );
    assert_eq!(json.as_object().unwrap().len(), 2);
    assert!(
        folder.path().join("home/casework/casework.db").is_file(),
        "the default data folder"
    );
}

#[test]
fn a_user_and_an_agent_are_made() {
    let folder = folder();
    let account = account(&folder);
    let data = ["--data", "data", "--json"];
    let user = [
        "user",
        "create",
        "--account",
        &account,
        "--name",
        "ana",
        "--email",
        "ana@example.com",
    ];
    let user = run(
        casework(folder.path())
            .args(user)
            .args(["--allow", "support:*", "--deny", "support:CreateCase"])
            .args(data),
        PASSWORD,
    );
    assert_eq!(
        user.json(),
        serde_json::json!({"accountId": account, "userName": "ana"})
    );
    let agent = [
        "agent",
        "create",
        "--name",
        "Kim",
        "--email",
        "kim@support.example",
    ];
    let agent = run(casework(folder.path()).args(agent).args(data), PASSWORD);
    assert_eq!(
        agent.json(),
        serde_json::json!({"name": "Kim", "email": "kim@support.example"})
    );
}

#[test]
fn without_json_people_are_told_in_words() {
    let folder = folder();
    let create = [
        "account",
        "create",
        "--name",
        "Example",
        "--plan",
        "basic",
        "--email",
        "root@example.com",
    ];
    let answer = run(casework(folder.path()).args(create), PASSWORD);
    assert!(
        answer.status.success() && answer.stdout.starts_with("made account "),
        "{answer:?}"
    );
}

#[test]
fn what_cannot_be_taken_is_refused_with_what_would_be_right() {
    let folder = folder();
    account(&folder);
    let account = |changes: &[&str]| {
        let mut arguments = vec!["account", "create", "--data", "data"];
        for option in [
            ["--name", "Other"],
            ["--plan", "basic"],
            ["--email", "other@example.com"],
        ] {
            if !changes.contains(&option[0]) {
                arguments.extend(option);
            }
        }
        arguments.extend(changes);
        arguments.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let user = |changes: &[&str]| {
        let mut arguments = vec!["user", "create", "--data", "data", "--name", "rui"];
        arguments.extend(changes);
        arguments.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for (arguments, password, wanted) in [
        (account(&[]), "short", "at least 12 characters"),
        (account(&[]), "", "at least 12 characters"),
        (
            account(&["--plan", "gold"]),
            PASSWORD,
            "basic, developer, business",
        ),
        (account(&["--email", "nobody"]), PASSWORD, "ana@example.com"),
        (
            account(&["--email", "ROOT@example.com"]),
            PASSWORD,
            "has this e-mail address",
        ),
        (
            account(&["--country", "Japan", "--time-zone", "Asia/Tokyo"]),
            PASSWORD,
            "US or JP",
        ),
        (account(&["--country", "NZ"]), PASSWORD, "--time-zone"),
        (account(&["--country", "XX"]), PASSWORD, "`XX` is not"),
        // Everything at once.
        (
            account(&["--time-zone", "Mars/Olympus", "--security-contact", "kim"]),
            PASSWORD,
            "Asia/Tokyo; /security: ",
        ),
        (
            account(&["--time-zone", "Mars/Olympus"]),
            PASSWORD,
            "America/New_York",
        ),
        (account(&["--name", " "]), PASSWORD, "1 to 100 characters"),
        (
            account(&["--alias", "123456789012"]),
            PASSWORD,
            "no account ID",
        ),
        (
            user(&["--account", "12", "--allow", "support:*"]),
            PASSWORD,
            "12 digits",
        ),
        (
            user(&["--account", "999999999999", "--allow", "support:*"]),
            PASSWORD,
            "no such account",
        ),
        (
            user(&["--account", "999999999999", "--allow", "s3:*"]),
            PASSWORD,
            "support:CreateCase",
        ),
        (user(&["--account", "999999999999"]), PASSWORD, "--allow"),
    ] {
        let answer = run(casework(folder.path()).args(&arguments), password);
        assert!(
            answer.refusal().contains(wanted),
            "{arguments:?}: {answer:?}"
        );
        assert!(
            password.is_empty() || !answer.stderr.contains(password),
            "the password is nobody's business"
        );
    }
}

#[test]
fn sound_data_pass_the_check_and_missing_data_are_not_made() {
    let folder = folder();
    let missing = run(
        casework(folder.path()).args(["check", "--data", "data"]),
        "",
    );
    assert!(missing.refusal().contains("there are no data"));
    assert!(!folder.path().join("data").exists());
    account(&folder);
    let sound = run(
        casework(folder.path()).args(["check", "--data", "data"]),
        "",
    );
    assert!(
        sound.status.success() && sound.stdout.contains("as it has to be"),
        "{sound:?}"
    );
}

#[test]
fn damaged_data_are_told() {
    let folder = folder();
    account(&folder);
    let db = rusqlite::Connection::open(folder.path().join("data/casework.db")).unwrap();
    db.execute("UPDATE accounts SET last_event = 5", [])
        .unwrap();
    drop(db);
    let damaged = run(
        casework(folder.path()).args(["check", "--data", "data"]),
        "",
    );
    assert!(
        !damaged.status.success() && damaged.stdout.contains("the event log has 1 events"),
        "{damaged:?}"
    );
}

#[test]
fn administration_works_while_a_server_runs() {
    let folder = folder();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", "data"];
    let server = Server::start(casework(folder.path()).args(serve));
    account(&folder);
    let check = run(
        casework(folder.path()).args(["check", "--data", "data"]),
        "",
    );
    assert!(check.status.success(), "{check:?}");
    server.terminate();
    assert!(server.wait().0.success());
}
