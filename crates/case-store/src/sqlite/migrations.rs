//! The schema's history: numbered SQL files, applied forward only, all that are missing in one transaction.
//!
//! A released file never changes again. A server of the version before may still run on the same file while a new one
//! starts: a migration adds first (expand), and takes away in a later release (contract).

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{copy, open::OpenError, search};

/// A version of the schema.
struct Migration {
    /// What leads to it from the one before.
    sql: &'static str,
    /// What only the program can compute for rows that are there already. It is the program of today: it runs when the
    /// schema is the newest.
    fill: Option<Fill>,
}

type Fill = fn(&Connection) -> Result<(), OpenError>;

/// Every version, in order; the schema's is how many of them have been applied.
const MIGRATIONS: &[Migration] = &[
    Migration {
        sql: include_str!("migrations/0001_accounts_and_cases.sql"),
        fill: None,
    },
    Migration {
        sql: include_str!("migrations/0002_search.sql"),
        fill: Some(search::index_all),
    },
    Migration {
        sql: include_str!("migrations/0003_attachments.sql"),
        fill: None,
    },
    Migration {
        sql: include_str!("migrations/0004_drafts.sql"),
        fill: None,
    },
    Migration {
        sql: include_str!("migrations/0005_settings.sql"),
        fill: None,
    },
    Migration {
        sql: include_str!("migrations/0006_orders.sql"),
        fill: None,
    },
];

/// The schema's version that this program reads and writes.
pub const NEWEST: usize = MIGRATIONS.len();

/// Marks a file as Casework's ("CASE"), for `file(1)` and against opening something else by mistake.
const APPLICATION_ID: i64 = 0x4341_5345;

/// Brings the schema to [`NEWEST`], or leaves everything as it is.
///
/// Of a file that holds data already, a verified copy is made beside it first. Foreign keys must be off, so that a
/// migration may rebuild tables; they are checked before the commit.
pub fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    if version(connection)? < NEWEST {
        migrate_to(connection, NEWEST)?;
    }
    Ok(())
}

fn migrate_to(connection: &mut Connection, newest: usize) -> Result<(), OpenError> {
    // Several processes may start at once: which version there is, is asked under the write lock.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = version(&transaction)?;
    if before >= newest {
        return Ok(());
    }
    let file = transaction
        .path()
        .filter(|file| before > 0 && !file.is_empty());
    let copy = match file {
        Some(file) => Some(copy::beside(Path::new(file), before)?),
        None => None,
    };
    if let Some(copy) = &copy {
        tracing::info!(copy = %copy.display(), version = before, "copied the database before its migration");
    }
    if let Err(error) = apply(&transaction, before, newest) {
        // Nothing was changed, so that the copy says nothing that the database does not.
        if let Some(copy) = copy {
            drop(std::fs::remove_file(copy));
        }
        return Err(error);
    }
    transaction.commit()?;
    tracing::info!(version = newest, "migrated the database");
    Ok(())
}

fn apply(db: &Connection, before: usize, newest: usize) -> Result<(), OpenError> {
    let missing = &MIGRATIONS[before..newest];
    for migration in missing {
        db.execute_batch(migration.sql)?;
    }
    fill(db, missing)?;
    seal(db, newest)
}

/// Makes an empty database one of an older schema, for rows of that schema to be put into.
pub fn begin_at(db: &Connection, schema: usize) -> Result<(), OpenError> {
    for migration in &MIGRATIONS[..schema] {
        db.execute_batch(migration.sql)?;
    }
    Ok(())
}

/// Brings what [`begin_at`] began to [`NEWEST`], once its rows are there. What the program computes, none of them has.
pub fn finish_from(db: &Connection, schema: usize) -> Result<(), OpenError> {
    for migration in &MIGRATIONS[schema..] {
        db.execute_batch(migration.sql)?;
    }
    fill(db, MIGRATIONS)?;
    seal(db, NEWEST)
}

fn fill(db: &Connection, migrations: &[Migration]) -> Result<(), OpenError> {
    let mut fills = migrations.iter().filter_map(|migration| migration.fill);
    fills.try_for_each(|fill| fill(db))
}

/// The end of every migration.
fn seal(db: &Connection, newest: usize) -> Result<(), OpenError> {
    let dangling = db.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if dangling {
        return Err(OpenError::MigrationBreaksReferences { to: newest });
    }
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    db.pragma_update(None, "user_version", newest)?;
    Ok(())
}

/// The version of the schema in the file, 0 for an empty one.
fn version(connection: &Connection) -> Result<usize, OpenError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = usize::try_from(pragma("user_version")?).unwrap_or(usize::MAX);
    let empty = || {
        connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
            row.get::<_, bool>(0)
        })
    };
    match pragma("application_id")? {
        APPLICATION_ID if version <= NEWEST => Ok(version),
        APPLICATION_ID => Err(OpenError::SchemaTooNew {
            found: version,
            known: NEWEST,
        }),
        0 if version == 0 && empty()? => Ok(0),
        _ => Err(OpenError::NotOurs),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::{super::open, *};
    use crate::SearchQuery;

    #[test]
    fn an_empty_file_becomes_the_newest_schema_and_stays_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), NEWEST);
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), NEWEST);
    }

    /// A file of the first version with one case in it.
    fn of_the_first_version(folder: &Path) -> PathBuf {
        let file = open::prepare_file(folder).unwrap();
        let mut connection = Connection::open(&file).unwrap();
        migrate_to(&mut connection, 1).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO accounts (account_id, name, plan, closed, resold, country, time_zone, created_at)
                 VALUES ('123456789012', 'Example', 'basic', 0, 0, 'US', 'America/New_York', 0);
                 INSERT INTO users (account_id, email, root_key, password_hash, permissions, created_at)
                 VALUES ('123456789012', 'r@example.com', 'r@example.com', '$argon2id$', '{}', 0);
                 INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, severity, subject,
                                    status, fields, quota_requests, contact, additional_contacts, created_at)
                 VALUES ('case-1', '123456789012', 1, 'ana', 'quota-increase', 'compute', 'low', 'More instances',
                         'unassigned', '[]', '[]', '{}', '[]', 0);
                 INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
                 VALUES ('a', 1, 'customer', 'ana', 'Before the migration', 0),
                        ('b', 1, 'internal-note', 'kim', 'Confidential', 0);",
            )
            .unwrap();
        file
    }

    fn search(file: &Path, text: &str) -> usize {
        let (db, query) = (
            open::reading(file).unwrap(),
            SearchQuery::new(text).unwrap(),
        );
        let account = "123456789012".parse().unwrap();
        let matches = "SELECT count(*) FROM case_search WHERE case_search MATCH ?1";
        let term = query.terms(account).next().unwrap().text;
        db.query_row(matches, [term], |row| row.get(0)).unwrap()
    }

    #[test]
    fn cases_of_an_older_version_are_found_by_what_their_customer_may_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = of_the_first_version(folder.path());
        drop(open::writing(&file).unwrap());
        assert_eq!(
            (search(&file, "instances"), search(&file, "migration")),
            (1, 1)
        );
        assert_eq!(search(&file, "confidential"), 0);
    }

    #[test]
    fn a_sound_copy_is_made_before_data_are_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let file = of_the_first_version(folder.path());
        drop(open::writing(&file).unwrap());
        let copy = folder.path().join("casework.db.schema-1");
        let old = Connection::open(&copy).unwrap();
        assert_eq!(version(&old).unwrap(), 1);
        let bodies = "SELECT group_concat(body) FROM correspondence";
        let bodies: String = old.query_row(bodies, [], |row| row.get(0)).unwrap();
        assert_eq!(bodies, "Before the migration,Confidential");
        // It is a data file like any other: put in the database's place, it can be opened, and is copied in its turn.
        drop(old);
        fs::rename(&copy, &file).unwrap();
        drop(open::writing(&file).unwrap());
        assert!(copy.exists());
    }

    #[test]
    fn a_copy_that_is_there_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = of_the_first_version(folder.path());
        let taken = folder.path().join("casework.db.schema-1");
        fs::write(&taken, "something of the operator's").unwrap();
        drop(open::writing(&file).unwrap());
        assert_eq!(fs::read(&taken).unwrap(), b"something of the operator's");
        let second = Connection::open(folder.path().join("casework.db.schema-1.2")).unwrap();
        assert_eq!(version(&second).unwrap(), 1);
    }

    #[test]
    fn nothing_is_migrated_where_no_copy_can_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let file = of_the_first_version(folder.path());
        // A folder is in the way of the file that the copy is written to.
        fs::create_dir(folder.path().join("casework.db.schema-1.part")).unwrap();
        let error = open::writing(&file).unwrap_err();
        assert!(matches!(error, OpenError::Copy { .. }), "{error}");
        assert_eq!(version(&Connection::open(&file).unwrap()).unwrap(), 1);
    }

    #[test]
    fn new_data_need_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let file = open::prepare_file(folder.path()).unwrap();
        drop(open::writing(&file).unwrap());
        let files = fs::read_dir(folder.path()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.contains("schema")).count(), 0);
    }

    #[test]
    fn a_schema_newer_than_the_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection
            .pragma_update(None, "user_version", NEWEST + 1)
            .unwrap();
        let error = migrate(&mut connection).unwrap_err();
        assert!(
            matches!(error, OpenError::SchemaTooNew { found, known } if found == known + 1),
            "{error}"
        );
    }

    #[test]
    fn another_programs_database_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE theirs (id INTEGER)")
            .unwrap();
        assert!(matches!(migrate(&mut connection), Err(OpenError::NotOurs)));
    }

    #[test]
    fn every_table_is_strict() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let mut tables = connection
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT strict")
            .unwrap();
        assert!(!tables.exists([]).unwrap());
    }

    #[test]
    fn s6_the_database_itself_refuses_another_severity() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, severity, subject,
                                    status, fields, quota_requests, contact, additional_contacts, created_at)
                 VALUES ('case-1', '123456789012', 1, 'ana', 'quota-increase', 'compute', 'low', 'More', 'unassigned',
                         '[]', '[]', '{}', '[]', 0);",
            )
            .unwrap();
        let changed = connection.execute("UPDATE cases SET severity = 'high'", []);
        assert!(changed.unwrap_err().to_string().contains("severity"));
        assert_eq!(
            connection.execute("UPDATE cases SET status = 'resolved', severity = 'low'", []),
            Ok(1)
        );
    }
}
