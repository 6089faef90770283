//! R1: secret access keys, forty characters of the base64 alphabet that stand alone.
//!
//! Forty such characters are as often a SHA-1, a path, a long identifier or the last line of a certificate. With a
//! label before them little more is asked; without one they must look like what a random generator makes. The figures
//! below were set by a run over two gigabytes of source code and documents, in which nothing but documentation
//! examples and the last lines of certificates passed, and by random keys, of which 995 in 1,000 passed.

use std::ops::Range;

use super::chars::{at, before, byte, escape_length, is_alphanumeric, is_base64, skip_layout};

/// The length of a secret access key.
const LENGTH: usize = 40;

/// What stands before a key, in lower case and without what joins the words.
const LABELS: [&str; 6] = [
    "secretaccesskey",
    "secretkey",
    "awssecret",
    "シークレットアクセスキー",
    "シークレットキー",
    "秘密アクセスキー",
];

/// An unbroken run of the key's alphabet.
struct Run {
    range: Range<usize>,
    /// The number of characters, where a slash that JSON has escaped counts as one.
    length: usize,
    /// The first characters, without escapes.
    key: [u8; LENGTH],
}

/// The places of secret access keys.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut long_run_end = None;
    let mut escape_end = None;
    let mut place = 0;
    while place < text.len() {
        let run = run_at(text, place);
        if run.length == 0 {
            let escape = escape_length(text, place);
            place += escape.max(1);
            if escape > 0 {
                escape_end = Some(place);
            }
            continue;
        }
        place = run.range.end;
        let follows = long_run_end.take();
        if run.length > LENGTH {
            long_run_end = Some(place);
        } else if run.length == LENGTH
            && (escape_end == Some(run.range.start) || is_free_before(text, run.range.start))
            && is_free_after(text, &run.range)
            && is_key(text, &run, follows)
        {
            found.push(run.range);
        }
    }
    found
}

/// The run that begins at a place; of length 0 when there is none.
fn run_at(text: &str, start: usize) -> Run {
    let mut run = Run {
        range: start..start,
        length: 0,
        key: [0; LENGTH],
    };
    loop {
        let next = byte(text, run.range.end);
        let (b, width) = if next == Some(b'\\') && byte(text, run.range.end + 1) == Some(b'/') {
            (b'/', 2)
        } else if let Some(b) = next.filter(|b| is_base64(*b)) {
            (b, 1)
        } else {
            return run;
        };
        if let Some(unset) = run.key.get_mut(run.length) {
            *unset = b;
        }
        run.length += 1;
        run.range.end += width;
    }
}

/// Whether what stands before a run lets it begin there: it is no part of base64url text, a JWT, a file name, percent
/// encoding, a password hash, a name after `@`, or a Windows path.
fn is_free_before(text: &str, start: usize) -> bool {
    !matches!(
        before(text, start),
        Some('-' | '_' | '.' | '%' | '$' | '@' | '\\')
    )
}

/// Whether what stands after a run lets it end there: it is no part of base64 or base64url text, percent encoding, an
/// assignment's left side, a file name, or an e-mail address. In `ID:KEY@host` it is a key.
fn is_free_after(text: &str, run: &Range<usize>) -> bool {
    match at(text, run.end) {
        Some('=' | '-' | '_' | '%') => false,
        Some('.') => !at(text, run.end + 1).is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('@') => before(text, run.start) == Some(':'),
        _ => true,
    }
}

/// Whether forty characters that stand alone are a key. `follows` is where the run before them ends, if it is longer.
fn is_key(text: &str, run: &Run, follows: Option<usize>) -> bool {
    let shape = Shape::of(&run.key);
    if is_labelled(&text[..run.range.start]) {
        return shape.is_no_placeholder();
    }
    shape.is_random()
        && !follows.is_some_and(|end| is_line_break(&text[end..run.range.start]))
        && !is_encoded_text(&run.key)
}

/// How forty characters are mixed.
struct Shape {
    upper: usize,
    lower: usize,
    digits: usize,
    signs: usize,
    /// How many different characters there are.
    distinct: usize,
    /// How often a character does not go on with the word, abbreviation or number of the one before it.
    breaks: usize,
}

impl Shape {
    fn of(key: &[u8; LENGTH]) -> Self {
        let count = |class: fn(&u8) -> bool| key.iter().filter(|b| class(b)).count();
        let goes_on = |pair: &&[u8]| match (pair[0], pair[1]) {
            (b'0'..=b'9', b'0'..=b'9') | (b'A'..=b'Z', b'A'..=b'Z') => true,
            (before, b'a'..=b'z') => before.is_ascii_alphabetic(),
            _ => false,
        };
        Self {
            upper: count(u8::is_ascii_uppercase),
            lower: count(u8::is_ascii_lowercase),
            digits: count(u8::is_ascii_digit),
            signs: count(|b| matches!(b, b'+' | b'/')),
            distinct: key
                .iter()
                .fold(0_u128, |seen, b| seen | 1 << b)
                .count_ones() as usize,
            breaks: key.windows(2).filter(|pair| !goes_on(pair)).count(),
        }
    }

    /// Whether a random generator made it, so far as can be told. Hexadecimal has letters of one case only, and what is
    /// mostly zeros or `A` has few distinct characters.
    fn is_random(&self) -> bool {
        self.is_no_name()
            && (5..=27).contains(&self.upper)
            && (5..=27).contains(&self.lower)
            && (1..=15).contains(&self.digits)
            && self.distinct >= 22
    }

    /// Whether it can be a key where a key must be: no placeholder such as `XXXX…`, no name.
    fn is_no_placeholder(&self) -> bool {
        self.is_no_name() && self.distinct >= 10
    }

    /// Whether it is neither a path nor a long identifier: these are made of words.
    fn is_no_name(&self) -> bool {
        self.signs <= 6 && self.breaks >= 11
    }
}

/// Whether the text ends with a label of a secret access key, or with an access key id as key files have it, followed
/// by nothing but quotes and punctuation.
fn is_labelled(text: &str) -> bool {
    let label = before_punctuation(text);
    let label = label.strip_suffix(" is").unwrap_or(label);
    LABELS.iter().any(|known| ends_with_label(label, known)) || ends_with_access_key_id(label)
}

/// The text without what may stand between a label and its key; line ends and tabs also as JSON writes them.
fn before_punctuation(text: &str) -> &str {
    let mut end = text.len();
    loop {
        let escape = ["\\n", "\\r", "\\t", "\\"]
            .into_iter()
            .find(|escape| text[..end].ends_with(escape));
        end -= match (before(text, end), escape) {
            (_, Some(escape)) => escape.len(),
            (Some(c), None) if is_between(c) => c.len_utf8(),
            _ => return &text[..end],
        };
    }
}

fn is_between(c: char) -> bool {
    const MARKS: &str = ":=><'\"`,;|*([{-→：＝「『（【は";
    c.is_whitespace() || MARKS.contains(c)
}

/// Whether the text ends with a label, in any case and however its words are joined.
fn ends_with_label(text: &str, label: &str) -> bool {
    let mut end = text.len();
    label.chars().rev().all(|expected| {
        while let Some(c) = before(text, end).filter(|c| "_-. ・".contains(*c)) {
            end -= c.len_utf8();
        }
        let c = before(text, end).filter(|c| c.to_ascii_lowercase() == expected);
        end -= c.map_or(0, char::len_utf8);
        c.is_some()
    })
}

/// Whether the text ends with an access key id, a word of its own.
fn ends_with_access_key_id(text: &str) -> bool {
    const ID_LENGTH: usize = 20;
    let Some(start) = text.len().checked_sub(ID_LENGTH) else {
        return false;
    };
    let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    text.get(start..).is_some_and(|id| {
        (id.starts_with("AKIA") || id.starts_with("ASIA")) && id.chars().all(is_capital)
    }) && !before(text, start).is_some_and(is_alphanumeric)
}

/// Whether there is a line break and nothing else to read between two runs: then the second goes on with the first, as
/// the last line of a certificate does.
fn is_line_break(between: &str) -> bool {
    skip_layout(between, 0) == between.len() && (between.contains('\n') || between.contains("\\n"))
}

/// Whether it is text in base64: thirty random bytes are not UTF-8, but for one key in many millions.
fn is_encoded_text(key: &[u8; LENGTH]) -> bool {
    let mut bytes = [0; LENGTH / 4 * 3];
    for (three, four) in bytes.chunks_exact_mut(3).zip(key.chunks_exact(4)) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, b| bits << 6 | u32::from(base64_value(*b)));
        three.copy_from_slice(&bits.to_be_bytes()[1..]);
    }
    std::str::from_utf8(&bytes).is_ok()
}

fn base64_value(b: u8) -> u8 {
    match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the middle of every range.
    const RANDOM: Shape = Shape {
        upper: 16,
        lower: 16,
        digits: 6,
        signs: 2,
        distinct: 30,
        breaks: 20,
    };

    #[test]
    fn r1_a_shape_counts_what_is_mixed() {
        let shape = Shape::of(b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assert_eq!(
            (shape.upper, shape.lower, shape.digits, shape.signs),
            (27, 10, 1, 2)
        );
        assert_eq!((shape.distinct, shape.breaks), (29, 12));

        let zeros = Shape::of(&[b'0'; LENGTH]);
        assert_eq!(
            (zeros.upper, zeros.lower, zeros.digits, zeros.signs),
            (0, 0, 40, 0)
        );
        assert_eq!((zeros.distinct, zeros.breaks), (1, 0));

        let signs = Shape::of(b"+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/");
        assert_eq!((signs.signs, signs.distinct, signs.breaks), (40, 2, 39));
    }

    #[test]
    fn r1_a_random_key_stays_within_every_bound() {
        for (shape, is_random) in [
            (RANDOM, true),
            (Shape { upper: 5, ..RANDOM }, true),
            (Shape { upper: 4, ..RANDOM }, false),
            (
                Shape {
                    upper: 27,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    upper: 28,
                    ..RANDOM
                },
                false,
            ),
            (Shape { lower: 5, ..RANDOM }, true),
            (Shape { lower: 4, ..RANDOM }, false),
            (
                Shape {
                    lower: 27,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    lower: 28,
                    ..RANDOM
                },
                false,
            ),
            (
                Shape {
                    digits: 1,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    digits: 0,
                    ..RANDOM
                },
                false,
            ),
            (
                Shape {
                    digits: 15,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    digits: 16,
                    ..RANDOM
                },
                false,
            ),
            (Shape { signs: 6, ..RANDOM }, true),
            (Shape { signs: 7, ..RANDOM }, false),
            (
                Shape {
                    distinct: 22,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    distinct: 21,
                    ..RANDOM
                },
                false,
            ),
            (
                Shape {
                    breaks: 11,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    breaks: 10,
                    ..RANDOM
                },
                false,
            ),
        ] {
            let Shape {
                upper,
                lower,
                digits,
                signs,
                distinct,
                breaks,
            } = shape;
            let figures = (upper, lower, digits, signs, distinct, breaks);
            assert_eq!(shape.is_random(), is_random, "{figures:?}");
        }
    }

    #[test]
    fn r1_a_labelled_key_may_be_less_random() {
        for (shape, may_be) in [
            (
                Shape {
                    digits: 0,
                    ..RANDOM
                },
                true,
            ),
            (Shape { upper: 0, ..RANDOM }, true),
            (
                Shape {
                    distinct: 10,
                    ..RANDOM
                },
                true,
            ),
            (
                Shape {
                    distinct: 9,
                    ..RANDOM
                },
                false,
            ),
            (Shape { signs: 7, ..RANDOM }, false),
            (
                Shape {
                    breaks: 10,
                    ..RANDOM
                },
                false,
            ),
        ] {
            assert_eq!(shape.is_no_placeholder(), may_be);
        }
    }

    #[test]
    fn r1_labels_are_recognised_however_they_are_written() {
        for label in [
            "aws_secret_access_key = ",
            "AWS_SECRET_ACCESS_KEY=\"",
            "secretAccessKey: '",
            "\"SecretAccessKey\":\"",
            "<SecretAccessKey>",
            "s3.secret-key -> ",
            "my secret key is:\\r\\n\\t",
            "aws_secret|",
            "シークレット・アクセスキー＝",
            "秘密アクセスキーは「",
            "AKIAIOSFODNN7EXAMPLE,",
            "key ASIAIOSFODNN7EXAMPLE ",
        ] {
            assert!(is_labelled(label), "{label}");
        }
        for other in [
            "",
            "access key ",
            "secret key id ",
            "secret key sha1 ",
            "monkey ",
            "KIAIOSFODNN7EXAMPLE ",
            "XAKIAIOSFODNN7EXAMPLE ",
            "AKIAIOSFODNN7EXAMPLe ",
            "AROAIOSFODNN7EXAMPLE ",
            "キーAKIAIOSFODNN7EXAM ",
        ] {
            assert!(!is_labelled(other), "{other}");
        }
    }

    #[test]
    fn r2_text_in_base64_is_no_key() {
        assert!(is_encoded_text(b"U3VwcG9ydCBjYXNlcyBhcmUgZnVuIHRvIHJlYWQu"));
        assert!(is_encoded_text(b"44K144Od44O844OI44GL44KJ44Gu6L+U5LqL44Gn"));
        // All six-bit values: `~?` and neighbours in ASCII need `+`, `/`, digits and both cases.
        assert!(is_encoded_text(b"fn5+fj8/Pz8+Pj4+MDEyMzQ1Njc4OTo7PD0+P0BB"));
        assert!(!is_encoded_text(
            b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        ));
    }

    #[test]
    fn r2_base64_values_are_those_of_the_alphabet() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (value, b) in alphabet.iter().enumerate() {
            assert_eq!(usize::from(base64_value(*b)), value, "{b}");
        }
    }
}
