//! SHA-256, as the store keeps tokens, identities and bodies.

use case_store::Digest;
use sha2::{Digest as _, Sha256};

/// The digest of some parts, each of which a NUL ends, so that no two lists of parts look the same.
pub fn of_parts(parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

/// The digest of some bytes in hexadecimal.
pub fn hex_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

/// A digest in hexadecimal.
pub fn hex(digest: &Digest) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
