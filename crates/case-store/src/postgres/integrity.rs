//! The check of a whole database: the rules that no constraint can express. Its pages and references are the server's.

use deadpool_postgres::Transaction;

use super::sql::{self, Columns};
use crate::{Finding, StoreError};

/// At most so many findings of one kind.
const MAX: i64 = 100;

/// N3: the events of an account are numbered from 1 to its last one.
const GAPS: &str = "
    SELECT 'account ' || accounts.account_id || ': the event log has ' || count(sequence) || ' events up to number '
           || coalesce(max(sequence), 0) || ', the last one given is ' || last_event AS finding
    FROM accounts LEFT JOIN events USING (account_id)
    GROUP BY accounts.account_id
    HAVING count(sequence) <> last_event OR coalesce(max(sequence), 0) <> last_event
    ORDER BY accounts.account_id LIMIT $1";

/// N3: every case was announced, in its own account's log.
const UNANNOUNCED: &str = "
    SELECT 'case ' || case_id || ': there is no CreateCase event in its account''s log' AS finding FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.case_number = cases.number
                      AND events.account_id = cases.account_id AND kind = 'CreateCase')
    ORDER BY number LIMIT $1";

/// T10: every case has a first correspondence.
const SILENT: &str = "
    SELECT 'case ' || case_id || ': there is no correspondence' AS finding FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM correspondence WHERE correspondence.case_number = cases.number)
    ORDER BY number LIMIT $1";

/// L7: every case can be found by its words.
const UNSEARCHED: &str = "
    SELECT 'case ' || case_id || ': a search cannot find it' AS finding FROM cases
    WHERE NOT EXISTS (SELECT 1 FROM case_search WHERE case_search.case_number = cases.number)
    ORDER BY number LIMIT $1";

/// Everything that is not as it has to be.
pub async fn check(db: &Transaction<'_>) -> Result<Vec<Finding>, StoreError> {
    let mut found = Vec::new();
    for kind in [GAPS, UNANNOUNCED, SILENT, UNSEARCHED] {
        for row in sql::rows(db, kind, &[&MAX]).await? {
            found.push(Finding(row.plain("finding")?));
        }
    }
    Ok(found)
}
