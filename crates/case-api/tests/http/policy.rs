//! The policy: in both languages, revalidated, compressed.

use std::io::Read as _;

use case_core::{Lang, Plan, Policy};
use case_wire::{ProblemKind, paths};

use crate::{
    client::Client,
    server::{Set, TestServer},
};

#[tokio::test]
async fn design_2_the_policy_is_there_in_each_language_without_a_session() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let default: Policy = client.get(paths::POLICY).await.json(200);
    assert_eq!(default.language, Lang::EN);
    let english: Policy = client.get("/api/policy?language=en").await.json(200);
    let japanese: Policy = client.get("/api/policy?language=ja").await.json(200);
    assert_eq!((english == default, japanese.language), (true, Lang::JA));
    assert_ne!(
        english.plan(Plan::Business).summary,
        japanese.plan(Plan::Business).summary
    );
}

#[tokio::test]
async fn an_unknown_language_or_parameter_is_told_what_there_is() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    for language in ["fr", "EN", "", "english%20please"] {
        let answer = client
            .get(&format!("/api/policy?language={language}"))
            .await;
        let problem = answer.problem(ProblemKind::InvalidParameter);
        assert!(problem.detail.contains("en, ja"), "{}", problem.detail);
    }
    let problem = client
        .get("/api/policy?lang=en")
        .await
        .problem(ProblemKind::InvalidParameter);
    assert!(
        problem
            .detail
            .contains("unknown field `lang`, expected `language`"),
        "{}",
        problem.detail
    );
}

#[tokio::test]
async fn an_unchanged_policy_is_not_sent_again() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let first = client.get("/api/policy?language=en").await;
    let etag = first.header("etag").to_owned();
    assert_eq!(first.header("cache-control"), "no-cache");
    let strong = etag.strip_prefix("W/").unwrap().to_owned();
    for sent in [etag.clone(), strong, format!("\"other\", {etag}")] {
        let again = client
            .get_with("/api/policy?language=en", "if-none-match", &sent)
            .await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), etag);
    }
    let other = client
        .get_with("/api/policy?language=ja", "if-none-match", &etag)
        .await;
    assert_eq!(other.status, 200);
    assert_ne!(other.header("etag"), etag);
}

#[tokio::test]
async fn the_policy_is_compressed_as_the_client_likes_it() {
    let compressed = Set {
        compressed_policy: true,
        ..Set::default()
    };
    // Until it is compressed once and for all, each answer is compressed on its way.
    for set in [Set::default(), compressed] {
        let server = TestServer::with(set).await;
        let client = Client::of(&server);
        let plain = client.get(paths::POLICY).await;
        assert!(!plain.has_header("content-encoding"));
        for (accept, coding) in [
            ("br", "br"),
            ("gzip, br;q=0.1", "gzip"),
            ("gzip;q=0, br;q=0.5", "br"),
        ] {
            let answer = client
                .get_with(paths::POLICY, "accept-encoding", accept)
                .await;
            assert_eq!(answer.header("content-encoding"), coding, "{accept}");
            assert!(answer.header("vary").contains("accept-encoding"));
            assert_eq!(unpacked(coding, &answer.body), plain.body, "{accept}");
            assert!(answer.body.len() * 3 < plain.body.len(), "{accept}");
        }
        let refused = client
            .get_with(paths::POLICY, "accept-encoding", "br;q=0, gzip;q=0")
            .await;
        assert!(!refused.has_header("content-encoding"));
    }
}

fn unpacked(coding: &str, mut body: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    if coding == "br" {
        brotli::BrotliDecompress(&mut body, &mut unpacked).unwrap();
    } else {
        let mut gzip = flate2::read::GzDecoder::new(body);
        gzip.read_to_end(&mut unpacked).unwrap();
    }
    unpacked
}
