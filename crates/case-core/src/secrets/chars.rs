//! Looking at single characters of a text, and the classes of characters that the scans share.
//!
//! Every look goes through [`at`], [`before`] or [`byte`], which count themselves in tests: so the tests can show that
//! a scan's work grows with the text's length and no faster, without measuring time.

#[cfg(test)]
thread_local! {
    /// How many characters were looked at on this thread.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[inline]
fn count_look() {
    #[cfg(test)]
    LOOKS.set(LOOKS.get() + 1);
}

/// The character that begins at a place.
pub(super) fn at(text: &str, place: usize) -> Option<char> {
    count_look();
    text.get(place..)?.chars().next()
}

/// The character that ends at a place.
pub(super) fn before(text: &str, place: usize) -> Option<char> {
    count_look();
    text.get(..place)?.chars().next_back()
}

/// The byte at a place, which need not begin a character.
pub(super) fn byte(text: &str, place: usize) -> Option<u8> {
    count_look();
    text.as_bytes().get(place).copied()
}

/// The first place from `from` on whose byte is not of the class.
pub(super) fn skip(text: &str, from: usize, class: impl Fn(u8) -> bool) -> usize {
    let mut place = from;
    while byte(text, place).is_some_and(&class) {
        place += 1;
    }
    place
}

/// The alphabet of base64, of which secret access keys are made.
pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// ASCII letters and digits, and their full-width forms.
pub(super) fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Hyphens, dashes, and the Japanese long-vowel marks that an input method gives for the same key.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{30fc}' | '\u{ff70}'
    )
}

/// The length of the escape at a place that stands for white space or another character in quoted text, as JSON
/// writes it: `\n`, `\r`, `\t`, `\u003d`. Zero when there is none.
pub(super) fn escape_length(text: &str, place: usize) -> usize {
    if byte(text, place) != Some(b'\\') {
        return 0;
    }
    match byte(text, place + 1) {
        Some(b'n' | b'r' | b't') => 2,
        Some(b'u') if skip_at_most(text, place + 2, 4, |b| b.is_ascii_hexdigit()) == place + 6 => 6,
        _ => 0,
    }
}

/// As [`skip`], but no further than `most` bytes.
pub(super) fn skip_at_most(
    text: &str,
    from: usize,
    most: usize,
    class: impl Fn(u8) -> bool,
) -> usize {
    let mut place = from;
    while place < from + most && byte(text, place).is_some_and(&class) {
        place += 1;
    }
    place
}

/// The place after line ends, indentation, quoting, comment signs, and what holds the lines of a string literal
/// together: all that may stand between two lines of base64 text.
pub(super) fn skip_layout(text: &str, start: usize) -> usize {
    let mut place = start;
    loop {
        place += match byte(text, place) {
            Some(
                b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'|' | b'"' | b'\'' | b',' | b'#' | b'*',
            ) => 1,
            Some(b'\\') => escape_length(text, place).max(1),
            _ => return place,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r1_an_escape_has_all_its_digits() {
        for (text, length) in [
            (r"\n", 2),
            (r"\t and more", 2),
            (r"\u003d", 6),
            (r"\u003D4", 6),
            (r"\u003", 0),
            (r"\u00g0", 0),
            (r"\u", 0),
            (r"\x", 0),
            (r"\", 0),
            ("n", 0),
        ] {
            assert_eq!(escape_length(text, 0), length, "{text}");
        }
    }
}
