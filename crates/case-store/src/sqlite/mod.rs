//! The store on SQLite at its limit: a write-ahead log, one writer that groups commits, readers that never wait for it.
//!
//! Several processes may use one file: the administrative commands work while a server runs.

mod accounts;
mod attachments;
mod cases;
mod columns;
mod copy;
mod drafts;
mod events;
mod export;
mod import;
mod integrity;
mod migrations;
mod open;
mod readers;
mod search;
mod sessions;
mod settings;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use case_core::{AccountId, CaseId, CaseSort, CaseType, ValidCase, account::Preferences};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use self::{readers::Readers, writer::Writer};
use crate::{
    Account, AgentId, Attachment, Attempt, CaseFilter, CasePosition, CaseRecord, Digest, Event,
    Finding, Follower, Holder, ListedCases, Login, NewAccount, NewAgent, NewCase, NewContacts,
    NewDraft, NewSession, NewUpload, NewUser, SavedContacts, SavedDraft, SearchQuery,
    SessionRecord, Standing, Store, StoreError, Submission, Submitted, UserId,
    archive::{ArchiveError, ExportSender, Import},
    follow::{self, Followers},
    spelling::folded,
};

pub use copy::CopyError;
pub use open::OpenError;

/// So often somebody who follows a log looks what other processes have saved.
const LOOK: Duration = Duration::from_secs(1);

/// The store in one database file. Dropping it finishes what is waiting to be written.
pub struct SqliteStore {
    readers: Arc<Readers>,
    writer: Writer,
    followers: Arc<Followers>,
    look: Duration,
}

impl SqliteStore {
    /// Opens the store in a data folder, which is made where it is missing.
    ///
    /// Works on the disk before it returns: call it before serving anybody.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        open::refuse_old_sqlite()?;
        let file = open::prepare_file(folder)?;
        let writer = Writer::start(open::writing(&file)?, search::add_noted).map_err(|source| {
            OpenError::Path {
                path: file.clone(),
                source,
            }
        })?;
        Ok(Self {
            readers: Arc::new(Readers::new(file)),
            writer,
            followers: Arc::default(),
            look: LOOK,
        })
    }

    /// The same store; who follows a log of it looks only so often for what other processes have saved.
    #[must_use]
    pub const fn looking_every(mut self, look: Duration) -> Self {
        self.look = look;
        self
    }

    /// Saves a change to an account's log, and wakes who follows it.
    async fn log<T, W>(&self, account: AccountId, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let saved = self.writer.run(work).await?;
        self.followers.wake(account);
        Ok(saved)
    }

    /// A place for a backup's rows in a data folder; without `force` only where there are no data yet.
    ///
    /// Works on the disk, here and in what the place does: not beside serving anybody.
    pub fn import(folder: &Path, force: bool) -> Result<Box<dyn Import>, ArchiveError> {
        open::refuse_old_sqlite()?;
        Ok(Box::new(import::SqliteImport::prepare(folder, force)?))
    }

    /// The database file of a data folder, whether or not there is one.
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(open::FILE_NAME)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn ping(&self) -> Result<(), StoreError> {
        let read =
            |db: &Connection| Ok(db.query_row("SELECT 1 FROM sqlite_schema", [], |_| Ok(()))?);
        self.readers.run(read).await?;
        // A disk that is full or read-only can be read: something is written that changes nothing.
        let rewrite = |db: &Connection| {
            let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
            Ok(db.pragma_update(None, "application_id", id)?)
        };
        self.writer.run(rewrite).await
    }

    async fn check(&self) -> Result<Vec<Finding>, StoreError> {
        self.readers.run(integrity::check).await
    }

    async fn export(&self, to: ExportSender) -> Result<(), StoreError> {
        self.readers.run(move |db| export::all(db, &to)).await
    }

    async fn add_account(&self, account: NewAccount) -> Result<UserId, StoreError> {
        self.log(account.account.id, move |db| {
            accounts::add_account(db, &account)
        })
        .await
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.readers.run(move |db| accounts::account(db, id)).await
    }

    async fn account_by_alias(&self, alias: &str) -> Result<Option<AccountId>, StoreError> {
        let alias = folded(alias);
        self.readers
            .run(move |db| accounts::account_by_alias(db, &alias))
            .await
    }

    async fn has_accounts(&self) -> Result<bool, StoreError> {
        self.readers.run(accounts::has_accounts).await
    }

    async fn contacts(&self, account: AccountId) -> Result<Option<SavedContacts>, StoreError> {
        self.readers
            .run(move |db| settings::contacts(db, account))
            .await
    }

    async fn save_contacts(&self, new: NewContacts) -> Result<SavedContacts, StoreError> {
        self.writer
            .run(move |db| settings::save_contacts(db, &new))
            .await
    }

    async fn preferences(&self, user: UserId) -> Result<Preferences, StoreError> {
        self.readers
            .run(move |db| settings::preferences(db, user))
            .await
    }

    async fn save_preferences(
        &self,
        user: UserId,
        changes: Preferences,
    ) -> Result<Preferences, StoreError> {
        self.writer
            .run(move |db| settings::save_preferences(db, user, &changes))
            .await
    }

    async fn add_user(&self, user: NewUser) -> Result<UserId, StoreError> {
        self.log(user.account, move |db| accounts::add_user(db, &user))
            .await
    }

    async fn root_login(&self, email: &str) -> Result<Option<Login>, StoreError> {
        let email = folded(email);
        self.readers
            .run(move |db| accounts::root_login(db, &email))
            .await
    }

    async fn user_login(
        &self,
        account: AccountId,
        name: &str,
    ) -> Result<Option<Login>, StoreError> {
        let name = folded(name);
        self.readers
            .run(move |db| accounts::user_login(db, account, &name))
            .await
    }

    async fn add_agent(&self, agent: NewAgent) -> Result<AgentId, StoreError> {
        self.writer
            .run(move |db| accounts::add_agent(db, &agent))
            .await
    }

    async fn count_attempt(
        &self,
        attempt: Attempt,
    ) -> Result<Result<(), DateTime<Utc>>, StoreError> {
        self.writer
            .run(move |db| sessions::count_attempt(db, &attempt))
            .await
    }

    async fn open_session(&self, session: NewSession, identity: Digest) -> Result<(), StoreError> {
        self.writer
            .run(move |db| sessions::open_session(db, &session, &identity))
            .await
    }

    async fn session(
        &self,
        token: Digest,
        now: DateTime<Utc>,
    ) -> Result<Option<SessionRecord>, StoreError> {
        self.readers
            .run(move |db| sessions::session(db, &token, now))
            .await
    }

    async fn extend_session(
        &self,
        token: Digest,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.writer
            .run(move |db| sessions::extend_session(db, &token, expires_at))
            .await
    }

    async fn end_session(&self, token: Digest) -> Result<(), StoreError> {
        self.writer
            .run(move |db| sessions::end_session(db, &token))
            .await
    }

    async fn submission(&self, user: UserId, key: &str) -> Result<Option<Submission>, StoreError> {
        let key = key.to_owned();
        self.readers
            .run(move |db| cases::submission(db, user, &key))
            .await
    }

    async fn announce_object(&self, name: String, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.writer
            .run(move |db| attachments::announce_object(db, &name, at))
            .await
    }

    async fn loose_objects(
        &self,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        self.readers
            .run(move |db| attachments::loose_objects(db, before, limit))
            .await
    }

    async fn claim_objects(&self, names: Vec<String>) -> Result<Vec<String>, StoreError> {
        self.writer
            .run(move |db| attachments::claim_objects(db, names))
            .await
    }

    async fn forget_objects(&self, names: Vec<String>) -> Result<(), StoreError> {
        self.writer
            .run(move |db| attachments::forget_objects(db, &names))
            .await
    }

    async fn add_upload(&self, upload: NewUpload) -> Result<(), StoreError> {
        self.writer
            .run(move |db| attachments::add_upload(db, &upload))
            .await
    }

    async fn uploads(&self, user: UserId) -> Result<Vec<Attachment>, StoreError> {
        self.readers
            .run(move |db| attachments::uploads(db, user))
            .await
    }

    async fn remove_upload(
        &self,
        user: UserId,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let id = id.to_owned();
        self.writer
            .run(move |db| attachments::remove_upload(db, user, &id, at))
            .await
    }

    async fn attachment(
        &self,
        account: AccountId,
        id: &str,
    ) -> Result<Option<(Attachment, Holder)>, StoreError> {
        let id = id.to_owned();
        self.readers
            .run(move |db| attachments::attachment(db, account, &id))
            .await
    }

    async fn expire_uploads(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError> {
        self.writer
            .run(move |db| attachments::expire_uploads(db, before, limit))
            .await
    }

    async fn standings(&self, names: Vec<String>) -> Result<Vec<Standing>, StoreError> {
        self.readers
            .run(move |db| attachments::standings(db, &names))
            .await
    }

    async fn all_attachments(
        &self,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<Attachment>, StoreError> {
        self.readers
            .run(move |db| attachments::all(db, after.as_deref(), limit))
            .await
    }

    async fn save_draft(&self, draft: NewDraft) -> Result<u64, StoreError> {
        self.writer.run(move |db| drafts::save(db, &draft)).await
    }

    async fn drafts(
        &self,
        user: UserId,
        case_type: Option<CaseType>,
    ) -> Result<Vec<SavedDraft>, StoreError> {
        self.readers
            .run(move |db| drafts::of(db, user, case_type))
            .await
    }

    async fn discard_draft(
        &self,
        user: UserId,
        case_type: CaseType,
        version: u64,
    ) -> Result<bool, StoreError> {
        self.writer
            .run(move |db| drafts::discard(db, user, Some(case_type), version))
            .await
    }

    async fn expire_drafts(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError> {
        self.writer
            .run(move |db| drafts::expire(db, before, limit))
            .await
    }

    async fn create_case(&self, case: &ValidCase, new: NewCase) -> Result<Submitted, StoreError> {
        let case = case.clone();
        self.log(new.account, move |db| cases::create_case(db, &case, &new))
            .await
    }

    async fn list_cases(
        &self,
        account: AccountId,
        filter: CaseFilter,
        sort: CaseSort,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError> {
        self.readers
            .run(move |db| cases::list_cases(db, account, &filter, sort, after, limit))
            .await
    }

    async fn search_cases(
        &self,
        account: AccountId,
        query: &SearchQuery,
        filter: CaseFilter,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError> {
        let query = query.clone();
        self.readers
            .run(move |db| search::find(db, account, &query, &filter, after, limit))
            .await
    }

    async fn case(
        &self,
        account: AccountId,
        id: &CaseId,
    ) -> Result<Option<CaseRecord>, StoreError> {
        let id = id.clone();
        self.readers
            .run(move |db| cases::case(db, account, &id))
            .await
    }

    async fn events(
        &self,
        account: AccountId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        self.readers
            .run(move |db| events::after(db, account, after, limit))
            .await
    }

    async fn last_event(&self, account: AccountId) -> Result<u64, StoreError> {
        let newest = self.readers.run(move |db| events::newest(db, &[account]));
        Ok(newest.await?.first().map_or(0, |(_, newest)| *newest))
    }

    fn follow(&self, account: AccountId) -> Follower {
        // Not what keeps the file open.
        let readers = Arc::downgrade(&self.readers);
        let newest = move |accounts: Vec<AccountId>| {
            let readers = readers.upgrade();
            async move {
                match readers {
                    Some(readers) => readers.run(move |db| events::newest(db, &accounts)).await,
                    None => Ok(Vec::new()),
                }
            }
        };
        let look = self.look;
        self.followers.follow(account, move |followers| {
            follow::look_on(followers, look, newest)
        })
    }
}
