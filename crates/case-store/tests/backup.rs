//! What a backup does with files that are none, or not what was written, and with data that are there already.

#[path = "contract/world.rs"]
#[allow(dead_code, reason = "the contract uses the rest")]
mod world;

use std::{fs, path::Path};

use case_store::{
    CaseFilter, Objects, Store as _,
    archive::{self, ArchiveError, Backup},
    sqlite::SqliteStore,
};
use data_encoding::HEXLOWER;
use world::{account_id, at, case, list, new_case, settle};

/// A data folder with two accounts and a case.
async fn data(folder: &Path) -> (SqliteStore, Objects) {
    let store = SqliteStore::open(&folder.join("data")).unwrap();
    let objects = Objects::in_folder(&folder.join("data/attachments")).unwrap();
    let (_, ana) = settle(&store, 1).await;
    store
        .create_case(&case("Before the backup"), new_case(1, ana, 1, "key"))
        .await
        .unwrap();
    (store, objects)
}

/// A backup of [`data`].
async fn backup(folder: &Path) -> std::path::PathBuf {
    let (store, objects) = data(folder).await;
    let file = folder.join("backup.tar");
    archive::backup(&store, &objects, &file, at(100))
        .await
        .unwrap();
    file
}

async fn restore(file: &Path, folder: &Path, force: bool) -> Result<(), ArchiveError> {
    let place = SqliteStore::import(&folder.join("data"), force)?;
    let backup = Backup::verify(file)?;
    let objects = Objects::in_folder(&folder.join("data/attachments")).unwrap();
    archive::restore(&backup, place, &objects).await.map(drop)
}

/// Names with their bytes.
type Entries = Vec<(String, Vec<u8>)>;

/// The entries of a backup, in their order.
fn entries(file: &Path) -> Entries {
    use std::io::Read as _;
    let mut tar = tar::Archive::new(fs::File::open(file).unwrap());
    let entries = tar.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    });
    entries.collect()
}

/// Writes entries as a tar file, with sums that fit.
fn write(file: &Path, entries: &[(String, Vec<u8>)]) {
    let (mut tar, sums) = without_sums(file, entries);
    append(&mut tar, "SHA256SUMS", sums.as_bytes());
    tar.finish().unwrap();
}

fn write_without_sums(file: &Path, entries: &[(String, Vec<u8>)]) {
    without_sums(file, entries).0.finish().unwrap();
}

fn append(tar: &mut tar::Builder<fs::File>, name: &str, bytes: &[u8]) {
    let mut header = tar::Header::new_ustar();
    header.set_size(u64::try_from(bytes.len()).unwrap());
    header.set_mode(0o600);
    // Written as it is: the library would refuse a name that leads elsewhere.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    tar.append(&header, bytes).unwrap();
}

fn without_sums(file: &Path, entries: &[(String, Vec<u8>)]) -> (tar::Builder<fs::File>, String) {
    use sha2::{Digest as _, Sha256};
    let mut tar = tar::Builder::new(fs::File::create(file).unwrap());
    let mut sums = String::new();
    for (name, bytes) in entries {
        if name != "SHA256SUMS" {
            append(&mut tar, name, bytes);
            let sum = HEXLOWER.encode(&Sha256::digest(bytes));
            sums.extend([&sum, "  ", name, "\n"]);
        }
    }
    (tar, sums)
}

#[tokio::test]
async fn a_backup_is_a_tar_file_with_sums_and_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = backup(folder.path()).await;
    let entries = entries(&file);
    let names: Vec<_> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let tables = [
        "accounts",
        "account_quotas",
        "users",
        "cases",
        "correspondence",
        "submissions",
        "events",
    ];
    let tables: Vec<_> = tables
        .iter()
        .map(|table| format!("tables/{table}/1.ndjson"))
        .collect();
    let mut wanted = vec!["casework.json"];
    wanted.extend(tables.iter().map(String::as_str));
    wanted.extend(["absent.json", "SHA256SUMS"]);
    assert_eq!(names, wanted);
    // Written once more, it is the same but for the time.
    let again = folder.path().join("again.tar");
    write(&again, &entries);
    assert_eq!(
        fs::read(&again).unwrap().len(),
        fs::read(&file).unwrap().len()
    );
    Backup::verify(&again).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "the data and two files: {left:?}");
}

#[tokio::test]
async fn a_backup_replaces_no_file_and_leaves_none_that_is_not_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (store, objects) = data(folder.path()).await;
    let file = folder.path().join("precious.txt");
    fs::write(&file, "precious").unwrap();
    let error = archive::backup(&store, &objects, &file, at(1))
        .await
        .unwrap_err();
    assert!(matches!(error, ArchiveError::FileExists(_)), "{error}");
    assert_eq!(fs::read(&file).unwrap(), b"precious");
    let nowhere = folder.path().join("no/such/folder.tar");
    let error = archive::backup(&store, &objects, &nowhere, at(1))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("no/such/folder.tar"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[tokio::test]
async fn what_is_not_a_whole_backup_is_refused_before_anything_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = backup(folder.path()).await;
    let (whole, parts) = (fs::read(&file).unwrap(), entries(&file));
    let elsewhere = folder.path().join("elsewhere");
    let wrong = folder.path().join("wrong.tar");
    let refused = async |what: &str, wanted: &str| {
        let error = restore(&wrong, &elsewhere, false).await.unwrap_err();
        assert!(error.to_string().contains(wanted), "{what}: {error}");
        assert!(!elsewhere.exists(), "{what}");
    };
    // Cut off, anywhere, with or without the tar's own end.
    let end = "its end is missing";
    let none = "is not a backup of Casework";
    let lengths = [
        (0, none),
        (300, none),
        (512, end),
        (700, "the backup"),
        (1_024, end),
        (whole.len() / 2, "the backup"),
        (whole.len() - 2_048, "the backup"),
    ];
    for (length, wanted) in lengths {
        fs::write(&wrong, &whole[..length]).unwrap();
        refused(&format!("cut off after {length}"), wanted).await;
    }
    write_without_sums(&wrong, &parts);
    refused("the sums", end).await;
    for bytes in [&[b'x'; 5_000][..], b"SQLite format 3\0"] {
        fs::write(&wrong, bytes).unwrap();
        refused("no tar", "backup").await;
    }
    // A changed byte, in each of the entries.
    for (name, bytes) in &parts {
        let at = whole
            .windows(bytes.len())
            .position(|window| window == bytes)
            .unwrap();
        let mut changed = whole.clone();
        let last = at + bytes.len() - 3;
        changed[last] = if changed[last] == b'1' { b'2' } else { b'1' };
        fs::write(&wrong, changed).unwrap();
        refused(name, "backup").await;
    }
    let with = |change: &dyn Fn(&mut Entries)| {
        let mut parts = parts.clone();
        change(&mut parts);
        write(&wrong, &parts);
    };
    with(&|parts| parts.push(("../../elsewhere".to_owned(), vec![1])));
    refused("a way out", "../../elsewhere is not an entry of a backup").await;
    with(&|parts| parts.push(("objects/../../elsewhere".to_owned(), vec![1])));
    refused("a way out", "is not an entry of a backup").await;
    with(&|parts| parts.push(("tables/sessions/1.ndjson".to_owned(), vec![])));
    refused("another table", "is not an entry of a backup").await;
    with(&|parts| parts.push(("objects/nobodys".to_owned(), vec![1])));
    refused("nobody's bytes", "belongs to no file").await;
    with(&|parts| drop(parts.remove(0)));
    refused("no header", "does not begin with casework.json").await;
    with(&|parts| parts[0].1 = br#"{"format": 2}"#.to_vec());
    refused("a later format", "newer version of Casework").await;
}

#[tokio::test]
async fn data_that_are_there_are_replaced_only_by_force_and_only_when_nobody_uses_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = backup(folder.path()).await;
    let open = || SqliteStore::open(&folder.path().join("data")).unwrap();
    let subjects = async |store: &SqliteStore| {
        let rows = list(store, 1, CaseFilter::ALL, None, 10).await;
        rows.into_iter().map(|row| row.subject).collect::<Vec<_>>()
    };
    let store = open();
    let ana = store
        .user_login(account_id(1), "ana")
        .await
        .unwrap()
        .unwrap()
        .user;
    store
        .create_case(&case("After it"), new_case(1, ana, 2, "other"))
        .await
        .unwrap();
    let error = restore(&file, folder.path(), false).await.unwrap_err();
    assert!(error.to_string().contains("--force"), "{error}");
    let error = restore(&file, folder.path(), true).await.unwrap_err();
    assert!(matches!(error, ArchiveError::InUse(_)), "{error}");
    assert_eq!(subjects(&store).await, ["After it", "Before the backup"]);
    drop(store);
    // What cannot be restored leaves the data as they are.
    let whole = fs::read(&file).unwrap();
    fs::write(folder.path().join("cut.tar"), &whole[..whole.len() / 2]).unwrap();
    restore(&folder.path().join("cut.tar"), folder.path(), true)
        .await
        .unwrap_err();
    assert_eq!(subjects(&open()).await, ["After it", "Before the backup"]);
    restore(&file, folder.path(), true).await.unwrap();
    assert_eq!(subjects(&open()).await, ["Before the backup"]);
}

#[tokio::test]
async fn a_damaged_database_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = backup(folder.path()).await;
    let database = SqliteStore::file_in(&folder.path().join("data"));
    fs::write(&database, [b'x'; 10_000]).unwrap();
    fs::write(database.with_extension("db-wal"), [b'x'; 10_000]).unwrap();
    restore(&file, folder.path(), true).await.unwrap();
    let store = SqliteStore::open(&folder.path().join("data")).unwrap();
    assert_eq!(store.check().await.unwrap(), []);
    assert!(store.has_accounts().await.unwrap());
}
