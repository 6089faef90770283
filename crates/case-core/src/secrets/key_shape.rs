//! Whether forty characters look as a random generator makes them.
//!
//! The figures were set by a run over two gigabytes of source code and documents, in which nothing but documentation
//! examples and the last lines of certificates passed, and by random keys, of which 995 in 1,000 passed.

/// The length of a secret access key.
pub(super) const LENGTH: usize = 40;

/// How forty characters are mixed.
pub(super) struct Shape {
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
    pub(super) fn of(key: &[u8; LENGTH]) -> Self {
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
    pub(super) fn is_random(&self) -> bool {
        self.is_no_name()
            && (5..=27).contains(&self.upper)
            && (5..=27).contains(&self.lower)
            && (1..=15).contains(&self.digits)
            && self.distinct >= 22
    }

    /// Whether it can be a key where a key must be: no placeholder such as `XXXX…`, no name.
    pub(super) fn is_no_placeholder(&self) -> bool {
        self.is_no_name() && self.distinct >= 10
    }

    /// Whether it is neither a path nor a long identifier: these are made of words.
    fn is_no_name(&self) -> bool {
        self.signs <= 6 && self.breaks >= 11
    }
}

/// Whether it is text in base64: thirty random bytes are not UTF-8, but for one key in many millions.
pub(super) fn is_encoded_text(key: &[u8; LENGTH]) -> bool {
    let three_of = |four: &[u8]| {
        let bits = four
            .iter()
            .fold(0_u32, |bits, b| bits * 64 + u32::from(base64_value(*b)));
        let [_, three @ ..] = bits.to_be_bytes();
        three
    };
    let bytes: Vec<u8> = key.chunks_exact(4).flat_map(three_of).collect();
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

    /// A shape in the middle of every range, but for one change.
    fn random(change: impl FnOnce(&mut Shape)) -> Shape {
        let mut shape = Shape {
            upper: 16,
            lower: 16,
            digits: 6,
            signs: 2,
            distinct: 30,
            breaks: 20,
        };
        change(&mut shape);
        shape
    }

    #[test]
    fn r1_a_shape_counts_what_is_mixed() {
        let classes = |shape: &Shape| [shape.upper, shape.lower, shape.digits, shape.signs];
        let shape = Shape::of(b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assert_eq!(classes(&shape), [27, 10, 1, 2]);
        assert_eq!((shape.distinct, shape.breaks), (29, 12));

        let zeros = Shape::of(&[b'0'; LENGTH]);
        assert_eq!(classes(&zeros), [0, 0, 40, 0]);
        assert_eq!((zeros.distinct, zeros.breaks), (1, 0));

        let signs = Shape::of(b"+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/");
        assert_eq!(classes(&signs), [0, 0, 0, 40]);
        assert_eq!((signs.distinct, signs.breaks), (2, 39));
    }

    #[test]
    fn r1_a_random_key_stays_within_every_bound() {
        type Field = fn(&mut Shape) -> &mut usize;
        let bounds: [(&str, Field, usize, usize); 6] = [
            ("upper", |shape| &mut shape.upper, 5, 27),
            ("lower", |shape| &mut shape.lower, 5, 27),
            ("digits", |shape| &mut shape.digits, 1, 15),
            ("signs", |shape| &mut shape.signs, 0, 6),
            ("distinct", |shape| &mut shape.distinct, 22, LENGTH),
            ("breaks", |shape| &mut shape.breaks, 11, LENGTH),
        ];
        for (name, field, least, most) in bounds {
            for value in 0..=LENGTH {
                let is_random = random(|shape| *field(shape) = value).is_random();
                assert_eq!(is_random, (least..=most).contains(&value), "{name} {value}");
            }
        }
    }

    #[test]
    fn r1_a_labelled_key_may_be_less_random() {
        assert!(random(|shape| (shape.digits, shape.upper) = (0, 0)).is_no_placeholder());
        assert!(random(|shape| shape.distinct = 10).is_no_placeholder());
        assert!(!random(|shape| shape.distinct = 9).is_no_placeholder());
        assert!(!random(|shape| shape.signs = 7).is_no_placeholder());
        assert!(!random(|shape| shape.breaks = 10).is_no_placeholder());
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
        // Text but for its last byte.
        assert!(!is_encoded_text(
            b"U3VwcG9ydCBjYXNlcyBhcmUgZnVuIHRvIHJlYWT/"
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
