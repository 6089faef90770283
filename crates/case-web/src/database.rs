//! The browser's database (`IndexedDB`), with futures in the place of its events.
//!
//! A transaction ends by itself when nothing is asked of it any more: between two steps of it nothing else may be awaited.

use js_sys::{Array, Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

/// An open database.
#[derive(Clone)]
pub struct Database(IdbDatabase);

impl Database {
    /// Opens a database that has these stores, whose keys stand beside their values; it is made if it is not there.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self, JsValue> {
        let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(name, 1)?;
        // The request comes with the event: if this kept it, neither would ever be let go.
        let first_use = Closure::once_into_js(move |event: Event| make(&event, stores));
        request.set_onupgradeneeded(Some(first_use.unchecked_ref()));
        let database: IdbDatabase = answer(request.unchecked_into()).await?.unchecked_into();
        Ok(Self(database))
    }

    /// Begins a transaction over these stores.
    pub fn begin(&self, stores: &[&str], mode: IdbTransactionMode) -> Result<Transaction, JsValue> {
        let stores: Array = stores
            .iter()
            .map(|store| JsValue::from_str(store))
            .collect();
        let database = &self.0;
        let transaction = database.transaction_with_str_sequence_and_mode(&stores, mode)?;
        Ok(Transaction(transaction))
    }
}

fn make(opens: &Event, stores: &[&str]) {
    let request = opens.target().map(JsCast::unchecked_into::<IdbRequest>);
    let database = request.and_then(|request| request.result().ok());
    let database = database.map(JsCast::unchecked_into::<IdbDatabase>);
    for store in stores {
        // Where it fails the request does, and whoever opens is told.
        let _ = database
            .as_ref()
            .map(|database| database.create_object_store(store));
    }
}

/// What is done as a whole or not at all.
pub struct Transaction(IdbTransaction);

impl Transaction {
    /// One of its stores.
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.0.object_store(name)
    }

    /// Waits until all that was asked is done, and stays done if the browser ends.
    ///
    /// It does not wait to be awaited: what a page asks for as it goes away is done.
    pub fn commit(self) -> impl Future<Output = Result<(), JsValue>> + use<> {
        let transaction = self.0;
        let ended = promise(|resolve, reject| {
            transaction.set_oncomplete(Some(resolve));
            transaction.set_onabort(Some(reject));
        });
        // Without this the transaction would wait for the page to ask for more. It fails in browsers of before 2021, which do
        // not know it.
        #[expect(
            deprecated,
            reason = "the binding was made from a list of before it was in the standard"
        )]
        let _ = transaction.commit();
        async move { JsFuture::from(ended).await.map(drop) }
    }
}

/// What a request comes to.
pub async fn answer(request: IdbRequest) -> Result<JsValue, JsValue> {
    let ended = promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    });
    JsFuture::from(ended).await?;
    request.result()
}

fn promise(ask: impl Fn(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| ask(&resolve, &reject))
}
