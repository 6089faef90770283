//! R1, R2: secrets in what people write: secret access keys, private key blocks, payment card numbers.
//!
//! [`find`] says where they are, so that the form can show them while one types; [`redact`] takes them out of what
//! arrives all the same. Both are hand-written scanners without a regular expression engine, because the browser
//! downloads this code, and their time is linear in the length of the text, whatever the text is.
//!
//! # What is left alone on purpose
//!
//! A support case is full of identifiers that look almost like secrets, and a redacted order number helps nobody. So
//! the following is *not* found:
//!
//! - access key ids (`AKIA…`): they name a key, they do not open anything;
//! - secret access keys inside longer words (base64 text, JWTs, URLs with `%2F`), split over two lines, or next to `-`
//!   or `_`; and, unless a label such as `aws_secret_access_key =` stands before it, about one key in 200 that looks
//!   too much like words or hexadecimal (most of those have no digit);
//! - secrets of other kinds: passwords, API tokens, JSON Web Keys, private keys in binary form;
//! - PEM blocks with nothing between their lines, public keys, certificates;
//! - numbers that pass the Luhn check but have no issuer's prefix and length, or that hang on something (`ORD-…`,
//!   `…-01`, `/…`, `+…`, `….5`, an ARN, a table of four-digit numbers); card schemes without a clear prefix (Maestro
//!   outside its common ranges, `RuPay` 60 and 81, Elo, Mir); card numbers with dots, line breaks, several spaces or
//!   invisible characters between the digits.
//!
//! The reverse is also true: forty random characters (an API key, a session id), or an order number of sixteen digits
//! that begins as a card does and passes the Luhn check, cannot be told from a secret and is taken for one.

mod access_key;
mod card_number;
mod chars;
mod issuers;
mod key_shape;
mod private_key;

use std::{borrow::Cow, ops::Range};

use serde::{Deserialize, Serialize};

/// What stands in the place of a secret; for a card number `-` and its last four digits follow (R2).
pub const REDACTED: &str = "[REDACTED_BY_CASEWORK]";

/// The kinds of secret that R1 names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// The secret half of an access key: 40 characters.
    SecretAccessKey,
    /// A private key: PEM, OpenSSH, PGP or `PuTTY`.
    PrivateKey,
    /// The number of a payment card.
    CardNumber,
}

impl SecretKind {
    /// The stable spelling, the same as serde's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SecretAccessKey => "secret-access-key",
            Self::PrivateKey => "private-key",
            Self::CardNumber => "card-number",
        }
    }
}

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it is, in bytes of the text; never empty, and both ends lie between characters.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SecretKind,
}

/// Finds one kind of secret in a text that stands by itself.
type Scan = fn(&str) -> Vec<Range<usize>>;

/// In the order of precedence: what an earlier scan found is out of sight for the later ones.
const SCANS: [(SecretKind, Scan); 3] = [
    (SecretKind::PrivateKey, private_key::find),
    (SecretKind::SecretAccessKey, access_key::find),
    (SecretKind::CardNumber, card_number::find),
];

/// R1: every secret in the text, in order; findings do not overlap.
pub fn find(text: &str) -> Vec<Finding> {
    // A redacted text is cut where the findings were, and the pieces are the ones that the scans have seen between
    // the findings of the first time. This is why nothing is found in a text that went through `redact`.
    let mut findings = Vec::new();
    let mut from = 0;
    for (start, marker) in text.match_indices(REDACTED) {
        scan(text, from..start, &SCANS, &mut findings);
        from = start + marker.len();
    }
    scan(text, from..text.len(), &SCANS, &mut findings);
    findings
}

/// Runs the first scan on a piece of the text, and the others on what lies between its findings.
fn scan(text: &str, piece: Range<usize>, scans: &[(SecretKind, Scan)], into: &mut Vec<Finding>) {
    let Some(((kind, find), others)) = scans.split_first() else {
        return;
    };
    let mut from = piece.start;
    for found in find(&text[piece.clone()]) {
        let range = piece.start + found.start..piece.start + found.end;
        scan(text, from..range.start, others, into);
        from = range.end;
        into.push(Finding { range, kind: *kind });
    }
    scan(text, from..piece.end, others, into);
}

/// R2: the text without its secrets; borrowed when there is none.
///
/// What is outside the findings stays as it is, and a second call changes nothing. The result can be longer than the
/// text, so lengths (T10) are counted before.
pub fn redact(text: &str) -> Cow<'_, str> {
    let findings = find(text);
    if findings.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut redacted = String::with_capacity(text.len());
    let mut from = 0;
    for Finding { range, kind } in findings {
        redacted.push_str(&text[from..range.start]);
        redacted.push_str(REDACTED);
        if kind == SecretKind::CardNumber {
            redacted.push('-');
            redacted.extend(card_number::last_four(&text[range.clone()]));
        }
        from = range.end;
    }
    redacted.push_str(&text[from..]);
    Cow::Owned(redacted)
}

#[cfg(test)]
mod tests;
