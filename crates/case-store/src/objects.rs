//! The bytes of files, apart from the database: in a folder, or in a bucket of an S3-compatible store.
//!
//! An object is written once, under a name that nothing else has had, and is durable when the write answers. The store
//! knows its name before ([`crate::Store::announce_object`]) and its file after; whatever ends in between leaves an object
//! that the store knows to be loose, never a file without its bytes. What the store does not know of is nobody's to delete.

mod bucket;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, local::LocalFileSystem,
    path::Path as Name,
};

pub use bucket::UnusableBucket;

use crate::{StoreError, files};

/// How long a store may take to say that it is there.
const PING: Duration = Duration::from_secs(5);

/// Where the bytes of files are.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Where they are a folder's files.
    folder: Option<Arc<Path>>,
    /// How a new object is written.
    create: PutMode,
}

/// The folder for objects cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot use the folder {} for attachments", path.display())]
pub struct UnusableFolder {
    path: PathBuf,
    source: io::Error,
}

impl Objects {
    /// Objects as files of a folder, which is made where it is missing. What is written is on the disk, the folder's
    /// own entry included.
    pub fn in_folder(folder: &Path) -> Result<Self, UnusableFolder> {
        let unusable = |source| UnusableFolder {
            path: folder.to_owned(),
            source,
        };
        files::private_folder(folder).map_err(unusable)?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| unusable(io::Error::other(error)))?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folder: Some(folder.into()),
            create: PutMode::Create,
        })
    }

    /// Objects in a bucket, at an address such as `s3://bucket/folder`; the variables `AWS_…` tell how to reach it. Nothing
    /// is asked of it yet.
    pub fn in_bucket(url: &str) -> Result<Self, UnusableBucket> {
        Ok(Self {
            store: bucket::open(url)?,
            folder: None,
            // Names are random. To be refused for a name that is there would refuse also what was written by an attempt whose
            // answer was lost, and not every store knows how.
            create: PutMode::Overwrite,
        })
    }

    /// Writes an object. Its name must be new: a folder refuses one that is there.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<(), StoreError> {
        self.put_as(self.create.clone(), name, bytes).await
    }

    /// Writes an object again, from a backup: what has its name is the same object, or damaged.
    pub async fn replace(&self, name: &str, bytes: Bytes) -> Result<(), StoreError> {
        self.put_as(PutMode::Overwrite, name, bytes).await
    }

    async fn put_as(&self, mode: PutMode, name: &str, bytes: Bytes) -> Result<(), StoreError> {
        let options = PutOptions::from(mode);
        let payload = PutPayload::from_bytes(bytes);
        let name = Name::from(name);
        let put = self.store.put_opts(&name, payload, options).await;
        put.map(drop).map_err(StoreError::unavailable)
    }

    /// An object's bytes; none when there is no such object.
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, StoreError> {
        let read = async { self.store.get(&Name::from(name)).await?.bytes().await };
        found(read.await)
    }

    /// An object's size in bytes; none when there is no such object.
    pub async fn size(&self, name: &str) -> Result<Option<u64>, StoreError> {
        let meta = found(self.store.head(&Name::from(name)).await)?;
        Ok(meta.map(|meta| meta.size))
    }

    /// Deletes an object; one that is not there stays so.
    pub async fn delete(&self, name: &str) -> Result<(), StoreError> {
        found(self.store.delete(&Name::from(name)).await).map(drop)
    }

    /// The names of all objects that were written before an instant, in any order.
    pub fn older_than(
        &self,
        instant: DateTime<Utc>,
    ) -> BoxStream<'static, Result<String, StoreError>> {
        let old = self
            .store
            .list(None)
            .try_filter_map(move |meta| async move {
                Ok((meta.last_modified < instant).then(|| meta.location.to_string()))
            });
        old.map_err(StoreError::unavailable).boxed()
    }

    /// Deletes what writes that were cut off before an instant have left in a folder; other stores do that themselves.
    pub async fn remove_unfinished(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let Some(folder) = self.folder.clone() else {
            return Ok(());
        };
        let remove = move || remove_staged(&folder, before.into());
        let removed = tokio::task::spawn_blocking(remove).await;
        removed
            .map_err(StoreError::unavailable)?
            .map_err(StoreError::unavailable)
    }

    /// Whether the folder or the bucket is there and can be listed.
    pub async fn ping(&self) -> Result<(), StoreError> {
        if let Some(folder) = self.folder.clone() {
            let looked = tokio::task::spawn_blocking(move || fs::metadata(folder));
            let looked = tokio::time::timeout(PING, looked).await;
            let looked = looked.map_err(StoreError::unavailable)?;
            looked
                .map_err(StoreError::unavailable)?
                .map_err(StoreError::unavailable)?;
        }
        // Of a bucket, a part that is empty: a list of what is there would be long.
        let nothing = self.folder.is_none().then(|| Name::from("ping"));
        let mut list = self.store.list(nothing.as_ref());
        let answer = tokio::time::timeout(PING, list.next()).await;
        match answer.map_err(StoreError::unavailable)? {
            Some(Err(error)) => Err(StoreError::unavailable(error)),
            Some(Ok(_)) | None => Ok(()),
        }
    }
}

fn found<T>(answer: object_store::Result<T>) -> Result<Option<T>, StoreError> {
    match answer {
        Ok(there) => Ok(Some(there)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(StoreError::unavailable(error)),
    }
}

/// Files that are still being written have a `#` in their names, which no object's has.
fn remove_staged(folder: &Path, before: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let staged = entry.file_name().to_string_lossy().contains('#');
        let removed = if entry.file_type()?.is_dir() {
            remove_staged(&entry.path(), before)
        } else if staged {
            remove_old(&entry.path(), before)
        } else {
            Ok(())
        };
        // A write that ended meanwhile took its file away.
        if let Err(error) = removed
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
    }
    Ok(())
}

fn remove_old(file: &Path, before: SystemTime) -> io::Result<()> {
    if fs::metadata(file)?.modified()? < before {
        fs::remove_file(file)?;
    }
    Ok(())
}
