//! R1, R2: the corpus of texts with and without secrets (`corpus/secrets.json`), and properties of every text.
//!
//! An entry with `redacted` must be redacted to exactly that, with findings of those `kinds`; one without must be left
//! alone. A text in several parts is joined: programs that search repositories for keys would otherwise find these.

// Runs natively: proptest is not built for the browser.
#![cfg(not(target_arch = "wasm32"))]

use std::borrow::Cow;

use case_core::secrets::{Finding, REDACTED, SecretKind, find, redact};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
enum Parts {
    Whole(String),
    Several(Vec<String>),
}

impl Parts {
    fn joined(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Several(parts) => parts.concat(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    text: Parts,
    #[serde(default)]
    kinds: Vec<SecretKind>,
    redacted: Option<Parts>,
}

fn corpus() -> Vec<Entry> {
    serde_json::from_str(include_str!("corpus/secrets.json")).expect("the corpus is valid")
}

fn kinds(findings: &[Finding]) -> Vec<SecretKind> {
    findings.iter().map(|finding| finding.kind).collect()
}

/// What holds for every text, whatever is in it.
fn holds_for_every_text(text: &str) {
    let findings = find(text);
    let redacted = redact(text);

    let mut from = 0;
    let mut rest = redacted.as_ref();
    for Finding { range, kind } in &findings {
        assert!(
            from <= range.start && range.start < range.end,
            "{text:?}: {findings:?}"
        );
        // Slicing panics unless the ends lie between characters.
        rest = rest
            .strip_prefix(&text[from..range.start])
            .expect("untouched before a finding");
        rest = rest
            .strip_prefix(REDACTED)
            .expect("the marker in a finding's place");
        if *kind == SecretKind::CardNumber {
            let digits = rest
                .strip_prefix('-')
                .and_then(|rest| rest.get(..4))
                .expect("four digits");
            assert!(digits.bytes().all(|b| b.is_ascii_digit()), "{redacted:?}");
            rest = &rest[5..];
        }
        from = range.end;
    }
    assert_eq!(rest, &text[from..], "untouched after the last finding");

    assert_eq!(
        find(&redacted),
        [],
        "found in what is redacted: {text:?} -> {redacted:?}"
    );
    assert!(matches!(redact(&redacted), Cow::Borrowed(same) if same == redacted));
    assert_eq!(matches!(redacted, Cow::Borrowed(_)), findings.is_empty());
}

#[test]
fn r1_finds_every_secret_of_the_corpus() {
    for entry in corpus().iter().filter(|entry| entry.redacted.is_some()) {
        assert!(!entry.kinds.is_empty(), "{}: kinds missing", entry.name);
        assert_eq!(
            kinds(&find(&entry.text.joined())),
            entry.kinds,
            "{}",
            entry.name
        );
    }
}

#[test]
fn r2_redacts_the_corpus_as_it_says() {
    for entry in corpus() {
        if let Some(redacted) = entry.redacted {
            assert_eq!(
                redact(&entry.text.joined()),
                redacted.joined(),
                "{}",
                entry.name
            );
        }
    }
}

#[test]
fn r2_leaves_ordinary_text_alone() {
    for entry in corpus().iter().filter(|entry| entry.redacted.is_none()) {
        let text = entry.text.joined();
        assert_eq!(find(&text), [], "{}", entry.name);
        assert!(
            matches!(redact(&text), Cow::Borrowed(same) if same == text),
            "{}",
            entry.name
        );
    }
}

#[test]
fn r2_the_corpus_has_enough_of_both_kinds() {
    let (secrets, ordinary): (Vec<_>, Vec<_>) = corpus()
        .into_iter()
        .partition(|entry| entry.redacted.is_some());
    assert!(
        secrets.len() >= 120 && ordinary.len() >= 120,
        "{} and {}",
        secrets.len(),
        ordinary.len()
    );
}

#[test]
fn r2_every_text_of_the_corpus_stays_whole_around_its_findings() {
    for entry in corpus() {
        holds_for_every_text(&entry.text.joined());
    }
}

#[test]
fn r1_kinds_have_one_spelling() {
    for kind in [
        SecretKind::SecretAccessKey,
        SecretKind::PrivateKey,
        SecretKind::CardNumber,
    ] {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
    assert_eq!(SecretKind::SecretAccessKey.code(), "secret-access-key");
}

/// The pieces that secrets and their neighbours are made of: put together at random they come close to every rule.
fn fragments() -> impl Strategy<Value = String> {
    const WHOLE: [&str; 18] = [
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "0123456789abcdef0123456789abcdef01234567",
        "AKIAIOSFODNN7EXAMPLE",
        "secret access key",
        "4111111111111111",
        "5555 5555 5555 4444",
        "5555-5555-5555-4444",
        "3056 930902 5904",
        "3782 822463 10005",
        "４１１１ー１１１１ー１１１１ー１１１１",
        "4111",
        "arn:aws",
        "MIIFakeKeyForTestsOnly00000000000000000000FakeFakeFakeFakeFakeFa",
        "Private-Lines: 2\n",
        "Private-MAC: 00",
        REDACTED,
        "/12/28",
        "No.",
    ];
    const MARKS: [&str; 22] = [
        " ", "\n", "\\n", "\\", "/", "\\/", "-", "ー", ".", ":", "=", "_", "+", "@", "%", ",",
        "\"", "> ", "は", "\u{a0}", "　", "\\u003d",
    ];
    prop_oneof![
        4 => select(&WHOLE[..]).prop_map(str::to_owned),
        // Half of the block markers: see above.
        1 => (select(vec!["BEGIN", "END"]), select(vec!["RSA ", "", "PUBLIC "])).prop_map(|(word, kind)| {
            format!("-----{word} {kind}{}ATE KEY-----", "PRIV")
        }),
        6 => select(&MARKS[..]).prop_map(str::to_owned),
        1 => "[0-9]{1,6}",
        1 => "[A-Za-z0-9+/]{1,45}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn run(strategy: &impl Strategy<Value = String>, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng)
        .run(strategy, |text| {
            holds_for_every_text(&text);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn r2_redacting_twice_changes_nothing_whatever_stands_together() {
    run(
        &prop::collection::vec(fragments(), 0..12).prop_map(|parts| parts.concat()),
        60_000,
    );
}

#[test]
fn r2_redacting_digits_and_separators_twice_changes_nothing() {
    let parts = select(vec![
        "4111",
        "1111",
        "5555",
        "4444",
        "3056 930902 5904",
        " ",
        " ",
        " ",
        "-",
        "ー",
        ".",
        "/",
        "1",
    ]);
    run(
        &prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat()),
        60_000,
    );
}

#[test]
fn r2_any_text_at_all_keeps_what_is_outside_findings() {
    run(&any::<String>(), 5_000);
}
