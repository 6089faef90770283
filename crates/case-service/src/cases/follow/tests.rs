//! Streams on which nothing happens: time is the tests', once all that they need is saved.

use std::sync::atomic::{AtomicI64, Ordering};

use case_core::{AccountId, CaseId, DisplayId, Lang, Plan};
use case_store::{EventKind, EventSubject, Objects, Origin, sqlite::SqliteStore};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use super::*;
use crate::{Credentials, NewAccountInput, NewUserInput, Policies, Ports, SystemRandomness};

const PASSWORD: &str = "correct horse battery";

#[derive(Default)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(self.0.load(Ordering::Relaxed))
    }
}

struct World {
    service: Service,
    clock: Arc<TestClock>,
    account: AccountId,
    token: String,
    _folder: TempDir,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock::default());
        let ports = Ports {
            store: Arc::new(SqliteStore::open(folder.path()).unwrap()),
            objects: Objects::in_folder(&folder.path().join("attachments")).unwrap(),
            clock: Arc::<TestClock>::clone(&clock),
            random: Arc::new(SystemRandomness),
        };
        let service = Service::new(ports, Arc::new(Policies::embedded().unwrap()), None);
        let email = "root@example.com".to_owned();
        let account = NewAccountInput {
            id: None,
            name: "Example".to_owned(),
            plan: Plan::Business,
            email: email.clone(),
            password: PASSWORD.to_owned(),
            country: "US".to_owned(),
            time_zone: "America/New_York".to_owned(),
            resold: false,
            alias: None,
            billing_contact: None,
            operations_contact: None,
            security_contact: None,
        };
        let account = service.create_account(account).await.unwrap().id;
        let root = Credentials::Root {
            email,
            password: PASSWORD.to_owned(),
        };
        let from = std::net::Ipv4Addr::LOCALHOST.into();
        let token = service.sign_in(root, from).await.unwrap().token;
        Self {
            service,
            clock,
            account,
            token,
            _folder: folder,
        }
    }

    async fn add_user(&self, name: &str) {
        let user = NewUserInput {
            account: self.account,
            name: name.to_owned(),
            email: None,
            password: PASSWORD.to_owned(),
            permissions: case_core::permission::Permissions::root(),
        };
        self.service.create_user(user).await.unwrap();
    }

    async fn follow(&self) -> CaseEvents {
        let stream = self.service.follow_cases(&self.token, None);
        stream.await.unwrap()
    }
}

/// From now on nothing takes time. What writes is given up at once.
fn without_waiting() {
    tokio::time::pause();
}

#[tokio::test]
async fn n3_a_stream_on_which_nothing_happens_tells_so_and_where_it_stands() {
    let world = World::new().await;
    let mut stream = world.follow().await;
    world.add_user("ana").await;
    without_waiting();
    for _ in 0..3 {
        let due = stream.due;
        assert_eq!(stream.next().await, Some(News::Nothing(2)));
        assert!(Instant::now() >= due && stream.due >= due + SILENCE);
    }
}

#[tokio::test]
async fn x1_a_stream_on_which_nothing_happens_ends_with_its_session() {
    let world = World::new().await;
    let mut stream = world.follow().await;
    without_waiting();
    let hours = TimeDelta::hours(7).num_seconds();
    world.clock.0.store(hours, Ordering::Relaxed);
    assert_eq!(stream.next().await, Some(News::Nothing(1)));
    world.clock.0.store(hours * 2, Ordering::Relaxed);
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn x1_what_was_read_long_ago_is_not_told_after_its_session() {
    let world = World::new().await;
    let mut stream = world.follow().await;
    stream.page.push_back(Event {
        sequence: 2,
        kind: EventKind::CreateCase,
        origin: Origin::Customer,
        subject: Some(EventSubject {
            case: CaseId::new(world.account, Lang::EN, 2026, 1),
            display_id: DisplayId::from_sequence(1),
            correspondence: None,
        }),
        at: world.clock.now(),
    });
    without_waiting();
    tokio::time::advance(SILENCE).await;
    let day = TimeDelta::days(1).num_seconds();
    world.clock.0.store(day, Ordering::Relaxed);
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn n3_a_stream_goes_on_where_an_older_copy_of_the_log_ends() {
    let world = World::new().await;
    let mut stream = world.follow().await;
    // As far as the log was before it was replaced.
    stream.at = 7;
    without_waiting();
    assert_eq!(stream.next().await, Some(News::Nothing(1)));
    tokio::time::resume();
    world.add_user("ana").await;
    without_waiting();
    assert_eq!(stream.next().await, Some(News::Nothing(2)));
}

#[tokio::test]
async fn a_users_places_come_back() {
    let world = World::new().await;
    let mut streams = Vec::new();
    for _ in 0..MOST_OF_A_USER {
        streams.push(world.follow().await);
    }
    let refused = world.service.follow_cases(&world.token, None).await;
    assert!(matches!(refused, Err(ServiceError::TooManyStreams { .. })));
    streams.pop();
    world.follow().await;
    streams.clear();
    assert!(world.service.streams.0.lock().unwrap().is_empty());
}
