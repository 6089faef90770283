//! The API's document, generated from the handlers and the types of the contract.

use case_wire::{PROBLEM_MEDIA_TYPE, Problem};
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Content, RefOr, Response, ResponseBuilder,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};

use super::cookie;

/// What the handlers are added to.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Casework",
        description = "Opens and shows support cases. Every error is an RFC 9457 problem with a stable `type` and the \
            request's ID. Requests that change something need `Content-Type: application/json`, an upload `application/octet-stream`. \
            A page names the person for whom it makes a request in the header `Casework-Person`: the account's number and `root`, or \
            `user` and the user's name, parted by spaces and percent-encoded. Where somebody else is signed in by then, a request \
            that needs a session is refused as one that is not signed in, and signing out changes nothing.",
    ),
    modifiers(&SessionCookie),
    tags(
        (name = "session", description = "Signing in and out."),
        (name = "account", description = "The account and its contacts, and how each of its users likes the pages."),
        (name = "policy", description = "What may be asked, by whom, and when somebody is there."),
        (name = "cases", description = "Checking drafts, opening cases, finding them again."),
        (name = "events", description = "What happens, told as it happens."),
        (name = "drafts", description = "What is written and not submitted, on every device."),
        (name = "attachments", description = "Sending files for a case, and reading them again."),
        (name = "operation", description = "For whoever runs the server."),
    )
)]
pub struct Document;

/// Adds the session's cookie as a way to be known.
struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let about = "Set by signing in. Over HTTPS its name is __Host-casework-session.";
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(cookie::PLAIN_NAME, about));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// Whatever else goes wrong: a problem.
pub struct AnyProblem;

impl utoipa::IntoResponses for AnyProblem {
    fn responses() -> std::collections::BTreeMap<String, RefOr<Response>> {
        let problem = Content::new(Some(
            utoipa::openapi::Ref::from_schema_name(Problem::name()),
        ));
        let response = ResponseBuilder::new()
            .description("A problem; its `type` tells which.")
            .content(PROBLEM_MEDIA_TYPE, problem);
        [("default".to_owned(), RefOr::T(response.build()))].into()
    }
}
