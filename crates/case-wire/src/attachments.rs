//! Files.

use serde::{Deserialize, Serialize};

/// A file of a correspondence, or one that waits for a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AttachmentView {
    /// What a draft names it by, and the last segment of its path.
    pub id: String,
    /// A2: as given.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// What its bytes are, as far as the server can tell from them.
    pub media_type: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The query of an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UploadQuery {
    /// A2: the file's name, 1 to 255 characters without path separators and control characters.
    #[cfg_attr(feature = "openapi", param(min_length = 1, max_length = 255))]
    pub name: String,
}

/// The media type of an upload's body.
pub const UPLOAD_MEDIA_TYPE: &str = "application/octet-stream";
