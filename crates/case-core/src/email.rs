//! The form of an e-mail address, for contacts and sign-in.

/// The longest address that mail servers carry, in bytes (RFC 5321).
pub const MAX_BYTES: usize = 254;

/// The address without surrounding white space, when it has the form of one.
///
/// Deliberately the common form (`local@host.tld`, as HTML's own e-mail field takes it, with at least one dot in the
/// host): quoted local parts and address literals are valid by the letter, and always a typing error in a form.
pub fn parse(text: &str) -> Option<&str> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@')?;
    let local_ok = (1..=64).contains(&local.len())
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_local));
    let labels: Vec<&str> = host.split('.').collect();
    let host_ok = labels.len() >= 2 && labels.iter().all(|label| is_label(label));
    let top_is_a_name = labels
        .last()
        .is_some_and(|top| !top.bytes().all(|b| b.is_ascii_digit()));
    (text.len() <= MAX_BYTES && local_ok && host_ok && top_is_a_name).then_some(text)
}

/// Whether two addresses are the same to every mail server that people use: without regard to the case of ASCII letters.
pub fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_have() {
        for good in [
            "a@b.co",
            " ops+aws@example.com ",
            "o'neil@mail.example.co.uk",
            "ユーザー@例え.jp",
            "x@1a.io",
        ] {
            assert_eq!(parse(good), Some(good.trim()), "{good}");
        }
    }

    #[test]
    fn refuses_what_no_mail_reaches() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long_label = format!("a@{}.com", "b".repeat(64));
        let long = format!(
            "{}@{}.com",
            "a".repeat(64),
            ["b"; 4].map(|b| b.repeat(60)).join(".")
        );
        for bad in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a@b.",
            "a@.b.co",
            "a b@c.co",
            "a@b c.co",
            "a..b@c.co",
            ".a@c.co",
            "a.@c.co",
            "a@-b.co",
            "a@b-.co",
            "a@b@c.co",
            "a@1.2.3.4",
            "\"a\"@b.co",
            "a@b_c.co",
            &long_local,
            &long_label,
            &long,
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert!(parse(&format!("{}@example.com", "a".repeat(64))).is_some());
        assert!(parse(&format!("a@{}.com", "b".repeat(63))).is_some());
    }

    #[test]
    fn an_address_of_254_bytes_is_the_longest() {
        let of = |last_label: usize| {
            let host = [63, 63, last_label].map(|n| "b".repeat(n)).join(".");
            format!("{}@{host}.co", "a".repeat(64))
        };
        assert_eq!(of(58).len(), MAX_BYTES);
        assert!(parse(&of(58)).is_some());
        assert_eq!(parse(&of(59)), None);
    }

    #[test]
    fn case_does_not_make_another_address() {
        assert!(same("Ops@Example.com ", "ops@example.COM"));
        assert!(!same("ops@example.com", "op@example.com"));
    }
}
