//! A place in a list of cases, as clients carry it from one page to the next.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use case_core::DisplayId;
use case_store::CasePosition;
use chrono::DateTime;

/// The position as text that means nothing to anybody else.
pub fn write(position: CasePosition) -> String {
    let instant = position.created_at.timestamp_millis().to_be_bytes();
    let number = position.display_id.number().to_be_bytes();
    URL_SAFE_NO_PAD.encode([instant, number].concat())
}

/// The position that [`write`] wrote.
pub fn read(text: &str) -> Option<CasePosition> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (instant, number) = bytes.split_at_checked(8)?;
    let instant = i64::from_be_bytes(instant.try_into().ok()?);
    let number = u64::from_be_bytes(number.try_into().ok()?);
    Some(CasePosition {
        created_at: DateTime::from_timestamp_millis(instant)?,
        display_id: number.to_string().parse::<DisplayId>().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_the_way_to_the_client_and_back() {
        let position = CasePosition {
            created_at: DateTime::from_timestamp_millis(1_795_000_000_123).unwrap(),
            display_id: DisplayId::from_sequence(42),
        };
        assert_eq!(read(&write(position)), Some(position));
    }

    #[test]
    fn anything_else_is_no_position() {
        for text in [
            "",
            "nonsense",
            "AAAA",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "f/8=",
            "é",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&URL_SAFE_NO_PAD.encode([0xff; 17])), None);
    }
}
