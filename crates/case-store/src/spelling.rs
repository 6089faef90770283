//! How values stand in rows, the same in every engine.

use case_core::{DisplayId, clock::CorrespondenceKind};

/// Text as it is compared where upper and lower case make no difference.
pub fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether a row of every engine can hold this identifier: PostgreSQL has no U+0000. No file, user or account is called
/// otherwise, so that what cannot be kept is nobody's.
pub fn can_be_kept(identifier: &str) -> bool {
    !identifier.is_empty() && !identifier.contains('\0')
}

/// Whether a file may have this identifier. Drafts name their files as they like, and no index of PostgreSQL has room for
/// more than 2,704 bytes.
pub fn can_name_a_file(identifier: &str) -> bool {
    can_be_kept(identifier) && identifier.len() <= 2_000
}

/// Since when an object is loose that is about to be deleted: before every instant.
pub const CLAIMED: i64 = i64::MIN;

/// The display ID of the case with this row number.
pub fn display_id_of(number: i64) -> DisplayId {
    DisplayId::from_sequence(number.unsigned_abs())
}

/// The row number of the case with this display ID.
pub fn number_of(id: DisplayId) -> i64 {
    let number = id
        .number()
        .saturating_sub(DisplayId::from_sequence(0).number());
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A version as a row has it. Versions come from outside: one that no row can have is nobody's.
pub fn version_of(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(-1)
}

const KINDS: [(CorrespondenceKind, &str); 4] = [
    (CorrespondenceKind::Customer, "customer"),
    (CorrespondenceKind::AgentReply, "agent-reply"),
    (CorrespondenceKind::InternalNote, "internal-note"),
    (CorrespondenceKind::Automatic, "automatic"),
];

/// The code of a kind of correspondence.
pub fn kind_code(kind: CorrespondenceKind) -> Option<&'static str> {
    KINDS
        .iter()
        .find(|(one, _)| *one == kind)
        .map(|(_, code)| *code)
}

/// The kind of correspondence with this code.
pub fn kind_of(code: &str) -> Option<CorrespondenceKind> {
    KINDS
        .iter()
        .find(|(_, one)| *one == code)
        .map(|(kind, _)| *kind)
}
