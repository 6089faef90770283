//! The drafts on this device, in the browser's database, files included.
//!
//! Every page that is open writes to a place of its own. A page that takes up a draft moves it to its own place, so that
//! another that is still open and goes on writing overwrites nothing: then there are two texts.

use case_core::Actor;
use case_wire::Session;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, IdbKeyRange, IdbTransactionMode};

use super::kept::{Kept, Saved};
use crate::{
    api::read_json,
    database::{Database, answer},
};

const NAME: &str = "casework";

/// Texts of drafts in JSON, by person and page.
const DRAFTS: &str = "drafts";

/// Bytes of files, by places that the drafts name.
const FILES: &str = "files";

/// One person's drafts on this device.
#[derive(Clone)]
pub struct Device {
    database: Database,
    owner: String,
}

impl Device {
    /// The drafts of whoever is signed in; none where the browser keeps nothing.
    pub async fn open(session: &Session) -> Option<Self> {
        let owner = owner(session);
        let database = Database::open(NAME, &[DRAFTS, FILES]).await.ok()?;
        Some(Self { database, owner })
    }

    /// All of them, the last changed first.
    pub async fn all(&self) -> Result<Vec<Kept>, JsValue> {
        let transaction = self
            .database
            .begin(&[DRAFTS], IdbTransactionMode::Readonly)?;
        let range = self.all_keys()?;
        let request = transaction.store(DRAFTS)?.get_all_with_key(&range)?;
        let mut all: Vec<Kept> = texts(&answer(request).await?)
            .filter_map(|text| read_json(&text).ok())
            .collect();
        all.sort_by_key(|kept| std::cmp::Reverse(kept.changed_at));
        Ok(all)
    }

    /// Moves a draft from another page's place to this one's; whether it was still there.
    pub async fn take(&self, from: &str, kept: &Kept) -> Result<bool, JsValue> {
        let transaction = self
            .database
            .begin(&[DRAFTS], IdbTransactionMode::Readwrite)?;
        let store = transaction.store(DRAFTS)?;
        let from = self.key(from);
        let is_there = answer(store.get_key(&from)?).await?.is_string();
        if is_there {
            store.put_with_key(&text(kept), &self.key(&kept.page))?;
            store.delete(&from)?;
        }
        transaction.commit().await?;
        Ok(is_there)
    }

    /// Whether the page's place still has its draft: another page may have moved it to its own.
    pub async fn has(&self, page: &str) -> Result<bool, JsValue> {
        let transaction = self
            .database
            .begin(&[DRAFTS], IdbTransactionMode::Readonly)?;
        let request = transaction.store(DRAFTS)?.get_key(&self.key(page))?;
        Ok(answer(request).await?.is_string())
    }

    /// Writes a draft to its page's place, with the files that are not there yet. It is asked for at once, and waited for
    /// only by who wants to know.
    pub fn write(
        &self,
        kept: &Kept,
        files: &[(String, File)],
    ) -> impl Future<Output = Result<(), JsValue>> + use<> {
        let asked = self.ask(kept, files);
        async move { asked?.await }
    }

    fn ask(
        &self,
        kept: &Kept,
        files: &[(String, File)],
    ) -> Result<impl Future<Output = Result<(), JsValue>> + use<>, JsValue> {
        let stores = [DRAFTS, FILES];
        let transaction = self
            .database
            .begin(&stores, IdbTransactionMode::Readwrite)?;
        for (place, file) in files {
            transaction
                .store(FILES)?
                .put_with_key(file, &JsValue::from_str(place))?;
        }
        transaction
            .store(DRAFTS)?
            .put_with_key(&text(kept), &self.key(&kept.page))?;
        Ok(transaction.commit())
    }

    /// The account has this version of a draft that may have gone to another page meanwhile; whether it is still on the
    /// device.
    pub async fn note(&self, kept: &Kept, saved: Saved) -> Result<bool, JsValue> {
        let transaction = self
            .database
            .begin(&[DRAFTS], IdbTransactionMode::Readwrite)?;
        let store = transaction.store(DRAFTS)?;
        let all = answer(store.get_all_with_key(&*self.all_keys()?)?).await?;
        let mut drafts = texts(&all).filter_map(|text| read_json::<Kept>(&text).ok());
        let Some(now) = drafts.find(|one| one.device == kept.device && !one.is_discarded) else {
            return Ok(false);
        };
        let now = Kept {
            saved: Some(saved),
            is_saved: now.changed_at == kept.changed_at,
            ..now
        };
        store.put_with_key(&text(&now), &self.key(&now.page))?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes a draft off the device.
    pub async fn forget(&self, page: &str) -> Result<(), JsValue> {
        let transaction = self
            .database
            .begin(&[DRAFTS], IdbTransactionMode::Readwrite)?;
        transaction.store(DRAFTS)?.delete(&self.key(page))?;
        transaction.commit().await
    }

    /// The bytes at these places; none where they are not there.
    pub async fn files(&self, places: &[String]) -> Result<Vec<Option<File>>, JsValue> {
        let transaction = self
            .database
            .begin(&[FILES], IdbTransactionMode::Readonly)?;
        let store = transaction.store(FILES)?;
        let mut files = Vec::new();
        for place in places {
            let file = answer(store.get(&JsValue::from_str(place))?).await?;
            files.push(file.dyn_into().ok());
        }
        Ok(files)
    }

    /// Forgets the bytes that no draft names any more, of anybody on this device.
    pub async fn sweep(&self) -> Result<(), JsValue> {
        let stores = [DRAFTS, FILES];
        let transaction = self
            .database
            .begin(&stores, IdbTransactionMode::Readwrite)?;
        let drafts = answer(transaction.store(DRAFTS)?.get_all()?).await?;
        let mut named = Vec::new();
        for text in texts(&drafts) {
            // One that a later version wrote may name any.
            let Ok(kept) = read_json::<Kept>(&text) else {
                return Ok(());
            };
            named.extend(kept.files);
        }
        let files = transaction.store(FILES)?;
        let places = answer(files.get_all_keys()?).await?;
        for place in texts(&places).filter(|place| !named.contains(place)) {
            files.delete(&JsValue::from_str(&place))?;
        }
        transaction.commit().await
    }

    fn key(&self, page: &str) -> JsValue {
        JsValue::from_str(&[&self.owner, page].concat())
    }

    fn all_keys(&self) -> Result<IdbKeyRange, JsValue> {
        // No page's name begins with a character as high as that.
        IdbKeyRange::bound(&self.key(""), &self.key("\u{ffff}"))
    }
}

/// Whose drafts: nobody meets another's, also where a user is named like the root user. No name has a line break or a space.
fn owner(session: &Session) -> String {
    let person = match (&session.actor, &*session.display_name) {
        (Actor::Root, _) => "root",
        (Actor::User { .. }, "root") => "root user",
        (Actor::User { .. }, name) => name,
    };
    [&session.account.id.to_string(), ".", person, "\n"].concat()
}

/// Maps with text keys serialise.
fn text(kept: &Kept) -> JsValue {
    serde_json::to_string(kept).map_or(JsValue::NULL, |text| JsValue::from_str(&text))
}

fn texts(list: &JsValue) -> impl Iterator<Item = String> + use<> {
    let list: Array = list.clone().unchecked_into();
    list.into_iter().filter_map(|one| one.as_string())
}
