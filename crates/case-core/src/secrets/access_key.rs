//! R1: secret access keys, forty characters of the base64 alphabet that stand alone.
//!
//! Forty such characters are as often a SHA-1, a path, a long identifier or the last line of a certificate. With a
//! label before them little more is asked; without one they must look like what a random generator makes. The figures
//! below were set by a run over two gigabytes of source code and documents, in which nothing but documentation
//! examples and the last lines of certificates passed, and by random keys, of which 995 in 1,000 passed.

use std::ops::Range;

use super::chars::{at, before, byte, escape_length, is_base64};

/// The length of a secret access key.
const LENGTH: usize = 40;

/// What stands before a key, in lower case and without what [`joins_words`].
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
        if run.length > LENGTH {
            long_run_end = Some(place);
        } else if run.length == LENGTH
            && (escape_end == Some(run.range.start) || is_free_before(text, run.range.start))
            && is_free_after(text, &run.range)
            && is_key(text, &run, long_run_end)
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

/// Whether forty characters that stand alone are a key.
fn is_key(text: &str, run: &Run, long_run_end: Option<usize>) -> bool {
    let shape = Shape::of(&run.key);
    if is_labelled(&text[..run.range.start]) {
        return shape.is_no_placeholder();
    }
    shape.is_random()
        && !long_run_end.is_some_and(|end| is_line_break(&text[end..run.range.start]))
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

    /// Whether a random generator made it, so far as can be told. Hexadecimal has one case only; names and paths are
    /// mostly lower case and have few breaks; what is mostly zeros or `A` has few distinct characters.
    fn is_random(&self) -> bool {
        (5..=27).contains(&self.upper)
            && (5..=27).contains(&self.lower)
            && (1..=15).contains(&self.digits)
            && self.signs <= 6
            && self.distinct >= 22
            && self.breaks >= 11
    }

    /// Whether it can be a key where a key must be: neither a path or a word to be replaced, nor `XXXX…`.
    fn is_no_placeholder(&self) -> bool {
        self.distinct >= 10 && self.breaks >= 9
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
    let mut rest = text.trim_end_matches(is_between);
    while let Some(shorter) = ["\\n", "\\r", "\\t", "\\"]
        .iter()
        .find_map(|escape| rest.strip_suffix(escape))
    {
        rest = shorter.trim_end_matches(is_between);
    }
    rest
}

fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '='
                | '>'
                | '<'
                | '\''
                | '"'
                | '`'
                | ','
                | ';'
                | '|'
                | '*'
                | '('
                | '['
                | '{'
                | '-'
                | '→'
                | '：'
                | '＝'
                | '「'
                | '『'
                | '（'
                | '【'
                | 'は'
        )
}

/// Whether the text ends with a label, in any case and however its words are joined.
fn ends_with_label(text: &str, label: &str) -> bool {
    let joins_words = |c: &char| matches!(c, '_' | '-' | '.' | ' ' | '・');
    let mut text = text
        .chars()
        .rev()
        .filter(|c| !joins_words(c))
        .map(|c| c.to_ascii_lowercase());
    label.chars().rev().all(|c| text.next() == Some(c))
}

/// Whether the text ends with an access key id, a word of its own.
fn ends_with_access_key_id(text: &str) -> bool {
    let id = &text[text
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
        .len()..];
    id.len() == 20 && (id.starts_with("AKIA") || id.starts_with("ASIA"))
}

/// Whether there is a line break and nothing but indentation, quoting and quotes between two runs: then the second
/// goes on with the first, as the last line of a certificate does.
fn is_line_break(between: &str) -> bool {
    let only_layout = between.bytes().all(|b| {
        matches!(
            b,
            b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'"' | b'\'' | b',' | b'\\' | b'n' | b'r' | b't'
        )
    });
    only_layout && (between.contains('\n') || between.contains("\\n"))
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
