//! R1: payment card numbers: an issuer's prefix, the length that goes with it, the Luhn check, written as cards are,
//! and standing alone.

use std::ops::{Range, RangeInclusive};

use super::chars::{
    at, before, byte, escape_length, is_alphanumeric, is_base64, is_hyphen, skip_at_most,
};

/// The most digits that a card number has.
const MOST_DIGITS: usize = 19;

/// The most groups that a card number is written in.
const MOST_GROUPS: usize = 5;

/// The most characters before a number that are searched for the beginning of an ARN.
const LONGEST_ARN: usize = 128;

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

/// What stands between the groups of a number, one character each time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Space,
    Hyphen,
}

impl Separator {
    fn of(c: char) -> Option<Self> {
        match c {
            ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => Some(Self::Space),
            c if is_hyphen(c) => Some(Self::Hyphen),
            _ => None,
        }
    }
}

/// A number as it is written: in one group, or in several with the same kind of separator between them.
#[derive(Default)]
struct Number {
    digits: [u8; MOST_DIGITS],
    /// How many digits each group has.
    lengths: [usize; MOST_GROUPS],
    /// Where each group ends in the text.
    ends: [usize; MOST_GROUPS],
    /// How many groups there are.
    groups: usize,
    separator: Option<Separator>,
}

/// The places of card numbers.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut offset = 0;
    // What stands before a card number is no longer looked at: see `super::find`.
    while let Some(range) = first(&text[offset..]) {
        found.push(offset + range.start..offset + range.end);
        offset += range.end;
    }
    found
}

/// The last four digits, in ASCII.
pub(super) fn last_four(number: &str) -> impl Iterator<Item = char> {
    let digits: Vec<u8> = number.chars().filter_map(digit).collect();
    let rest = digits.len().saturating_sub(4);
    digits
        .into_iter()
        .skip(rest)
        .map(|digit| char::from(b'0' + digit))
}

/// The first card number of the text.
fn first(text: &str) -> Option<Range<usize>> {
    let mut place = 0;
    while let Some(c) = at(text, place) {
        if digit(c).is_none() {
            place += c.len_utf8();
            continue;
        }
        if let Some(end) = Number::read(text, place).end_of_card(text, place) {
            return Some(place..end);
        }
        place = end_of_digits(text, place);
    }
    None
}

/// The place after the digits that begin at a place.
fn end_of_digits(text: &str, start: usize) -> usize {
    let mut end = start;
    while let Some(c) = at(text, end).filter(|c| digit(*c).is_some()) {
        end += c.len_utf8();
    }
    end
}

/// The value of a digit, ASCII or full-width.
fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

impl Number {
    /// Reads the digits that begin at a place, as many groups as a card number can have.
    fn read(text: &str, start: usize) -> Self {
        let mut read = Self::default();
        let mut total = 0;
        let mut place = start;
        while read.groups < MOST_GROUPS {
            let group = total;
            while let Some((c, value)) = at(text, place).and_then(|c| Some((c, digit(c)?))) {
                let Some(unset) = read.digits.get_mut(total) else {
                    return read;
                };
                *unset = value;
                total += 1;
                place += c.len_utf8();
            }
            if total == group {
                break;
            }
            read.lengths[read.groups] = total - group;
            read.ends[read.groups] = place;
            read.groups += 1;
            let Some((c, separator)) = at(text, place).and_then(|c| Some((c, Separator::of(c)?)))
            else {
                break;
            };
            if *read.separator.get_or_insert(separator) != separator {
                break;
            }
            place += c.len_utf8();
        }
        read
    }

    /// Where the card number ends that begins with the first group: the longest, if there are several.
    fn end_of_card(&self, text: &str, start: usize) -> Option<usize> {
        (1..=self.groups).rev().find_map(|groups| {
            let lengths = &self.lengths[..groups];
            let digits = &self.digits[..lengths.iter().sum()];
            let end = self.ends[groups - 1];
            let separator = self.separator.filter(|_| groups > 1);
            let is_card = is_card_layout(lengths)
                && is_issued(digits)
                && passes_luhn(digits)
                && is_free_before(text, start, separator)
                && is_free_after(text, end, separator.filter(|_| lengths.ends_with(&[4])));
            is_card.then_some(end)
        })
    }
}

/// Whether cards are written so: in one group, in fours with a rest, or as American Express, Diners Club and `UnionPay`
/// print them.
fn is_card_layout(lengths: &[usize]) -> bool {
    matches!(
        lengths,
        [_] | [4, 6, 4 | 5] | [6, 13] | [4, 4, 4, 1..=4] | [4, 4, 4, 4, 1..=3]
    )
}

/// Whether an issuer has numbers with this prefix and of this length.
fn is_issued(digits: &[u8]) -> bool {
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
fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}

/// Whether what stands before a number lets it begin there. `separator` is what stands between its groups.
fn is_free_before(text: &str, start: usize, separator: Option<Separator>) -> bool {
    let Some(c) = before(text, start) else {
        return true;
    };
    let place = start - c.len_utf8();
    match c {
        '_' | '-' | '/' | '+' | '＋' => false,
        '.' => ends_with_number_sign(&text[..place]),
        ':' => !is_in_arn(text, place),
        c if is_alphanumeric(c) => ends_with_escape(&text[..start]),
        c if is_hyphen(c) => !before(text, place).is_some_and(is_alphanumeric),
        c if separator == Some(Separator::Space) && Separator::of(c) == separator => {
            !continues_word(text, place)
        }
        _ => true,
    }
}

/// Whether the text ends with the word *No* of `No.`.
fn ends_with_number_sign(text: &str) -> bool {
    let start = text.len().saturating_sub(2);
    text.get(start..)
        .is_some_and(|word| word.eq_ignore_ascii_case("no"))
        && !before(text, start).is_some_and(|c| c.is_ascii() && is_base64(c as u8))
}

/// Whether the text ends with a line end or another character as JSON writes it: then its last letter is none.
fn ends_with_escape(text: &str) -> bool {
    ["\\n", "\\r", "\\t"]
        .iter()
        .any(|escape| text.ends_with(escape))
        || text
            .len()
            .checked_sub(6)
            .is_some_and(|start| escape_length(text, start) == 6)
}

/// Whether a place lies in an ARN, which may have any number among its parts.
fn is_in_arn(text: &str, place: usize) -> bool {
    let start = text.floor_char_boundary(place.saturating_sub(LONGEST_ARN));
    let ends_word = |c: char| c.is_whitespace() || c == '"';
    text[start..place]
        .rsplit(ends_word)
        .next()
        .is_some_and(|word| word.contains("arn:aws"))
}

/// Whether what stands before the space in front of a number makes the number a part of it: the column before in a
/// table of numbers, or a group such as an IBAN begins with (`DE89`).
fn continues_word(text: &str, end: usize) -> bool {
    let mut word = Word::default();
    let mut start = end;
    while let Some(c) = before(text, start).filter(|c| word.takes(*c)) {
        start -= c.len_utf8();
    }
    let before = before(text, start);
    if word.length == word.digits {
        word.length >= 4 && before.is_none_or(char::is_whitespace)
    } else {
        word.is_group_of_four()
    }
}

/// Whether what stands after the space behind a number goes on with it: another group of four digits, also hexadecimal,
/// with nothing behind that makes it a year or another word.
fn goes_on_with_group(text: &str, start: usize) -> bool {
    let mut word = Word::default();
    let mut end = start;
    while let Some(c) = at(text, end).filter(|c| word.takes(*c)) {
        end += c.len_utf8();
    }
    let ends_group =
        |c: char| c.is_whitespace() || (c.is_ascii_punctuation() && !matches!(c, '-' | '/'));
    word.is_group_of_four() && at(text, end).is_none_or(ends_group)
}

/// The first letters and digits of a word, as many as tell whether it is a group of four.
#[derive(Default)]
struct Word {
    length: usize,
    digits: usize,
}

impl Word {
    /// Counts a character; false when it is not of the word, or when enough are counted.
    fn takes(&mut self, c: char) -> bool {
        let takes = self.length < 5 && is_alphanumeric(c);
        self.length += usize::from(takes);
        self.digits += usize::from(takes && digit(c).is_some());
        takes
    }

    fn is_group_of_four(&self) -> bool {
        self.length == 4 && self.digits > 0
    }
}

/// Whether what stands after a number lets it end there. `fours` is the separator of a number whose last group has
/// four digits, so that another group of four would go on with it.
fn is_free_after(text: &str, end: usize, fours: Option<Separator>) -> bool {
    let Some(c) = at(text, end) else {
        return true;
    };
    let next = end + c.len_utf8();
    match c {
        '_' | '+' | '%' => false,
        '/' => is_free_after_slash(text, next),
        '.' => !at(text, next).is_some_and(is_alphanumeric),
        c if is_alphanumeric(c) => false,
        c if is_hyphen(c) => !at(text, next).is_some_and(is_alphanumeric),
        c if fours == Some(Separator::Space) && Separator::of(c) == fours => {
            !goes_on_with_group(text, next)
        }
        _ => true,
    }
}

/// Whether after the slash behind a number there is an expiry date (`12/28`, `12/2028`, `1228`) or nothing that goes on
/// with it, as a path does.
fn is_free_after_slash(text: &str, start: usize) -> bool {
    let digits_from = |from| skip_at_most(text, from, 5, |b| b.is_ascii_digit());
    let month = digits_from(start);
    let end = match (month - start, byte(text, month)) {
        (2, Some(b'/')) => digits_from(month + 1),
        _ => month,
    };
    matches!((month - start, end - month), (0 | 4, 0) | (2, 3 | 5))
        && !byte(text, end).is_some_and(is_base64)
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

    #[test]
    fn r1_cards_are_written_in_these_groups_only() {
        for layout in [
            &[16][..],
            &[4, 6, 5],
            &[4, 6, 4],
            &[6, 13],
            &[4, 4, 4, 1],
            &[4, 4, 4, 4],
            &[4, 4, 4, 4, 3],
        ] {
            assert!(is_card_layout(layout), "{layout:?}");
        }
        for other in [
            &[8, 8][..],
            &[4, 6, 3],
            &[6, 10],
            &[4, 4, 4],
            &[4, 4, 4, 5],
            &[4, 4, 4, 4, 4],
            &[5, 4, 4, 4],
        ] {
            assert!(!is_card_layout(other), "{other:?}");
        }
    }

    #[test]
    fn r1_reads_as_many_groups_and_digits_as_a_card_can_have() {
        let read = Number::read("1 22 333 4444 55555 6", 0);
        assert_eq!(
            (read.groups, read.lengths, read.ends),
            (5, [1, 2, 3, 4, 5], [1, 4, 8, 13, 19])
        );
        let read = Number::read("1 22-333", 0);
        assert_eq!((read.groups, read.lengths[..2].to_vec()), (2, vec![1, 2]));
        let read = Number::read("1 22 x", 0);
        assert_eq!(read.groups, 2);
        let read = Number::read("x1234567890123456789", 1);
        assert_eq!((read.groups, read.lengths[0], read.ends[0]), (1, 19, 20));
        let read = Number::read("12345678901234567890", 0);
        assert_eq!(read.groups, 0);
        let read = Number::read("1 1234567890123456789", 0);
        assert_eq!(read.groups, 1);
    }

    #[test]
    fn r2_an_arn_is_recognised_within_128_bytes() {
        let arn = |between: usize| format!("arn:aws{}", "é".repeat(between));
        let distance = |text: &str| is_in_arn(text, text.len());
        assert!(distance("arn:aws"));
        assert!(distance(&arn(60)));
        assert!(!distance(&arn(61)));
        assert!(!distance("arn:aws next"));
        assert!(!distance("\"arn:aws\"next"));
        assert!(!distance("learn"));
    }

    #[test]
    fn r2_the_last_four_digits_are_ascii() {
        let last = |number: &str| last_four(number).collect::<String>();
        assert_eq!(last("４１１１ー１１１１ー１１１１ー１２３４"), "1234");
        assert_eq!(last("4222 2222 2222 2"), "2222");
        assert_eq!(last("12"), "12");
    }
}
