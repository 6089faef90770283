//! L7: which words find which texts: in every script, however they are written, and whatever else is typed.

use std::sync::Arc;

use case_core::{AttachmentDraft, CaseDraft};
use case_store::{Store, UserId};

use super::{
    Fixture,
    attachments::{file, send},
    world::{account_id, at_once, case_with, found, new_case, open, settle},
};

/// Saves a case of the first account that holds these texts and no others.
async fn write(store: &dyn Store, user: UserId, id: u64, subject: &str, description: &str) {
    let change = |draft: &mut CaseDraft| description.clone_into(&mut draft.description);
    let case = case_with(subject, change);
    let new = new_case(1, user, id, &format!("key-{id}"));
    store.create_case(&case, new).await.unwrap();
}

/// Saves a case for each of these texts, and asks each query which of them it finds, the newest first.
async fn check(store: &dyn Store, texts: &[&str], queries: &[(&str, &[usize])]) {
    let (_, ana) = settle(store, 1).await;
    for (id, text) in (1..).zip(texts) {
        write(store, ana, id, text, "-").await;
    }
    for (query, wanted) in queries {
        let wanted: Vec<_> = wanted.iter().map(|place| texts[*place]).collect();
        assert_eq!(found(store, query).await, wanted, "{query:?}");
    }
}

pub async fn l7_what_engines_take_for_operators_is_text(fixture: impl Fixture) {
    let texts = [
        "alpha AND beta OR gamma NOT delta NEAR epsilon",
        "alpha beta",
        "gamma",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("alpha AND beta", &[0]),
            ("alpha OR gamma", &[0]),
            ("alpha NOT beta", &[0]),
            ("NEAR(alpha beta, 2)", &[]),
            ("alpha + beta", &[1, 0]),
            ("terms: alpha", &[]),
            ("{alpha} : beta", &[1, 0]),
            ("-beta ^alpha", &[1, 0]),
            ("alpha & !beta", &[1, 0]),
            ("alpha <-> beta", &[1, 0]),
            ("alpha:* | gamma:A", &[0]),
            ("(alpha) && ((beta", &[1, 0]),
        ],
    )
    .await;
}

pub async fn l7_signs_part_words_and_match_nothing_else(fixture: impl Fixture) {
    let texts = [
        "50% off_season",
        "501 offseason",
        "C:\\temp\\file.txt O'Brien",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("50%", &[1, 0]),
            ("5%1", &[]),
            ("off_season", &[0]),
            ("off?eason", &[]),
            ("o_fseason", &[]),
            ("temp\\file", &[2]),
            ("o'brien", &[2]),
            ("'; DROP TABLE case_search; --", &[]),
            ("\"file.txt", &[2]),
            ("o''brien", &[2]),
            ("$1 file", &[]),
            ("\0file\0", &[2]),
            ("file\u{1f4c4}txt", &[2]),
        ],
    )
    .await;
}

pub async fn l7_letters_are_found_however_they_are_written(fixture: impl Fixture) {
    let texts = [
        "Ｆｕｌｌ ｗｉｄｔｈ １２３",
        "re\u{301}sume\u{301} coöperation",
        "ﬁnancial Ⅷ x² №5 ㍿",
        "İstanbul STRASSE straße",
        "ｻｰﾊﾞｰ ㌕ ㈱",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("full width 123", &[0]),
            ("ＦＵＬＬ", &[0]),
            ("résumé", &[1]),
            ("RESUME", &[1]),
            ("cooper", &[1]),
            ("financial viii", &[2]),
            ("ﬁn", &[2]),
            ("x2 no5", &[2]),
            ("株式会社", &[2]),
            ("istanbul", &[3]),
            ("İSTANBUL", &[3]),
            ("strasse", &[3]),
            ("straße", &[3]),
            ("サーバー", &[4]),
            ("ｻｰﾊﾞ", &[4]),
            ("キログラム", &[4]),
            ("株", &[4, 2]),
        ],
    )
    .await;
}

/// The marks of kana make other letters, where accents do not.
pub async fn l7_kana_with_marks_are_letters_of_their_own(fixture: impl Fixture) {
    let texts = ["かき", "がき", "か\u{3099}ぎ", "パン", "バン", "ハン"];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("か", &[0]),
            ("が", &[2, 1]),
            ("か\u{3099}", &[2, 1]),
            ("がき", &[1]),
            ("がぎ", &[2]),
            ("パン", &[3]),
            ("ﾊﾞﾝ", &[4]),
            ("ハン", &[5]),
        ],
    )
    .await;
}

pub async fn l7_words_of_every_script_are_found(fixture: impl Fixture) {
    let texts = [
        "Ошибка базы данных",
        "خطأ في الخادم",
        "שגיאת שרת",
        "การเชื่อมต่อล้มเหลว",
        "서버에 연결할 수 없습니다",
        "सर्वर त्रुटि",
        "服务器错误 𠮷野家",
        "Σφάλμα διακομιστή",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("ошиб", &[0]),
            ("ДАННЫХ", &[0]),
            ("الخادم", &[1]),
            ("خ", &[1]),
            ("שרת", &[2]),
            ("เชื่อมต่อ", &[3]),
            ("ล้ม", &[3]),
            ("연결", &[4]),
            ("서버", &[4]),
            ("सर्वर", &[5]),
            ("त्रु", &[5]),
            ("错误", &[6]),
            ("器", &[6]),
            ("𠮷野家", &[6]),
            ("𠮷", &[6]),
            ("σφάλ", &[7]),
            ("ΔΙΑΚΟΜ", &[7]),
        ],
    )
    .await;
}

pub async fn l7_numbers_and_identifiers_are_found_by_their_parts(fixture: impl Fixture) {
    let texts = [
        "Error 0x80070005 at 10.0.17.1:5432",
        "i-0abc123def is unreachable since 2026-11-20",
        "HTTP/2 503 from api_v2.example.com",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("0x8007", &[0]),
            ("10.0.17", &[0]),
            ("17.1", &[0]),
            ("5432", &[0]),
            ("432", &[]),
            ("i-0abc", &[1]),
            ("2026-11", &[1]),
            ("503", &[2]),
            ("v2.example", &[2]),
            ("5", &[2, 0]),
        ],
    )
    .await;
}

pub async fn l7_a_long_word_is_told_from_one_that_begins_alike(fixture: impl Fixture) {
    let alike = "x".repeat(200);
    let (first, second) = (format!("{alike}first"), format!("{alike}second"));
    let texts = [&*first, &*second];
    let longer = format!("{first}er");
    let beginning = "x".repeat(40);
    check(
        &*fixture.store(),
        &texts,
        &[
            (&*first, &[0]),
            (&*second, &[1]),
            (&*longer, &[]),
            (&*alike, &[1, 0]),
            (&*beginning, &[1, 0]),
            (&alike[..150], &[1, 0]),
        ],
    )
    .await;
}

pub async fn l7_of_many_words_every_one_has_to_be_there(fixture: impl Fixture) {
    let words: Vec<_> = (0..40).map(|n| format!("w{n:02}")).collect();
    let (all, but_one) = (words.join(" "), words[..39].join(" "));
    let backwards: Vec<_> = words.iter().rev().map(String::as_str).collect();
    let backwards = backwards.join(",");
    let again = format!("{but_one} {but_one} W00");
    let pairs: String = ('\u{5000}'..'\u{5020}').collect();
    let texts = [&*all, &*but_one, &*pairs];
    let (part, other) = (&pairs[3..], format!("{pairs}\u{5000}"));
    check(
        &*fixture.store(),
        &texts,
        &[
            (&*all, &[0]),
            (&*backwards, &[0]),
            (&*but_one, &[1, 0]),
            (&*again, &[1, 0]),
            (&*pairs, &[2]),
            (part, &[2]),
            (&*other, &[]),
        ],
    )
    .await;
}

pub async fn l7_words_are_found_across_subject_text_and_files(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    send(&*store, 1, ana, &["traceroute", "スクリーンショット"]).await;
    let case = case_with("Latency", |draft| {
        "Packets vanish".clone_into(&mut draft.description);
        draft.attachments = ["traceroute", "スクリーンショット"]
            .map(|id| AttachmentDraft {
                name: file(id).name,
                size: file(id).size,
                id: id.to_owned(),
            })
            .to_vec();
    });
    let new = new_case(1, ana, 1, "key");
    store.create_case(&case, new).await.unwrap();
    open(&*store, 1, ana, 2, "Latency again").await;
    for query in [
        "vanish latency traceroute",
        "trace packets",
        "ショット latency",
        "traceroute.log",
    ] {
        assert_eq!(found(&*store, query).await, ["Latency"], "{query}");
    }
    for query in ["latency traceroute again", "text/plain", "2026"] {
        assert!(found(&*store, query).await.is_empty(), "{query}");
    }
}

/// Two characters may be neighbours in one text and two in another: together they are not what was looked for.
pub async fn l7_what_stands_in_two_texts_is_not_put_together(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    write(&*store, ana, 1, "東京", "京都").await;
    write(&*store, ana, 2, "京都、東京", "-").await;
    write(&*store, ana, 3, "-", "東京都").await;
    assert_eq!(found(&*store, "東京都").await, ["-"]);
    let all = ["-", "京都、東京", "東京"];
    assert_eq!(found(&*store, "東京 京都").await, all);
    let long = "y".repeat(45);
    write(&*store, ana, 4, &long[..41], &long).await;
    let longer = "y".repeat(46);
    assert!(found(&*store, &longer).await.is_empty());
}

pub async fn l7_a_case_without_words_is_kept_and_found_by_nothing(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    write(&*store, ana, 1, "?!", "\u{1f642} --- ...").await;
    write(&*store, ana, 2, "Words", "-").await;
    assert_eq!(store.check().await.unwrap(), []);
    assert_eq!(found(&*store, "w").await, ["Words"]);
    let id = new_case(1, ana, 1, "").id;
    let case = store.case(account_id(1), &id).await.unwrap().unwrap();
    assert_eq!(case.row.subject, "?!");
}

pub async fn l7_what_is_not_seen_makes_no_difference(fixture: impl Fixture) {
    let texts = [
        "data\u{ad}base",
        "zero\u{200b}width",
        "葛\u{e0100}城 ☎\u{fe0e}call",
    ];
    check(
        &*fixture.store(),
        &texts,
        &[
            ("database", &[0]),
            ("data\u{200d}base", &[0]),
            ("zerowidth", &[1]),
            ("葛城", &[2]),
            ("葛\u{e0101}城", &[2]),
            ("call", &[2]),
        ],
    )
    .await;
}

/// Few words or many, of one case or of many: engines may look each up by itself, or all of them together.
pub async fn l7_a_beginning_finds_every_word_that_begins_so(fixture: impl Fixture) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    let words: Vec<_> = (0..300).map(|n| format!("alike{n:03}")).collect();
    write(&*store, ana, 1, "Half", &words[..150].join(" ")).await;
    write(&*store, ana, 2, "All", &words.join(" ")).await;
    write(&*store, ana, 3, "Last", "alike299 common commons").await;
    for id in 4..84 {
        open(&*store, 1, ana, id, "Commoner").await;
    }
    write(&*store, ana, 84, "Other", "commonest alike").await;
    for (query, wanted) in [
        ("alik", &["Other", "Last", "All", "Half"][..]),
        ("alike", &["Other", "Last", "All", "Half"]),
        ("alike1", &["All", "Half"]),
        ("alike2", &["Last", "All"]),
        ("alike29", &["Last", "All"]),
        ("alike150", &["All"]),
        ("alike3", &[]),
        ("alike1 alike2", &["All"]),
        ("alike com", &["Other", "Last"]),
        ("commone alike", &["Other"]),
        ("commonest", &["Other"]),
        ("commons", &["Last"]),
    ] {
        assert_eq!(found(&*store, query).await, wanted, "{query}");
    }
    for (query, wanted) in [
        ("commo", 82),
        ("common", 82),
        ("commone", 81),
        ("commoner", 80),
    ] {
        assert_eq!(found(&*store, query).await.len(), wanted, "{query}");
    }
}

pub async fn l7_cases_made_at_the_same_time_are_all_found(fixture: impl Fixture) {
    let stores = [fixture.store(), fixture.second_process().await];
    let (_, ana) = settle(&*stores[0], 1).await;
    let (_, bo) = settle(&*stores[0], 2).await;
    let made = at_once(40, |n| {
        let store = Arc::clone(&stores[usize::try_from(n / 2 % 2).unwrap()]);
        let (account, user) = if n % 2 == 0 { (1, ana) } else { (2, bo) };
        async move { open(&*store, account, user, n, &format!("Word{n:02} 東京{n}")).await }
    });
    made.await;
    for n in 0..40 {
        let wanted = usize::from(n % 2 == 0);
        let word = format!("word{n:02}");
        assert_eq!(found(&*stores[1], &word).await.len(), wanted, "{word}");
    }
    assert_eq!(found(&*stores[0], "東京").await.len(), 20);
}

/// What is said for agents only, a customer finds by no word: not even after the index was made anew.
pub async fn x3_internal_notes_are_never_found<F: Fixture>(fixture: F) {
    let store = fixture.store();
    let (_, ana) = settle(&*store, 1).await;
    open(&*store, 1, ana, 1, "Asked").await;
    for (id, kind) in [(1, "internal-note"), (2, "agent-reply"), (3, "automatic")] {
        let word = kind.split('-').next().unwrap();
        let said = format!(
            "INSERT INTO correspondence (correspondence_id, case_number, kind, author, body, created_at)
             VALUES ('said-{id}', 1, '{kind}', 'Kim', 'Said by {word}', 0)"
        );
        fixture.tamper(&said).await;
        let file = format!(
            "INSERT INTO attachments (attachment_id, account_id, user_id, name, size, sha256, media_type, object,
                                      correspondence_number, place, created_at)
             SELECT 'file-{id}', account_id, cases.user_id, 'from-{word}.log', 1, fingerprint, 'text/plain', 'object-{id}',
                    (SELECT max(number) FROM correspondence), 0, 0
             FROM submissions JOIN cases ON number = case_number"
        );
        fixture.tamper(&file).await;
    }
    let place = super::backup::Place::new();
    let (after, ..) = place.there_and_back::<F>(&*store).await;
    let after = after.store();
    for (query, wanted) in [
        ("said agent", 1),
        ("said automatic", 1),
        ("from-agent.log", 1),
        ("internal", 0),
        ("from-internal.log", 0),
    ] {
        assert_eq!(found(&*after, query).await.len(), wanted, "{query}");
    }
}
