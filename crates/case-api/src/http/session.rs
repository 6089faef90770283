//! GET who is signed in.

use axum::Json;
use case_wire::Session;

use super::{signed_in::SignedIn, views};

/// Who is signed in, for which account, and what they may do.
pub async fn session(SignedIn(principal): SignedIn) -> Json<Session> {
    Json(views::session(&principal))
}
