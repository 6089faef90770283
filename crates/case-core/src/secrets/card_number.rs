//! R1: payment card numbers: an issuer's prefix, the length that goes with it, the Luhn check, written as cards are,
//! and standing alone.

use std::ops::Range;

use super::chars::{
    at, before, byte, escape_length, is_alphanumeric, is_base64, is_hyphen, skip_at_most,
};
use super::issuers::{is_issued, passes_luhn};

/// The most digits that a card number has.
const MOST_DIGITS: usize = 19;

/// The most groups that a card number is written in.
const MOST_GROUPS: usize = 5;

/// The most characters before a number that are searched for the beginning of an ARN.
const LONGEST_ARN: usize = 128;

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
