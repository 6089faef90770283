//! S4: a part of a day during which someone is there, and how a policy writes it.

use std::{fmt, str::FromStr};

/// The seconds of a local day, as a wall clock counts them.
pub(super) const DAY: u32 = 86_400;

/// S4: a part of a local day, `from` to just before `to`, in seconds on the wall clock since 00:00.
///
/// `0 <= from < to <= 86_400`, so that no window crosses midnight; opening hours that do are two windows, the first of
/// which ends at 24:00. Written `08:00-18:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    from: u32,
    to: u32,
}

/// Something is no [`Window`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// It is not written like one.
    #[error("`{found}` is no stretch of a day: write it like `08:00-18:00`")]
    Malformed {
        /// What was found.
        found: String,
    },
    /// It does not end after it begins.
    #[error(
        "hours must end later than they begin, not {}-{}: split hours that cross midnight at 24:00",
        WallTime(*from),
        WallTime(*to)
    )]
    OutOfOrder {
        /// In seconds of the day.
        from: u32,
        /// In seconds of the day.
        to: u32,
    },
    /// It ends after midnight.
    #[error("hours must end at 24:00 or earlier, not at {}", WallTime(*to))]
    BeyondMidnight {
        /// In seconds of the day.
        to: u32,
    },
}

impl Window {
    /// The window from `from` to just before `to`, in seconds of the day.
    pub fn new(from: u32, to: u32) -> Result<Self, WindowError> {
        if to > DAY {
            return Err(WindowError::BeyondMidnight { to });
        }
        if from >= to {
            return Err(WindowError::OutOfOrder { from, to });
        }
        Ok(Self { from, to })
    }

    /// The first second of the day that is in the window, 0 to 86,399.
    pub const fn from(self) -> u32 {
        self.from
    }

    /// The first second after it, 1 to 86,400.
    pub const fn to(self) -> u32 {
        self.to
    }
}

impl FromStr for Window {
    type Err = WindowError;

    /// Reads `08:00-18:00`: two digits each, without spaces. The end may be `24:00`.
    fn from_str(text: &str) -> Result<Self, WindowError> {
        let ends = text.split_once('-');
        let ends = ends.and_then(|(from, to)| Some((wall_seconds(from)?, wall_seconds(to)?)));
        let (from, to) = ends.ok_or_else(|| WindowError::Malformed {
            found: text.to_owned(),
        })?;
        Self::new(from, to)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", WallTime(self.from), WallTime(self.to))
    }
}

/// The second of the day that `08:30` names; hours up to 99 are left for [`Window::new`] to refuse.
fn wall_seconds(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let minutes = two_digits(minutes).filter(|minutes| *minutes < 60)?;
    Some(two_digits(hours)? * 3_600 + minutes * 60)
}

fn two_digits(text: &str) -> Option<u32> {
    match *text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
        }
        _ => None,
    }
}

/// A second of the day as `08:30`, or `08:30:15` where it is not a whole minute.
struct WallTime(u32);

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.0 / 60, self.0 % 60);
        write!(f, "{:02}:{:02}", minutes / 60, minutes % 60)?;
        if seconds == 0 {
            Ok(())
        } else {
            write!(f, ":{seconds:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_a_window_is_written_with_two_digits_each() {
        let cases = [
            ("08:00-18:00", 28_800, 64_800),
            ("00:00-24:00", 0, 86_400),
            ("18:00-24:00", 64_800, 86_400),
            ("09:05-09:06", 32_700, 32_760),
            ("23:59-24:00", 86_340, 86_400),
        ];
        for (text, from, to) in cases {
            let window: Window = text.parse().unwrap();
            assert_eq!((window.from(), window.to()), (from, to), "{text}");
            assert_eq!(window.to_string(), text);
            assert_eq!(Window::new(from, to), Ok(window), "{text}");
        }
    }

    #[test]
    fn s4_what_is_not_written_like_a_window_is_refused() {
        let wrong = [
            "",
            "-",
            ":-:",
            "08:00",
            "8:00-18:00",
            "08:00-18",
            "08:00 - 18:00",
            " 08:00-18:00",
            "08:00-18:00:00",
            "08:00-18:60",
            "08:99-18:00",
            "08:0a-18:00",
            "0é:00-18:00",
            "+8:00-18:00",
            "08.00-18.00",
            "08:00–18:00",
            "08:00-18:00-20:00",
            "/0:00-18:00",
            ":0:00-18:00",
            "0/:00-18:00",
            "0::00-18:00",
        ];
        for text in wrong {
            let found = text.to_owned();
            assert_eq!(
                text.parse::<Window>(),
                Err(WindowError::Malformed { found }),
                "{text}"
            );
        }
    }

    #[test]
    fn s4_a_window_ends_after_it_begins_and_within_its_day() {
        let out_of_order = |from, to| Err(WindowError::OutOfOrder { from, to });
        let beyond = |to| Err(WindowError::BeyondMidnight { to });
        assert_eq!(Window::new(7, 7), out_of_order(7, 7));
        assert_eq!(Window::new(8, 7), out_of_order(8, 7));
        assert!(Window::new(7, 8).is_ok());
        assert_eq!(Window::new(0, 86_401), beyond(86_401));
        assert_eq!(
            "22:00-06:00".parse::<Window>(),
            out_of_order(79_200, 21_600)
        );
        assert_eq!(
            "24:00-24:00".parse::<Window>(),
            out_of_order(86_400, 86_400)
        );
        assert_eq!("08:00-24:01".parse::<Window>(), beyond(86_460));
        assert_eq!("99:59-99:59".parse::<Window>(), beyond(359_940));
    }

    #[test]
    fn s4_an_error_says_what_would_be_right() {
        let message = |text: &str| text.parse::<Window>().unwrap_err().to_string();
        assert_eq!(
            message("8-18"),
            "`8-18` is no stretch of a day: write it like `08:00-18:00`"
        );
        assert_eq!(
            message("22:00-06:30"),
            "hours must end later than they begin, not 22:00-06:30: split hours that cross midnight at 24:00"
        );
        assert_eq!(
            message("08:00-25:15"),
            "hours must end at 24:00 or earlier, not at 25:15"
        );
        assert_eq!(
            Window::new(59, 3_661).unwrap().to_string(),
            "00:00:59-01:01:01"
        );
    }
}
