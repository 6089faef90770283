//! A request's JSON body, or exactly what is wrong with it.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use case_wire::ProblemKind;
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, error::Category};
use tokio::time::timeout;

use super::Refusal;

/// The largest body that is read. A draft at all its limits has about 100 kB; a text far beyond its own limit is still
/// read, so that it is answered by its own violation.
const MAX_BYTES: usize = 4 << 20;

/// The largest body of somebody who has not signed in: a sign-in has some hundred bytes.
pub const SMALL: usize = 16 << 10;

/// So much more is received and thrown away: a client that is still sending when it is cut off sees no answer at all.
const MAX_DISCARDED: usize = 32 << 20;

/// A body has to arrive within this time.
const ARRIVAL: Duration = Duration::from_secs(30);

/// The body of so many bytes at most, as the `T` that it is the JSON of.
pub struct Json<T, const MOST: usize = MAX_BYTES>(pub T);

impl<T: DeserializeOwned + Serialize, S: Sync, const MOST: usize> FromRequest<S> for Json<T, MOST> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = timeout(ARRIVAL, read(request.into_body(), MOST))
            .await
            .unwrap_or_else(|_| {
                let detail = format!(
                    "the body did not arrive within {} seconds",
                    ARRIVAL.as_secs()
                );
                Err(Refusal::new(ProblemKind::MalformedJson, detail))
            })?;
        parse(&bytes).map(Self)
    }
}

async fn read(mut body: Body, most: usize) -> Result<Vec<u8>, Refusal> {
    let (mut bytes, mut received) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|_| Refusal::new(ProblemKind::MalformedJson, "the body broke off"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        received = received.saturating_add(data.len());
        if received <= most {
            bytes.extend_from_slice(&data);
        } else if received > MAX_DISCARDED {
            break;
        }
    }
    if received > most {
        let detail = format!("this body has at most {most} bytes");
        return Err(Refusal::new(ProblemKind::BodyTooLarge, detail));
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data if path == "." => {
                Refusal::new(ProblemKind::UnexpectedShape, inner.to_string())
            }
            Category::Data => {
                Refusal::new(ProblemKind::UnexpectedShape, format!("at {path}: {inner}"))
            }
            _ => not_json(&inner),
        }
    })?;
    json.end().map_err(|error| not_json(&error))?;
    refuse_lists_for_objects(bytes, &value)?;
    Ok(value)
}

/// Serde reads a struct from a list of its members as well. No document of ours says so: an object is asked for.
fn refuse_lists_for_objects<T: Serialize>(bytes: &[u8], read: &T) -> Result<(), Refusal> {
    // Without a list in the text there is none to mistake, which spares most bodies the second reading.
    if !bytes.contains(&b'[') {
        return Ok(());
    }
    let sent: Value = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    let read = serde_json::to_value(read).map_err(|error| not_json(&error))?;
    match list_for_object(&sent, &read) {
        None => Ok(()),
        Some(path) => {
            let place = if path.is_empty() {
                String::new()
            } else {
                format!("at {}: ", path.trim_start_matches('.'))
            };
            let detail = format!("{place}invalid type: sequence, expected an object");
            Err(Refusal::new(ProblemKind::UnexpectedShape, detail))
        }
    }
}

/// The place of the first list that was read as an object.
fn list_for_object(sent: &Value, read: &Value) -> Option<String> {
    match (sent, read) {
        (Value::Array(_), Value::Object(_)) => Some(String::new()),
        (Value::Array(sent), Value::Array(read)) => {
            let mut pairs = sent.iter().zip(read).enumerate();
            pairs.find_map(|(place, (sent, read))| {
                Some(format!("[{place}]{}", list_for_object(sent, read)?))
            })
        }
        (Value::Object(sent), Value::Object(read)) => sent.iter().find_map(|(key, sent)| {
            Some(format!(".{key}{}", list_for_object(sent, read.get(key)?)?))
        }),
        _ => None,
    }
}

fn not_json(error: &serde_json::Error) -> Refusal {
    Refusal::new(ProblemKind::MalformedJson, error.to_string())
}

#[cfg(test)]
mod tests {
    use case_core::CaseDraft;

    use super::*;

    #[test]
    fn a_wrong_shape_is_told_with_its_place() {
        for (body, kind, detail) in [
            (
                r#"{"subject": 7}"#,
                ProblemKind::UnexpectedShape,
                "at subject: invalid type: integer `7`, expected a string",
            ),
            (
                r#"{"colour": 1}"#,
                ProblemKind::UnexpectedShape,
                "unknown field `colour`, expected one of",
            ),
            (
                r#"{"attachments": [{"size": -1}]}"#,
                ProblemKind::UnexpectedShape,
                "at attachments[0].size: ",
            ),
            (
                "[]",
                ProblemKind::UnexpectedShape,
                "invalid type: sequence, expected an object",
            ),
            (
                r#"{"contact": ["en", "web"]}"#,
                ProblemKind::UnexpectedShape,
                "at contact: invalid type: sequence",
            ),
            (
                r#"{"attachments": [{"name": "a", "size": 1}, ["b", 2]]}"#,
                ProblemKind::UnexpectedShape,
                "at attachments[1]: invalid type: sequence",
            ),
            ("{", ProblemKind::MalformedJson, "line 1 column 1"),
            ("{} {}", ProblemKind::MalformedJson, "trailing characters"),
            ("", ProblemKind::MalformedJson, "EOF"),
            (
                "{\"subject\": \"\u{1}\"}",
                ProblemKind::MalformedJson,
                "control character",
            ),
        ] {
            let refusal = parse::<CaseDraft>(body.as_bytes()).unwrap_err();
            assert_eq!(refusal.kind(), kind, "{body}");
            assert!(format!("{refusal:?}").contains(detail), "{refusal:?}");
        }
        assert_eq!(
            parse::<CaseDraft>(b"\xff").unwrap_err().kind(),
            ProblemKind::MalformedJson
        );
        assert_eq!(parse::<CaseDraft>(b" {} \n").unwrap(), CaseDraft::default());
    }
}
