//! R1: secret access keys, forty characters of the base64 alphabet that stand alone.
//!
//! Forty such characters are as often a SHA-1, a path, a long identifier or the last line of a certificate. With a
//! label before them little more is asked; without one they must look like what a random generator makes.

use std::ops::Range;

use super::chars::{at, before, byte, escape_length, is_alphanumeric, is_base64, skip_layout};
use super::key_shape::{LENGTH, Shape, is_encoded_text};

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
    let mut place = 0;
    while byte(text, place).is_some() {
        let run = run_at(text, place);
        if run.length == 0 {
            // An escape's letter is no part of the run behind it.
            place += escape_length(text, place).max(1);
            continue;
        }
        place = run.range.end;
        let follows = long_run_end.take();
        if run.length > LENGTH {
            long_run_end = Some(place);
        } else if run.length == LENGTH
            && is_free_before(text, run.range.start)
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
