//! What is found by which query, without an engine.

use super::*;

fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

/// The terms of a text without their account.
fn terms(text: &str) -> Vec<String> {
    let part = part_of(account());
    let joined = index_terms(account(), &[text]);
    let terms = joined.split(' ').filter(|term| !term.is_empty());
    terms
        .map(|term| term.strip_prefix(&*part).unwrap().to_owned())
        .collect()
}

/// Whether the engine's part and the confirmation find a text.
fn finds(query: &str, text: &str) -> bool {
    let query = SearchQuery::new(query).unwrap();
    let joined = index_terms(account(), &[text]);
    let there: Vec<&str> = joined.split(' ').collect();
    let matched = query.terms(account()).all(|term| {
        there
            .iter()
            .any(|one| *one == term.text || (term.prefix && one.starts_with(&term.text)))
    });
    matched && (!query.needs_texts() || query.is_confirmed_by(&[text]))
}

#[test]
fn words_are_folded_and_found_by_their_beginning() {
    assert_eq!(
        terms("Database DATABASE, ｄａｔａ-base № 7"),
        ["7", "base", "data", "database", "no"]
    );
    for query in [
        "data",
        "d",
        "DATABASE fails",
        "fail data",
        "Ｄatabase",
        "\"data\"*",
    ] {
        assert!(finds(query, "The database FAILS"), "{query}");
    }
    for query in ["atabase", "databases", "data zebra"] {
        assert!(!finds(query, "The database FAILS"), "{query}");
    }
    assert!(finds("resume", "My Résumé") && finds("RÉSUMÉ", "resume"));
}

#[test]
fn japanese_is_found_by_one_character_by_two_and_by_more() {
    assert_eq!(terms("東京都"), ["京都", "東京", "都"]);
    let text = "EC2インスタンスが起動しません。";
    for query in [
        "起",
        "ん",
        "起動",
        "インスタンス",
        "ｲﾝｽﾀﾝｽ",
        "ec2 起動",
        "スタン",
        "起動しません",
        "EC2インスタンス",
    ] {
        assert!(finds(query, text), "{query}");
    }
    for query in ["停", "停止", "動起", "インストール", "が起動した"] {
        assert!(!finds(query, text), "{query}");
    }
    assert!(finds("エラー", "ｴﾗｰ") && !finds("かき", "がき"));
}

#[test]
fn pairs_that_stand_apart_are_no_match() {
    let query = SearchQuery::new("東京都").unwrap();
    assert!(query.needs_texts());
    assert!(finds("東京都", "東京都庁") && !finds("東京都", "東京から京都へ"));
    // In another text of the same case it is a match.
    assert!(query.is_confirmed_by(&["東京", "東京都"]));
}

#[test]
fn other_unspaced_scripts_are_found_too() {
    assert!(finds("ติดต่อ", "ไม่สามารถติดต่อเซิร์ฟเวอร์"));
    assert!(finds("데이터", "데이터베이스가"));
    assert!(finds("𠮟る", "部下を𠮟る"));
}

#[test]
fn what_is_not_seen_makes_no_difference() {
    // A variation selector between the characters of a name, a soft hyphen, a zero-width space.
    for text in ["葛\u{e0100}城", "葛\u{fe00}城", "葛\u{200b}城"] {
        assert!(finds("葛城", text) && finds(text, "葛城"), "{text:?}");
    }
    assert!(finds("database", "data\u{ad}base") && finds("data\u{ad}base", "database"));
}

#[test]
fn what_has_no_letter_and_no_digit_is_no_query() {
    for text in ["", "  ", "?!", "・", "\u{300}"] {
        assert_eq!(SearchQuery::new(text), None, "{text}");
    }
    assert_eq!(index_terms(account(), &["?!", ""]), "");
}

#[test]
fn long_words_and_long_queries_are_confirmed_in_the_text() {
    let long = "a".repeat(60);
    assert!(finds(&long, &format!("see {long}b")));
    assert!(!finds(&long, &"a".repeat(59)));
    let many: Vec<String> = (0..30).map(|n| format!("w{n}x")).collect();
    let many = many.join(" ");
    assert!(finds(&many, &many));
    assert!(!finds(&many, &many.replace("w29x", "")));
    assert!(
        !finds(&many, &many.replace("w29x", "aw29x")),
        "inside a word"
    );
    assert!(SearchQuery::new(&many).unwrap().terms.len() <= QUERY_TERMS);
}

#[test]
fn terms_are_the_accounts_own_and_nothing_but_letters_and_digits() {
    let texts = [
        "Tab\tand \"quote\" * AND NEAR(",
        "日本語、テスト",
        "İstanbul ΣΑΣ ß",
    ];
    let joined = index_terms(account(), &texts);
    let fit = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || !one.is_ascii();
    for term in joined.split(' ') {
        assert!(
            term.chars().all(fit) && term.starts_with(&part_of(account())),
            "{term}"
        );
    }
    let [smallest, largest] =
        ["100000000000", "999999999999"].map(|id| part_of(id.parse().unwrap()));
    assert_eq!((&*smallest, &*largest), ("2t47dq00", "t3aaa3vv"));
}

#[test]
fn plain_texts_are_folded_like_all_others() {
    let plain: Vec<char> = (char::MIN..=char::MAX)
        .filter(|one| is_plain(*one))
        .collect();
    assert!(plain.len() > 20_000);
    let slowly = |text: &str| folded_chars(text).collect::<String>();
    for pair in plain.windows(2) {
        for text in [
            [pair[0], pair[1]],
            [pair[1], pair[0]],
            ['A', pair[0]],
            ['か', pair[0]],
        ] {
            let text = String::from_iter(text);
            assert_eq!(fold(&text), slowly(&text), "{text:?}");
        }
    }
    // Lines of either kind beside each other; marks where a line begins.
    for text in [
        "Café\nEC2 が\n\u{3099}か\u{301}\n",
        "か\n\u{3099}",
        "ﾊﾞ\r\nABC",
        "\u{301}\u{323}a\n\u{323}B",
    ] {
        assert_eq!(fold(text), slowly(text), "{text:?}");
    }
}
