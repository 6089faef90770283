//! The check of a whole database: its pages, its references, and the rules that no constraint can express.

use rusqlite::Connection;

use crate::{Finding, StoreError};

/// At most so many findings of one kind: a damaged file has no end of them.
const MAX: u32 = 100;

/// Whether SQLite finds the file itself sound.
pub fn is_sound(db: &Connection) -> rusqlite::Result<bool> {
    db.pragma_query_value(None, "integrity_check", |row| {
        Ok(row.get_ref(0)?.as_str() == Ok("ok"))
    })
}

/// Everything that is not as it has to be.
pub fn check(db: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut found = pages(db)?;
    // What the pages do not hold any more cannot be read row by row.
    if found.is_empty() {
        found.extend(references(db)?);
        found.extend(told(db, GAPS)?);
        found.extend(told(db, UNANNOUNCED)?);
        found.extend(told(db, SILENT)?);
        found.extend(told(db, UNSEARCHED)?);
    }
    Ok(found)
}

/// N3: the events of an account are numbered from 1 to its last one.
const GAPS: &str = "
    SELECT 'account ' || accounts.account_id || ': the event log has ' || count(sequence) || ' events up to number '
           || coalesce(max(sequence), 0) || ', the last one given is ' || last_event
    FROM accounts LEFT JOIN events USING (account_id)
    GROUP BY accounts.account_id
    HAVING count(sequence) <> last_event OR coalesce(max(sequence), 0) <> last_event
    LIMIT ?1";

/// N3: every case was announced, in its own account's log.
const UNANNOUNCED: &str = "
    SELECT 'case ' || case_id || ': there is no CreateCase event in its account''s log' FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.case_number = cases.number
                      AND events.account_id = cases.account_id AND kind = 'CreateCase')
    LIMIT ?1";

/// T10: every case has a first correspondence.
const SILENT: &str = "
    SELECT 'case ' || case_id || ': there is no correspondence' FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM correspondence WHERE correspondence.case_number = cases.number)
    LIMIT ?1";

/// L7: every case can be found by its words.
const UNSEARCHED: &str = "
    SELECT 'case ' || case_id || ': a search cannot find it' FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM case_search WHERE case_search.rowid = number)
    LIMIT ?1";

fn told(db: &Connection, sql: &str) -> Result<Vec<Finding>, StoreError> {
    let mut findings = db.prepare(sql)?;
    let findings = findings.query_map([MAX], |row| row.get(0).map(Finding))?;
    Ok(findings.collect::<Result<_, _>>()?)
}

fn pages(db: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    db.pragma(None, "integrity_check", MAX, |row| {
        let line: String = row.get(0)?;
        if line != "ok" {
            findings.push(Finding(line));
        }
        Ok(())
    })?;
    Ok(findings)
}

fn references(db: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    db.pragma_query(None, "foreign_key_check", |row| {
        let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
        findings.push(Finding(format!(
            "a row of {table} refers to a row of {parent} that does not exist"
        )));
        Ok(())
    })?;
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Connection {
        let mut db = Connection::open_in_memory().unwrap();
        super::super::migrations::migrate(&mut db).unwrap();
        db.execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO accounts (account_id, name, plan, closed, resold, country, time_zone, created_at)
             VALUES ('123456789012', 'Example', 'basic', 0, 0, 'US', 'America/New_York', 0);",
        )
        .unwrap();
        db
    }

    fn texts(db: &Connection) -> Vec<String> {
        check(db).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_database_has_no_findings() {
        assert_eq!(texts(&empty()), [""; 0]);
    }

    #[test]
    fn n3_a_gap_in_the_event_log_is_found() {
        let db = empty();
        db.execute_batch(
            "UPDATE accounts SET last_event = 2;
             INSERT INTO events (account_id, sequence, kind, origin, at)
             VALUES ('123456789012', 2, 'CreateAccount', 'SUPPORT', 0);",
        )
        .unwrap();
        let found = "account 123456789012: the event log has 1 events up to number 2, the last one given is 2";
        assert_eq!(texts(&db), [found]);
    }

    /// The correspondence of one case is none of another's.
    #[test]
    fn a_case_without_correspondence_is_found_beside_others() {
        let db = empty();
        db.execute_batch(
            "INSERT INTO users (account_id, email, root_key, password_hash, permissions, created_at)
             VALUES ('123456789012', 'r@example.com', 'r@example.com', '$argon2id$', '{}', 0);
             INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, severity, subject, status,
                                fields, quota_requests, contact, additional_contacts, created_at)
             SELECT 'case-' || n, '123456789012', 1, 'ana', 'quota-increase', 'compute', 'low', 'More', 'unassigned',
                    '[]', '[]', '{}', '[]', 0 FROM (SELECT 1 AS n UNION ALL SELECT 2);
             INSERT INTO case_search (rowid, terms) VALUES (1, 'a'), (2, 'a');
             INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
             VALUES ('a', 1, 'customer', 'ana', 'Hello', 0);
             UPDATE accounts SET last_event = 2;
             INSERT INTO events (account_id, sequence, kind, origin, case_number, at)
             VALUES ('123456789012', 1, 'CreateCase', 'CUSTOMER', 1, 0), ('123456789012', 2, 'CreateCase', 'CUSTOMER', 2, 0);",
        )
        .unwrap();
        assert_eq!(texts(&db), ["case case-2: there is no correspondence"]);
    }

    #[test]
    fn a_case_without_event_correspondence_or_user_is_found() {
        let db = empty();
        db.execute_batch(
            "INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, severity, subject,
                                status, fields, quota_requests, contact, additional_contacts, created_at)
             VALUES ('case-1', '123456789012', 1, 'ana', 'quota-increase', 'compute', 'low', 'More', 'unassigned',
                     '[]', '[]', '{}', '[]', 0);",
        )
        .unwrap();
        assert_eq!(
            texts(&db),
            [
                "a row of cases refers to a row of users that does not exist",
                "case case-1: there is no CreateCase event in its account's log",
                "case case-1: there is no correspondence",
                "case case-1: a search cannot find it",
            ]
        );
    }
}
