//! Short notices that appear in a corner and are read out, without moving the focus.

use std::{
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use leptos::prelude::*;

/// How long a notice stays: long enough to be read twice.
const SHOWN_FOR: Duration = Duration::from_secs(8);

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Tells it from others with the same words.
    pub number: u32,
    /// What it says.
    pub words: String,
}

static NOTICES: LazyLock<ArcRwSignal<Vec<Notice>>> = LazyLock::new(|| ArcRwSignal::new(Vec::new()));

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The notices shown, oldest first; follows changes.
pub fn notices() -> Vec<Notice> {
    NOTICES.get()
}

/// Shows and reads out `words`.
pub fn announce(words: String) {
    // Never again the number of one that is gone: its time may still be running.
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    NOTICES.update(|notices| notices.push(Notice { number, words }));
    set_timeout(move || dismiss(number), SHOWN_FOR);
}

/// Takes a notice away.
pub fn dismiss(number: u32) {
    NOTICES.update(|notices| notices.retain(|notice| notice.number != number));
}
