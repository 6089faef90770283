//! A server in this process, on a free port and a data folder of its own.

use std::{
    net::SocketAddr,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, Ordering},
    },
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::phc::PasswordHash,
};
use case_api::{
    http::{App, Origins},
    server,
    site::{Files, Site},
};
use case_core::{AccountFacts, AccountId, AppliedQuota, Plan, permission::Permissions};
use case_service::{Clock, Policies, Ports, Service, SignInLimits, SystemRandomness};
use case_store::{Account, NewAccount, NewUser, Objects, Store, sqlite::SqliteStore};
use chrono::{DateTime, TimeDelta, Utc};
use rust_embed::RustEmbed;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// The SPA of these tests.
#[derive(RustEmbed)]
#[folder = "tests/fixtures/dist"]
struct FixtureDist;

/// No SPA at all.
#[derive(RustEmbed)]
#[folder = "tests/fixtures/empty"]
struct EmptyDist;

/// The built-in policy, read once for all tests.
static POLICIES: LazyLock<Arc<Policies>> =
    LazyLock::new(|| Arc::new(Policies::embedded().unwrap()));

/// What a server of these tests is made with.
#[derive(Default)]
pub struct Set {
    pub origins: Origins,
    pub limits: Option<SignInLimits>,
    pub without_site: bool,
    pub compressed_policy: bool,
    pub serving: server::Limits,
}

/// A running server.
pub struct TestServer {
    pub address: SocketAddr,
    pub folder: TempDir,
    pub store: Arc<SqliteStore>,
    pub clock: Arc<TestClock>,
    pub service: Arc<Service>,
    end: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

impl TestServer {
    /// With the defaults.
    pub async fn start() -> Self {
        Self::with(Set::default()).await
    }

    /// With other settings.
    pub async fn with(set: Set) -> Self {
        Self::on(tempfile::tempdir().unwrap(), set).await
    }

    /// On data that are there already.
    pub async fn on(folder: TempDir, set: Set) -> Self {
        let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
        let clock = Arc::new(TestClock::default());
        let ports = Ports {
            store: Arc::<SqliteStore>::clone(&store),
            objects: Objects::in_folder(&folder.path().join("attachments")).unwrap(),
            clock: Arc::<TestClock>::clone(&clock),
            random: Arc::new(SystemRandomness),
        };
        let policies = Arc::clone(&POLICIES);
        let service = Arc::new(Service::new(ports, policies, set.limits));
        let files = if set.without_site {
            Files::of::<EmptyDist>()
        } else {
            Files::of::<FixtureDist>()
        };
        let app = App::new(
            Arc::clone(&service),
            Arc::new(SystemRandomness),
            set.origins,
            Site::new(files),
        );
        if set.compressed_policy {
            app.policy().compress();
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel::<()>();
        let stop = async { drop(ended.await) };
        let running =
            tokio::spawn(
                async move { server::serve(listener, Arc::new(app), set.serving, stop).await },
            );
        Self {
            address,
            folder,
            store,
            clock,
            service,
            end: Some(end),
            running,
        }
    }

    /// Ends it in order and starts another on the same data.
    pub async fn restart(mut self) -> Self {
        drop(self.end.take());
        self.running.await.unwrap();
        drop((self.store, self.service));
        Self::on(self.folder, Set::default()).await
    }

    /// Saves an account of this plan with its root user `root-<plan>@example.com` and the users `ana`, who may do
    /// everything, and `rui`, who may only read.
    pub async fn account(&self, plan: Plan) -> AccountId {
        self.account_with(plan, |_| {}).await
    }

    /// The same, with some facts changed.
    pub async fn account_with(
        &self,
        plan: Plan,
        change: impl FnOnce(&mut AccountFacts),
    ) -> AccountId {
        let id = AccountId::from_random(plan as u64);
        let mut facts = AccountFacts {
            plan,
            closed: false,
            resold: false,
            operations_contact: None,
            quotas: vec![AppliedQuota {
                service: "lambda".to_owned(),
                quota: "concurrent-executions".to_owned(),
                region: "eu-central-1".to_owned(),
                value: 5_000,
            }],
        };
        change(&mut facts);
        let account = Account {
            id,
            name: format!("Example {plan}"),
            alias: Some(format!("example-{plan}")),
            facts,
            billing_contact: None,
            security_contact: None,
            country: "US".to_owned(),
            time_zone: "America/New_York".to_owned(),
            created_at: self.clock.now(),
        };
        let root_email = format!("root-{plan}@example.com");
        self.store
            .add_account(NewAccount {
                account,
                root_email,
                root_password_hash: quick_hash(),
            })
            .await
            .unwrap();
        for (name, deny) in [
            ("ana", vec![]),
            ("rui", vec!["support:CreateCase".parse().unwrap()]),
        ] {
            let user = NewUser {
                account: id,
                name: name.to_owned(),
                email: Some(format!("{name}@example.com")),
                password_hash: quick_hash(),
                permissions: Permissions {
                    allow: vec!["support:*".parse().unwrap()],
                    deny,
                },
                created_at: self.clock.now(),
            };
            self.store.add_user(user).await.unwrap();
        }
        id
    }
}

/// A hash of [`PASSWORD`] that costs next to nothing to verify: these tests are about something else.
pub fn quick_hash() -> String {
    let argon2 = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(8, 1, 1, None).unwrap(),
    );
    let hash: PasswordHash = argon2
        .hash_password_with_salt(PASSWORD.as_bytes(), b"salt of the test")
        .unwrap();
    hash.to_string()
}

/// A clock that stands still until it is moved: Friday, 2026-11-20, 15:00 UTC.
#[derive(Default)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        let began: DateTime<Utc> = "2026-11-20T15:00:00Z".parse().unwrap();
        began + TimeDelta::milliseconds(self.0.load(Ordering::SeqCst))
    }
}
