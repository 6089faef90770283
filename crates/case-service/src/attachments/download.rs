//! A5: handing a file out.

use bytes::Bytes;
use case_core::permission::Action;
use case_store::{Attachment, Holder};
use sha2::{Digest as _, Sha256};

use super::Room;
use crate::{Principal, Service, ServiceError};

/// A file with its bytes, which are those that came in.
pub struct FileContent {
    /// The file.
    pub attachment: Attachment,
    /// Its bytes.
    pub bytes: Bytes,
    /// The room in memory that the bytes take; keep it as long as them.
    pub room: Room,
}

/// What the object store has in place of a file's bytes.
#[derive(Debug, thiserror::Error)]
#[error("the object {object} of attachment {id} {fault}")]
struct WrongObject {
    id: String,
    object: String,
    fault: &'static str,
}

impl Service {
    /// X3, A5: a file to those who may read its case, or to who sent it while no case has taken it.
    pub async fn file(&self, principal: &Principal, id: &str) -> Result<FileContent, ServiceError> {
        principal.require(Action::DescribeAttachment)?;
        let found = self.ports.store.attachment(principal.account.id, id);
        let (attachment, holder) = found.await?.ok_or(ServiceError::NoSuchFile)?;
        let may_read = match holder {
            Holder::Sender(user) => user == principal.user.id,
            Holder::Correspondence(kind) => kind.is_for_customer(),
        };
        if !may_read {
            return Err(ServiceError::NoSuchFile);
        }
        let room = self
            .in_transit
            .room(principal.account.id, attachment.size)
            .await?;
        let wrong = |fault| WrongObject {
            id: attachment.id.clone(),
            object: attachment.object.clone(),
            fault,
        };
        let bytes = self.ports.objects.get(&attachment.object).await?;
        let bytes = bytes.ok_or_else(|| ServiceError::internal(wrong("is not there")))?;
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != attachment.sha256 {
            return Err(ServiceError::internal(wrong("is not what was uploaded")));
        }
        Ok(FileContent {
            attachment,
            bytes,
            room,
        })
    }
}
