//! A1 to A5: files.

use case_core::{AccountId, clock::CorrespondenceKind};
use chrono::{DateTime, Utc};

use super::{Digest, UserId};

/// A file, without its bytes: these are in the object store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Unique in the installation.
    pub id: String,
    /// A2: as given.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    pub sha256: Digest,
    /// What its bytes are, as far as can be told from them.
    pub media_type: String,
    /// The name of its bytes in the object store.
    pub object: String,
    /// When its bytes had arrived.
    pub created_at: DateTime<Utc>,
}

/// A file to be recorded; its bytes are in the object store already.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// The account that it is for.
    pub account: AccountId,
    /// Who sent it.
    pub user: UserId,
    /// The file.
    pub attachment: Attachment,
    /// So many files a user may have sent that no correspondence has taken.
    pub most: u32,
}

/// What the store knows of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A file's bytes.
    Taken,
    /// Announced for a file, or left by one.
    Loose,
    /// Nothing.
    Unknown,
}

/// Whose a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Whoever sent it: no correspondence has taken it yet.
    Sender(UserId),
    /// A correspondence of this kind.
    Correspondence(CorrespondenceKind),
}
