//! Where the files come from.

use std::fmt::Write as _;

use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `cargo xtask build` leaves in `dist/`.
#[derive(RustEmbed)]
#[folder = "../../dist"]
struct Dist;

/// A set of files by path.
#[derive(Clone, Copy)]
pub struct Files {
    find: fn(&str) -> Option<EmbeddedFile>,
}

/// One file.
pub struct File {
    /// Its bytes.
    pub content: Bytes,
    /// The SHA-256 of its bytes in hexadecimal.
    pub digest: String,
}

impl Files {
    /// The SPA as it was built.
    pub const fn built() -> Self {
        Self::of::<Dist>()
    }

    /// Any embedded folder.
    pub const fn of<E: RustEmbed>() -> Self {
        Self { find: E::get }
    }

    /// The file at this path, without a slash at its beginning.
    pub fn get(&self, path: &str) -> Option<File> {
        let file = (self.find)(path)?;
        let digest =
            file.metadata
                .sha256_hash()
                .iter()
                .fold(String::with_capacity(64), |mut text, byte| {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "{byte:02x}");
                    text
                });
        let content = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => bytes.into(),
        };
        Some(File { content, digest })
    }
}
