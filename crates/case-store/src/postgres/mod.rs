//! The store on PostgreSQL, for several servers on one database. They hold nothing of their own: what one has committed, all
//! of them answer.
//!
//! Every method is one transaction. Changes to one account wait for each other at its row, so that its events are numbered
//! in the order of their commits; changes to different accounts do not.

mod accounts;
mod attachments;
mod cases;
mod connect;
mod drafts;
mod events;
mod export;
mod import;
mod integrity;
mod listen;
mod migrations;
mod search;
mod sessions;
mod settings;
mod sql;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use case_core::{AccountId, CaseId, CaseSort, CaseType, ValidCase, account::Preferences};
use chrono::{DateTime, Utc};
use deadpool_postgres::{Client, Pool, Transaction};
use tokio_postgres::{Config, IsolationLevel};

use crate::{
    Account, AgentId, Attachment, Attempt, CaseFilter, CasePosition, CaseRecord, Digest, Event,
    Finding, Follower, Holder, ListedCases, Login, NewAccount, NewAgent, NewCase, NewContacts,
    NewDraft, NewSession, NewUpload, NewUser, SavedContacts, SavedDraft, SearchQuery,
    SessionRecord, Standing, Store, StoreError, Submission, Submitted, UserId,
    archive::{ArchiveError, ExportSender, Import},
    follow::Followers,
};

pub use connect::ConnectError;

/// The store in one database, which any number of servers share.
pub struct PostgresStore {
    config: Config,
    pool: Pool,
    followers: Arc<Followers>,
    look: Duration,
}

impl PostgresStore {
    /// Connects to the database at `url` (`postgres://user:password@host/database`) and brings its schema to the newest.
    pub async fn connect(url: &str) -> Result<Self, ConnectError> {
        let config = connect::config(url)?;
        let pool = connect::pool(&config)?;
        connect::migrate(&pool).await?;
        Ok(Self {
            config,
            pool,
            followers: Arc::default(),
            look: listen::LOOK,
        })
    }

    /// The same store; who follows a log of it looks only so often for what nobody has told.
    #[must_use]
    pub const fn looking_every(mut self, look: Duration) -> Self {
        self.look = look;
        self
    }

    /// Whether there are data in the database at `url`; nothing is made there.
    pub async fn is_there(url: &str) -> Result<bool, ConnectError> {
        let pool = connect::pool(&connect::config(url)?)?;
        let mut client = connect::client(&pool).await?;
        let snapshot = snapshot(&mut client).await?;
        Ok(migrations::version(&snapshot).await? > 0)
    }

    /// A place for a backup's rows in the database at `url`; without `force` only where there are no data yet.
    pub async fn import(url: &str, force: bool) -> Result<Box<dyn Import>, ArchiveError> {
        Ok(Box::new(import::PostgresImport::prepare(url, force).await?))
    }
}

/// A transaction that reads one snapshot.
async fn snapshot(client: &mut Client) -> Result<Transaction<'_>, StoreError> {
    let snapshot = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true);
    Ok(snapshot.start().await?)
}

/// The same, for what takes as long as there are data.
async fn long_snapshot(client: &mut Client) -> Result<Transaction<'_>, StoreError> {
    let transaction = snapshot(client).await?;
    transaction.batch_execute(connect::WITHOUT_LIMITS).await?;
    Ok(transaction)
}

/// Does `$work` in a transaction that may write, and commits it; what it answered, and the connection.
macro_rules! commit {
    ($self:ident, |$db:ident| $work:expr) => {{
        let mut client = $self.pool.get().await?;
        let transaction = client.transaction().await?;
        let $db = &transaction;
        let done = $work.await?;
        transaction.commit().await?;
        (done, client)
    }};
}

/// Does `$work` in a transaction that may write, and commits it.
macro_rules! write {
    ($self:ident, |$db:ident| $work:expr) => {{
        let (done, _) = commit!($self, |$db| $work);
        Ok(done)
    }};
}

/// The same for a change to an account's log: wakes who follows it, here and elsewhere.
macro_rules! log {
    ($self:ident, $account:expr, |$db:ident| $work:expr) => {{
        let account = $account;
        let (done, client) = commit!($self, |$db| $work);
        $self.followers.wake(account);
        listen::tell(client, account);
        Ok(done)
    }};
}

/// Does `$work` on one snapshot of the data.
macro_rules! read {
    ($self:ident, |$db:ident| $work:expr) => {
        read!($self, snapshot, |$db| $work)
    };
    ($self:ident, $begin:ident, |$db:ident| $work:expr) => {{
        let mut client = $self.pool.get().await?;
        let transaction = $begin(&mut client).await?;
        let $db = &transaction;
        let read = $work.await?;
        transaction.commit().await?;
        Ok(read)
    }};
}

#[async_trait]
impl Store for PostgresStore {
    async fn ping(&self) -> Result<(), StoreError> {
        // A copy that only follows another server answers, and saves nothing.
        let answer = async |db: &Transaction<'_>| {
            let leads = sql::row(db, "SELECT 1 WHERE NOT pg_is_in_recovery()", &[]).await?;
            let follows = || StoreError::unavailable("the PostgreSQL server only follows another");
            leads.map(drop).ok_or_else(follows)
        };
        read!(self, |db| answer(db))
    }

    async fn check(&self) -> Result<Vec<Finding>, StoreError> {
        read!(self, long_snapshot, |db| integrity::check(db))
    }

    async fn export(&self, to: ExportSender) -> Result<(), StoreError> {
        read!(self, long_snapshot, |db| export::all(db, &to))
    }

    async fn add_account(&self, account: NewAccount) -> Result<UserId, StoreError> {
        log!(self, account.account.id, |db| accounts::add_account(
            db, &account
        ))
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        read!(self, |db| accounts::account(db, id))
    }

    async fn account_by_alias(&self, alias: &str) -> Result<Option<AccountId>, StoreError> {
        read!(self, |db| accounts::account_by_alias(db, alias))
    }

    async fn has_accounts(&self) -> Result<bool, StoreError> {
        read!(self, |db| accounts::has_accounts(db))
    }

    async fn contacts(&self, account: AccountId) -> Result<Option<SavedContacts>, StoreError> {
        read!(self, |db| settings::contacts(db, account))
    }

    async fn save_contacts(&self, new: NewContacts) -> Result<SavedContacts, StoreError> {
        write!(self, |db| settings::save_contacts(db, &new))
    }

    async fn preferences(&self, user: UserId) -> Result<Preferences, StoreError> {
        read!(self, |db| settings::preferences(db, user))
    }

    async fn save_preferences(
        &self,
        user: UserId,
        changes: Preferences,
    ) -> Result<Preferences, StoreError> {
        write!(self, |db| settings::save_preferences(db, user, &changes))
    }

    async fn add_user(&self, user: NewUser) -> Result<UserId, StoreError> {
        log!(self, user.account, |db| accounts::add_user(db, &user))
    }

    async fn root_login(&self, email: &str) -> Result<Option<Login>, StoreError> {
        read!(self, |db| accounts::root_login(db, email))
    }

    async fn user_login(
        &self,
        account: AccountId,
        name: &str,
    ) -> Result<Option<Login>, StoreError> {
        read!(self, |db| accounts::user_login(db, account, name))
    }

    async fn add_agent(&self, agent: NewAgent) -> Result<AgentId, StoreError> {
        write!(self, |db| accounts::add_agent(db, &agent))
    }

    async fn count_attempt(
        &self,
        attempt: Attempt,
    ) -> Result<Result<(), DateTime<Utc>>, StoreError> {
        write!(self, |db| sessions::count_attempt(db, &attempt))
    }

    async fn open_session(&self, session: NewSession, identity: Digest) -> Result<(), StoreError> {
        write!(self, |db| sessions::open_session(db, &session, &identity))
    }

    async fn session(
        &self,
        token: Digest,
        now: DateTime<Utc>,
    ) -> Result<Option<SessionRecord>, StoreError> {
        read!(self, |db| sessions::session(db, &token, now))
    }

    async fn extend_session(
        &self,
        token: Digest,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        write!(self, |db| sessions::extend_session(db, &token, expires_at))
    }

    async fn end_session(&self, token: Digest) -> Result<(), StoreError> {
        write!(self, |db| sessions::end_session(db, &token))
    }

    async fn submission(&self, user: UserId, key: &str) -> Result<Option<Submission>, StoreError> {
        read!(self, |db| cases::submission(db, user, key))
    }

    async fn announce_object(&self, name: String, at: DateTime<Utc>) -> Result<(), StoreError> {
        write!(self, |db| attachments::announce_object(db, &name, at))
    }

    async fn loose_objects(
        &self,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        read!(self, |db| attachments::loose_objects(db, before, limit))
    }

    async fn claim_objects(&self, names: Vec<String>) -> Result<Vec<String>, StoreError> {
        write!(self, |db| attachments::claim_objects(db, &names))
    }

    async fn forget_objects(&self, names: Vec<String>) -> Result<(), StoreError> {
        write!(self, |db| attachments::forget_objects(db, &names))
    }

    async fn add_upload(&self, upload: NewUpload) -> Result<(), StoreError> {
        write!(self, |db| attachments::add_upload(db, &upload))
    }

    async fn uploads(&self, user: UserId) -> Result<Vec<Attachment>, StoreError> {
        read!(self, |db| attachments::uploads(db, user))
    }

    async fn remove_upload(
        &self,
        user: UserId,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        write!(self, |db| attachments::remove_upload(db, user, id, at))
    }

    async fn attachment(
        &self,
        account: AccountId,
        id: &str,
    ) -> Result<Option<(Attachment, Holder)>, StoreError> {
        read!(self, |db| attachments::attachment(db, account, id))
    }

    async fn expire_uploads(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError> {
        write!(self, |db| attachments::expire_uploads(db, before, limit))
    }

    async fn standings(&self, names: Vec<String>) -> Result<Vec<Standing>, StoreError> {
        read!(self, |db| attachments::standings(db, &names))
    }

    async fn all_attachments(
        &self,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<Attachment>, StoreError> {
        read!(self, |db| attachments::all(db, after.as_deref(), limit))
    }

    async fn save_draft(&self, draft: NewDraft) -> Result<u64, StoreError> {
        write!(self, |db| drafts::save(db, &draft))
    }

    async fn drafts(
        &self,
        user: UserId,
        case_type: Option<CaseType>,
    ) -> Result<Vec<SavedDraft>, StoreError> {
        read!(self, |db| drafts::of(db, user, case_type))
    }

    async fn discard_draft(
        &self,
        user: UserId,
        case_type: CaseType,
        version: u64,
    ) -> Result<bool, StoreError> {
        write!(self, |db| drafts::discard(
            db,
            user,
            Some(case_type),
            version
        ))
    }

    async fn expire_drafts(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError> {
        write!(self, |db| drafts::expire(db, before, limit))
    }

    async fn create_case(&self, case: &ValidCase, new: NewCase) -> Result<Submitted, StoreError> {
        log!(self, new.account, |db| cases::create_case(db, case, &new))
    }

    async fn list_cases(
        &self,
        account: AccountId,
        filter: CaseFilter,
        sort: CaseSort,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError> {
        read!(self, |db| cases::list_cases(
            db, account, &filter, sort, after, limit
        ))
    }

    async fn search_cases(
        &self,
        account: AccountId,
        query: &SearchQuery,
        filter: CaseFilter,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError> {
        read!(self, |db| search::find(
            db, account, query, &filter, after, limit
        ))
    }

    async fn case(
        &self,
        account: AccountId,
        id: &CaseId,
    ) -> Result<Option<CaseRecord>, StoreError> {
        read!(self, |db| cases::case(db, account, id))
    }

    async fn events(
        &self,
        account: AccountId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        read!(self, |db| events::after(db, account, after, limit))
    }

    async fn last_event(&self, account: AccountId) -> Result<u64, StoreError> {
        let newest: Result<_, StoreError> = read!(self, |db| events::newest(db, &[account]));
        Ok(newest?.first().map_or(0, |(_, newest)| *newest))
    }

    fn follow(&self, account: AccountId) -> Follower {
        let (config, pool, look) = (self.config.clone(), self.pool.clone(), self.look);
        self.followers.follow(account, move |followers| {
            listen::watch(config, pool, look, followers)
        })
    }
}
