//! What the server has for answers that go on for as long as somebody reads them.

use std::{convert::Infallible, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::Refusal;

/// The room for streams, and the end of the server.
#[derive(Clone)]
pub struct Streams {
    room: Arc<Semaphore>,
    ending: watch::Receiver<()>,
}

/// Room for one stream, for as long as this is kept.
pub type Room = OwnedSemaphorePermit;

impl Streams {
    /// Room for so many, until `ending` changes.
    pub fn new(most: usize, ending: watch::Receiver<()>) -> Self {
        Self {
            room: Arc::new(Semaphore::new(most)),
            ending,
        }
    }

    /// Room for one more.
    pub fn room(&self) -> Result<Room, Refusal> {
        let room = Arc::clone(&self.room).try_acquire_owned();
        room.map_err(|_| Refusal::no_room_for_a_stream())
    }

    /// Waits until the server is about to end.
    pub async fn ending(mut self) {
        // Where nobody is left to tell it, it has ended.
        let _ = self.ending.changed().await;
    }
}

impl<S: Sync> FromRequestParts<S> for Streams {
    type Rejection = Infallible;

    /// Those of the server that takes the request; without one, there is room for none.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let streams = parts.extensions.get::<Self>().cloned();
        Ok(streams.unwrap_or_else(|| Self::new(0, watch::channel(()).1)))
    }
}
