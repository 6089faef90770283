//! Instants in JSON: RFC 3339, in UTC where they are written.
//!
//! For `#[serde(deserialize_with = …)]`, so that the browser need not load the several other notations that chrono's own
//! reading knows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, de::Error};

/// Reads an instant such as `2026-11-22T08:30:00Z`.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

/// Reads an instant, or `null`.
pub fn read_optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.as_deref().map(parse).transpose()
}

fn parse<E: Error>(text: &str) -> Result<DateTime<Utc>, E> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Ok(instant.to_utc()),
        Err(_) => Err(E::custom(format_args!(
            "`{text}` is no instant such as 2026-11-22T08:30:00Z"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_instant_is_read_in_any_offset_and_to_the_nanosecond() {
        let utc: DateTime<Utc> = "2026-11-22T08:30:00.000000001Z".parse().unwrap();
        for text in [
            "2026-11-22T08:30:00.000000001Z",
            "2026-11-22T14:00:00.000000001+05:30",
        ] {
            assert_eq!(read(json!(text)).unwrap(), utc);
            assert_eq!(read_optional(json!(text)).unwrap(), Some(utc));
        }
        assert_eq!(read_optional(json!(null)).unwrap(), None);
    }

    #[test]
    fn what_is_no_instant_is_refused_with_an_example() {
        for wrong in [
            json!("2026-11-22"),
            json!("2026-02-30T08:30:00Z"),
            json!("2026-11-22T08:30:00"),
            json!(""),
        ] {
            let error = read(wrong.clone()).unwrap_err().to_string();
            assert!(error.contains("such as 2026-11-22T08:30:00Z"), "{error}");
            assert!(read_optional(wrong).is_err());
        }
        assert!(read(json!(null)).is_err());
        assert!(read(json!(1_795_336_200)).is_err());
    }
}
