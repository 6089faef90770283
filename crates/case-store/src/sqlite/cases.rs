//! Cases, correspondence and submission keys in SQLite.

use case_core::{
    AccountId, CaseId, CaseSort, CaseStatus, DisplayId, ValidCase, clock::CorrespondenceKind,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params, types::ValueRef};

use super::{
    accounts, attachments,
    columns::{Code, Json, Millis},
    drafts, events, search,
};
use crate::{
    CaseFilter, CasePosition, CaseRecord, CaseRow, Conflict, Correspondence, EventKind,
    EventSubject, ListedCases, NewCase, Origin, StoreError, Submission, Submitted, UserId,
    listing::{Gathering, ROW, stretches},
    spelling::{display_id_of, kind_code, kind_of, number_of},
};

/// The columns that [`read_row`] reads.
macro_rules! row_columns {
    () => {
        "number, case_id, case_type, service, category, severity, subject, status, created_at, due_at"
    };
}
pub(super) use row_columns;

pub fn create_case(
    db: &Connection,
    case: &ValidCase,
    new: &NewCase,
) -> Result<Submitted, StoreError> {
    if !accounts::exists(db, new.account)? {
        return Err(Conflict::NoSuchAccount.into());
    }
    if let Some(before) = submission(db, new.user, &new.submission_key)? {
        return if before.fingerprint == new.fingerprint {
            Ok(Submitted::Before(before.case))
        } else {
            Err(Conflict::SubmissionKeyReused.into())
        };
    }
    let display_id = insert_case(db, case, new)?;
    let number = number_of(display_id);
    let correspondence = insert_first_correspondence(db, case, new, number)?;
    attachments::take(db, new.user, correspondence, case.attachments())?;
    search::note(db, number)?;
    if let Some(version) = new.draft {
        // It may have been discarded or expired meanwhile, which is no reason to refuse the case.
        drafts::discard(db, new.user, None, version)?;
    }
    db.prepare_cached(
        "INSERT INTO submissions (user_id, key, fingerprint, case_number) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        new.user.0,
        new.submission_key,
        new.fingerprint,
        number
    ])?;
    let subject = EventSubject {
        case: new.id.clone(),
        display_id,
        correspondence: Some(new.correspondence.clone()),
    };
    events::append(
        db,
        new.account,
        EventKind::CreateCase,
        Origin::Customer,
        Some(&subject),
        new.created_at,
    )?;
    Ok(Submitted::Created(display_id))
}

fn insert_case(db: &Connection, case: &ValidCase, new: &NewCase) -> Result<DisplayId, StoreError> {
    if db
        .prepare_cached("SELECT 1 FROM cases WHERE case_id = ?1")?
        .exists([new.id.as_str()])?
    {
        return Err(Conflict::IdentifierTaken.into());
    }
    let summary = case.summary();
    db.prepare_cached(
        "INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, category, severity,
                            subject, status, fields, quota_requests, contact, additional_contacts, copies_to,
                            response, due_at, created_at)
         VALUES (:id, :account, :user, :submitted_by, :case_type, :service, :category, :severity,
                 :subject, :status, :fields, :quota_requests, :contact, :additional_contacts, :copies_to,
                 :response, :due_at, :created_at)",
    )?
    .execute(named_params! {
        ":id": new.id.as_str(),
        ":account": Code(new.account),
        ":user": new.user.0,
        ":submitted_by": new.submitted_by,
        ":case_type": summary.case_type.code(),
        ":service": summary.service,
        ":category": summary.category,
        ":severity": summary.severity.code(),
        ":subject": summary.subject,
        ":status": CaseStatus::Unassigned.code(),
        ":fields": Json(case.fields()),
        ":quota_requests": Json(case.quota_requests()),
        ":contact": Json(case.contact()),
        ":additional_contacts": Json(case.additional_contacts()),
        ":copies_to": case.copies_to(),
        ":response": case.response().map(Json),
        ":due_at": case.response().map(|clock| Millis(clock.due)),
        ":created_at": Millis(new.created_at),
    })?;
    Ok(display_id_of(db.last_insert_rowid()))
}

fn insert_first_correspondence(
    db: &Connection,
    case: &ValidCase,
    new: &NewCase,
    number: i64,
) -> Result<i64, StoreError> {
    if db
        .prepare_cached("SELECT 1 FROM correspondence WHERE correspondence_id = ?1")?
        .exists([&new.correspondence])?
    {
        return Err(Conflict::IdentifierTaken.into());
    }
    db.prepare_cached(
        "INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        new.correspondence,
        number,
        kind_code(CorrespondenceKind::Customer),
        new.submitted_by,
        case.description(),
        Millis(new.created_at),
    ])?;
    Ok(db.last_insert_rowid())
}

pub fn submission(
    db: &Connection,
    user: UserId,
    key: &str,
) -> Result<Option<Submission>, StoreError> {
    let mut submission = db.prepare_cached(
        "SELECT case_id, fingerprint FROM submissions JOIN cases ON number = case_number
         WHERE submissions.user_id = ?1 AND key = ?2",
    )?;
    let submission = submission.query_row(params![user.0, key], |row| {
        Ok(Submission {
            case: row.get::<_, Code<_>>(0)?.0,
            fingerprint: row.get(1)?,
        })
    });
    Ok(submission.optional()?)
}

pub fn list_cases(
    db: &Connection,
    account: AccountId,
    filter: &CaseFilter,
    sort: CaseSort,
    after: Option<CasePosition>,
    limit: u32,
) -> Result<ListedCases, StoreError> {
    let mut page = Gathering::new(limit);
    if limit == 0 || filter.shows_nothing() {
        return Ok(page.done());
    }
    for stretch in stretches(filter, sort, after) {
        let mut cases = db.prepare_cached(&stretch.sql(row_columns!(), filter, '?'))?;
        cases.raw_bind_parameter(1, Code(account))?;
        for (place, key) in (2..).zip(&stretch.after) {
            cases.raw_bind_parameter(place, key)?;
        }
        // They are read one by one, as they are asked for.
        let mut cases = cases.raw_query();
        while let Some(row) = cases.next()? {
            let row = read_row(row)?;
            let is_shown = filter.shows(&row);
            if page.ends_with(row, is_shown, ROW) {
                return Ok(page.done());
            }
        }
    }
    Ok(page.done())
}

/// The row that [`row_columns`] names the columns of.
pub fn read_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        id: row.get::<_, Code<_>>("case_id")?.0,
        display_id: display_id_of(row.get("number")?),
        case_type: row.get::<_, Code<_>>("case_type")?.0,
        service: row.get("service")?,
        category: row.get("category")?,
        severity: row.get::<_, Code<_>>("severity")?.0,
        subject: row.get("subject")?,
        status: row.get::<_, Code<_>>("status")?.0,
        created_at: instant(row, "created_at")?,
        due_at: row.get::<_, Option<Millis>>("due_at")?.map(|at| at.0),
    })
}

pub fn case(
    db: &Connection,
    account: AccountId,
    id: &CaseId,
) -> Result<Option<CaseRecord>, StoreError> {
    let mut case = db.prepare_cached(concat!(
        "SELECT ",
        row_columns!(),
        ", submitted_by, fields, quota_requests, contact, additional_contacts, copies_to,
                response
         FROM cases WHERE case_id = ?1 AND account_id = ?2"
    ))?;
    let case = case.query_row(params![id.as_str(), Code(account)], |row| {
        Ok(CaseRecord {
            row: read_row(row)?,
            submitted_by: row.get("submitted_by")?,
            fields: row.get::<_, Json<_>>("fields")?.0,
            quota_requests: row.get::<_, Json<_>>("quota_requests")?.0,
            contact: row.get::<_, Json<_>>("contact")?.0,
            additional_contacts: row.get::<_, Json<_>>("additional_contacts")?.0,
            copies_to: row.get("copies_to")?,
            response: row
                .get::<_, Option<Json<_>>>("response")?
                .map(|clock| clock.0),
            correspondence: Vec::new(),
        })
    });
    let Some(mut case) = case.optional()? else {
        return Ok(None);
    };
    let mut messages = db.prepare_cached(
        "SELECT number, correspondence_id, kind, author, body, created_at FROM correspondence
         WHERE case_number = ?1 ORDER BY number",
    )?;
    let messages = messages.query_map([number_of(case.row.display_id)], |row| {
        Ok(Correspondence {
            id: row.get("correspondence_id")?,
            kind: read_kind(row)?,
            author: row.get("author")?,
            body: row.get("body")?,
            attachments: attachments::of_correspondence(db, row.get("number")?)?,
            created_at: instant(row, "created_at")?,
        })
    })?;
    case.correspondence = messages.collect::<Result<_, _>>()?;
    Ok(Some(case))
}

fn instant(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    Ok(row.get::<_, Millis>(column)?.0)
}

/// The column `kind` of correspondence.
pub fn read_kind(row: &Row<'_>) -> rusqlite::Result<CorrespondenceKind> {
    let value = row.get_ref("kind")?;
    let kind = value.as_str().ok().and_then(kind_of);
    kind.ok_or_else(|| unknown_kind(value))
}

fn unknown_kind(value: ValueRef<'_>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        0,
        value.data_type(),
        format!("not a kind of correspondence: {value:?}").into(),
    )
}

#[cfg(test)]
mod tests {
    use super::{super::migrations::migrate, *};

    /// What the planner of SQLite makes of every stretch of every order, with the index that it is to read along.
    #[test]
    fn l7_every_order_is_read_along_an_index_without_sorting() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        let orders = [
            (
                CaseSort::Newest,
                "cases_by_account",
                "cases_open_by_account",
            ),
            (
                CaseSort::Oldest,
                "cases_by_account",
                "cases_open_by_account",
            ),
            (
                CaseSort::Severity,
                "cases_by_severity",
                "cases_open_by_severity",
            ),
            (
                CaseSort::FirstResponseDue,
                "cases_by_due",
                "cases_open_by_due",
            ),
        ];
        for (sort, of_all, of_open) in orders {
            for (filter, index) in [(CaseFilter::ALL, of_all), (CaseFilter::OPEN, of_open)] {
                for stretch in stretches(&filter, sort, None) {
                    let sql = stretch.sql("number, subject", &filter, '?');
                    let plan = ["EXPLAIN QUERY PLAN ", &sql].concat();
                    let mut plan = db.prepare(&plan).unwrap();
                    let keys = (1..=1 + stretch.after.len()).map(|_| 0_i64);
                    let steps = plan
                        .query_map(rusqlite::params_from_iter(keys), |row| {
                            row.get::<_, String>(3)
                        })
                        .unwrap();
                    let steps: Vec<_> = steps.collect::<Result<_, _>>().unwrap();
                    let wanted = format!("SEARCH cases USING INDEX {index} (account_id=?");
                    assert!(
                        steps.len() == 1 && steps[0].starts_with(&wanted),
                        "{sql}: {steps:?}"
                    );
                    assert_eq!(steps[0].matches(['<', '>']).count(), 1, "{steps:?}");
                }
            }
        }
    }
}
