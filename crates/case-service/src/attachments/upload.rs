//! A1 to A3: receiving a file.

use bytes::Bytes;
use case_core::{Fault, FieldPath, Upload, Violation, check_file, permission::Action};
use case_store::{Attachment, Conflict, NewUpload, StoreError};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::{Room, media_type};
use crate::{Principal, Service, ServiceError};

/// So many times the files of one correspondence may wait for a case: for drafts of several cases, and for replacing.
const WAITING_SETS: u32 = 10;

/// A file that is being received.
pub struct IncomingFile<'s> {
    service: &'s Service,
    principal: &'s Principal,
    name: String,
    announced: Option<u64>,
    bytes: Vec<u8>,
    _room: Room,
}

impl Service {
    /// A3: begins to receive a file of this name and, where it was announced, this size in bytes. What is wrong with
    /// them is told before the first byte is taken.
    pub async fn receive_file<'s>(
        &'s self,
        principal: &'s Principal,
        name: &str,
        announced: Option<u64>,
    ) -> Result<IncomingFile<'s>, ServiceError> {
        principal.require(Action::AddAttachmentsToSet)?;
        let limits = &self.policies.policy(None).limits;
        // One byte is a size that no limit refuses.
        let violations = check_file(name, announced.unwrap_or(1), limits);
        if !violations.is_empty() {
            return Err(ServiceError::InvalidFile(violations));
        }
        let (waiting, most) = (self.waiting_files(principal).await?, self.most_waiting());
        if u32::try_from(waiting.len()).unwrap_or(u32::MAX) >= most {
            return Err(ServiceError::TooManyFiles { most });
        }
        let bytes = announced.unwrap_or(limits.attachment_bytes);
        Ok(IncomingFile {
            service: self,
            principal,
            name: name.to_owned(),
            announced,
            bytes: Vec::new(),
            _room: self.in_transit.room(principal.account.id, bytes).await?,
        })
    }

    /// A3: the files that this user has sent and no case has taken, as the check asks for them.
    pub(crate) async fn waiting_files(
        &self,
        principal: &Principal,
    ) -> Result<Vec<Upload>, ServiceError> {
        let files = self.ports.store.uploads(principal.user.id).await?;
        let upload = |file: Attachment| Upload {
            id: file.id,
            name: file.name,
            size: file.size,
        };
        Ok(files.into_iter().map(upload).collect())
    }

    /// Forgets a file that this user has sent and no case has taken.
    pub async fn remove_file(&self, principal: &Principal, id: &str) -> Result<(), ServiceError> {
        principal.require(Action::AddAttachmentsToSet)?;
        let (store, now) = (&self.ports.store, self.ports.clock.now());
        let removed = store.remove_upload(principal.user.id, id, now).await?;
        self.delete_loose(removed.ok_or(ServiceError::NoSuchFile)?)
            .await;
        Ok(())
    }

    /// Deletes an object that belongs to no file. Where that fails, the next sweep does it.
    async fn delete_loose(&self, object: String) {
        let deleted = async {
            self.ports.objects.delete(&object).await?;
            self.ports.store.forget_objects(vec![object.clone()]).await
        };
        if let Err(error) = deleted.await {
            tracing::warn!(object, ?error, "cannot delete an object that nothing needs");
        }
    }

    /// So many files of a user may wait for a case.
    fn most_waiting(&self) -> u32 {
        let attachments = self.policies.policy(None).limits.attachments;
        attachments.saturating_mul(WAITING_SETS)
    }
}

impl IncomingFile<'_> {
    /// A3: takes the next bytes; fails at the first one beyond the limit.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        let limits = &self.service.policies.policy(None).limits;
        let received = size_of(&self.bytes).saturating_add(size_of(bytes));
        let max = limits.attachment_bytes;
        if received > max {
            let actual = self.announced.unwrap_or(received).max(received);
            return Err(refused(Fault::FileTooLarge { max, actual }));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// A3: keeps the file, whose bytes have all come.
    pub async fn finish(self) -> Result<Attachment, ServiceError> {
        if self.bytes.is_empty() {
            return Err(refused(Fault::FileEmpty));
        }
        let ports = &self.service.ports;
        let now = ports.clock.now();
        let attachment = Attachment {
            id: ports.random.name(),
            size: size_of(&self.bytes),
            sha256: Sha256::digest(&self.bytes).into(),
            media_type: media_type::of(&self.bytes).to_owned(),
            object: object_name(self.service, now),
            name: self.name,
            created_at: now,
        };
        let object = &attachment.object;
        ports.store.announce_object(object.clone(), now).await?;
        ports.objects.put(object, Bytes::from(self.bytes)).await?;
        let most = self.service.most_waiting();
        let upload = NewUpload {
            account: self.principal.account.id,
            user: self.principal.user.id,
            attachment: attachment.clone(),
            most,
        };
        match ports.store.add_upload(upload).await {
            Ok(()) => Ok(attachment),
            // Refused for certain: nothing will ever name the object.
            Err(StoreError::Conflict(
                conflict @ (Conflict::TooManyUploads | Conflict::UploadGone),
            )) => {
                self.service.delete_loose(attachment.object).await;
                Err(match conflict {
                    Conflict::TooManyUploads => ServiceError::TooManyFiles { most },
                    gone => StoreError::Conflict(gone).into(),
                })
            }
            // Whether it was recorded may be unknown: the object stays, and the next sweep knows.
            Err(error) => Err(error.into()),
        }
    }
}

fn refused(fault: Fault) -> ServiceError {
    let path = FieldPath::FILE_SIZE;
    ServiceError::InvalidFile(vec![Violation { path, fault }])
}

fn size_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A2: nothing of the name that the client gave. By the day, so that no folder has too many entries.
fn object_name(service: &Service, now: DateTime<Utc>) -> String {
    format!("{}/{}", now.format("%Y/%m/%d"), service.ports.random.name())
}
