//! S3, S4, C4: hours for the account.

use case_core::{Channel, Lang, Plan};
use case_wire::{Hours, paths};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{client::Client, server::TestServer};

#[tokio::test]
async fn s3_business_hours_are_in_the_accounts_own_time_zone() {
    let server = TestServer::start().await;
    server.account(Plan::Developer).await;
    let client = Client::root(&server, Plan::Developer).await;
    let hours: Hours = client.get(paths::HOURS).await.json(200);
    assert_eq!(hours.now.to_rfc3339(), "2026-11-20T15:00:00+00:00");
    let english = hours
        .business
        .iter()
        .find(|one| one.language == Lang::EN)
        .unwrap();
    // 15:00 UTC is 10:00 in New York on a Friday: open from 14:00 (an hour before the hour) to 18:00 there.
    let first = &english.spans[0];
    assert!(first.state.is_open());
    assert_eq!(
        (first.start.to_rfc3339(), first.end.to_rfc3339()),
        (
            "2026-11-20T14:00:00+00:00".to_owned(),
            "2026-11-20T23:00:00+00:00".to_owned()
        )
    );
    let thanksgiving: DateTime<Utc> = "2026-11-26T16:00:00Z".parse().unwrap();
    let then = english
        .spans
        .iter()
        .find(|span| span.start <= thanksgiving && thanksgiving < span.end)
        .unwrap();
    assert!(
        matches!(then.state, case_core::clock::SpanState::Holiday { .. }),
        "{then:?}"
    );
    let last = english.spans.last().unwrap();
    assert!(last.end - hours.now >= TimeDelta::weeks(6));
    assert!(
        english
            .spans
            .windows(2)
            .all(|pair| pair[0].end == pair[1].start)
    );
}

#[tokio::test]
async fn c4_channels_with_hours_are_told_by_language() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let hours: Hours = client.get(paths::HOURS).await.json(200);
    let chat = |language| {
        hours
            .channels
            .iter()
            .find(|one| one.channel == Channel::Chat && one.language == language)
    };
    assert!(chat(Lang::EN).is_none(), "around the clock");
    // Midnight between Friday and Saturday in Tokyo: nobody is there.
    assert!(!chat(Lang::JA).unwrap().spans[0].state.is_open());
}

#[tokio::test]
async fn hours_move_on_with_the_clock() {
    let server = TestServer::start().await;
    server.account(Plan::Business).await;
    let client = Client::root(&server, Plan::Business).await;
    let before: Hours = client.get(paths::HOURS).await.json(200);
    server.clock.advance(TimeDelta::hours(2));
    let after: Hours = client.get(paths::HOURS).await.json(200);
    assert_eq!(after.now - before.now, TimeDelta::hours(2));
    assert_eq!(
        after.business[0].spans[0].start - before.business[0].spans[0].start,
        TimeDelta::hours(2)
    );
}
