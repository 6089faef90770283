//! Where the server is seen from, and which other sites may use it.

use std::{fmt, str::FromStr};

use axum::http::{HeaderMap, HeaderValue, Uri, header};

/// A scheme, a host, and a port where it is not the scheme's own: `https://support.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// The text is no origin of a web site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an origin such as https://support.example.com or http://127.0.0.1:8080, without a path"
)]
pub struct UnusableOrigin(String);

impl FromStr for Origin {
    type Err = UnusableOrigin;

    fn from_str(text: &str) -> Result<Self, UnusableOrigin> {
        let unusable = || UnusableOrigin(text.to_owned());
        let uri: Uri = text.trim().parse().map_err(|_| unusable())?;
        let scheme = uri
            .scheme_str()
            .filter(|scheme| ["http", "https"].contains(scheme))
            .ok_or_else(unusable)?;
        let authority = uri
            .authority()
            .map(|one| one.as_str().to_lowercase())
            .ok_or_else(unusable)?;
        let whole = uri.path() == "/" && uri.query().is_none() && !authority.contains('@');
        if !whole {
            return Err(unusable());
        }
        let own_port = if scheme == "https" { ":443" } else { ":80" };
        Ok(Self(format!(
            "{scheme}://{}",
            authority.strip_suffix(own_port).unwrap_or(&authority)
        )))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Origin {
    /// As a header carries it.
    pub fn header_value(&self) -> HeaderValue {
        // Made of a URI's scheme and authority: visible ASCII.
        HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static("null"))
    }

    fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }
}

/// Our own origin and those that the operator allows.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    public: Option<Origin>,
    allowed: Vec<Origin>,
}

impl Origins {
    /// With the address that people reach the server at, where the operator tells it.
    pub const fn new(public: Option<Origin>, allowed: Vec<Origin>) -> Self {
        Self { public, allowed }
    }

    /// Whether people reach the server over HTTPS, as far as the operator tells.
    pub fn is_secure(&self) -> bool {
        self.public
            .as_ref()
            .is_some_and(|origin| origin.0.starts_with("https://"))
    }

    /// The foreign origins that the operator allows.
    pub fn allowed(&self) -> &[Origin] {
        &self.allowed
    }

    /// Whether a request that changes something may come from where it says it comes from.
    ///
    /// Browsers tell it with every such request; what tells nothing is no browser. A page of another site that points
    /// its own name at this server has its own cookies only, so that the request's own host may count as ours.
    pub fn admit(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else {
            return true;
        };
        let Some(origin) = origin
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Origin>().ok())
        else {
            return false;
        };
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let ours = host.is_some_and(|host| {
            let with = |scheme: &str| format!("{scheme}://{host}").parse::<Origin>();
            [with("http"), with("https")]
                .iter()
                .flatten()
                .any(|own| own.host() == origin.host())
        });
        ours || self.public.as_ref() == Some(&origin) || self.allowed.contains(&origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_compared_in_one_spelling() {
        for (text, origin) in [
            (
                "https://Support.Example.com/",
                "https://support.example.com",
            ),
            (
                "https://support.example.com:443",
                "https://support.example.com",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), origin);
        }
        for wrong in [
            "",
            "null",
            "*",
            "example.com",
            "ftp://example.com",
            "https://a.b/path",
            "https://u@a.b",
            "https://a.b/?q",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_our_own_and_allowed_sites_are_admitted() {
        let origins = Origins::new(
            Some("https://support.example.com".parse().unwrap()),
            vec!["https://static.example.net".parse().unwrap()],
        );
        let admits = |origin: Option<&'static str>, host: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            origins.admit(&headers)
        };
        assert!(admits(None, "support.example.com"));
        assert!(admits(Some("https://support.example.com"), "10.0.0.1:8080"));
        assert!(admits(
            Some("https://static.example.net"),
            "support.example.com"
        ));
        assert!(admits(Some("http://127.0.0.1:8080"), "127.0.0.1:8080"));
        assert!(admits(
            Some("https://casework.internal"),
            "casework.internal"
        ));
        assert!(!admits(Some("https://evil.example"), "support.example.com"));
        assert!(!admits(Some("null"), "support.example.com"));
        assert!(!admits(Some("http://127.0.0.1:9"), "127.0.0.1:8080"));
        assert!(
            !admits(Some("http://support.example.com"), "10.0.0.1"),
            "another scheme is another site"
        );
    }
}
