//! Content codings: which one a client takes, and which answers are worth one.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::compression::predicate::{Predicate, SizeAbove};

/// A content coding, from the densest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `br`.
    Brotli,
    /// `gzip`.
    Gzip,
    /// None.
    Identity,
}

impl Encoding {
    /// As `Content-Encoding` spells it; none for [`Encoding::Identity`].
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The codings that the client takes, the one it likes best first; of equals the densest first.
pub fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let header = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let asked: Vec<(String, u32)> = header
        .flat_map(|value| value.split(','))
        .filter_map(read)
        .collect();
    let weight = |names: &[&str]| {
        let named = asked
            .iter()
            .find(|(name, _)| names.contains(&name.as_str()));
        named
            .or_else(|| asked.iter().find(|(name, _)| name == "*"))
            .map(|(_, weight)| *weight)
    };
    let mut codings = vec![
        (Encoding::Brotli, weight(&["br"]).unwrap_or(0)),
        (Encoding::Gzip, weight(&["gzip", "x-gzip"]).unwrap_or(0)),
        // Whoever says nothing about it takes it, after everything that is asked for.
        (Encoding::Identity, weight(&["identity"]).unwrap_or(1)),
    ];
    codings.retain(|(_, weight)| *weight > 0);
    codings.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    codings.into_iter().map(|(coding, _)| coding).collect()
}

/// A coding with its weight in thousandths: `gzip;q=0.5`.
fn read(item: &str) -> Option<(String, u32)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts
        .next()
        .filter(|name| !name.is_empty())?
        .to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = match weight {
        None => 1_000,
        Some(weight) => thousandths(weight)?,
    };
    Some((name, weight))
}

/// `0.5` as 500: a whole part of 0 or 1, and at most three decimals.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals: u32 = format!("{decimals:0<3}").parse().ok()?;
    Some((whole * 1_000 + decimals).min(1_000))
}

/// Which answers are compressed as they are sent: JSON that is not tiny. The SPA's files come compressed already.
pub fn worthwhile() -> impl Predicate {
    SizeAbove::new(512).and(is_json)
}

fn is_json(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media_type.is_some_and(|one| one.ends_with("json"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_clients_weights_decide() {
        use Encoding::{Brotli, Gzip, Identity};
        for (header, codings) in [
            ("", vec![Identity]),
            ("gzip, deflate, br, zstd", vec![Brotli, Gzip, Identity]),
            ("gzip;q=1.0, br;q=0.5", vec![Gzip, Brotli, Identity]),
            ("br;q=0, gzip", vec![Gzip, Identity]),
            ("identity, br;q=0.1", vec![Identity, Brotli]),
            ("*", vec![Brotli, Gzip, Identity]),
            ("*;q=0, identity;q=0.5", vec![Identity]),
            ("br, identity;q=0", vec![Brotli]),
            ("GZIP; Q=0.001", vec![Gzip, Identity]),
            ("br;q=many", vec![Identity]),
            ("br;q=1.5", vec![Brotli, Identity]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                header::ACCEPT_ENCODING,
                HeaderValue::from_str(header).unwrap(),
            );
            assert_eq!(accepted(&headers), codings, "{header}");
        }
        assert_eq!(accepted(&HeaderMap::new()), [Identity]);
    }
}
