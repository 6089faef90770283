//! What one writer asked for and what was acknowledged, to be compared with what is there.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::client::Client;

/// A file that the server has acknowledged.
#[derive(Debug, Clone)]
pub struct File {
    /// As the server told of it.
    pub told: Value,
    pub bytes: Vec<u8>,
}

/// A case that was submitted.
#[derive(Debug, Clone)]
pub struct Submission {
    pub key: String,
    pub draft: Value,
    /// The version of the saved draft that goes with it.
    pub saved: Option<u64>,
    pub files: Vec<File>,
    /// The case, where an answer told of it.
    pub acknowledged: Option<Value>,
}

/// The saved draft of a writer.
#[derive(Debug, Clone)]
pub struct SavedDraft {
    /// The last version that was acknowledged.
    pub version: Option<u64>,
    /// The subjects that may be there: the last acknowledged, and what was sent after it. None: there is no draft.
    pub subjects: Vec<Option<String>>,
    /// The file that it names.
    pub file: Option<File>,
}

/// There is none.
impl Default for SavedDraft {
    fn default() -> Self {
        Self {
            version: None,
            subjects: vec![None],
            file: None,
        }
    }
}

/// Everything that one writer did.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub submissions: Vec<Submission>,
    pub draft: SavedDraft,
    /// Files of a case that was not submitted: the next one takes them.
    pub spare: Vec<File>,
    /// So many answers told of a failure, or did not come.
    pub failures: u64,
    /// So many of the submissions were compared before.
    compared: usize,
}

/// What was found to be as it was acknowledged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    pub cases: u64,
    pub files: u64,
    pub drafts: u64,
    /// Cases that nobody had been told of, and that were there or could be made now.
    pub repeated: u64,
}

impl std::ops::AddAssign for Verified {
    fn add_assign(&mut self, other: Self) {
        self.cases += other.cases;
        self.files += other.files;
        self.drafts += other.drafts;
        self.repeated += other.repeated;
    }
}

impl Ledger {
    /// The cases that were acknowledged.
    pub fn acknowledged(&self) -> impl Iterator<Item = &Value> {
        let submissions = self.submissions.iter();
        submissions.filter_map(|submission| submission.acknowledged.as_ref())
    }

    /// Compares what is there with what was acknowledged: each case once, byte for byte, with its files, and the draft.
    /// What has got no answer is sent again under its key, as anybody would: then it has one.
    pub async fn verify(&mut self, client: &Client) -> Result<Verified> {
        self.compared = 0;
        self.verify_new(client).await
    }

    /// The same for what was acknowledged since the last time.
    pub async fn verify_new(&mut self, client: &Client) -> Result<Verified> {
        let mut verified = Verified {
            drafts: self.verify_draft(client).await?,
            ..Verified::default()
        };
        for submission in &mut self.submissions[self.compared..] {
            if submission.acknowledged.is_none() {
                submission.repeat(client).await?;
                verified.repeated += 1;
                if submission.saved.is_some() {
                    self.draft = SavedDraft::default();
                }
            }
            verified.files += submission.verify(client).await?;
            verified.cases += 1;
        }
        self.compared = self.submissions.len();
        Ok(verified)
    }

    async fn verify_draft(&mut self, client: &Client) -> Result<u64> {
        let list = client.get("/api/drafts").await?.is(200)?;
        let drafts = list["drafts"].as_array().context("no drafts")?;
        ensure!(drafts.len() < 2, "one device wrote one text, not {list}");
        let found = drafts.first();
        let subject = found.and_then(|draft| draft["draft"]["subject"].as_str());
        let possible = &self.draft.subjects;
        ensure!(
            possible
                .iter()
                .any(|possible| possible.as_deref() == subject),
            "the saved draft has the subject {subject:?}; possible are {possible:?}"
        );
        if let (Some(file), Some(_)) = (&self.draft.file, found) {
            file.verify(client).await?;
        }
        // Whichever it was: from now on it is known.
        self.draft.version = found.and_then(|draft| draft["version"].as_u64());
        self.draft.subjects = vec![subject.map(str::to_owned)];
        Ok(u64::from(found.is_some()))
    }
}

impl Submission {
    async fn repeat(&mut self, client: &Client) -> Result<()> {
        let answer = client.submit(&self.draft, &self.key, self.saved).await?;
        ensure!(
            answer.is_success(),
            "a submission could not be repeated: {answer}"
        );
        self.acknowledged = Some(answer.json()?["case"].clone());
        Ok(())
    }

    /// Whether the case is as it was acknowledged; the number of its files.
    async fn verify(&self, client: &Client) -> Result<u64> {
        let acknowledged = self.acknowledged.as_ref().context("not acknowledged")?;
        let id = acknowledged["caseId"].as_str().context("no caseId")?;
        let found = client.get(&format!("/api/cases/{id}")).await?;
        let found = found
            .is(200)
            .with_context(|| format!("the case {id} was acknowledged"))?;
        ensure!(
            found == *acknowledged,
            "acknowledged was {acknowledged}, found {found}"
        );
        let first = &found["correspondence"][0];
        ensure!(
            first["body"] == self.draft["description"],
            "sent was {}, found {found}",
            self.draft
        );
        let files: Vec<&Value> = self.files.iter().map(|file| &file.told).collect();
        let attached: Vec<&Value> = first["attachments"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        ensure!(attached == files, "sent were {files:?}, found {attached:?}");
        for file in &self.files {
            file.verify(client).await?;
        }
        Ok(files.len() as u64)
    }
}

impl File {
    async fn verify(&self, client: &Client) -> Result<()> {
        let id = self.told["id"].as_str().context("no id")?;
        let answer = client.get(&format!("/api/attachments/{id}")).await?;
        ensure!(
            answer.status == 200,
            "the file {id} was acknowledged: {answer}"
        );
        ensure!(answer.body == self.bytes, "the file {id} has other bytes");
        Ok(())
    }
}

/// Fails unless the account of this client has exactly the cases of these ledgers, each once.
pub async fn verify_account<'l>(
    client: &Client,
    ledgers: impl IntoIterator<Item = &'l Ledger>,
) -> Result<usize> {
    let id = |case: &Value| {
        case["caseId"]
            .as_str()
            .map(str::to_owned)
            .context("no caseId")
    };
    let acknowledged = ledgers.into_iter().flat_map(Ledger::acknowledged).map(id);
    let acknowledged: Vec<String> = acknowledged.collect::<Result<_>>()?;
    let listed = client.list().await?;
    let listed: Vec<String> = listed.iter().map(id).collect::<Result<_>>()?;
    let set = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
    let (known, found) = (set(&acknowledged), set(&listed));
    ensure!(
        known.len() == acknowledged.len(),
        "two submissions made one case"
    );
    ensure!(found.len() == listed.len(), "a case is listed twice");
    ensure!(
        known == found,
        "not listed: {:?}; never acknowledged: {:?}",
        known.difference(&found).collect::<Vec<_>>(),
        found.difference(&known).collect::<Vec<_>>()
    );
    Ok(found.len())
}
