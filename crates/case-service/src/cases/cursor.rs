//! A place in a list of cases, as clients carry it from one page to the next.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use case_core::{CaseSort, DisplayId, Severity};
use case_store::CasePosition;
use chrono::{DateTime, Utc};

use crate::ServiceError;

/// The position as text that means nothing to anybody else. It belongs to its order.
///
/// For the newest first it is what every version has written: when the case was made, and its number. For other orders the
/// order stands before them, and the rest of the place behind.
pub fn write(sort: CaseSort, position: CasePosition) -> String {
    let CasePosition {
        created_at,
        display_id,
        severity,
        due_at,
    } = position;
    let mut bytes = Vec::new();
    if sort != CaseSort::Newest {
        bytes.push(place_of(CaseSort::ALL, &sort));
    }
    bytes.extend(millis(created_at));
    bytes.extend(display_id.number().to_be_bytes());
    if sort != CaseSort::Newest {
        bytes.push(place_of(Severity::ALL, &severity));
        bytes.extend(due_at.into_iter().flat_map(millis));
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The position that [`write`] wrote for this order.
pub fn read(sort: CaseSort, text: &str) -> Result<CasePosition, ServiceError> {
    let (of, position) = parse(text).ok_or(ServiceError::InvalidCursor)?;
    (of == sort)
        .then_some(position)
        .ok_or(ServiceError::CursorOfAnotherOrder)
}

fn parse(text: &str) -> Option<(CaseSort, CasePosition)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (sort, bytes) = match bytes.split_first()? {
        _ if bytes.len() == 16 => (CaseSort::Newest, &*bytes),
        (place, rest) => {
            let sort = CaseSort::ALL.get(usize::from(*place)).copied();
            (sort.filter(|sort| *sort != CaseSort::Newest)?, rest)
        }
    };
    let (created_at, bytes) = bytes.split_first_chunk()?;
    let (number, bytes) = bytes.split_first_chunk()?;
    let (severity, due_at) = match (sort, bytes.split_first()) {
        // Nothing else is asked of a place in this order.
        (CaseSort::Newest, _) => (Severity::Low, None),
        (_, None) => return None,
        (_, Some((severity, []))) => (*Severity::ALL.get(usize::from(*severity))?, None),
        (_, Some((severity, due_at))) => (
            *Severity::ALL.get(usize::from(*severity))?,
            Some(instant(due_at.try_into().ok()?)?),
        ),
    };
    let position = CasePosition {
        created_at: instant(*created_at)?,
        display_id: u64::from_be_bytes(*number)
            .to_string()
            .parse::<DisplayId>()
            .ok()?,
        severity,
        due_at,
    };
    Some((sort, position))
}

fn millis(at: DateTime<Utc>) -> [u8; 8] {
    at.timestamp_millis().to_be_bytes()
}

fn instant(bytes: [u8; 8]) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(i64::from_be_bytes(bytes))
}

/// The place of a code in its vocabulary, which only ever grows at its end.
fn place_of<T: PartialEq>(all: &[T], one: &T) -> u8 {
    let place = all.iter().position(|known| known == one);
    place
        .and_then(|place| place.try_into().ok())
        .unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(due_at: Option<i64>) -> CasePosition {
        let at = |millis| DateTime::from_timestamp_millis(millis).unwrap();
        CasePosition {
            created_at: at(1_795_000_000_123),
            display_id: DisplayId::from_sequence(42),
            severity: Severity::Urgent,
            due_at: due_at.map(at),
        }
    }

    #[test]
    fn a_position_survives_the_way_to_the_client_and_back() {
        for sort in CaseSort::ALL {
            for place in [place(None), place(Some(1_795_000_900_456))] {
                let read = read(*sort, &write(*sort, place)).unwrap();
                if *sort == CaseSort::Newest {
                    let asked = (place.created_at, place.display_id);
                    assert_eq!((read.created_at, read.display_id), asked);
                } else {
                    assert_eq!(read, place, "{sort}");
                }
            }
        }
    }

    #[test]
    fn a_cursor_of_the_newest_is_written_as_every_version_reads_it() {
        let text = write(CaseSort::Newest, place(None));
        let bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
        assert_eq!(bytes.len(), 16);
        assert_eq!(bytes[..8], 1_795_000_000_123_i64.to_be_bytes());
    }

    #[test]
    fn l7_a_cursor_belongs_to_its_order() {
        for written in CaseSort::ALL {
            for sort in CaseSort::ALL {
                let read = read(*sort, &write(*written, place(Some(1))));
                let refused = matches!(read, Err(ServiceError::CursorOfAnotherOrder));
                assert_eq!(refused, written != sort, "{written} read as {sort}");
            }
        }
    }

    #[test]
    fn anything_else_is_no_position() {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        for text in [
            "",
            "nonsense",
            "AAAA",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "f/8=",
            "é",
            &encode(&[0xff; 17]),
            &encode(&[0; 18]),
            &encode(&[1; 17]),
            &encode(&[2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 9]),
            &encode(&[1; 25]),
            &encode(&[1; 27]),
        ] {
            for sort in CaseSort::ALL {
                let read = read(*sort, text);
                assert!(
                    matches!(read, Err(ServiceError::InvalidCursor)),
                    "{text} read as {sort}: {read:?}"
                );
            }
        }
    }
}
