//! What the bytes of files may rely on, proven for a folder and for a bucket of an S3 server.
//!
//! `cargo xtask test native` starts an S3 server for these tests; the variables `AWS_…` say where it is.

use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
    time::SystemTime,
};

use bytes::Bytes;
use case_store::{Objects, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt;

/// A place for objects, gone after the test.
trait Fixture {
    async fn new() -> (Self, Objects)
    where
        Self: Sized;

    /// Takes the whole place away.
    async fn remove(&self);
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn path(&self) -> PathBuf {
        self.0.path().join("attachments")
    }
}

impl Fixture for Folder {
    async fn new() -> (Self, Objects) {
        let folder = Self(tempfile::tempdir().unwrap());
        let objects = Objects::in_folder(&folder.path()).unwrap();
        (folder, objects)
    }

    async fn remove(&self) {
        fs::remove_dir_all(self.path()).unwrap();
    }
}

/// The address of a bucket over HTTP.
struct Bucket(String);

impl Bucket {
    /// A new bucket, and its name.
    async fn create() -> (Self, String) {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("AWS_ENDPOINT_URL")
            .expect("AWS_ENDPOINT_URL says where an S3 server is: type `cargo xtask test native`");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("objects-{}-{number}", process::id());
        let bucket = Self(format!("{server}/{name}"));
        bucket.send(reqwest::Method::PUT).await;
        (bucket, name)
    }

    async fn send(&self, method: reqwest::Method) {
        // The crate is built so that it wants to be told which implementation of TLS it uses.
        let crypto = rustls::crypto::ring::default_provider();
        crypto.install_default().ok();
        let request = reqwest::Client::new().request(method, &self.0);
        request.send().await.unwrap().error_for_status().unwrap();
    }
}

impl Fixture for Bucket {
    async fn new() -> (Self, Objects) {
        let (bucket, name) = Self::create().await;
        let objects = Objects::in_bucket(&format!("s3://{name}")).unwrap();
        (bucket, objects)
    }

    async fn remove(&self) {
        self.send(reqwest::Method::DELETE).await;
    }
}

/// Before and after everything that these tests write.
fn always() -> [DateTime<Utc>; 2] {
    let began = DateTime::<Utc>::from(SystemTime::UNIX_EPOCH);
    [began, began + TimeDelta::days(100 * 365)]
}

async fn names(objects: &Objects, before: DateTime<Utc>) -> BTreeSet<String> {
    objects.older_than(before).try_collect().await.unwrap()
}

async fn an_object_comes_back_byte_for_byte<F: Fixture>() {
    let (_place, objects) = F::new().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let bytes = Bytes::from(bytes);
    objects.put("2026/11/a", bytes.clone()).await.unwrap();
    assert_eq!(objects.get("2026/11/a").await.unwrap(), Some(bytes));
    assert_eq!(objects.size("2026/11/a").await.unwrap(), Some(100_000));
    assert_eq!(objects.get("2026/11/b").await.unwrap(), None);
    assert_eq!(objects.size("2026/11/b").await.unwrap(), None);
}

async fn an_object_may_be_empty<F: Fixture>() {
    let (_place, objects) = F::new().await;
    objects.put("a", Bytes::new()).await.unwrap();
    assert_eq!(objects.get("a").await.unwrap(), Some(Bytes::new()));
    assert_eq!(objects.size("a").await.unwrap(), Some(0));
}

async fn an_object_is_written_again_from_a_backup<F: Fixture>() {
    let (_place, objects) = F::new().await;
    objects.put("a", Bytes::from("damaged")).await.unwrap();
    objects.replace("a", Bytes::from("whole")).await.unwrap();
    objects.replace("b", Bytes::from("new")).await.unwrap();
    for (name, bytes) in [("a", "whole"), ("b", "new")] {
        assert_eq!(objects.get(name).await.unwrap().unwrap(), bytes.as_bytes());
    }
}

async fn a_deleted_object_is_gone_and_may_be_deleted_again<F: Fixture>() {
    let (_place, objects) = F::new().await;
    objects.put("a", Bytes::from("a")).await.unwrap();
    objects.delete("a").await.unwrap();
    objects.delete("a").await.unwrap();
    assert_eq!(objects.get("a").await.unwrap(), None);
    assert!(names(&objects, always()[1]).await.is_empty());
}

async fn objects_are_found_by_their_age<F: Fixture>() {
    let (_place, objects) = F::new().await;
    for name in ["2026/11/22/a", "2026/12/01/b"] {
        objects.put(name, Bytes::from("x")).await.unwrap();
    }
    let [began, later] = always();
    assert!(names(&objects, began).await.is_empty());
    let all = ["2026/11/22/a", "2026/12/01/b"].map(str::to_owned);
    assert_eq!(names(&objects, later).await, all.into());
}

async fn what_is_unfinished_is_removed_and_no_object_with_it<F: Fixture>() {
    let (_place, objects) = F::new().await;
    objects.put("2026/a", Bytes::from("x")).await.unwrap();
    objects.remove_unfinished(always()[1]).await.unwrap();
    assert!(objects.get("2026/a").await.unwrap().is_some());
}

async fn a_place_that_went_away_is_told<F: Fixture>() {
    let (place, objects) = F::new().await;
    objects.ping().await.unwrap();
    place.remove().await;
    let told = objects.ping().await;
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
}

/// The suite for one kind of place.
macro_rules! suite {
    ($module:ident, $fixture:ty: $($test:ident)*) => {
        mod $module {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test::<$fixture>().await;
                }
            )*
        }
    };
}

macro_rules! suites {
    ($($test:ident)*) => {
        suite!(folder, super::Folder: $($test)*);
        suite!(bucket, super::Bucket: $($test)*);
    };
}

suites! {
    an_object_comes_back_byte_for_byte
    an_object_may_be_empty
    an_object_is_written_again_from_a_backup
    a_deleted_object_is_gone_and_may_be_deleted_again
    objects_are_found_by_their_age
    what_is_unfinished_is_removed_and_no_object_with_it
    a_place_that_went_away_is_told
}

#[tokio::test]
async fn what_a_cut_off_write_left_in_a_folder_is_removed_and_nothing_else() {
    let (folder, objects) = Folder::new().await;
    objects.put("2026/a", Bytes::from("x")).await.unwrap();
    let left = folder.path().join("2026/b#1");
    fs::write(&left, "half").unwrap();
    let [began, later] = always();
    objects.remove_unfinished(began).await.unwrap();
    assert!(left.exists());
    objects.remove_unfinished(later).await.unwrap();
    assert!(!left.exists());
    assert!(objects.get("2026/a").await.unwrap().is_some());
}

#[tokio::test]
async fn an_object_of_a_folder_is_written_once() {
    let (_folder, objects) = Folder::new().await;
    let put = async |bytes: &'static str| objects.put("a", Bytes::from(bytes)).await;
    put("first").await.unwrap();
    let second = put("second").await;
    assert!(matches!(second, Err(StoreError::Unavailable(_))));
    let kept = objects.get("a").await.unwrap().unwrap();
    assert_eq!(kept, b"first".as_slice());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(parent.path().join("file"), "").unwrap();
    let error = Objects::in_folder(&parent.path().join("file/attachments")).err();
    let told = error.unwrap().to_string();
    assert!(told.contains("file/attachments"), "{told}");
}

#[tokio::test]
async fn two_folders_of_one_bucket_know_nothing_of_each_other() {
    let (_bucket, name) = Bucket::create().await;
    let folder = |folder: &str| Objects::in_bucket(&format!("s3://{name}/{folder}")).unwrap();
    let (one, other) = (folder("one"), folder("other/deep"));
    one.put("a", Bytes::from("one")).await.unwrap();
    other.put("a", Bytes::from("other")).await.unwrap();
    assert_eq!(one.get("a").await.unwrap().unwrap(), b"one".as_slice());
    assert_eq!(names(&other, always()[1]).await, ["a".to_owned()].into());
    other.delete("a").await.unwrap();
    assert_eq!(names(&one, always()[1]).await, ["a".to_owned()].into());
}

#[tokio::test]
async fn a_bucket_of_many_objects_is_listed_to_its_end() {
    let (_bucket, objects) = Bucket::new().await;
    // One more than an S3 server tells at once.
    let all: BTreeSet<String> = (0..1_001).map(|number| format!("2026/{number}")).collect();
    let puts = all.iter().map(|name| objects.put(name, Bytes::from("x")));
    futures_util::future::try_join_all(puts).await.unwrap();
    assert_eq!(names(&objects, always()[1]).await, all);
}

#[tokio::test]
async fn nothing_is_written_to_a_bucket_that_is_not_there() {
    let objects = Objects::in_bucket(&format!("s3://missing-{}", process::id())).unwrap();
    for told in [objects.ping().await, objects.put("a", Bytes::new()).await] {
        assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    }
}
