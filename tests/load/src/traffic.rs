//! Customers who write: cases, cases with files, drafts, and drafts that become cases.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;
use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    client::{Answer, Client},
    ledger::{File, Ledger, Submission},
};

/// After a failure, so long until the next attempt.
const PAUSE: Duration = Duration::from_millis(20);

/// So long nothing that recovers takes.
const STANDSTILL: Duration = Duration::from_mins(3);

/// The kind of case that is written: every plan may open it.
const CASE_TYPE: &str = "account-and-billing";

/// A writer by itself: who it is, and what it has done so far.
pub struct Writer {
    pub client: Client,
    pub ledger: Ledger,
    template: Value,
    name: String,
    random: Rng,
}

/// Writers at work.
pub struct Traffic {
    stop: watch::Sender<bool>,
    writers: Vec<JoinHandle<Result<Writer>>>,
    acknowledged: Arc<AtomicU64>,
}

impl Writer {
    /// A writer with a name that no other has.
    pub async fn new(client: Client, name: &str, seed: u64) -> Result<Self> {
        let policy = client.get("/api/policy?language=en").await?.is(200)?;
        Ok(Self {
            template: templates(&policy, CASE_TYPE)
                .into_iter()
                .next()
                .context("every category requires extra fields")?,
            client,
            ledger: Ledger::default(),
            name: name.to_owned(),
            random: Rng::with_seed(seed),
        })
    }

    /// Opens cases without files, one after the other; each has to succeed at once.
    pub async fn open_cases(&mut self, number: usize) -> Result<()> {
        let (_stop, stopped) = watch::channel(true);
        let mut work = Work {
            stop: stopped,
            acknowledged: Arc::default(),
        };
        for _ in 0..number {
            self.open_case(&mut work, 0).await?;
            let last = self.ledger.submissions.last();
            let is_open = last.is_some_and(|submission| submission.acknowledged.is_some());
            ensure!(is_open, "a case could not be opened");
        }
        Ok(())
    }

    async fn write(&mut self, work: &mut Work) -> Result<()> {
        match self.random.u8(0..10) {
            0..4 => self.open_case(work, 0).await,
            4..6 => {
                let files = self.random.usize(1..3);
                self.open_case(work, files).await
            }
            6..9 => self.save_draft(work).await,
            _ => self.submit_draft(work).await,
        }
    }

    /// A case of its own text, with new files.
    async fn open_case(&mut self, work: &mut Work, files: usize) -> Result<()> {
        while self.ledger.spare.len() < files {
            match self.upload(work).await? {
                Some(file) => self.ledger.spare.push(file),
                None => return Ok(()),
            }
        }
        let sent = std::mem::take(&mut self.ledger.spare);
        let draft = self.draft(&sent);
        self.submit(work, draft, None, sent).await
    }

    /// The next text of the draft, now and then with a file.
    async fn save_draft(&mut self, work: &mut Work) -> Result<()> {
        if self.ledger.draft.file.is_none() && self.random.bool() {
            self.ledger.draft.file = self.upload(work).await?;
        }
        let files: Vec<File> = self.ledger.draft.file.iter().cloned().collect();
        let draft = self.draft(&files);
        let subject = draft["subject"].as_str().map(str::to_owned);
        self.ledger.draft.subjects.push(subject.clone());
        let body = json!({"base": self.ledger.draft.version, "device": self.name, "draft": draft});
        let client = self.client.clone();
        let saved = work.until_done(&mut self.ledger.failures, || client.save(CASE_TYPE, &body));
        if let Some(answer) = saved.await? {
            self.ledger.draft.version = answer["version"].as_u64();
            self.ledger.draft.subjects = vec![subject];
        }
        Ok(())
    }

    /// Makes a case of the draft, if there is one.
    async fn submit_draft(&mut self, work: &mut Work) -> Result<()> {
        let Some(version) = self.ledger.draft.version else {
            return Ok(());
        };
        let files: Vec<File> = self.ledger.draft.file.iter().cloned().collect();
        let mut draft = self.draft(&files);
        if let [Some(subject)] = &self.ledger.draft.subjects[..] {
            draft["subject"] = subject.as_str().into();
        }
        // It is gone with the case, and may be gone already when no answer comes.
        self.ledger.draft.subjects.push(None);
        self.submit(work, draft, Some(version), files).await?;
        let is_known = |last: &Submission| last.acknowledged.is_some();
        if self.ledger.submissions.last().is_some_and(is_known) {
            self.ledger.draft = crate::ledger::SavedDraft::default();
        }
        Ok(())
    }

    async fn submit(
        &mut self,
        work: &mut Work,
        draft: Value,
        saved: Option<u64>,
        files: Vec<File>,
    ) -> Result<()> {
        let key = format!("{}-{}", self.name, self.ledger.submissions.len());
        let client = self.client.clone();
        let sent = work.until_done(&mut self.ledger.failures, || {
            client.submit(&draft, &key, saved)
        });
        let acknowledged = sent.await?.map(|answer| answer["case"].clone());
        self.ledger.submissions.push(Submission {
            key,
            draft,
            saved,
            files,
            acknowledged,
        });
        Ok(())
    }

    /// A file, unless the work is over before it is kept, or too many wait already: those of which no answer told.
    async fn upload(&mut self, work: &mut Work) -> Result<Option<File>> {
        let size = self.random.usize(1..60_000);
        let mut bytes = vec![0; size];
        self.random.fill(&mut bytes);
        let name = format!("{}.bin", self.random.u32(..));
        let client = self.client.clone();
        let sent = work.until_done(&mut self.ledger.failures, || {
            client.upload(&name, bytes.clone())
        });
        let told = sent.await?;
        Ok(told.map(|told| File { told, bytes }))
    }

    fn draft(&mut self, files: &[File]) -> Value {
        let mut draft = self.template.clone();
        let number = self.random.u64(..);
        draft["subject"] = format!("Charge {number:x} of {}", self.name).into();
        let lines = self.random.usize(1..40);
        let line = "The invoice of May has one charge that nobody here knows. 五月の請求書。\n";
        draft["description"] = format!("{number:x}\n{}", line.repeat(lines))
            .trim_end()
            .into();
        let named = |file: &File| json!({"id": file.told["id"], "name": file.told["name"], "size": file.told["size"]});
        draft["attachments"] = files.iter().map(named).collect();
        draft
    }
}

/// What a writer is told while it works.
struct Work {
    stop: watch::Receiver<bool>,
    acknowledged: Arc<AtomicU64>,
}

impl Work {
    fn is_over(&self) -> bool {
        *self.stop.borrow()
    }

    /// Asks again until the server has done it, as a patient customer; none when the work is over before that. What the
    /// server refuses although nothing is wrong with it is an error.
    async fn until_done<A>(
        &mut self,
        failures: &mut u64,
        ask: impl Fn() -> A,
    ) -> Result<Option<Value>>
    where
        A: Future<Output = Result<Answer>>,
    {
        loop {
            match ask().await {
                Ok(answer) if answer.is_success() => {
                    self.acknowledged.fetch_add(1, Ordering::Relaxed);
                    return answer.json().map(Some);
                }
                Ok(answer) if answer.is_problem("too-many-files") => return Ok(None),
                Ok(answer) if answer.status < 500 => bail!("the server refused: {answer}"),
                // It failed, or nobody knows.
                Ok(_) | Err(_) => *failures += 1,
            }
            if self.is_over() {
                return Ok(None);
            }
            // Wakes at the end of the work, or after the pause.
            let _ = tokio::time::timeout(PAUSE, self.stop.changed()).await;
        }
    }
}

impl Traffic {
    /// Sets writers to work.
    pub fn start(writers: Vec<Writer>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let acknowledged = Arc::new(AtomicU64::new(0));
        let writers = writers.into_iter().map(|mut writer| {
            let mut work = Work {
                stop: stopped.clone(),
                acknowledged: Arc::clone(&acknowledged),
            };
            tokio::spawn(async move {
                while !work.is_over() {
                    writer.write(&mut work).await?;
                }
                Ok(writer)
            })
        });
        Self {
            writers: writers.collect(),
            stop,
            acknowledged,
        }
    }

    /// How many changes were acknowledged so far.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until so many more changes were acknowledged, or a writer has failed, which [`Self::stop`] tells.
    ///
    /// # Panics
    ///
    /// When nothing goes on for minutes: a test that waits for ever tells nobody why.
    pub async fn until_more(&self, number: u64) {
        let done = tokio::time::timeout(STANDSTILL, self.wait_for(number)).await;
        assert!(
            done.is_ok(),
            "no {number} changes were acknowledged within {STANDSTILL:?}"
        );
    }

    async fn wait_for(&self, number: u64) {
        let enough = self.acknowledged() + number;
        while self.acknowledged() < enough {
            // `stop` tells why.
            if self.writers.iter().any(JoinHandle::is_finished) {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Ends the work; each writer comes back with what it did.
    pub async fn stop(self) -> Result<Vec<Writer>> {
        // Whoever has failed is told of below.
        let _ = self.stop.send(true);
        let mut writers = Vec::new();
        for writer in self.writers {
            writers.push(writer.await.context("a writer has panicked")??);
        }
        Ok(writers)
    }
}

/// Drafts of this case type that pass, all but their texts: one for each category that asks for nothing more.
pub fn templates(policy: &Value, case_type: &str) -> Vec<Value> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let services = list(policy, "services").into_iter();
    let pairs = services
        .filter(|service| service["caseType"] == case_type)
        .flat_map(|service| {
            let categories = list(&service, "categories").into_iter();
            categories.map(move |category| (service.clone(), category))
        });
    let asks_nothing = |category: &Value| {
        list(category, "fields")
            .iter()
            .all(|field| field["required"] != true)
    };
    let found = pairs.filter(|(_, category)| asks_nothing(category));
    let template = |(service, category): (Value, Value)| {
        json!({
            "caseType": case_type,
            "service": service["id"],
            "category": category["id"],
            "severity": "low",
            "contact": {"language": "en", "channel": "web"},
        })
    };
    found.map(template).collect()
}
