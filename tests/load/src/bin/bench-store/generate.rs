//! Many cases in a data folder, of a few that a server made, by way of the store's own restore: it makes the terms of the
//! search as the store does, and checks everything as `casework check` does.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use case_core::{AccountId, CaseId, Lang};
use case_store::{
    Store,
    archive::{Exported, Import, Row, Sequences, TABLES, spell},
    sqlite::SqliteStore,
};
use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};
use fastrand::Rng;
use load::{Client, Place, Server, client::Identity, traffic};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::texts::Texts;

/// The first has nine of ten cases.
const ACCOUNTS: usize = 5;

/// Of a hundred cases, so many are resolved.
const RESOLVED: u64 = 97;

/// The cases are spread over so many days.
const DAYS: i64 = 3 * 365;

/// So many rows are handed over at once.
const CHUNK: usize = 1_000;

/// A server that does not answer in this time is broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was generated.
pub struct Generated {
    /// The root user of the account that has most cases.
    pub root: Identity,
    pub took: Duration,
}

/// What a store tells of itself.
struct Rows {
    schema: usize,
    sequences: Sequences,
    tables: HashMap<&'static str, Vec<Row>>,
}

/// What the rows of many cases are made of.
struct Mould<'m> {
    rows: Rows,
    /// Of each table, the rows that are about a case.
    patterns: HashMap<&'static str, Vec<Row>>,
    accounts: Vec<Owner>,
    texts: &'m Texts,
    cases: u64,
    /// The last case's instant.
    until: DateTime<Utc>,
}

struct Owner {
    id: AccountId,
    /// The root user's number and name.
    user: i64,
    name: String,
    /// The last number of its event log before the cases.
    events: i64,
}

/// Puts so many cases into the place's data folder.
pub async fn generate(place: &Place, cases: u64, texts: &Texts) -> Result<Generated> {
    let begun = Instant::now();
    let mut roots = Vec::new();
    for number in 0..ACCOUNTS {
        let [root, _] = place.create_account(number).await?;
        roots.push(root);
    }
    open_first_cases(place, &roots).await?;
    let mould = Mould::new(read(place).await?, texts, cases)?;
    let mut import = SqliteStore::import(&place.data, true)?;
    import.begin(mould.rows.schema).await?;
    let mut sequences = mould.rows.sequences.clone();
    for table in TABLES {
        match table {
            "cases" | "correspondence" | "submissions" => {
                mould.add(&mut *import, table, 1..=cases).await?;
            }
            "events" => {
                import.add(table, mould.events_before()?).await?;
                mould.add(&mut *import, table, 1..=cases).await?;
            }
            "accounts" => import.add(table, mould.accounts_after()?).await?,
            _ => import.add(table, mould.rows.of(table).to_vec()).await?,
        }
    }
    for table in ["cases", "correspondence"] {
        sequences.insert(table.to_owned(), i64::try_from(cases)?);
    }
    let findings = import.finish(&sequences).await?;
    ensure!(
        findings.is_empty(),
        "what was generated is not sound: {findings:?}"
    );
    let root = roots.into_iter().next().context("no account")?;
    Ok(Generated {
        root,
        took: begun.elapsed(),
    })
}

/// One case of each kind in every account, over HTTP.
async fn open_first_cases(place: &Place, roots: &[Identity]) -> Result<()> {
    let server = Server::start(place).await?;
    for root in roots {
        let client = Client::sign_in(&[server.address()], root, PATIENCE).await?;
        let drafts = drafts(&client, "Hello", "Words").await?;
        for (number, draft) in drafts.iter().enumerate() {
            let key = format!("first-{number}");
            client.submit(draft, &key, None).await?.is(201)?;
        }
    }
    server.terminate().await
}

/// Drafts that pass, of several kinds.
pub async fn drafts(client: &Client, subject: &str, description: &str) -> Result<Vec<Value>> {
    let policy = client.get("/api/policy?language=en").await?.is(200)?;
    let mut drafts = traffic::templates(&policy, "account-and-billing");
    drafts.extend(
        traffic::templates(&policy, "technical")
            .into_iter()
            .take(12),
    );
    for draft in &mut drafts {
        draft["subject"] = subject.into();
        draft["description"] = description.into();
    }
    ensure!(!drafts.is_empty(), "every category requires extra fields");
    Ok(drafts)
}

/// Everything that the place's store holds.
async fn read(place: &Place) -> Result<Rows> {
    let store = SqliteStore::open(&place.data)?;
    let (send, mut receive) = mpsc::channel(CHUNK);
    let collect = async {
        let Some(Exported::Schema { version, sequences }) = receive.recv().await else {
            bail!("the store tells no schema");
        };
        let mut tables = HashMap::<_, Vec<Row>>::new();
        while let Some(Exported::Row(table, row)) = receive.recv().await {
            tables.entry(table).or_default().push(row);
        }
        Ok(Rows {
            schema: version,
            sequences,
            tables,
        })
    };
    let (exported, rows) = tokio::join!(store.export(send), collect);
    exported?;
    rows
}

impl Rows {
    fn of(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}

impl<'m> Mould<'m> {
    fn new(rows: Rows, texts: &'m Texts, cases: u64) -> Result<Self> {
        let owner = |account: &Row| {
            let id = text(account, "account_id")?;
            let of_it = |row: &&Row| row.get("account_id").and_then(Value::as_str) == Some(id);
            let user = rows.of("users").iter().filter(of_it);
            let user = user.min_by_key(|user| number(user, "user_id").ok());
            let case = rows.of("cases").iter().find(of_it).context("no case")?;
            let events = rows.of("events").iter().filter(of_it);
            let events = events.filter(|event| is_null(event, "case_number")).count();
            Ok(Owner {
                id: id.parse()?,
                user: number(user.context("no user")?, "user_id")?,
                name: text(case, "submitted_by")?.to_owned(),
                events: i64::try_from(events)?,
            })
        };
        // In the order in which they were made: the first one is the big one.
        let mut accounts: Vec<&Row> = rows.of("accounts").iter().collect();
        let root_of = |account: &Row| {
            let users = rows.of("users").iter();
            let of_it = users.filter(|user| user.get("account_id") == account.get("account_id"));
            of_it.filter_map(|user| number(user, "user_id").ok()).min()
        };
        accounts.sort_by_key(|account| root_of(account));
        let accounts = accounts.into_iter().map(owner).collect::<Result<_>>()?;
        let last = rows.of("cases").last().context("no case")?;
        let until = DateTime::from_timestamp_millis(number(last, "created_at")?);
        let about_a_case = |(table, rows): (&&'static str, &Vec<Row>)| {
            let rows = rows.iter().filter(|row| !is_null(row, "case_number"));
            (*table, rows.cloned().collect())
        };
        Ok(Self {
            patterns: rows.tables.iter().map(about_a_case).collect(),
            accounts,
            texts,
            cases,
            until: until.context("no instant")?,
            rows,
        })
    }

    /// The account of the case with this number.
    fn owner(&self, case: u64) -> &Owner {
        let small = (case % 10 == 9).then(|| case / 10 % (self.accounts.len() as u64 - 1));
        let place = small.map_or(0, |small| 1 + usize::try_from(small).unwrap_or(0));
        &self.accounts[place]
    }

    /// The number of the case's event in its account's log.
    fn sequence(&self, case: u64) -> i64 {
        let small = self.accounts.len() as u64 - 1;
        let before = match case % 10 {
            // Every `10 * small`th is of the same small account.
            9 => case / 10 / small + 1,
            _ => case - (case + 1) / 10,
        };
        self.owner(case).events + i64::try_from(before).unwrap_or(i64::MAX)
    }

    fn opened_at(&self, case: u64) -> DateTime<Utc> {
        let after = i64::try_from(self.cases - case).unwrap_or(0);
        let all = i64::try_from(self.cases).unwrap_or(1);
        let ago = TimeDelta::days(DAYS).num_milliseconds() / all * after;
        self.until - TimeDelta::milliseconds(ago)
    }

    fn accounts_after(&self) -> Result<Vec<Row>> {
        let mut rows = self.rows.of("accounts").to_vec();
        for row in &mut rows {
            let id: AccountId = text(row, "account_id")?.parse()?;
            let owned = (1..=self.cases).filter(|case| self.owner(*case).id == id);
            let last = owned.max().map(|case| self.sequence(case));
            if let Some(last) = last {
                row.insert("last_event".to_owned(), last.into());
            }
        }
        Ok(rows)
    }

    /// The events that are about no case.
    fn events_before(&self) -> Result<Vec<Row>> {
        let events = self.rows.of("events").iter();
        let mut counted = HashMap::<String, i64>::new();
        let events = events.filter(|event| is_null(event, "case_number"));
        let renumbered = events.map(|event| {
            let mut event = event.clone();
            let last = counted
                .entry(text(&event, "account_id")?.to_owned())
                .or_default();
            *last += 1;
            event.insert("sequence".to_owned(), (*last).into());
            Ok(event)
        });
        renumbered.collect()
    }

    async fn add(
        &self,
        import: &mut dyn Import,
        table: &'static str,
        cases: std::ops::RangeInclusive<u64>,
    ) -> Result<()> {
        let mut cases = cases.peekable();
        while cases.peek().is_some() {
            let chunk = cases.by_ref().take(CHUNK);
            let rows = chunk.map(|case| self.row(table, case));
            import.add(table, rows.collect::<Result<_>>()?).await?;
        }
        Ok(())
    }

    /// The row of a table for the case with this number: one that a server wrote, but for what is the case's own.
    fn row(&self, table: &str, case: u64) -> Result<Row> {
        let owner = self.owner(case);
        // The names have nothing to do with the texts, which have a seed of their own.
        let mut random = Rng::with_seed(case);
        let correspondence = format!("{:016x}{:016x}", random.u64(..), random.u64(..));
        let patterns = self.patterns.get(table).context("no such rows")?;
        let pattern = &patterns[usize::try_from(case)? % patterns.len()];
        let mut row = pattern.clone();
        let mut set = |column: &str, value: Value| row.insert(column.to_owned(), value);
        let at = self.opened_at(case);
        match table {
            "cases" => {
                let written = self.texts.of(case);
                let language = if written.is_japanese {
                    Lang::JA
                } else {
                    Lang::EN
                };
                let id = CaseId::new(owner.id, language, at.year(), random.u64(..));
                set("number", case.into());
                set("case_id", id.as_str().into());
                set("account_id", owner.id.to_string().into());
                set("user_id", owner.user.into());
                set("submitted_by", owner.name.as_str().into());
                set("subject", written.subject.into());
                set("created_at", at.timestamp_millis().into());
                if random.u64(0..100) < RESOLVED {
                    set("status", "resolved".into());
                }
                let mut contact: Value = serde_json::from_str(text(pattern, "contact")?)?;
                contact["language"] = json!(language);
                set("contact", contact.to_string().into());
                let later = at.timestamp_millis() - number(pattern, "created_at")?;
                if !is_null(pattern, "due_at") {
                    set("due_at", (number(pattern, "due_at")? + later).into());
                    let mut response = serde_json::from_str(text(pattern, "response")?)?;
                    move_instants(&mut response, TimeDelta::milliseconds(later));
                    set("response", response.to_string().into());
                }
            }
            "correspondence" => {
                set("number", case.into());
                set("correspondence_id", correspondence.into());
                set("case_number", case.into());
                set("author", owner.name.as_str().into());
                set("body", self.texts.of(case).description.into());
                set("created_at", at.timestamp_millis().into());
            }
            "submissions" => {
                let mut fingerprint = [0; 32];
                random.fill(&mut fingerprint);
                set("user_id", owner.user.into());
                set("key", correspondence[..22].into());
                set("fingerprint", spell(&fingerprint).into());
                set("case_number", case.into());
            }
            _ => {
                set("account_id", owner.id.to_string().into());
                set("sequence", self.sequence(case).into());
                set("case_number", case.into());
                set("correspondence_id", correspondence.into());
                set("at", at.timestamp_millis().into());
            }
        }
        Ok(row)
    }
}

/// Moves every instant in JSON.
fn move_instants(value: &mut Value, by: TimeDelta) {
    match value {
        Value::String(text) => {
            if let Ok(at) = DateTime::parse_from_rfc3339(text) {
                let moved = at.to_utc() + by;
                *text = moved.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| move_instants(value, by)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|value| move_instants(value, by)),
        _ => {}
    }
}

fn text<'r>(row: &'r Row, column: &str) -> Result<&'r str> {
    row.get(column)
        .and_then(Value::as_str)
        .with_context(|| format!("no text in {column}"))
}

fn number(row: &Row, column: &str) -> Result<i64> {
    row.get(column)
        .and_then(Value::as_i64)
        .with_context(|| format!("no number in {column}"))
}

fn is_null(row: &Row, column: &str) -> bool {
    row.get(column).is_some_and(Value::is_null)
}
