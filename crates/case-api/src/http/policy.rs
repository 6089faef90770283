//! GET the policy: revalidated by its ETag, compressed once at the highest quality.

use std::sync::{Arc, OnceLock};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use case_core::Policy;
use case_service::{Policies, PolicyView};
use case_wire::{PolicyQuery, paths};

use super::{App, Encoding, Refusal, accepted, openapi::AnyProblem, params::Query};

/// Answers with the policy in the language asked for.
#[utoipa::path(
    get,
    path = paths::POLICY,
    tag = "policy",
    params(PolicyQuery, ("If-None-Match" = Option<String>, Header, description = "The ETag of what is known.")),
    responses(
        (status = 200, description = "The policy in one language.", body = Policy,
            headers(("ETag" = String, description = "The same as long as the policy is."))),
        (status = 304, description = "The policy is as it was."),
        AnyProblem,
    )
)]
pub async fn policy(
    State(app): State<Arc<App>>,
    Query(query): Query<PolicyQuery>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let view = app.service().policies().view(query.language.as_deref())?;
    // Weak: the same policy in another coding has other bytes.
    let etag = format!("W/\"{}\"", view.digest);
    let common = [
        (
            header::ETAG,
            HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("\"\"")),
        ),
        // Kept by the browser, and asked about each time: an operator's change shows at the next visit.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if matches(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let (body, coding) = app.policy().body(view, &accepted(&headers));
    let mut response = (common, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if let Some(coding) = coding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}

/// Whether `If-None-Match` lists this entity tag. The comparison is the weak one, as RFC 9110 has it: `W/` makes no
/// difference.
pub fn matches(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let listed = headers.get_all(header::IF_NONE_MATCH).iter();
    let listed = listed.filter_map(|value| value.to_str().ok());
    let mut tags = listed.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || opaque(tag) == opaque(etag))
}

/// The policy's bytes in every language and coding.
pub struct PolicyBodies(Vec<Encoded>);

/// One language's.
struct Encoded {
    digest: String,
    json: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl PolicyBodies {
    /// Not compressed yet: see [`PolicyBodies::compress`].
    pub fn of(policies: &Policies) -> Self {
        let encoded = policies.views().iter().map(|view| Encoded {
            digest: view.digest.clone(),
            json: Bytes::from_owner(Arc::clone(&view.json)),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        });
        Self(encoded.collect())
    }

    /// Compresses everything at the highest quality. Takes about a second of a core: call it aside, while the server
    /// answers already. Until it is done, answers are compressed as they are sent.
    pub fn compress(&self) {
        for one in &self.0 {
            let fill =
                |cell: &OnceLock<Bytes>, compressed: std::io::Result<Vec<u8>>| match compressed {
                    // Whether somebody else was first makes no difference.
                    Ok(bytes) => drop(cell.set(bytes.into())),
                    Err(error) => tracing::warn!(%error, "cannot compress the policy"),
                };
            fill(&one.brotli, brotli(&one.json));
            fill(&one.gzip, gzip(&one.json));
        }
    }

    /// In the coding that the client likes best; as plain JSON while that is not ready.
    fn body(&self, view: &PolicyView, codings: &[Encoding]) -> (Bytes, Encoding) {
        let Some(one) = self.0.iter().find(|one| one.digest == view.digest) else {
            return (
                Bytes::from_owner(Arc::clone(&view.json)),
                Encoding::Identity,
            );
        };
        let best = codings.first().copied().unwrap_or(Encoding::Identity);
        let ready = match best {
            Encoding::Brotli => one.brotli.get(),
            Encoding::Gzip => one.gzip.get(),
            Encoding::Identity => Some(&one.json),
        };
        ready.map_or_else(
            || (one.json.clone(), Encoding::Identity),
            |body| (body.clone(), best),
        )
    }
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        // A window of 2^18 bytes holds the policy; a larger one would only cost memory.
        lgwin: 18,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_tag_is_found_in_a_list_weak_or_strong() {
        for (header, found) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(header));
            assert_eq!(matches(&headers, "\"a\""), found, "{header}");
            assert_eq!(matches(&headers, "W/\"a\""), found, "{header}");
        }
        assert!(!matches(&HeaderMap::new(), "\"a\""));
    }
}
