//! Who makes a request.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use case_service::{Principal, ServiceError};
use case_wire::{paths, person};
use percent_encoding::percent_decode;

use super::{App, Refusal, cookie};

/// The one whose session the request has.
pub struct SignedIn(pub Principal);

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let SessionToken(token) = SessionToken::from_request_parts(parts, app).await?;
        let is_meant = |principal: &Principal| is_made_for(&parts.headers, principal);
        Ok(Self(app.service().principal(&token, is_meant).await?))
    }
}

/// Whether the request is made for whoever is signed in, as far as it says. A page that is open since before another person
/// signed in at the same browser would act with that one's session.
pub fn is_made_for(headers: &HeaderMap, principal: &Principal) -> bool {
    headers.get(paths::PERSON).is_none_or(|named| {
        let now = person(
            principal.account().id,
            principal.actor(),
            principal.display_name(),
        );
        percent_decode(named.as_bytes()).eq(now.bytes())
    })
}

/// The token of the session that the request has, whoever's it is and whether or not it has ended.
pub struct SessionToken(pub String);

impl FromRequestParts<Arc<App>> for SessionToken {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let token = cookie::token(app.origins(), &parts.headers);
        Ok(Self(token.ok_or(ServiceError::NotSignedIn)?))
    }
}

/// The address that the request comes from.
pub struct ClientAddress(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip());
        Ok(Self(client(
            peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
            &parts.headers,
        )))
    }
}

/// The peer, or the client that a proxy on this very machine names.
///
/// The last entry is the one that the nearest proxy added. Everything before it, and the whole header when it comes
/// from elsewhere, is what anybody may claim.
fn client(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !peer.to_canonical().is_loopback() {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let last =
        forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    last.unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let forwarded = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_static(value));
            headers
        };
        for (peer, headers, address) in [
            ("198.51.100.7", forwarded("203.0.113.9"), "198.51.100.7"),
            ("127.0.0.1", forwarded("203.0.113.9"), "203.0.113.9"),
            (
                "127.0.0.1",
                forwarded("192.0.2.66, 203.0.113.9"),
                "203.0.113.9",
            ),
            ("::1", forwarded("2001:db8::9"), "2001:db8::9"),
            ("127.0.0.1", forwarded("unknown"), "127.0.0.1"),
            ("127.0.0.1", HeaderMap::new(), "127.0.0.1"),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(client(peer.parse().unwrap(), &headers), address);
        }
    }
}
