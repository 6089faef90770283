//! The SPA's files: embedded in a release build, read from `dist/` in a debug build.
//!
//! Names that hold a hash of their content are kept by browsers for ever; `index.html`, which names them, is asked
//! about each time. Every path that is no file is a page of the SPA, which finds its way itself.

mod files;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use case_wire::ProblemKind;

pub use files::{File, Files};

use crate::http::{Encoding, Refusal, accepted, matches};

/// The page of the SPA, for every path that is no file.
const INDEX: &str = "index.html";

/// Where the SPA reads which API to use. In the binary it is always the binary's own.
const CONFIG: &str = "config.json";
const OWN_API: &str = "{\"apiBase\": \"\"}\n";

/// Kept for a year without asking.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, and asked about each time.
const ASK: &str = "no-cache";

/// What `/` answers where no SPA was built.
const NOT_BUILT: &str = "Casework is running, but this binary was built without its pages.\n\n\
    Build them and the binary again with:\n\n    cargo xtask start\n\nThe API is there: see /health and /api/policy.\n";

/// The SPA.
pub struct Site {
    files: Files,
}

impl Site {
    /// The SPA in these files.
    pub const fn new(files: Files) -> Self {
        Self { files }
    }

    /// The file that the request asks for.
    pub fn answer(&self, request: &Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refusal = Refusal::new(
                ProblemKind::MethodNotAllowed,
                "there are pages here, to GET",
            );
            return ([(header::ALLOW, "GET, HEAD")], refusal).into_response();
        }
        let path = request.uri().path().trim_start_matches('/');
        match path {
            CONFIG => {
                let headers = [
                    (header::CACHE_CONTROL, ASK),
                    (header::CONTENT_TYPE, media_type(CONFIG)),
                ];
                (headers, OWN_API).into_response()
            }
            "" => self.page(request.headers()),
            path if is_file_name(path) => self.file(request.headers(), path),
            _ => self.page(request.headers()),
        }
    }

    fn file(&self, headers: &HeaderMap, path: &str) -> Response {
        let compressed = [(".br", Encoding::Brotli), (".gz", Encoding::Gzip)];
        let original = self
            .files
            .get(path)
            .filter(|_| !compressed.iter().any(|(ending, _)| path.ends_with(ending)));
        let Some(original) = original else {
            return Refusal::new(ProblemKind::NotFound, "there is no such file").into_response();
        };
        let siblings = compressed.iter().filter_map(|(ending, coding)| {
            self.files
                .get(&format!("{path}{ending}"))
                .map(|file| (*coding, file))
        });
        respond(headers, path, &original, &siblings.collect::<Vec<_>>())
    }

    fn page(&self, headers: &HeaderMap) -> Response {
        if self.files.get(INDEX).is_none() {
            return ([(header::CACHE_CONTROL, ASK)], NOT_BUILT).into_response();
        }
        self.file(headers, INDEX)
    }
}

/// The file in the coding that the client likes best of those there are, unless the client has it already.
fn respond(
    headers: &HeaderMap,
    path: &str,
    original: &File,
    compressed: &[(Encoding, File)],
) -> Response {
    let in_coding = |coding: Encoding| match coding {
        Encoding::Identity => Some((coding, original)),
        _ => compressed
            .iter()
            .find(|(one, _)| *one == coding)
            .map(|(_, file)| (coding, file)),
    };
    let best = accepted(headers).into_iter().find_map(in_coding);
    let (coding, file) = best.unwrap_or((Encoding::Identity, original));
    let etag = format!("\"{}\"", file.digest);
    let common = [
        (
            header::ETAG,
            HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("\"\"")),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static(if is_hashed(path) { FOR_EVER } else { ASK }),
        ),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if matches(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let mut response = (common, Bytes::clone(&file.content)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(path)),
    );
    if let Some(coding) = coding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Whether a path names a file: no path of a page has a dot in its last part.
fn is_file_name(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'))
}

/// Whether the name holds a hash of the content, as Trunk makes them: `app-1a2b3c4d5e6f7a8b_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_']).any(|part| {
        (8..=64).contains(&part.len())
            && part
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for (path, hashed) in [
            ("case-web-1a2b3c4d5e6f7a8b.js", true),
            ("case-web-1a2b3c4d5e6f7a8b_bg.wasm", true),
            ("style/main-0123456789abcdef.css", true),
            ("index.html", false),
            ("boot.js", false),
            ("favicon.svg", false),
            ("deadbeef/logo.png", false),
            ("facade-effaced.png", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn a_page_is_told_from_a_file_by_its_last_part() {
        assert!(is_file_name("a/b.js") && is_file_name("favicon.ico"));
        assert!(
            !is_file_name("cases/case-123456789012-muen-2026-c4c1d2bf33c5cf47")
                && !is_file_name("v1.2/page")
        );
    }
}
