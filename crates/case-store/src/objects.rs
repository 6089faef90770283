//! The bytes of files, apart from the database: a folder, or whatever else speaks to `object_store`.
//!
//! An object is written once, under a name that nothing else has had, and is durable when the write answers. The store
//! knows its name before ([`crate::Store::announce_object`]) and its file after; whatever ends in between leaves an object
//! that the store knows to be loose, never a file without its bytes. What the store does not know of is nobody's to delete.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, local::LocalFileSystem,
    path::Path as Name,
};

use crate::{StoreError, files};

/// Where the bytes of files are.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    folder: Option<Arc<Path>>,
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
        })
    }

    /// Writes an object. Its name must be new.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<(), StoreError> {
        self.put_as(PutMode::Create, name, bytes).await
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

    /// Whether objects can be written: for a folder, whether it is there and can be listed.
    pub async fn ping(&self) -> Result<(), StoreError> {
        if let Some(folder) = &self.folder {
            fs::metadata(folder).map_err(StoreError::unavailable)?;
        }
        match self.store.list(None).next().await {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::TimeDelta;

    use super::*;

    fn objects() -> (tempfile::TempDir, Objects) {
        let parent = tempfile::tempdir().unwrap();
        let objects = Objects::in_folder(&parent.path().join("attachments")).unwrap();
        (parent, objects)
    }

    /// Before and after everything that these tests write.
    fn always() -> [DateTime<Utc>; 2] {
        let began = DateTime::<Utc>::from(SystemTime::UNIX_EPOCH);
        [began, began + TimeDelta::days(100 * 365)]
    }

    #[tokio::test]
    async fn an_object_comes_back_byte_for_byte() {
        let (_folder, objects) = objects();
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let bytes = Bytes::from(bytes);
        objects.put("2026/11/a", bytes.clone()).await.unwrap();
        assert_eq!(objects.get("2026/11/a").await.unwrap(), Some(bytes));
        assert_eq!(objects.size("2026/11/a").await.unwrap(), Some(100_000));
        assert_eq!(objects.get("2026/11/b").await.unwrap(), None);
        assert_eq!(objects.size("2026/11/b").await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_object_is_written_once() {
        let (_folder, objects) = objects();
        objects
            .put("a", Bytes::from_static(b"first"))
            .await
            .unwrap();
        let second = objects.put("a", Bytes::from_static(b"second")).await;
        assert!(matches!(second, Err(StoreError::Unavailable(_))));
        let kept = objects.get("a").await.unwrap().unwrap();
        assert_eq!(kept, b"first".as_slice());
    }

    #[tokio::test]
    async fn a_deleted_object_is_gone_and_may_be_deleted_again() {
        let (_folder, objects) = objects();
        objects.put("a", Bytes::from_static(b"a")).await.unwrap();
        objects.delete("a").await.unwrap();
        objects.delete("a").await.unwrap();
        assert_eq!(objects.get("a").await.unwrap(), None);
    }

    #[tokio::test]
    async fn objects_are_found_by_their_age() {
        let (_folder, objects) = objects();
        for name in ["2026/11/22/a", "2026/12/01/b"] {
            objects.put(name, Bytes::from_static(b"x")).await.unwrap();
        }
        let names = async |before| -> BTreeSet<String> {
            objects.older_than(before).try_collect().await.unwrap()
        };
        let [began, later] = always();
        assert!(names(began).await.is_empty());
        let all = ["2026/11/22/a", "2026/12/01/b"].map(str::to_owned);
        assert_eq!(names(later).await, all.into());
    }

    #[tokio::test]
    async fn what_a_cut_off_write_left_is_removed_and_nothing_else() {
        let (parent, objects) = objects();
        objects
            .put("2026/a", Bytes::from_static(b"x"))
            .await
            .unwrap();
        let left = parent.path().join("attachments/2026/b#1");
        fs::write(&left, "half").unwrap();
        let [began, later] = always();
        objects.remove_unfinished(began).await.unwrap();
        assert!(left.exists());
        objects.remove_unfinished(later).await.unwrap();
        assert!(!left.exists());
        assert!(objects.get("2026/a").await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_folder_that_went_away_is_told() {
        let (parent, objects) = objects();
        objects.ping().await.unwrap();
        fs::remove_dir_all(parent.path().join("attachments")).unwrap();
        assert!(matches!(
            objects.ping().await,
            Err(StoreError::Unavailable(_))
        ));
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_named() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join("file"), "").unwrap();
        let error = Objects::in_folder(&parent.path().join("file/attachments")).err();
        let told = error.unwrap().to_string();
        assert!(told.contains("file/attachments"), "{told}");
    }
}
