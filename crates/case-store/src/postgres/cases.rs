//! Cases, correspondence and submission keys in PostgreSQL.

use case_core::{
    AccountId, CaseId, CaseSort, CaseStatus, DisplayId, ValidCase, clock::CorrespondenceKind,
};
use deadpool_postgres::Transaction;
use tokio_postgres::{Row, types::ToSql};

use super::{
    accounts::{self, number_given},
    attachments, drafts, events, search,
    sql::{self, Chunk, Columns, json},
};
use crate::{
    CaseFilter, CasePosition, CaseRecord, CaseRow, Conflict, Correspondence, EventKind,
    EventSubject, ListedCases, NewCase, Origin, StoreError, Submission, Submitted, UserId,
    listing::{Gathering, ROW, Stretch, stretches},
    spelling::{can_be_kept, display_id_of, kind_code, kind_of, number_of},
};

/// The columns that [`read_row`] reads.
macro_rules! row_columns {
    () => {
        "number, case_id, case_type, service, category, severity, subject, status, created_at, due_at"
    };
}
pub(super) use row_columns;

pub async fn create_case(
    db: &Transaction<'_>,
    case: &ValidCase,
    new: &NewCase,
) -> Result<Submitted, StoreError> {
    if !accounts::lock(db, new.account).await? {
        return Err(Conflict::NoSuchAccount.into());
    }
    // Who expires this user's files takes the same lock before the files: nobody waits in a circle.
    accounts::lock_user(db, new.user).await?;
    if let Some(before) = submission(db, new.user, &new.submission_key).await? {
        return if before.fingerprint == new.fingerprint {
            Ok(Submitted::Before(before.case))
        } else {
            Err(Conflict::SubmissionKeyReused.into())
        };
    }
    let display_id = insert_case(db, case, new).await?;
    let number = number_of(display_id);
    let correspondence = insert_first_correspondence(db, case, new, number).await?;
    attachments::take(db, new.user, correspondence, case.attachments()).await?;
    search::add(db, new.account, number).await?;
    if let Some(version) = new.draft {
        // It may have been discarded or expired meanwhile, which is no reason to refuse the case.
        drafts::discard(db, new.user, None, version).await?;
    }
    sql::execute(
        db,
        "INSERT INTO submissions (user_id, key, fingerprint, case_number) VALUES ($1, $2, $3, $4)",
        &[
            &new.user.0,
            &new.submission_key,
            &&new.fingerprint[..],
            &number,
        ],
    )
    .await?;
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
    )
    .await?;
    Ok(Submitted::Created(display_id))
}

async fn insert_case(
    db: &Transaction<'_>,
    case: &ValidCase,
    new: &NewCase,
) -> Result<DisplayId, StoreError> {
    let summary = case.summary();
    let response = case.response();
    let row = sql::row(
        db,
        "INSERT INTO cases (case_id, account_id, user_id, submitted_by, case_type, service, category, severity,
                            subject, status, fields, quota_requests, contact, additional_contacts, copies_to,
                            response, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         RETURNING number",
        &[
            &new.id.as_str(),
            &new.account.to_string(),
            &new.user.0,
            &new.submitted_by,
            &summary.case_type.code(),
            &summary.service,
            &summary.category,
            &summary.severity.code(),
            &summary.subject,
            &CaseStatus::Unassigned.code(),
            &json(&case.fields())?,
            &json(&case.quota_requests())?,
            &json(&case.contact())?,
            &json(&case.additional_contacts())?,
            &case.copies_to(),
            &response.map(|clock| json(&clock)).transpose()?,
            &response.map(|clock| clock.due.timestamp_millis()),
            &new.created_at.timestamp_millis(),
        ],
    )
    .await?;
    number_given(row.as_ref(), "number").map(display_id_of)
}

async fn insert_first_correspondence(
    db: &Transaction<'_>,
    case: &ValidCase,
    new: &NewCase,
    number: i64,
) -> Result<i64, StoreError> {
    let row = sql::row(
        db,
        "INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING number",
        &[
            &new.correspondence,
            &number,
            &kind_code(CorrespondenceKind::Customer),
            &new.submitted_by,
            &case.description(),
            &new.created_at.timestamp_millis(),
        ],
    )
    .await?;
    number_given(row.as_ref(), "number")
}

pub async fn submission(
    db: &Transaction<'_>,
    user: UserId,
    key: &str,
) -> Result<Option<Submission>, StoreError> {
    if !can_be_kept(key) {
        return Ok(None);
    }
    let row = sql::row(
        db,
        "SELECT case_id, fingerprint FROM submissions JOIN cases ON number = case_number
         WHERE submissions.user_id = $1 AND key = $2",
        &[&user.0, &key],
    )
    .await?;
    let read = |row: Row| {
        Ok(Submission {
            case: row.code("case_id")?,
            fingerprint: row.digest("fingerprint")?,
        })
    };
    row.map(read).transpose()
}

pub async fn list_cases(
    db: &Transaction<'_>,
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
    let mut after = after;
    let mut chunk = Chunk::new(
        limit,
        *filter == CaseFilter::ALL || *filter == CaseFilter::OPEN,
    );
    'chunks: loop {
        // What one chunk leaves of a stretch, the next begins with.
        for stretch in stretches(filter, sort, after) {
            let rows = read_stretch(db, account, &stretch, filter, chunk.size()).await?;
            let is_whole = rows.len() < chunk.size();
            for row in rows {
                after = Some(row.position());
                let is_shown = filter.shows(&row);
                if page.ends_with(row, is_shown, ROW) {
                    return Ok(page.done());
                }
            }
            if !is_whole {
                chunk.grow();
                continue 'chunks;
            }
        }
        return Ok(page.done());
    }
}

/// The next cases of a stretch, at most so many.
async fn read_stretch(
    db: &Transaction<'_>,
    account: AccountId,
    stretch: &Stretch,
    filter: &CaseFilter,
    most: usize,
) -> Result<Vec<CaseRow>, StoreError> {
    let limit = 2 + stretch.after.len();
    let sql = format!(
        "{} LIMIT ${limit}",
        stretch.sql(row_columns!(), filter, '$')
    );
    let (account, most) = (account.to_string(), sql::count(most));
    let mut params: Vec<&(dyn ToSql + Sync)> = vec![&account];
    params.extend(stretch.after.iter().map(|key| key as &(dyn ToSql + Sync)));
    params.push(&most);
    let rows = sql::rows(db, &sql, &params).await?;
    rows.iter().map(read_row).collect()
}

/// The row that [`row_columns`] names the columns of.
pub fn read_row(row: &Row) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        id: row.code("case_id")?,
        display_id: display_id_of(row.plain("number")?),
        case_type: row.code("case_type")?,
        service: row.plain("service")?,
        category: row.plain("category")?,
        severity: row.code("severity")?,
        subject: row.plain("subject")?,
        status: row.code("status")?,
        created_at: row.instant("created_at")?,
        due_at: row.instant_or_none("due_at")?,
    })
}

pub async fn case(
    db: &Transaction<'_>,
    account: AccountId,
    id: &CaseId,
) -> Result<Option<CaseRecord>, StoreError> {
    let row = sql::row(
        db,
        concat!(
            "SELECT ",
            row_columns!(),
            ", submitted_by, fields, quota_requests, contact, additional_contacts, copies_to,
                response
             FROM cases WHERE case_id = $1 AND account_id = $2"
        ),
        &[&id.as_str(), &account.to_string()],
    )
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let number: i64 = row.plain("number")?;
    Ok(Some(CaseRecord {
        row: read_row(&row)?,
        submitted_by: row.plain("submitted_by")?,
        fields: row.json("fields")?,
        quota_requests: row.json("quota_requests")?,
        contact: row.json("contact")?,
        additional_contacts: row.json("additional_contacts")?,
        copies_to: row.plain("copies_to")?,
        response: row.json_or_none("response")?,
        correspondence: correspondence(db, number).await?,
    }))
}

async fn correspondence(
    db: &Transaction<'_>,
    case: i64,
) -> Result<Vec<Correspondence>, StoreError> {
    let rows = sql::rows(
        db,
        "SELECT number, correspondence_id, kind, author, body, created_at FROM correspondence
         WHERE case_number = $1 ORDER BY number",
        &[&case],
    )
    .await?;
    let mut files = attachments::of_case(db, case).await?;
    let messages = rows.iter().map(|row| {
        let number: i64 = row.plain("number")?;
        Ok(Correspondence {
            id: row.plain("correspondence_id")?,
            kind: read_kind(row)?,
            author: row.plain("author")?,
            body: row.plain("body")?,
            attachments: files.remove(&number).unwrap_or_default(),
            created_at: row.instant("created_at")?,
        })
    });
    messages.collect()
}

/// The column `kind` of correspondence.
pub fn read_kind(row: &Row) -> Result<CorrespondenceKind, StoreError> {
    let code: &str = row.plain("kind")?;
    kind_of(code)
        .ok_or_else(|| StoreError::damaged(format!("not a kind of correspondence: {code}")))
}
