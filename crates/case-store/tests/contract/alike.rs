//! That it makes no difference which engine keeps the data: whatever is asked after the same changes, the answers and the
//! backup are those of SQLite, to the byte.

use std::fmt::{Debug, Write as _};

use case_core::{
    AppliedQuota, AttachmentDraft, CaseDraft, CaseSort, CaseType, Lang, account::Preferences,
};
use case_store::{
    CaseFilter, NewCase, NewDraft, NewUser, Objects, SearchQuery, Store, UserId, archive,
    sqlite::SqliteStore,
};

use super::{
    Fixture,
    attachments::{add, case_with_files, file, send, upload},
    backup, settings,
    world::{
        HASH, account_id, at, case, case_with, new_account, new_agent, new_case, new_user, settle,
        technical,
    },
};

/// What a store answered, question by question.
#[derive(Default)]
struct Answers(String);

impl Answers {
    fn note(&mut self, question: impl Debug, answer: impl Debug) {
        writeln!(self.0, "{question:?}\n    {answer:#?}").unwrap();
    }
}

/// Puts both stores to the same: the one to be tested, and one on SQLite.
async fn both(
    store: &dyn Store,
    script: impl AsyncFn(&dyn Store, &mut Answers),
) -> [Vec<String>; 2] {
    let folder = tempfile::tempdir().unwrap();
    let reference = SqliteStore::open(folder.path()).unwrap();
    let mut answers = [Answers::default(), Answers::default()];
    let [ours, theirs] = &mut answers;
    script(store, ours).await;
    script(&reference, theirs).await;
    answers.map(|one| one.0.lines().map(str::to_owned).collect())
}

/// Compares line by line, so that a failure shows the first that differs.
fn compare([ours, theirs]: [Vec<String>; 2]) {
    assert!(ours.len() > 100, "something was asked");
    for (place, (one, other)) in ours.iter().zip(&theirs).enumerate() {
        let before = place.saturating_sub(9);
        assert_eq!(one, other, "after {:#?}", &ours[before..place]);
    }
    assert_eq!(ours.len(), theirs.len());
}

/// Texts that engines could fold, order or cut each in their own way.
const TEXTS: [&str; 30] = [
    "Database connections time out",
    "database",
    "DATABASE",
    "Éclair éclair",
    "e\u{301}clair",
    "eclair ¼ ½",
    "東京都の請求書",
    "東京から京都への転送",
    "京都",
    "ｻｰﾊﾞｰが起動しない",
    "サーバーが起動しない",
    "a'b\\c \"d\" %_",
    "z",
    "Z",
    "ß ẞ ss",
    "ﬁn Ⅷ x² №5",
    "İstanbul ıspanak I i",
    "ΟΔΟΣ οδός",
    "Ошибка",
    "خطأ في الخادم",
    "שגיאת שרת",
    "การเชื่อมต่อ",
    "서버 연결",
    "सर्वर त्रुटि",
    "𠮷野家 \u{1f363}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "0x80070005 10.0.17.1",
    "data\u{ad}base zero\u{200b}width",
    "葛\u{e0100}城 \u{fffd} \u{10fffd}",
    "ǅ ǆ \u{1e9b}\u{323} \u{212b} \u{2126}",
];

pub const QUERIES: [&str; 44] = [
    "database",
    "DATA",
    "d",
    "time out",
    "éclair",
    "ecl",
    "1",
    "4",
    "東京",
    "東京都",
    "京",
    "都",
    "の",
    "請求 東京",
    "サーバー",
    "ｻｰﾊﾞ",
    "ーバ",
    "a",
    "b",
    "AND",
    "a OR b",
    "z",
    "ß",
    "ss",
    "fin",
    "viii",
    "x2",
    "istanbul",
    "i",
    "ıspanak",
    "ΟΔΟΣ",
    "οδ",
    "ошиб",
    "خ",
    "שר",
    "เชื่อม",
    "연결",
    "त्रु",
    "𠮷",
    "0x8007",
    "zerowidth",
    "葛城",
    "dz",
    "å",
];

/// Two accounts with a case for each of the texts, some of one instant, and their files.
async fn fill(store: &dyn Store) -> (UserId, UserId) {
    let (root, ana) = settle(store, 1).await;
    let (_, bo) = settle(store, 2).await;
    for (id, text) in (1..).zip(TEXTS) {
        let valid = case_with(text, |draft| {
            if id % 4 == 0 {
                technical(draft);
            }
        });
        let (account, user) = match id % 5 {
            0 => (2, bo),
            1 => (1, root),
            _ => (1, ana),
        };
        let new = NewCase {
            created_at: at(i64::try_from(id * 7 % 10).unwrap()),
            ..new_case(account, user, id, &format!("key-{id}"))
        };
        store.create_case(&valid, new).await.unwrap();
    }
    (root, ana)
}

pub async fn every_list_is_the_same_on_every_engine(fixture: impl Fixture) {
    let script = async |store: &dyn Store, answers: &mut Answers| {
        let (root, ana) = fill(store).await;
        for n in [1, 2, 3] {
            let account = account_id(n);
            answers.note(n, store.account(account).await.unwrap());
            answers.note("log", store.events(account, 0, 100).await.unwrap());
            for filter in [CaseFilter::ALL, CaseFilter::OPEN] {
                for sort in CaseSort::ALL {
                    let mut after = None;
                    loop {
                        let page = store.list_cases(account, filter.clone(), *sort, after, 7);
                        let page = page.await.unwrap();
                        answers.note((&filter, sort, after), &page);
                        let Some(last) = page.rows.last() else { break };
                        after = Some(last.position());
                        let case = store.case(account, &last.id).await.unwrap();
                        answers.note(&last.id, case);
                    }
                }
            }
        }
        for (place, name) in ["é", "b", "B", "a", "あ", "\u{1f642}", "\u{ff5e}"]
            .iter()
            .enumerate()
        {
            let mut new = upload(1, ana, &format!("file-{place}"));
            (*name).clone_into(&mut new.attachment.object);
            new.most = 10;
            new.attachment.created_at = at(i64::try_from(place % 2).unwrap());
            add(store, new).await.unwrap();
            let loose = format!("loose-{name}");
            let announced = store.announce_object(loose, at(i64::try_from(place % 3).unwrap()));
            announced.await.unwrap();
        }
        answers.note("files", store.all_attachments(None, 100).await.unwrap());
        answers.note("uploads", store.uploads(ana).await.unwrap());
        answers.note("loose", store.loose_objects(at(9), 100).await.unwrap());
        while store.expire_uploads(at(9), 2).await.unwrap() > 0 {
            answers.note("left", store.uploads(ana).await.unwrap());
            answers.note("loose", store.loose_objects(at(9), 100).await.unwrap());
        }
        for (place, text) in TEXTS.iter().enumerate().take(6) {
            let draft = NewDraft {
                user: if place % 2 == 0 { ana } else { root },
                case_type: CaseType::ALL[place % 3],
                base: None,
                device: "desk".to_owned(),
                draft: CaseDraft {
                    subject: (*text).to_owned(),
                    ..CaseDraft::default()
                },
                saved_at: at(i64::try_from(place / 3).unwrap()),
                most: 4,
            };
            answers.note("version", store.save_draft(draft).await.unwrap());
        }
        for user in [ana, root] {
            answers.note("drafts", store.drafts(user, None).await.unwrap());
        }
    };
    compare(both(&*fixture.store(), script).await);
}

pub async fn every_search_is_the_same_on_every_engine(fixture: impl Fixture) {
    let script = async |store: &dyn Store, answers: &mut Answers| {
        fill(store).await;
        for text in QUERIES.iter().chain(&TEXTS) {
            let Some(query) = SearchQuery::new(text) else {
                answers.note(text, "asks nothing");
                continue;
            };
            for n in [1, 2] {
                let mut after = None;
                loop {
                    let page = store.search_cases(account_id(n), &query, CaseFilter::ALL, after, 3);
                    let page = page.await.unwrap();
                    answers.note((text, n, after), &page);
                    let Some(last) = page.rows.last() else { break };
                    after = Some(last.position());
                }
            }
        }
    };
    compare(both(&*fixture.store(), script).await);
}

pub async fn every_refusal_is_the_same_on_every_engine(fixture: impl Fixture) {
    let script = async |store: &dyn Store, answers: &mut Answers| {
        let (root, ana) = settle(store, 1).await;
        send(store, 1, ana, &["a", "b"]).await;
        let nobody = UserId(1_000);
        // Each field that must be unique, and each two of them, taken by the first account.
        for taken in 1..8 {
            let mut new = new_account(2);
            if taken & 1 != 0 {
                new.account.id = account_id(1);
            }
            if taken & 2 != 0 {
                new.account.alias = Some("EXAMPLE-1".to_owned());
            }
            if taken & 4 != 0 {
                "root-1@example.com".clone_into(&mut new.root_email);
            }
            answers.note(taken, store.add_account(new).await.map_err(kind));
        }
        for (account, name, hash) in [
            (1, "Ana", HASH),
            (2, "ana", HASH),
            (1, "", HASH),
            (1, "bo", "plain"),
        ] {
            let user = NewUser {
                password_hash: hash.to_owned(),
                ..new_user(account, name)
            };
            let question = (account, name, hash);
            answers.note(question, store.add_user(user).await.map_err(kind));
        }
        let valid = case("First");
        let first = new_case(1, ana, 1, "first");
        store.create_case(&valid, first).await.unwrap();
        for (account, user, id, key, files) in [
            (1, ana, 1, "first", &[][..]),
            (1, ana, 2, "first", &[]),
            (1, ana, 1, "other", &[]),
            (1, ana, 3, "other", &["gone"]),
            (1, root, 3, "other", &["a"]),
            (1, ana, 3, "other", &["a", "a"]),
            (2, ana, 3, "other", &[]),
            (2, ana, 2, "first", &[]),
            (1, nobody, 3, "other", &[]),
            (1, ana, 3, "", &[]),
        ] {
            let valid = case_with_files("Refused", files);
            let new = NewCase {
                fingerprint: [9; 32],
                ..new_case(account, user, id, key)
            };
            let question = (account, id, key, files);
            let answer = store.create_case(&valid, new).await.map_err(kind);
            answers.note(question, answer);
        }
        for (account, user, id, object, most) in [
            (1, ana, "a", "a", 9),
            (1, ana, "a", "new", 9),
            (1, ana, "c", "a", 9),
            (1, ana, "c", "c", 9),
            (1, ana, "a", "new", 2),
            (1, nobody, "c", "b", 9),
        ] {
            let mut new = upload(account, user, id);
            new.attachment.object = file(object).object;
            new.most = most;
            let question = (account, id, object, most);
            let answer = store.add_upload(new).await.map_err(kind);
            answers.note(question, answer);
        }
        for name in ["a", "b", "new", ""] {
            let announced = store.announce_object(file(name).object, at(1)).await;
            answers.note(name, announced.map_err(kind));
        }
        for (account, base) in [(1, 7), (1, 0), (1, 0), (2, 0), (1, 0)] {
            let mut change = settings::change(ana, base, &format!("{account}@example.com"));
            change.account = account_id(account);
            let answer = store.save_contacts(change).await.map_err(kind);
            answers.note((account, base), answer);
        }
        answers.note("check", store.check().await.unwrap());
        answers.note("log", store.events(account_id(1), 0, 9).await.unwrap());
        answers.note("files", store.uploads(ana).await.unwrap());
    };
    compare(both(&*fixture.store(), script).await);
}

/// Which failure it is, and of conflicts which; its cause is each engine's own.
fn kind(error: case_store::StoreError) -> String {
    match error {
        case_store::StoreError::Conflict(conflict) => format!("{conflict:?}"),
        other => other.to_string(),
    }
}

/// Something of everything that a backup holds.
pub async fn everything(store: &dyn Store, objects: &Objects) {
    let (_, ana) = fill(store).await;
    let mut new = new_account(3);
    let quota = |region: &str, value| AppliedQuota {
        service: "compute".to_owned(),
        quota: "instances".to_owned(),
        region: region.to_owned(),
        value,
    };
    new.account.facts.quotas = ["é", "B", "a"].map(|region| quota(region, 0)).to_vec();
    new.account.facts.quotas[1].value = i64::MAX.unsigned_abs();
    store.add_account(new).await.unwrap();
    for email in ["kim@example.com", "Åsa@example.com"] {
        store.add_agent(new_agent(email)).await.unwrap();
    }
    for (name, bytes) in [
        ("C", &b"\x00\xff"[..]),
        ("B", b"B"),
        ("a", b"a"),
        ("z", b"zz"),
    ] {
        backup::send(store, objects, ana, name, bytes).await;
    }
    let changed = store.save_contacts(settings::change(ana, 0, "bills@example.com"));
    changed.await.unwrap();
    let preferences = Preferences {
        language: Some(Lang::JA),
        ..Preferences::default()
    };
    store.save_preferences(ana, preferences).await.unwrap();
    backup::open_case(store, ana, 101, &[("a", 1), ("C", 2)]).await;
    store.remove_upload(ana, "file-z", at(60)).await.unwrap();
    for (place, text) in TEXTS.iter().enumerate().take(8) {
        let mut draft = backup::draft(ana, text);
        let named = |id: &str| AttachmentDraft {
            id: id.to_owned(),
            ..AttachmentDraft::default()
        };
        draft.draft.attachments = ["file-B", "file-gone", "\0"].map(named).to_vec();
        let version = store.save_draft(draft).await.unwrap();
        if place % 3 == 0 {
            let discarded = store.discard_draft(ana, CaseType::Technical, version);
            assert!(discarded.await.unwrap());
        }
    }
}

/// The same changes give the same file: rows of every table, and the bytes of files.
pub async fn a_backup_is_the_same_file_on_every_engine(fixture: impl Fixture) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let reference = SqliteStore::open(&path("data")).unwrap();
    let objects = ["ours", "theirs"].map(|name| Objects::in_folder(&path(name)).unwrap());
    let [ours, theirs] = &objects;
    everything(&*fixture.store(), ours).await;
    everything(&reference, theirs).await;
    let backup = async |store: &dyn Store, objects: &Objects, name: &str| {
        let contents = archive::backup(store, objects, &path(name), at(100)).await;
        let contents = contents.unwrap();
        assert_eq!(contents.findings, []);
        assert_eq!((contents.accounts, contents.files), (3, 3));
        let bytes = std::fs::read(path(name)).unwrap();
        // As text, a difference can be read.
        String::from_utf8_lossy(&bytes).into_owned()
    };
    assert_eq!(
        backup(&*fixture.store(), ours, "ours.tar").await,
        backup(&reference, theirs, "theirs.tar").await
    );
}
