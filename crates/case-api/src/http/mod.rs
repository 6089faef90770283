//! The HTTP API: one file for each operation, and what all of them share.

mod account;
mod body;
mod check;
mod cookie;
mod create_case;
mod delete_attachment;
mod download;
mod drafts;
mod encoding;
mod envelope;
mod events;
mod guard;
mod headers;
mod health;
mod hours;
mod list_cases;
mod openapi;
mod origin;
mod params;
mod policy;
mod preferences;
mod refusal;
mod session;
mod sign_in;
mod sign_out;
mod signed_in;
mod state;
mod streams;
mod upload;
mod view_case;
mod views;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware,
    response::{IntoResponse, Response},
};
use case_wire::{ProblemKind, paths};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, cors::CorsLayer};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use encoding::{Encoding, accepted};
pub use origin::{Origin, Origins, UnusableOrigin};
pub use policy::{PolicyBodies, matches};
pub use refusal::Refusal;
pub use state::App;
pub use streams::Streams;

/// The operations, as routes and as a document: one list, so that neither has what the other lacks.
fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_out::sign_out))
        .routes(routes!(session::session))
        .routes(routes!(account::account))
        .routes(routes!(account::save_contacts))
        .routes(routes!(
            preferences::preferences,
            preferences::save_preferences
        ))
        .routes(routes!(policy::policy))
        .routes(routes!(hours::hours))
        .routes(routes!(check::check))
        .routes(routes!(list_cases::list_cases, create_case::create_case))
        .routes(routes!(view_case::view_case))
        .routes(routes!(drafts::drafts))
        .routes(routes!(drafts::save_draft))
        .routes(routes!(drafts::discard_draft))
        .routes(routes!(upload::upload))
        .routes(routes!(
            download::download,
            delete_attachment::delete_attachment
        ))
        .routes(routes!(events::events))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
}

/// The OpenAPI document of the API, as indented JSON with a line's end.
pub fn document() -> serde_json::Result<String> {
    let mut json = operations().into_openapi().to_pretty_json()?;
    json.push('\n');
    Ok(json)
}

/// Everything that the server answers: the API, and the SPA on all other paths.
pub fn router(app: &Arc<App>) -> Router {
    let guard = middleware::from_fn_with_state(Arc::clone(app), guard::guard);
    around(Router::from(operations()).route_layer(guard), app)
}

/// What every answer goes through, from the inside to the outside.
fn around(operations: Router<Arc<App>>, app: &Arc<App>) -> Router {
    let router = operations
        .method_not_allowed_fallback(wrong_method)
        .fallback(anything_else)
        .layer(CatchPanicLayer::custom(panicked));
    let router = match cors(app.origins()) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router
        .layer(middleware::from_fn_with_state(
            Arc::clone(app),
            headers::headers,
        ))
        .layer(middleware::from_fn_with_state(
            Arc::clone(app),
            envelope::envelope,
        ))
        .layer(CompressionLayer::new().compress_when(encoding::worthwhile()))
        .with_state(Arc::clone(app))
}

/// The panic itself is in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::new(
        ProblemKind::Internal,
        "the server failed; its log tells more",
    )
    .into_response()
}

async fn wrong_method(request: Request) -> Refusal {
    let detail = format!(
        "{} is not possible at this path; see the Allow header",
        request.method()
    );
    Refusal::new(ProblemKind::MethodNotAllowed, detail)
}

/// The SPA, except below `/api`, where a client expects a problem.
async fn anything_else(State(app): State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return Refusal::new(ProblemKind::NotFound, "the API has no such path").into_response();
    }
    app.site().answer(&request)
}

/// Lets the pages of the allowed origins read answers and send the session cookie.
fn cors(origins: &Origins) -> Option<CorsLayer> {
    use axum::http::{HeaderName, Method, header};
    if origins.allowed().is_empty() {
        return None;
    }
    let [key, person, id, last] = [
        paths::IDEMPOTENCY_KEY,
        paths::PERSON,
        paths::REQUEST_ID,
        paths::LAST_EVENT_ID,
    ]
    .map(HeaderName::from_static);
    let allowed: Vec<_> = origins.allowed().iter().map(Origin::header_value).collect();
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_credentials(true)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::CONTENT_TYPE,
            header::RANGE,
            key,
            person,
            last,
            id.clone(),
        ])
        .expose_headers([
            header::ACCEPT_RANGES,
            header::CONTENT_DISPOSITION,
            header::CONTENT_RANGE,
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            id,
        ])
        .max_age(std::time::Duration::from_hours(1));
    Some(layer)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::header, routing::get};
    use case_service::{Policies, Ports, Service, SystemClock, SystemRandomness};
    use case_store::{Objects, sqlite::SqliteStore};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;
    use crate::site::{Files, Site};

    async fn faulty() -> &'static str {
        panic!("with a secret in its message")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let ports = Ports {
            store: Arc::new(SqliteStore::open(folder.path()).unwrap()),
            objects: Objects::in_folder(&folder.path().join("attachments")).unwrap(),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandomness),
        };
        let policies = Arc::new(Policies::embedded().unwrap());
        let app = Arc::new(App::new(
            Arc::new(Service::new(ports, policies, None)),
            Arc::new(SystemRandomness),
            Origins::default(),
            Site::new(Files::built()),
        ));
        let router = around(Router::new().route("/api/faulty", get(faulty)), &app);
        let request = Request::get("/api/faulty").body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 500);
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
        let id = answer.headers()[paths::REQUEST_ID].clone();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let problem: case_wire::Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.kind, ProblemKind::Internal);
        assert_eq!(problem.request_id, id.to_str().unwrap());
        assert!(!problem.detail.contains("secret"), "{}", problem.detail);
    }
}
