//! C5: a telephone number as people type it, read as E.164.

use crate::{policy::Country, violation::Fault};

/// The most digits that an international number has, calling code included (E.164).
const MAX_DIGITS: usize = 15;

/// Reads a number typed for `country`, in national form (`090-1234-5678`) or international (`+81 90 1234 5678`).
///
/// Returns E.164 (`+819012345678`). Spaces, hyphens, dots, slashes and parentheses may part the digits, and full-width
/// characters count as their ASCII twins, because Japanese input methods produce them.
pub fn parse(country: &Country, typed: &str) -> Result<String, Fault> {
    let (international, digits) = digits_of(typed).ok_or(Fault::PhoneMalformed)?;
    let national = if international {
        digits
            .strip_prefix(country.calling_code.as_str())
            .ok_or_else(|| Fault::PhoneOtherCountry {
                country: country.id.clone(),
                calling_code: country.calling_code.clone(),
            })?
    } else {
        &digits
    };
    let has_length = |number: &str| {
        country
            .lengths
            .iter()
            .any(|n| usize::from(*n) == number.len())
    };
    // `+44 (0)20 …` and `020 …` both name the trunk prefix that the number loses abroad.
    let without_trunk = match country.trunk.as_str() {
        "" => None,
        trunk => national.strip_prefix(trunk).filter(|rest| has_length(rest)),
    };
    let significant = without_trunk.unwrap_or(national);
    let total = country.calling_code.len() + significant.len();
    if has_length(significant) && total <= MAX_DIGITS {
        return Ok(format!("+{}{significant}", country.calling_code));
    }
    Err(Fault::PhoneLength {
        country: country.id.clone(),
        allowed: country.lengths.clone(),
        actual: u32::try_from(significant.len()).unwrap_or(u32::MAX),
    })
}

/// Whether the text began with `+`, and its digits as ASCII; `None` when something else stands in it.
fn digits_of(typed: &str) -> Option<(bool, String)> {
    let mut international = false;
    let mut digits = String::new();
    for c in typed.trim().chars().map(to_half_width) {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() && !international => international = true,
            ' ' | '-' | '.' | '/' | '(' | ')' => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some((international, digits))
}

/// The ASCII twin of the full-width forms, and of the spaces and hyphens that keyboards and documents put in their place.
fn to_half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(id: &str, calling_code: &str, trunk: &str, lengths: &[u8]) -> Country {
        Country {
            id: id.to_owned(),
            calling_code: calling_code.to_owned(),
            trunk: trunk.to_owned(),
            lengths: lengths.to_vec(),
        }
    }

    #[test]
    fn c5_reads_what_people_type_as_e164() {
        let us = country("US", "1", "1", &[10]);
        let jp = country("JP", "81", "0", &[9, 10]);
        let gb = country("GB", "44", "0", &[9, 10]);
        let it = country("IT", "39", "", &[6, 7, 8, 9, 10, 11]);
        let ru = country("RU", "7", "8", &[10]);
        for (country, typed, e164) in [
            (&us, "(206) 555-0100", "+12065550100"),
            (&us, "1 206 555 0100", "+12065550100"),
            (&us, "+1.206.555.0100", "+12065550100"),
            (&jp, "090-1234-5678", "+819012345678"),
            (&jp, "03 1234 5678", "+81312345678"),
            (&jp, "０９０ー１２３４ー５６７８", "+819012345678"),
            (&jp, "＋81　90\u{2010}1234\u{2212}5678", "+819012345678"),
            (&gb, "+44 (0)20 7946 0958", "+442079460958"),
            (&gb, "020/7946\u{a0}0958", "+442079460958"),
            (&it, "06 1234 5678", "+390612345678"),
            (&ru, "8 (912) 345-67-89", "+79123456789"),
            (&ru, "800 555 35 35", "+78005553535"),
        ] {
            assert_eq!(parse(country, typed).as_deref(), Ok(e164), "{typed}");
        }
    }

    #[test]
    fn c5_refuses_what_is_no_number() {
        let us = country("US", "1", "1", &[10]);
        for typed in [
            "",
            "call me",
            "206-555-O100",
            "206+5550100",
            "++12065550100",
            "+",
            "12065550100 ext 5",
            "☎",
        ] {
            assert_eq!(parse(&us, typed), Err(Fault::PhoneMalformed), "{typed}");
        }
    }

    #[test]
    fn c5_names_the_lengths_that_the_country_has() {
        let us = country("US", "1", "1", &[10]);
        for (typed, actual) in [
            ("206555010", 9),
            ("20655501000", 11),
            ("+1 206 555 01", 8),
            ("1", 1),
        ] {
            let fault = Fault::PhoneLength {
                country: "US".into(),
                allowed: vec![10],
                actual,
            };
            assert_eq!(parse(&us, typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn c5_an_international_number_must_be_of_the_chosen_country() {
        let jp = country("JP", "81", "0", &[9, 10]);
        let fault = Fault::PhoneOtherCountry {
            country: "JP".into(),
            calling_code: "81".into(),
        };
        assert_eq!(parse(&jp, "+1 206 555 0100"), Err(fault));
    }

    #[test]
    fn c5_no_number_has_more_than_fifteen_digits() {
        let long = country("XX", "999", "", &[12, 13]);
        assert_eq!(
            parse(&long, "123456789012").as_deref(),
            Ok("+999123456789012")
        );
        assert!(matches!(
            parse(&long, "1234567890123"),
            Err(Fault::PhoneLength { actual: 13, .. })
        ));
    }
}
