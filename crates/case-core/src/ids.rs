//! Typed identifiers (T11). Their randomness is passed in: this crate has none.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::kinds::Lang;

/// The text does not have the identifier's form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {wanted}")]
pub struct MalformedId {
    /// What was found.
    pub found: String,
    /// The form that would have been right.
    pub wanted: &'static str,
}

/// An account's number: exactly 12 digits, the first not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[1-9][0-9]{11}$", example = "123456789012"))]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(u64);

impl AccountId {
    const SMALLEST: u64 = 100_000_000_000;
    const LARGEST: u64 = 999_999_999_999;

    /// Makes an account number of any 64 random bits.
    pub const fn from_random(bits: u64) -> Self {
        Self(Self::SMALLEST + bits % (Self::LARGEST - Self::SMALLEST + 1))
    }
}

impl FromStr for AccountId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if digits && number >= Self::SMALLEST => Ok(Self(number)),
            _ => Err(MalformedId {
                found: text.to_owned(),
                wanted: "an account ID of 12 digits such as 123456789012",
            }),
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// T11: a case's public identifier, `case-<account>-mu<language>-<year>-<16 hex digits>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "case-123456789012-muen-2026-c4c1d2bf33c5cf47"))]
#[serde(try_from = "String", into = "String")]
pub struct CaseId(String);

impl CaseId {
    /// Builds the identifier from its parts; `random` are the 64 bits that make it unguessable.
    pub fn new(account: AccountId, language: Lang, year: i32, random: u64) -> Self {
        Self(format!("case-{account}-mu{language}-{year}-{random:016x}"))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CaseId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let well_formed = (|| {
            let mut parts = text.strip_prefix("case-")?.split('-');
            parts.next()?.parse::<AccountId>().ok()?;
            parts.next()?.strip_prefix("mu")?.parse::<Lang>().ok()?;
            let (year, random) = (parts.next()?, parts.next()?);
            let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            (year.len() == 4
                && year.bytes().all(|byte| byte.is_ascii_digit())
                && random.len() == 16
                && random.bytes().all(hex)
                && parts.next().is_none())
            .then_some(())
        })();
        match well_formed {
            Some(()) => Ok(Self(text.to_owned())),
            None => Err(MalformedId {
                found: text.to_owned(),
                wanted: "a case ID such as case-123456789012-muen-2026-c4c1d2bf33c5cf47",
            }),
        }
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// T11: the number people read out; digits only, unique in the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]+$", example = "1000000001"))]
#[serde(try_from = "String", into = "String")]
pub struct DisplayId(u64);

impl DisplayId {
    /// The display ID of the installation's n-th case.
    ///
    /// Ten digits from the first case on, so that every display ID of an installation has the same width.
    pub const fn from_sequence(n: u64) -> Self {
        Self(1_000_000_000 + n)
    }

    /// The number itself.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl FromStr for DisplayId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if digits => Ok(Self(number)),
            _ => Err(MalformedId {
                found: text.to_owned(),
                wanted: "a display ID of digits such as 1000000001",
            }),
        }
    }
}

impl fmt::Display for DisplayId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Lets serde read and write an identifier as the text it is.
macro_rules! as_text {
    ($($name:ty),+) => {$(
        impl TryFrom<String> for $name {
            type Error = MalformedId;

            fn try_from(text: String) -> Result<Self, MalformedId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    )+};
}

as_text!(AccountId, CaseId, DisplayId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t11_a_case_id_has_the_documented_form() {
        let account = "123456789012".parse().unwrap();
        let id = CaseId::new(account, Lang::EN, 2026, 0xc4c1_d2bf_33c5_cf47);
        assert_eq!(id.as_str(), "case-123456789012-muen-2026-c4c1d2bf33c5cf47");
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        let short = CaseId::new(account, Lang::JA, 2026, 7);
        assert_eq!(
            short.to_string(),
            "case-123456789012-muja-2026-0000000000000007"
        );
    }

    #[test]
    fn t11_a_malformed_case_id_is_refused_with_an_example() {
        for wrong in [
            "",
            "123456789012-muen-2026-c4c1d2bf33c5cf47",
            "case-12345678901-muen-2026-c4c1d2bf33c5cf47",
            "case-123456789012-en-2026-c4c1d2bf33c5cf47",
            "case-123456789012-muEN-2026-c4c1d2bf33c5cf47",
            "case-123456789012-muen-26-c4c1d2bf33c5cf47",
            "case-123456789012-muen-20x6-c4c1d2bf33c5cf47",
            "case-123456789012-muen-2026-c4c1d2bf33c5cf4",
            "case-123456789012-muen-2026-C4C1D2BF33C5CF47",
            "case-123456789012-muen-2026-g4c1d2bf33c5cf47",
            "case-123456789012-muen-2026",
            "case-123456789012-muen-2026-c4c1d2bf33c5cf47-1",
        ] {
            let error = wrong.parse::<CaseId>().unwrap_err();
            assert!(
                error.to_string().contains("case-123456789012-muen-2026"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn account_ids_are_twelve_digits_from_any_random_bits() {
        for bits in [0, 1, 899_999_999_999, 900_000_000_000, u64::MAX] {
            let id = AccountId::from_random(bits);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.to_string().len(), 12);
        }
        // All of them, each as likely as the other.
        for (bits, id) in [
            (0, "100000000000"),
            (23_456_789_012, "123456789012"),
            (899_999_999_999, "999999999999"),
            (900_000_000_000, "100000000000"),
            (900_000_000_001, "100000000001"),
        ] {
            assert_eq!(AccountId::from_random(bits).to_string(), id);
        }
        for wrong in [
            "",
            "012345678901",
            "12345678901",
            "1234567890123",
            "12345678901x",
            "+12345678901",
        ] {
            assert!(wrong.parse::<AccountId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn t11_display_ids_are_digits_of_one_width() {
        assert_eq!(DisplayId::from_sequence(1).to_string(), "1000000001");
        assert_eq!("1000000001".parse(), Ok(DisplayId::from_sequence(1)));
        assert_eq!(DisplayId::from_sequence(2).number(), 1_000_000_002);
        for wrong in ["", "+1", "1e3", "-1", "١"] {
            assert!(wrong.parse::<DisplayId>().is_err(), "{wrong}");
        }
    }
}
