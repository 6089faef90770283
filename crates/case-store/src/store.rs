//! The contract between the use cases and whatever keeps their data.

use async_trait::async_trait;
use case_core::{AccountId, CaseId, CaseSort, CaseType, ValidCase, account::Preferences};
use chrono::{DateTime, Utc};

use crate::{
    Account, AgentId, Attachment, Attempt, CaseFilter, CasePosition, CaseRecord, Digest, Event,
    Finding, Follower, Holder, ListedCases, Login, NewAccount, NewAgent, NewCase, NewContacts,
    NewDraft, NewSession, NewUpload, NewUser, SavedContacts, SavedDraft, SearchQuery,
    SessionRecord, Standing, StoreError, Submission, Submitted, UserId, archive::ExportSender,
};

/// Keeps accounts, users, sessions, cases and the event log.
///
/// Every method is one transaction: when it answers `Ok`, what it saved survives a crash of the machine; when it
/// answers an error, it saved nothing; after [`StoreError::Unavailable`] alone it may have saved what it was asked, as where
/// the disk or the connection failed at the very end. Look-ups answer `None` where there is no such thing.
#[async_trait]
pub trait Store: Send + Sync {
    /// Whether the store can be reached and can save.
    async fn ping(&self) -> Result<(), StoreError>;

    /// Reads everything and tells what is not as it has to be. Takes as long as there is data.
    async fn check(&self) -> Result<Vec<Finding>, StoreError>;

    /// Tells everything that a backup holds, as of one instant; others go on reading and writing meanwhile.
    async fn export(&self, to: ExportSender) -> Result<(), StoreError>;

    /// Saves an account with its root user.
    async fn add_account(&self, account: NewAccount) -> Result<UserId, StoreError>;

    /// An account by its number.
    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError>;

    /// The number of the account with this alias; aliases match in either case.
    async fn account_by_alias(&self, alias: &str) -> Result<Option<AccountId>, StoreError>;

    /// Whether there is any account at all.
    async fn has_accounts(&self) -> Result<bool, StoreError>;

    /// X5: the contact address and the alternate contacts of an account.
    async fn contacts(&self, account: AccountId) -> Result<Option<SavedContacts>, StoreError>;

    /// X5: saves contacts in place of the version that they change, and notes who changed them; answers what is there then.
    ///
    /// [`crate::Conflict::ContactsChanged`] where that version is not there any more. Contacts that are the same as those
    /// that are there change nothing.
    async fn save_contacts(&self, new: NewContacts) -> Result<SavedContacts, StoreError>;

    /// How a user likes the pages; nothing chosen where there is no such user.
    async fn preferences(&self, user: UserId) -> Result<Preferences, StoreError>;

    /// Saves what `changes` choose, and leaves the rest; answers all of it.
    async fn save_preferences(
        &self,
        user: UserId,
        changes: Preferences,
    ) -> Result<Preferences, StoreError>;

    /// Saves a user of an account.
    async fn add_user(&self, user: NewUser) -> Result<UserId, StoreError>;

    /// X1: the root user with this e-mail address; addresses match in either case.
    async fn root_login(&self, email: &str) -> Result<Option<Login>, StoreError>;

    /// X1: the account's user of this name; names match in either case.
    async fn user_login(&self, account: AccountId, name: &str)
    -> Result<Option<Login>, StoreError>;

    /// X6: saves an agent of the support centre.
    async fn add_agent(&self, agent: NewAgent) -> Result<AgentId, StoreError>;

    /// Counts a sign-in attempt as failed until [`Store::open_session`] takes that back.
    ///
    /// Where one of the attempt's limits is reached, nothing is counted and the answer is the instant from which it
    /// no longer will be. Counting and comparing are one step, so that attempts made at the same time cannot slip
    /// past the limit together.
    async fn count_attempt(
        &self,
        attempt: Attempt,
    ) -> Result<Result<(), DateTime<Utc>>, StoreError>;

    /// Opens a session and forgets the failed attempts of `identity`.
    async fn open_session(&self, session: NewSession, identity: Digest) -> Result<(), StoreError>;

    /// The session with this token, unless it has expired at `now`.
    async fn session(
        &self,
        token: Digest,
        now: DateTime<Utc>,
    ) -> Result<Option<SessionRecord>, StoreError>;

    /// Moves a session's expiry; never beyond its end.
    async fn extend_session(
        &self,
        token: Digest,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Ends a session; one that has ended already stays so.
    async fn end_session(&self, token: Digest) -> Result<(), StoreError>;

    /// G3: what a user's earlier submission with this key made.
    async fn submission(&self, user: UserId, key: &str) -> Result<Option<Submission>, StoreError>;

    /// Announces an object that is about to be written, for a file to take it. Its name must be new.
    async fn announce_object(&self, name: String, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// At most `limit` objects that have belonged to no file since before `before`, the oldest first: they were announced
    /// and no file took them, or their file was forgotten. They are to be claimed, deleted, and then forgotten here.
    async fn loose_objects(
        &self,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<String>, StoreError>;

    /// Claims objects to be deleted; answers those that belong to no file, in their order. From now on none will: what is
    /// old by one server's clock may be on its way by another's. One that was claimed before is claimed again.
    async fn claim_objects(&self, names: Vec<String>) -> Result<Vec<String>, StoreError>;

    /// Forgets objects that belong to no file.
    async fn forget_objects(&self, names: Vec<String>) -> Result<(), StoreError>;

    /// A3: records a file that was sent. Its object was announced; [`crate::Conflict::UploadGone`] where it waited so long
    /// that it was claimed or forgotten.
    async fn add_upload(&self, upload: NewUpload) -> Result<(), StoreError>;

    /// A3: the files that this user has sent and no correspondence has taken, in the order in which they came.
    async fn uploads(&self, user: UserId) -> Result<Vec<Attachment>, StoreError>;

    /// Forgets a file that this user has sent and no correspondence has taken; answers the name of its object, which is a
    /// loose one from `at` on.
    async fn remove_upload(
        &self,
        user: UserId,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError>;

    /// X3: a file of this account, and whose it is; another account's is as good as none.
    async fn attachment(
        &self,
        account: AccountId,
        id: &str,
    ) -> Result<Option<(Attachment, Holder)>, StoreError>;

    /// Forgets at most `limit` files that were sent before `before` and that no correspondence has taken, the oldest
    /// first; answers how many. Their objects are loose then. A file that a draft names stays.
    async fn expire_uploads(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError>;

    /// What is known of these objects, in their order.
    async fn standings(&self, names: Vec<String>) -> Result<Vec<Standing>, StoreError>;

    /// At most `limit` files of all accounts, by the names of their objects, after the one named `after`.
    async fn all_attachments(
        &self,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<Attachment>, StoreError>;

    /// G1, G2: saves a draft in place of the version that it changes; answers its version.
    ///
    /// What the same device saved before is replaced too. Where the version is not there any more, or another device saved
    /// first, neither text is lost: both are kept beside each other, [`crate::Conflict::TooManyDrafts`] where that would be too many. A text
    /// that is kept already keeps its version.
    async fn save_draft(&self, draft: NewDraft) -> Result<u64, StoreError>;

    /// G1: a user's drafts, of one case type or of all, the last saved first.
    async fn drafts(
        &self,
        user: UserId,
        case_type: Option<CaseType>,
    ) -> Result<Vec<SavedDraft>, StoreError>;

    /// G2: forgets a text of a user's draft; whether there was one.
    async fn discard_draft(
        &self,
        user: UserId,
        case_type: CaseType,
        version: u64,
    ) -> Result<bool, StoreError>;

    /// G1: forgets at most `limit` drafts that were saved before `before`, the oldest first; answers how many.
    async fn expire_drafts(&self, before: DateTime<Utc>, limit: u32) -> Result<u32, StoreError>;

    /// T11, G3: saves a case with its first correspondence, its files, its submission key and its event.
    ///
    /// The files are those that the same user sent; [`crate::Conflict::UploadGone`] when one of them is not there.
    /// With a key that the same user used before, nothing is saved: the answer is the case made then, or
    /// [`crate::Conflict::SubmissionKeyReused`] when that was made from another body.
    async fn create_case(&self, case: &ValidCase, new: NewCase) -> Result<Submitted, StoreError>;

    /// L7: at most `limit` cases of an account that the filter shows, after `after`, in this order.
    async fn list_cases(
        &self,
        account: AccountId,
        filter: CaseFilter,
        sort: CaseSort,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError>;

    /// L7: at most `limit` cases of an account that the query finds and the filter shows, after `after`, the highest display
    /// IDs first.
    async fn search_cases(
        &self,
        account: AccountId,
        query: &SearchQuery,
        filter: CaseFilter,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<ListedCases, StoreError>;

    /// X3: a case of this account; another account's is as good as none.
    async fn case(&self, account: AccountId, id: &CaseId)
    -> Result<Option<CaseRecord>, StoreError>;

    /// N3: at most `limit` of an account's events after the one numbered `after` (0 for all), in order.
    async fn events(
        &self,
        account: AccountId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError>;

    /// N3: the number of an account's newest event; 0 where there is none.
    async fn last_event(&self, account: AccountId) -> Result<u64, StoreError>;

    /// N3: follows an account's log: wakes when it may have grown, whichever server or command has saved the event. It may
    /// wake for nothing, and late; who asks for [`Store::events`] after waking misses none.
    ///
    /// # Panics
    ///
    /// Outside of a runtime.
    fn follow(&self, account: AccountId) -> Follower;
}
