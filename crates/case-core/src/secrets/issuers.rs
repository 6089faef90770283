//! Who gives out card numbers: prefixes, lengths, and the check digit.

use std::ops::RangeInclusive;

/// Numbers whose first six digits are in a range belong to an issuer if they have one of the lengths.
struct Issuer {
    first_six: RangeInclusive<u32>,
    lengths: &'static [usize],
}

const fn issuer(from: u32, to: u32, lengths: &'static [usize]) -> Issuer {
    Issuer {
        first_six: from..=to,
        lengths,
    }
}

/// ISO/IEC 7812 prefixes as the schemes publish them.
const ISSUERS: [Issuer; 20] = [
    // Visa
    issuer(400_000, 499_999, &[13, 16, 19]),
    // Mastercard
    issuer(222_100, 272_099, &[16]),
    issuer(510_000, 559_999, &[16]),
    // American Express
    issuer(340_000, 349_999, &[15]),
    issuer(370_000, 379_999, &[15]),
    // Diners Club
    issuer(300_000, 305_999, &[14, 16]),
    issuer(309_500, 309_599, &[14, 16]),
    issuer(360_000, 369_999, &[14, 16]),
    issuer(380_000, 399_999, &[14, 16]),
    // JCB
    issuer(352_800, 358_999, &[16, 17, 18, 19]),
    // Discover
    issuer(601_100, 601_199, &[16, 17, 18, 19]),
    issuer(644_000, 659_999, &[16, 17, 18, 19]),
    // UnionPay
    issuer(620_000, 629_999, &[16, 17, 18, 19]),
    // Maestro
    issuer(501_800, 501_899, &[16, 18, 19]),
    issuer(502_000, 502_099, &[16, 18, 19]),
    issuer(503_800, 503_899, &[16, 18, 19]),
    issuer(589_300, 589_399, &[16, 18, 19]),
    issuer(630_400, 630_499, &[16, 18, 19]),
    issuer(675_900, 675_999, &[16, 18, 19]),
    issuer(676_100, 676_399, &[16, 18, 19]),
];

/// Whether an issuer has numbers with this prefix and of this length.
pub(super) fn is_issued(digits: &[u8]) -> bool {
    let first_six = digits
        .iter()
        .take(6)
        .fold(0, |number, digit| number * 10 + u32::from(*digit));
    let has_issuer = ISSUERS.iter().any(|issuer| {
        issuer.first_six.contains(&first_six) && issuer.lengths.contains(&digits.len())
    });
    has_issuer && !(digits.len() == 13 && is_something_else(digits))
}

/// Whether thirteen digits are more likely an article number (EAN, JAN, whose check digit is computed otherwise) or a
/// German mobile number without its `+`: Visa has given out no number of thirteen digits for many years.
fn is_something_else(digits: &[u8]) -> bool {
    let ean: u32 = digits
        .iter()
        .zip([1, 3].into_iter().cycle())
        .map(|(d, w)| u32::from(*d) * w)
        .sum();
    ean.is_multiple_of(10) || matches!(digits, [4, 9, 1, 5..=7, ..])
}

/// The check of ISO/IEC 7812-1, annex B.
pub(super) fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        // The digits of a product are added up. Of the sum only the last digit counts, so that a product stands for its own.
        .map(|product| product / 10 + product)
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of this length with these first digits that passes the Luhn check.
    fn number(first: u32, length: usize) -> Vec<u8> {
        let mut digits: Vec<u8> = first.to_string().bytes().map(|b| b - b'0').collect();
        digits.resize(length, 0);
        while !passes_luhn(&digits) {
            digits[length - 1] += 1;
        }
        digits
    }

    #[test]
    fn r1_every_issuer_has_its_prefixes_and_lengths() {
        let lengths_of = |first: u32| -> Vec<usize> {
            // Beside 13 digits, where article numbers are ruled out.
            (14..=19)
                .filter(|length| is_issued(&number(first, *length)))
                .collect()
        };
        for (from, to, lengths) in [
            (222_100, 272_099, &[16][..]),
            (300_000, 305_999, &[14, 16]),
            (309_500, 309_599, &[14, 16]),
            (340_000, 349_999, &[15]),
            (352_800, 358_999, &[16, 17, 18, 19]),
            (360_000, 369_999, &[14, 16]),
            (370_000, 379_999, &[15]),
            (380_000, 399_999, &[14, 16]),
            (400_000, 499_999, &[16, 19]),
            (501_800, 501_899, &[16, 18, 19]),
            (502_000, 502_099, &[16, 18, 19]),
            (503_800, 503_899, &[16, 18, 19]),
            (510_000, 559_999, &[16]),
            (589_300, 589_399, &[16, 18, 19]),
            (601_100, 601_199, &[16, 17, 18, 19]),
            (620_000, 629_999, &[16, 17, 18, 19]),
            (630_400, 630_499, &[16, 18, 19]),
            (644_000, 659_999, &[16, 17, 18, 19]),
            (675_900, 675_999, &[16, 18, 19]),
            (676_100, 676_399, &[16, 18, 19]),
        ] {
            assert_eq!(lengths_of(from), lengths, "{from}");
            assert_eq!(lengths_of(to), lengths, "{to}");
        }
        for nobody in [
            222_099, 272_100, 299_999, 306_000, 309_499, 309_600, 339_999, 352_799, 359_000,
            501_799, 501_900, 501_999, 502_100, 503_799, 503_900, 509_999, 560_000, 589_299,
            589_400, 601_099, 601_200, 619_999, 630_000, 630_399, 630_500, 643_999, 660_000,
            675_899, 676_000, 676_400,
        ] {
            assert_eq!(lengths_of(nobody), [0; 0], "{nobody}");
        }
    }

    #[test]
    fn r1_the_luhn_check_finds_every_wrong_digit() {
        let right = [3, 7, 8, 2, 8, 2, 2, 4, 6, 3, 1, 0, 0, 0, 5];
        assert!(passes_luhn(&right));
        for place in 0..right.len() {
            for other in (0..10).filter(|digit| *digit != right[place]) {
                let mut wrong = right;
                wrong[place] = other;
                assert!(!passes_luhn(&wrong), "{wrong:?}");
            }
        }
    }
}
