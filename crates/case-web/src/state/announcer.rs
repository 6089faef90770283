//! Short notices that appear in a corner and are read out, without moving the focus.

use std::{sync::LazyLock, time::Duration};

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

/// The notices shown, oldest first; follows changes.
pub fn notices() -> Vec<Notice> {
    NOTICES.get()
}

/// Shows and reads out `words`.
pub fn announce(words: String) {
    let mut number = 0;
    NOTICES.update(|notices| {
        number = notices.last().map_or(0, |last| last.number + 1);
        notices.push(Notice { number, words });
    });
    set_timeout(move || dismiss(number), SHOWN_FOR);
}

/// Takes a notice away.
pub fn dismiss(number: u32) {
    NOTICES.update(|notices| notices.retain(|notice| notice.number != number));
}
