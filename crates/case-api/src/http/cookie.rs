//! The session's cookie.

use axum::http::{HeaderMap, HeaderValue, header};
use case_service::SESSION_LIFETIME;

use super::Origins;

/// Over HTTPS: the prefix makes browsers insist on `Secure`, this host alone, and the whole path.
const SECURE_NAME: &str = "__Host-casework-session";

/// Over plain HTTP, where browsers take no `Secure` cookie.
pub const PLAIN_NAME: &str = "casework-session";

/// The session's token in a request, if it has one.
pub fn token(origins: &Origins, headers: &HeaderMap) -> Option<String> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == name_of(origins))
        .map(|(_, value)| value.to_owned())
}

/// The cookie that keeps a session's token.
pub fn keep(origins: &Origins, token: &str) -> Option<HeaderValue> {
    set(origins, token, SESSION_LIFETIME.num_seconds())
}

/// The cookie that removes it.
pub fn forget(origins: &Origins) -> Option<HeaderValue> {
    set(origins, "", 0)
}

fn set(origins: &Origins, value: &str, max_age: i64) -> Option<HeaderValue> {
    let secure = if origins.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={value}; HttpOnly; SameSite={}; Path=/; Max-Age={max_age}{secure}",
        name_of(origins),
        same_site(origins)
    );
    HeaderValue::from_str(&cookie).ok()
}

fn name_of(origins: &Origins) -> &'static str {
    if origins.is_secure() {
        SECURE_NAME
    } else {
        PLAIN_NAME
    }
}

/// A page on an allowed foreign site cannot use the session of a `Lax` cookie. `None` needs HTTPS; that foreign requests
/// change nothing is the guard's work either way.
fn same_site(origins: &Origins) -> &'static str {
    if origins.is_secure() && !origins.allowed().is_empty() {
        "None"
    } else {
        "Lax"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(public: Option<&str>, allowed: &[&str]) -> Origins {
        Origins::new(
            public.map(|one| one.parse().unwrap()),
            allowed.iter().map(|one| one.parse().unwrap()).collect(),
        )
    }

    #[test]
    fn the_cookie_is_as_strict_as_the_site_allows() {
        for (origins, cookie) in [
            (
                origins(None, &[]),
                "casework-session=t; HttpOnly; SameSite=Lax; Path=/; Max-Age=604800",
            ),
            (
                origins(Some("https://a.example"), &[]),
                "__Host-casework-session=t; HttpOnly; SameSite=Lax; Path=/; Max-Age=604800; Secure",
            ),
            (
                origins(Some("https://a.example"), &["https://b.example"]),
                "__Host-casework-session=t; HttpOnly; SameSite=None; Path=/; Max-Age=604800; Secure",
            ),
            (
                origins(None, &["http://127.0.0.1:8080"]),
                "casework-session=t; HttpOnly; SameSite=Lax; Path=/; Max-Age=604800",
            ),
        ] {
            assert_eq!(keep(&origins, "t").unwrap(), cookie);
        }
        assert!(
            forget(&origins(None, &[]))
                .unwrap()
                .to_str()
                .unwrap()
                .contains("casework-session=; ")
        );
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("theme=dark; casework-session=abc; x=y=z"),
        );
        assert_eq!(token(&origins(None, &[]), &headers).as_deref(), Some("abc"));
        assert_eq!(
            token(&origins(Some("https://a.example"), &[]), &headers),
            None,
            "the prefix is part of the name"
        );
        assert_eq!(token(&origins(None, &[]), &HeaderMap::new()), None);
    }
}
