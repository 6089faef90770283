//! T10: how text is trimmed, counted and searched for what no keyboard types.

/// The text as it is counted and stored: without leading and trailing white space, line ends as `\n`.
pub fn normalise(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// Counts Unicode scalar values, as every limit of the product does.
pub fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The length that a limit sees: scalar values after [`normalise`].
pub fn counted_length(text: &str) -> u32 {
    // Without building the normalised text: the live counter asks at each keystroke. A `\r\n` counts once.
    let text = text.trim();
    let pairs = text
        .as_bytes()
        .windows(2)
        .filter(|pair| pair == b"\r\n")
        .count();
    u32::try_from(text.chars().count() - pairs).unwrap_or(u32::MAX)
}

/// Whether nothing in the text can be seen: only white space and invisible joiners and marks.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters of the category *format* that leave no mark by themselves.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Which control characters a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// None: the text is one line.
    One,
    /// Line ends and tabs.
    Many,
    /// None, nor marks that turn the reading direction: a file name must read as it is (A2).
    FileName,
}

/// The first forbidden control character, with its place (1-based, in scalar values).
pub fn first_control(text: &str, lines: Lines) -> Option<(u32, char)> {
    let forbidden = |c: char| match c {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => lines != Lines::Many,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => lines == Lines::FileName,
        c => c.is_control(),
    };
    let (place, c) = text.chars().enumerate().find(|(_, c)| forbidden(*c))?;
    Some((
        u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1),
        c,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t10_counts_scalar_values_after_trimming() {
        for (text, length) in [
            ("", 0),
            ("  \u{3000}\n", 0),
            (" a b ", 3),
            ("日本", 2),
            ("e\u{301}", 2),
            ("👩‍👧", 3),
            ("a\r\nb", 3),
            ("a\rb", 3),
            ("\r\na\r\n\r\nb\r\n", 4),
        ] {
            assert_eq!(counted_length(text), length, "{text:?}");
            assert_eq!(count(&normalise(text)), length, "{text:?}");
        }
    }

    #[test]
    fn blank_is_what_nobody_can_see() {
        for blank in [
            "",
            " \t\n",
            "\u{200b}\u{feff}",
            "\u{3000}",
            "\u{2060} \u{ad}\u{e0001}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for visible in ["a", "\u{200f}א", "👍", "."] {
            assert!(!is_blank(visible), "{visible:?}");
        }
    }

    #[test]
    fn finds_the_first_forbidden_control_character() {
        assert_eq!(
            first_control("ab\u{7}c\u{0}", Lines::One),
            Some((3, '\u{7}'))
        );
        assert_eq!(first_control("a\nb", Lines::One), Some((2, '\n')));
        assert_eq!(first_control("a\nb\tc", Lines::Many), None);
        assert_eq!(
            first_control("a\u{2028}b", Lines::One),
            Some((2, '\u{2028}'))
        );
        assert_eq!(first_control("a\u{2029}b", Lines::Many), None);
        assert_eq!(first_control("a\u{85}", Lines::Many), Some((2, '\u{85}')));
        assert_eq!(first_control("عربي \u{202e}", Lines::One), None);
        assert_eq!(
            first_control("gpj\u{202e}.exe", Lines::FileName),
            Some((4, '\u{202e}'))
        );
        assert_eq!(
            first_control("a\u{2066}", Lines::FileName),
            Some((2, '\u{2066}'))
        );
        assert_eq!(first_control("a\tb", Lines::FileName), Some((2, '\t')));
    }
}
