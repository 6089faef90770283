//! X1: signing in and out, sessions, and the limits on failed attempts.

use case_core::{Actor, Plan};
use case_service::SignInLimits;
use case_wire::{ProblemKind, Session, paths};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, root, user},
    server::{PASSWORD, Set, TestServer},
};

#[tokio::test]
async fn x1_root_signs_in_by_address_and_a_user_by_account_and_name() {
    let server = TestServer::start().await;
    let id = server.account(Plan::Business).await;
    let nobody = Client::of(&server);
    let session: Session = nobody
        .post(paths::SIGN_IN, &root(Plan::Business))
        .await
        .json(200);
    assert_eq!((session.account.id, &session.actor), (id, &Actor::Root));
    assert_eq!(
        (&*session.display_name, session.account.facts.plan),
        ("root-business@example.com", Plan::Business)
    );
    for account in [id.to_string(), "Example-Business".to_owned()] {
        let body =
            json!({"kind": "user", "account": account, "userName": "Ana", "password": PASSWORD});
        let session: Session = nobody.post(paths::SIGN_IN, &body).await.json(200);
        assert_eq!(
            session.actor,
            Actor::User {
                email: Some("ana@example.com".to_owned())
            }
        );
        assert_eq!(session.display_name, "ana");
    }
}

#[tokio::test]
async fn x2_a_session_tells_what_one_may_do() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    for (body, create) in [
        (root(Plan::Business), true),
        (user(Plan::Business, "ana"), true),
        (user(Plan::Business, "rui"), false),
    ] {
        let session: Session = Client::of(&server)
            .post(paths::SIGN_IN, &body)
            .await
            .json(200);
        assert_eq!(
            (
                session.abilities.create_case,
                session.abilities.describe_cases
            ),
            (create, true),
            "{body}"
        );
    }
}

#[tokio::test]
async fn x1_what_was_wrong_stays_unsaid() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let mut answers = Vec::new();
    for (account, user_name, password) in [
        ("example-business", "ana", "wrong"),
        ("example-business", "nobody", PASSWORD),
        ("no-such-account", "ana", PASSWORD),
        ("123456789012", "ana", PASSWORD),
        ("", "", ""),
    ] {
        let body = json!({"kind": "user", "account": account, "userName": user_name, "password": password});
        let answer = Client::of(&server).post(paths::SIGN_IN, &body).await;
        assert!(!answer.has_header("set-cookie"));
        answers.push(answer.problem(ProblemKind::WrongCredentials).detail);
    }
    let body = json!({"kind": "root", "email": "root-business@example.com", "password": "x".repeat(2_000)});
    answers.push(
        Client::of(&server)
            .post(paths::SIGN_IN, &body)
            .await
            .problem(ProblemKind::WrongCredentials)
            .detail,
    );
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = TestServer::start().await;
    server.account(Plan::Basic).await;
    let answer = Client::of(&server)
        .post(paths::SIGN_IN, &root(Plan::Basic))
        .await;
    let cookie = answer.header("set-cookie");
    for attribute in [
        "casework-session=",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Path=/",
        "; Max-Age=",
    ] {
        assert!(cookie.contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_and_may_be_repeated() {
    let server = TestServer::start().await;
    server.account(Plan::Basic).await;
    let client = Client::root(&server, Plan::Basic).await;
    client.get(paths::SESSION).await.json::<Session>(200);
    for _ in 0..2 {
        let answer = client.post(paths::SIGN_OUT, &json!({})).await;
        assert_eq!(answer.status, 204);
        assert!(answer.header("set-cookie").contains("casework-session=; "));
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
    }
    client
        .get(paths::SESSION)
        .await
        .problem(ProblemKind::NotSignedIn);
}

#[tokio::test]
async fn a_session_expires_when_nobody_uses_it_and_ends_after_a_week() {
    let server = TestServer::start().await;
    server.account(Plan::Basic).await;
    let client = Client::root(&server, Plan::Basic).await;
    for _ in 0..23 {
        server.clock.advance(TimeDelta::hours(7));
        client.get(paths::SESSION).await.json::<Session>(200);
    }
    server.clock.advance(TimeDelta::hours(7));
    client
        .get(paths::SESSION)
        .await
        .problem(ProblemKind::NotSignedIn);
    let client = Client::root(&server, Plan::Basic).await;
    server.clock.advance(TimeDelta::hours(8));
    client
        .get(paths::SESSION)
        .await
        .problem(ProblemKind::NotSignedIn);
}

#[tokio::test]
async fn without_a_session_everything_else_is_refused() {
    let server = TestServer::start().await;
    let nobody = Client::of(&server);
    let stranger = Client::of(&server).with_cookie("casework-session=made-up; other=1");
    for client in [nobody, stranger] {
        for path in [
            paths::SESSION,
            paths::HOURS,
            paths::CASES,
            "/api/cases/nope",
        ] {
            client.get(path).await.problem(ProblemKind::NotSignedIn);
        }
        for path in [paths::CHECK, paths::CASES] {
            client
                .post(path, &json!({}))
                .await
                .problem(ProblemKind::NotSignedIn);
        }
    }
}

fn limits() -> Set {
    let limits = SignInLimits {
        window: TimeDelta::minutes(15),
        by_identity: 3,
        by_address: 6,
    };
    Set {
        limits: Some(limits),
        ..Set::default()
    }
}

fn wrong(name: &str) -> Value {
    json!({"kind": "user", "account": "example-basic", "userName": name, "password": "wrong"})
}

#[tokio::test]
async fn too_many_failures_for_one_identity_are_refused_for_a_while() {
    let server = TestServer::with(limits()).await;
    server.account(Plan::Basic).await;
    let client = Client::of(&server);
    for _ in 0..3 {
        client
            .post(paths::SIGN_IN, &wrong("ana"))
            .await
            .problem(ProblemKind::WrongCredentials);
    }
    // The right password does not help any more, in any spelling of the name; others still sign in.
    for name in ["ana", "ANA"] {
        let answer = client.post(paths::SIGN_IN, &user(Plan::Basic, name)).await;
        assert_eq!(
            answer.problem(ProblemKind::TooManyRequests).retry_after,
            Some(900)
        );
        assert_eq!(answer.header("retry-after"), "900");
    }
    client
        .post(paths::SIGN_IN, &user(Plan::Basic, "rui"))
        .await
        .json::<Session>(200);
    server.clock.advance(TimeDelta::seconds(899));
    let problem = client
        .post(paths::SIGN_IN, &user(Plan::Basic, "ana"))
        .await
        .problem(ProblemKind::TooManyRequests);
    assert_eq!(problem.retry_after, Some(1));
    server.clock.advance(TimeDelta::seconds(1));
    client
        .post(paths::SIGN_IN, &user(Plan::Basic, "ana"))
        .await
        .json::<Session>(200);
}

#[tokio::test]
async fn too_many_failures_from_one_address_are_refused_for_a_while() {
    let server = TestServer::with(limits()).await;
    server.account(Plan::Basic).await;
    let client = Client::of(&server);
    let from = async |address: &str, body: &Value| {
        let request = client
            .request(Method::POST, paths::SIGN_IN)
            .header("x-forwarded-for", address);
        Answer::of(request.json(body)).await
    };
    for n in 0..6 {
        from("203.0.113.9", &wrong(&format!("user-{n}")))
            .await
            .problem(ProblemKind::WrongCredentials);
    }
    from("203.0.113.9", &root(Plan::Basic))
        .await
        .problem(ProblemKind::TooManyRequests);
    // Only what the nearest proxy has added counts.
    from("198.51.100.1, 203.0.113.9", &root(Plan::Basic))
        .await
        .problem(ProblemKind::TooManyRequests);
    from("198.51.100.1", &root(Plan::Basic))
        .await
        .json::<Session>(200);
}

#[tokio::test]
async fn a_success_forgives_earlier_failures() {
    let server = TestServer::with(limits()).await;
    server.account(Plan::Basic).await;
    let client = Client::of(&server);
    for _ in 0..3 {
        for _ in 0..2 {
            client
                .post(paths::SIGN_IN, &wrong("ana"))
                .await
                .problem(ProblemKind::WrongCredentials);
        }
        client
            .post(paths::SIGN_IN, &user(Plan::Basic, "ana"))
            .await
            .json::<Session>(200);
    }
}

#[tokio::test]
async fn a_sign_in_of_another_shape_is_told_what_is_expected() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for (body, wanted) in [
        (json!({}), "kind"),
        (
            json!({"kind": "agent"}),
            "unknown variant `agent`, expected `root` or `user`",
        ),
        (
            json!({"kind": "root", "email": "a@b.co"}),
            "missing field `password`",
        ),
        (
            json!({"kind": "root", "email": "a@b.co", "password": "x", "otp": 1}),
            "unknown field `otp`",
        ),
        (
            json!({"kind": "root", "email": 5, "password": "x"}),
            "expected a string",
        ),
    ] {
        let problem = client
            .post(paths::SIGN_IN, &body)
            .await
            .problem(ProblemKind::UnexpectedShape);
        assert!(
            problem.detail.contains(wanted),
            "{body}: {}",
            problem.detail
        );
    }
}

#[tokio::test]
async fn x3_a_request_that_is_made_for_another_person_is_refused() {
    let server = TestServer::start().await;
    let id = server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    let root = Client::root(&server, Plan::Business).await;
    for (client, person, is_right) in [
        (&ana, format!("{id}%20user%20ana"), true),
        (&ana, format!("{id} user %61na"), true),
        (&ana, format!("{id}%20user%20rui"), false),
        (&ana, format!("{id}%20root"), false),
        (&ana, String::new(), false),
        (&root, format!("{id}%20root"), true),
        (&root, format!("{id}%20user%20ana"), false),
        (&root, "999999999999%20root".to_owned(), false),
    ] {
        let answer = client.get_with(paths::DRAFTS, paths::PERSON, &person).await;
        if is_right {
            assert_eq!(answer.status, 200, "{person}");
        } else {
            answer.problem(ProblemKind::NotSignedIn);
        }
    }
    let session: Session = ana.get(paths::SESSION).await.json(200);
    assert_eq!(session.person(), format!("{id} user ana"));
}

#[tokio::test]
async fn x3_a_page_of_another_person_signs_nobody_out() {
    let server = TestServer::start().await;
    let id = server.account(Plan::Business).await;
    let ana = Client::user(&server, Plan::Business, "ana").await;
    for (person, status) in [
        (format!("{id}%20root"), 200),
        (format!("{id}%20user%20ana"), 401),
    ] {
        let mut request = ana.request(Method::POST, paths::SIGN_OUT);
        request = request.header(paths::PERSON, &person);
        let answer = Answer::of(request.header("content-type", "application/json")).await;
        assert_eq!(answer.status, 204, "{person}");
        assert_eq!(answer.has_header("set-cookie"), status == 401, "{person}");
        assert_eq!(ana.get(paths::DRAFTS).await.status, status, "{person}");
    }
}
