//! The schema's history: numbered SQL files, applied forward only, each in one transaction.
//!
//! A released file never changes again. A server of the version before may still run on the same file while a new one
//! starts: a migration adds first (expand), and takes away in a later release (contract).

use rusqlite::{Connection, TransactionBehavior};

use super::open::OpenError;

/// Every file, in order; the schema's version is how many of them have been applied.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_accounts_and_cases.sql")];

/// The schema's version that this program reads and writes.
pub const NEWEST: usize = MIGRATIONS.len();

/// Marks a file as Casework's ("CASE"), for `file(1)` and against opening something else by mistake.
const APPLICATION_ID: i64 = 0x4341_5345;

/// Brings the schema to [`NEWEST`].
///
/// Foreign keys must be off, so that a migration may rebuild tables; they are checked before each commit.
pub fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    while version(connection)? < NEWEST {
        step(connection)?;
    }
    Ok(())
}

/// Applies the next file. Several processes may start at once: what is next is asked under the write lock.
fn step(connection: &mut Connection) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version(&transaction)?;
    let Some(sql) = MIGRATIONS.get(version) else {
        return Ok(());
    };
    transaction.execute_batch(sql)?;
    let dangling = transaction
        .prepare("PRAGMA foreign_key_check")?
        .exists([])?;
    if dangling {
        return Err(OpenError::MigrationBreaksReferences { to: version + 1 });
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version + 1)?;
    transaction.commit()?;
    tracing::info!(version = version + 1, "migrated the database");
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
    use super::*;

    #[test]
    fn an_empty_file_becomes_the_newest_schema_and_stays_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), NEWEST);
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), NEWEST);
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
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND NOT strict")
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
