//! R1: private keys in text form: PEM, OpenSSH, PGP, SSH2 and `PuTTY`.
//!
//! A key is what lies between a begin and an end marker, if it holds base64 text as long as only keys have it. Where the
//! end is missing, it is the base64 text that directly follows. The markers alone are no secret.

use std::ops::Range;

use super::chars::{
    at, before, byte, escape_length, is_base64, is_hyphen, skip, skip_at_most, skip_layout,
};

/// No line of a private key is shorter, but the last.
const SHORTEST_LINE: usize = 24;

/// No label of a PEM block is longer.
const LONGEST_LABEL: usize = 64;

/// What announces the beginning or the end of a block.
struct Marker {
    range: Range<usize>,
    begins: bool,
    is_private: bool,
}

/// The places of private keys, markers included.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let markers = markers(text);
    let mut found = Vec::new();
    for (place, begin) in markers.iter().enumerate() {
        if !(begin.begins && begin.is_private) {
            continue;
        }
        let next = markers.get(place + 1);
        let body = begin.range.end..next.map_or(text.len(), |next| next.range.start);
        let end = match next {
            Some(next) if next.is_private && !next.begins => {
                holds_key(&text[body]).then_some(next.range.end)
            }
            _ => end_of_key(&text[..body.end], body.start),
        };
        found.extend(end.map(|end| begin.range.start..end));
    }
    found
}

/// Every marker, also of blocks that are no secret: they end what stands before them.
fn markers(text: &str) -> Vec<Marker> {
    let mut markers: Vec<Marker> = Vec::new();
    for (place, _) in text.match_indices(['B', 'E', 'P']) {
        let floor = markers.last().map_or(0, |last| last.range.end);
        markers.extend(marker_at(text, place, floor));
    }
    markers
}

/// The marker whose first word begins at a place; it does not overlap the one that ends at
/// `floor`, but may share dashes with it.
fn marker_at(text: &str, place: usize, floor: usize) -> Option<Marker> {
    let rest = &text[place..];
    let (begins, word) = [
        (true, "BEGIN "),
        (false, "END "),
        (true, "Private-Lines: "),
        (false, "Private-MAC: "),
    ]
    .into_iter()
    .find(|(_, word)| rest.starts_with(word))?;
    let after = place + word.len();
    if word.starts_with("Private") {
        let end = skip(text, after, |b| b.is_ascii_hexdigit());
        return Some(Marker {
            range: place..end,
            begins,
            is_private: true,
        });
    }
    let start = start_of_dashes(text, place)?;
    let label = after..skip_at_most(text, after, LONGEST_LABEL, |b| {
        b.is_ascii_uppercase() || b.is_ascii_digit() || b == b' '
    });
    let name = text[label.clone()].trim_end();
    Some(Marker {
        range: start.max(floor)..end_of_dashes(text, label.end),
        begins,
        is_private: name.ends_with("PRIVATE KEY") || name.ends_with("PRIVATE KEY BLOCK"),
    })
}

/// Where the dashes begin that announce a marker's first word, one space apart at most; `None` without dashes.
fn start_of_dashes(text: &str, word: usize) -> Option<usize> {
    let dashes_end = if before(text, word) == Some(' ') {
        word - 1
    } else {
        word
    };
    let mut start = dashes_end;
    while let Some(dash) = before(text, start).filter(|c| is_hyphen(*c)) {
        start -= dash.len_utf8();
    }
    (start < dashes_end).then_some(start)
}

/// Where the dashes end that close a marker: five at most, because another marker may follow at once.
fn end_of_dashes(text: &str, label_end: usize) -> usize {
    let mut end = label_end;
    for _ in 0..5 {
        match at(text, end).filter(|c| is_hyphen(*c)) {
            Some(dash) => end += dash.len_utf8(),
            None => break,
        }
    }
    end
}

/// Whether there is a line of a key, whatever else there is: quoting, line numbers, a program's string literals.
fn holds_key(body: &str) -> bool {
    body.split(|c| !u8::try_from(c).is_ok_and(is_base64))
        .any(is_key_line)
}

fn is_key_line(line: &str) -> bool {
    line.len() >= SHORTEST_LINE
        && line.bytes().any(|b| b.is_ascii_uppercase())
        && line.bytes().any(|b| b.is_ascii_lowercase())
}

/// Where the key ends that begins at a place and has no end marker; `None` when no key begins there.
fn end_of_key(text: &str, start: usize) -> Option<usize> {
    let mut place = skip_headers(text, start);
    let mut end = None;
    loop {
        let line = skip_layout(text, place);
        place = skip(text, line, |b| is_base64(b) || b == b'=');
        let is_last_line = end.is_some() && !is_word(&text[line..place]) && ends_line(text, place);
        if !(holds_key(&text[line..place]) || is_last_line) {
            return end;
        }
        end = Some(place);
    }
}

/// Whether it can be a word of the text that follows a key, or nothing at all.
fn is_word(line: &str) -> bool {
    line.bytes().all(|b| b.is_ascii_alphabetic())
}

fn ends_line(text: &str, place: usize) -> bool {
    matches!(
        byte(text, place),
        None | Some(b'\n' | b'\r' | b'"' | b'\'' | b'\\')
    )
}

/// The place after header lines such as `Proc-Type: 4,ENCRYPTED`.
fn skip_headers(text: &str, start: usize) -> usize {
    let mut place = start;
    loop {
        let name = skip_layout(text, place);
        let colon = skip(text, name, |b| b.is_ascii_alphanumeric() || b == b'-');
        if byte(text, colon) != Some(b':') {
            return place;
        }
        place = colon;
        while byte(text, place).is_some_and(|b| b != b'\n') && escape_length(text, place) == 0 {
            place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of a marker in each literal: programs that search repositories for keys would otherwise find these.
    fn marker(word: &str, label: &str) -> String {
        format!("-----{word} {label}{}-----", ["PRIVATE", "KEY"].join(" "))
    }

    #[test]
    fn r1_a_line_of_a_key_has_24_characters_of_both_cases() {
        assert!(is_key_line("AAAAAAAAAAAAaaaaaaaaaaaa"));
        assert!(!is_key_line("AAAAAAAAAAAaaaaaaaaaaaa"));
        assert!(!is_key_line("aaaaaaaaaaaaaaaaaaaaaaaa"));
        assert!(!is_key_line("AAAAAAAAAAAAAAAAAAAAAAAA"));
        assert!(holds_key("é AAAAAAAAAAAAaaaaaaaaaaaa="));
        assert!(!holds_key("AAAAAAAAAAAA=aaaaaaaaaaaa"));
    }

    #[test]
    fn r1_markers_take_their_dashes_and_no_more() {
        for (text, range, begins, is_private) in [
            (marker("BEGIN", "RSA "), 0..31, true, true),
            (marker("END", ""), 0..25, false, true),
            (format!("x--{}--", marker("END", "")), 1..28, false, true),
            ("---- BEGIN SSH2 PUBLIC KEY ----".into(), 0..31, true, false),
            ("-----BEGIN CERTIFICATE-----".into(), 0..27, true, false),
            ("Private-MAC: 00ff\n".into(), 0..17, false, true),
            ("Private-Lines: 14\n".into(), 0..17, true, true),
        ] {
            let markers = markers(&text);
            assert_eq!(markers.len(), 1, "{text}");
            let found = &markers[0];
            assert_eq!((&found.range, found.begins), (&range, begins), "{text}");
            assert_eq!(found.is_private, is_private, "{text}");
        }
    }

    #[test]
    fn r1_a_marker_needs_dashes_and_a_label_of_64_characters_at_most() {
        let long = |spaces: usize| marker("BEGIN", &" ".repeat(spaces));
        assert!(markers(&long(64 - "PRIVATE KEY".len()))[0].is_private);
        assert!(!markers(&long(65 - "PRIVATE KEY".len()))[0].is_private);
        for text in ["BEGIN RSA", " BEGIN RSA", "-  BEGIN RSA", "-----BEGINNING"] {
            assert!(markers(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn r1_markers_may_share_their_dashes() {
        let text = format!("-----BEGIN X{}", marker("BEGIN", ""));
        let ranges: Vec<_> = markers(&text)
            .into_iter()
            .map(|marker| marker.range)
            .collect();
        assert_eq!(ranges, [0..17, 17..text.len()]);
    }
}
