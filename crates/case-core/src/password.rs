//! The one rule for passwords, wherever one is chosen: length, and nothing else.
//!
//! Length is what makes guessing hard. Demanding digits and signs makes passwords harder to remember, not to guess.

use crate::text;

/// At least so many characters (Unicode scalar values).
pub const MIN_CHARS: u32 = 12;

/// At most so many bytes: hashing a longer text would only cost time.
pub const MAX_BYTES: usize = 1_024;

/// A password that may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// It is too easy to guess.
    #[error("a password needs at least {MIN_CHARS} characters; this one has {actual}")]
    TooShort {
        /// Its characters.
        actual: u32,
    },
    /// It is too long.
    #[error("a password has at most {MAX_BYTES} bytes; this one has {actual}")]
    TooLong {
        /// Its bytes.
        actual: usize,
    },
}

/// Whether `password` may be chosen. It is taken as it is: white space at either end is part of it.
pub fn check(password: &str) -> Result<(), PasswordFault> {
    if password.len() > MAX_BYTES {
        return Err(PasswordFault::TooLong {
            actual: password.len(),
        });
    }
    match text::count(password) {
        actual if actual < MIN_CHARS => Err(PasswordFault::TooShort { actual }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(check("correct horse"), Ok(()));
        assert_eq!(check("123456789012"), Ok(()));
        assert_eq!(check("パスワードは十二文字以上"), Ok(()));
        assert_eq!(
            check("パスワード"),
            Err(PasswordFault::TooShort { actual: 5 })
        );
        assert_eq!(check(""), Err(PasswordFault::TooShort { actual: 0 }));
    }

    #[test]
    fn what_would_only_cost_time_is_refused() {
        assert_eq!(check(&"a".repeat(MAX_BYTES)), Ok(()));
        assert_eq!(
            check(&"a".repeat(MAX_BYTES + 1)),
            Err(PasswordFault::TooLong { actual: 1_025 })
        );
    }
}
