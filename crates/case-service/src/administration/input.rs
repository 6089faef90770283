//! Reading what an operator enters: every refusal says what would be right.

use case_core::{
    AccountId, email, password,
    text::{self, Lines},
};

use crate::ServiceError;

/// The longest name of an account or an agent, in characters.
const NAME_CHARS: u32 = 100;

/// The longest name of a user, in characters.
const USER_NAME_CHARS: u32 = 64;

/// A name that people read: something to see, in one line.
pub fn name(typed: &str) -> Result<String, ServiceError> {
    let name = typed.trim();
    if text::is_blank(name)
        || text::count(name) > NAME_CHARS
        || text::first_control(name, Lines::FileName).is_some()
    {
        let reason = format!(
            "a name has 1 to {NAME_CHARS} characters in one line; `{}` has not",
            excerpt(name)
        );
        return Err(ServiceError::invalid("name", reason));
    }
    Ok(name.to_owned())
}

/// X1: a name that people sign in with.
pub fn user_name(typed: &str) -> Result<String, ServiceError> {
    let name = typed.trim();
    let known = |c: char| c.is_alphanumeric() || "+=,.@_-".contains(c);
    if name.is_empty() || text::count(name) > USER_NAME_CHARS || !name.chars().all(known) {
        let reason = format!(
            "a user name has 1 to {USER_NAME_CHARS} letters, digits or +=,.@_- such as ana.lima; `{}` has not",
            excerpt(name)
        );
        return Err(ServiceError::invalid("name", reason));
    }
    Ok(name.to_owned())
}

/// An e-mail address.
pub fn address(field: &'static str, typed: &str) -> Result<String, ServiceError> {
    email::parse(typed).map(str::to_owned).ok_or_else(|| {
        let reason = format!(
            "`{}` is not an e-mail address such as ana@example.com",
            excerpt(typed)
        );
        ServiceError::invalid(field, reason)
    })
}

/// An e-mail address that may be left out.
pub fn optional_address(
    field: &'static str,
    typed: Option<&str>,
) -> Result<Option<String>, ServiceError> {
    typed.map(|typed| address(field, typed)).transpose()
}

/// A password that may be chosen.
pub fn new_password(typed: &str) -> Result<(), ServiceError> {
    password::check(typed).map_err(|fault| ServiceError::invalid("password", fault))
}

/// X1: what may stand for an account's number. It must not look like one.
pub fn alias(typed: &str) -> Result<String, ServiceError> {
    let alias = typed.trim().to_lowercase();
    let known = alias
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let ends = alias.starts_with('-') || alias.ends_with('-');
    if !(3..=63).contains(&alias.len()) || !known || ends || alias.parse::<AccountId>().is_ok() {
        let reason = format!(
            "an alias has 3 to 63 letters, digits or hyphens such as example-corp, and is no account ID; `{}` is none",
            excerpt(typed)
        );
        return Err(ServiceError::invalid("alias", reason));
    }
    Ok(alias)
}

fn excerpt(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_taken_without_its_surroundings() {
        assert_eq!(name(" Example Ltd. ").unwrap(), "Example Ltd.");
        assert_eq!(user_name("Ana.Lima@team_1").unwrap(), "Ana.Lima@team_1");
        assert_eq!(user_name("山田").unwrap(), "山田");
        assert_eq!(address("email", " a@b.co ").unwrap(), "a@b.co");
        assert_eq!(alias("Example-1").unwrap(), "example-1");
    }

    #[test]
    fn what_does_not_fit_is_told_what_would() {
        let long = "x".repeat(101);
        for (refused, wanted) in [
            (name("\u{200b}").map(drop), "1 to 100"),
            (name("a\nb").map(drop), "one line"),
            (name(&long).map(drop), "1 to 100"),
            (user_name("ana lima").map(drop), "ana.lima"),
            (user_name("").map(drop), "ana.lima"),
            (address("email", "ana").map(drop), "ana@example.com"),
            (alias("ab").map(drop), "example-corp"),
            (alias("-abc").map(drop), "example-corp"),
            (alias("123456789012").map(drop), "no account ID"),
            (new_password("short"), "at least 12"),
        ] {
            let message = refused.unwrap_err().to_string();
            assert!(message.contains(wanted), "{message}");
        }
    }
}
