//! N3: hearing from other servers that a log has grown.
//!
//! Whoever saves an event tells it by NOTIFY right after the commit, not within it: of all transactions in a database server
//! that notify, one at a time is committed, and changes to different accounts do not wait for each other here. What is lost
//! between the two, or because a pooler stands between, is found by looking.

use std::{sync::Weak, time::Duration};

use case_core::AccountId;
use deadpool_postgres::{Client, Pool};
use futures_util::StreamExt;
use tokio::time::sleep;
use tokio_postgres::{AsyncMessage, Config};

use super::{
    connect::{self, Messages},
    events, snapshot,
};
use crate::{
    StoreError,
    follow::{self, Followers},
};

/// What is told is the account's number.
const TELL: &str = "SELECT pg_notify('casework_log', $1)";

const LISTEN: &str = "LISTEN casework_log";

/// So often somebody who follows a log looks what was not told.
pub const LOOK: Duration = Duration::from_secs(3);

/// After a failure to listen so long until the next attempt, and longer after each further one.
const PAUSE: Duration = Duration::from_millis(250);

/// No pause is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// Tells all servers that this account's log has grown. Nobody waits for it, and it may fail.
pub fn tell(client: Client, account: AccountId) {
    tokio::spawn(async move {
        let tell = async {
            let statement = client.prepare_cached(TELL).await?;
            client.execute(&statement, &[&account.to_string()]).await
        };
        if let Err(error) = tell.await {
            tracing::debug!(%error, "cannot tell of an event");
        }
    });
}

/// Wakes followers when they are told to be, or a look finds something; ends when nobody follows any more.
pub async fn watch(config: Config, pool: Pool, look: Duration, followers: Weak<Followers>) {
    let newest = |accounts: Vec<AccountId>| {
        let pool = &pool;
        async move {
            let mut client = pool.get().await?;
            let db = snapshot(&mut client).await?;
            let newest = events::newest(&db, &accounts).await?;
            db.commit().await?;
            Ok(newest)
        }
    };
    tokio::select! {
        () = follow::look_on(followers.clone(), look, newest) => {}
        () = listen_on(&config, &followers) => {}
    }
}

/// Listens, over a new connection whenever one has failed; never ends.
async fn listen_on(config: &Config, followers: &Weak<Followers>) {
    let mut pause = PAUSE;
    loop {
        match connect::hearing(config).await {
            Ok((client, messages)) => {
                if let Err(error) = listen(&client, messages, followers, &mut pause).await {
                    tracing::debug!(?error, "cannot listen for events any more");
                }
            }
            Err(error) => tracing::debug!(?error, "cannot listen for events"),
        }
        sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause * 2);
    }
}

/// Wakes who is told of until the connection fails.
async fn listen(
    client: &tokio_postgres::Client,
    mut messages: Messages,
    followers: &Weak<Followers>,
    pause: &mut Duration,
) -> Result<(), StoreError> {
    let ask = async {
        client.batch_execute(LISTEN).await?;
        *pause = PAUSE;
        // Nobody knows what was told meanwhile.
        if let Some(followers) = followers.upgrade() {
            followers.wake_all();
        }
        std::future::pending::<Result<(), StoreError>>().await
    };
    let hear = async {
        while let Some(message) = messages.next().await {
            if let AsyncMessage::Notification(told) = message?
                && let Ok(account) = told.payload().parse()
                && let Some(followers) = followers.upgrade()
            {
                followers.wake(account);
            }
        }
        Ok(())
    };
    tokio::select! {
        asked = ask => asked,
        heard = hear => heard,
    }
}
