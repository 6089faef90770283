//! GET what happens to the account's cases, as it happens (N3).

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse, Sse, sse},
};
use case_service::News;
use case_wire::{CASE_EVENT, CaseEvent, EVENTS_MEDIA_TYPE, EventsQuery, READY_EVENT, paths};
use futures_util::{StreamExt, stream};

use super::{
    App, Refusal, Streams,
    openapi::AnyProblem,
    params::{LastEventId, Query},
    signed_in::SessionToken,
    views,
};

/// What happens to the account's cases from now on, or after an event, each told once and in order, until the session ends.
///
/// First comes `event: ready` with the `id` at which the stream stands, then for each event of a case `event: case` with
/// its number as `id` and a `CaseEvent` as data. Where nothing happens, a comment comes every quarter of a minute, with the
/// `id` of the last event that had nothing to do with a case. Whoever was cut off sends the last `id` and misses nothing.
/// The stream does not keep the session from expiring, and a server that is about to end ends it.
#[utoipa::path(
    get,
    path = paths::EVENTS,
    tag = "events",
    security(("session" = [])),
    params(
        EventsQuery,
        ("Last-Event-ID" = Option<u64>, Header, description = "The `id` of the last message that was read."),
    ),
    responses(
        (status = 200, description = "The messages.", body = CaseEvent, content_type = EVENTS_MEDIA_TYPE),
        AnyProblem,
    )
)]
pub async fn events(
    State(app): State<Arc<App>>,
    SessionToken(token): SessionToken,
    LastEventId(last): LastEventId,
    Query(query): Query<EventsQuery>,
    streams: Streams,
) -> Result<impl IntoResponse, Refusal> {
    let room = streams.room()?;
    let events = app.service().follow_cases(&token, last.or(query.after));
    let events = events.await?;
    let ready = sse::Event::default().event(READY_EVENT).data("{}");
    let ready = ready.id(events.at().to_string());
    let news = stream::unfold((events, room), |(mut events, room)| async {
        let news = events.next().await?;
        Some((message(&news), (events, room)))
    });
    let messages = stream::once(async { ready }).chain(news);
    let messages = messages.take_until(streams.ending());
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        // What some proxies want to be told, or they keep messages back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Sse::new(messages.map(Ok::<_, Infallible>))))
}

/// News as the stream tells them.
fn message(news: &News) -> sse::Event {
    match news {
        News::Case(event) => {
            let message = sse::Event::default().id(event.sequence.to_string());
            let told = views::case_event(event).map(|told| {
                // Plain structs with string keys: they can always be written as JSON.
                serde_json::to_string(&told).unwrap_or_default()
            });
            match told {
                Some(data) => message.event(CASE_EVENT).data(data),
                None => message,
            }
        }
        News::Nothing(up_to) => {
            let message = sse::Event::default().comment("nothing new");
            message.id(up_to.to_string())
        }
    }
}
