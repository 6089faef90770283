//! N3: what happens to the account's cases while a page shows them.
//!
//! The API is followed while somebody is signed in and looks: a browser keeps few connections to one host, and a window in
//! the background needs none. The number of the last message goes along to the next connection, so that nothing between
//! them is missed.

use std::{cell::RefCell, sync::LazyLock, time::Duration};

use case_wire::{CASE_EVENT, READY_EVENT};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent, VisibilityState};

use super::session;
use crate::api;

/// After a connection that the API refused, so long until the next.
const PAUSE: Duration = Duration::from_secs(20);

/// What shows cases is told of them at most this often.
const REST: Duration = Duration::from_secs(1);

static CASES: LazyLock<ArcTrigger> = LazyLock::new(ArcTrigger::new);

thread_local! {
    static CONNECTION: RefCell<Connection> = RefCell::default();
}

/// The connection, if there is one, and what is to be remembered for the next.
#[derive(Default)]
struct Connection {
    source: Option<EventSource>,
    last: Option<String>,
    /// While it rests after it told of something: whether there was more since.
    rest: Option<bool>,
}

/// Makes whoever reads it run again when something may have happened to a case.
pub fn cases() {
    CASES.track();
}

/// Follows the API from now on, while somebody is signed in and looks.
pub fn start() {
    let looks = RwSignal::new(is_visible());
    window_event_listener_untyped("visibilitychange", move |_| looks.set(is_visible()));
    let follows = Memo::new(move |_| {
        looks.get()
            && session::current().is_some()
            && !session::is_ended()
            && session::may_describe_cases()
    });
    Effect::new(move |_| {
        disconnect();
        if follows.get() {
            connect();
        } else if session::current().is_none() {
            // The next one may be of another account, whose log has other numbers.
            CONNECTION.take();
        }
    });
}

fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

fn disconnect() {
    CONNECTION.with_borrow_mut(|connection| {
        if let Some(source) = connection.source.take() {
            source.close();
        }
    });
}

fn connect() {
    // What was shown before the first connection was read after the session was.
    let last = CONNECTION.with_borrow_mut(|connection| {
        let newest = || Some(untrack(session::current)?.newest_event?.to_string());
        connection.last = connection.last.take().or_else(newest);
        connection.last.clone()
    });
    // Fails only for an address that is none.
    let Ok(source) = api::events(last.as_deref()) else {
        return;
    };
    for name in [READY_EVENT, CASE_EVENT] {
        on(&source, name, |event| hear(event.unchecked_ref()));
    }
    on(&source, "error", |event| {
        let failed = event.target().map(JsCast::unchecked_into::<EventSource>);
        // After a connection that broke the browser tries again by itself, after one that was refused it does not.
        if let Some(refused) = failed.filter(|one| one.ready_state() == EventSource::CLOSED) {
            try_again(refused);
        }
    });
    CONNECTION.with_borrow_mut(|connection| connection.source = Some(source));
}

/// Calls `work` at each message of this name, for as long as there is the source.
fn on(source: &EventSource, name: &str, work: impl Fn(Event) + 'static) {
    let work = Closure::<dyn Fn(Event)>::new(work).into_js_value();
    // Fails only for what is no listener.
    let _ = source.add_event_listener_with_callback(name, work.unchecked_ref());
}

/// A message: where its number is another than the last one's, something has happened since.
fn hear(message: &MessageEvent) {
    let number = Some(message.last_event_id());
    let is_new = CONNECTION.with_borrow_mut(|connection| {
        let is_new = connection.last != number;
        connection.last = number;
        is_new
    });
    if is_new {
        wake();
    }
}

/// Tells at once that something has happened, and once more after a rest for all that came meanwhile: a window that comes back
/// hears of a whole weekend in a moment.
fn wake() {
    let waits = CONNECTION.with_borrow_mut(|connection| connection.rest.replace(true));
    if waits.is_none() {
        CONNECTION.with_borrow_mut(|connection| connection.rest = Some(false));
        CASES.notify();
        set_timeout(end_rest, REST);
    }
}

fn end_rest() {
    let more = CONNECTION.with_borrow_mut(|connection| connection.rest.take());
    if more == Some(true) {
        wake();
    }
}

fn try_again(refused: EventSource) {
    let again = move || {
        let is_still_there = CONNECTION.with_borrow(|now| now.source.as_ref() == Some(&refused));
        if is_still_there {
            connect();
        }
    };
    set_timeout(again, PAUSE);
}
