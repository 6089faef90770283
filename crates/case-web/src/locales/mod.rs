//! The SPA's own words, in every language, and the language that is being shown.
//!
//! Texts are in `locales/*.toml` (see `build/locale_files.rs`): [`text`] has a constant for each plain text and a function
//! for each one with placeholders. English comes with the program; another language's file is fetched when it is wanted.
//! Reading a text in a reactive scope follows the language, so a change of language rewrites the page in place.

pub mod intl;
pub mod kinds;
pub mod zones;

use std::sync::{
    LazyLock, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use case_core::Lang;
use leptos::prelude::*;

use crate::{api, dom, state::announcer};

use fingerprint::fingerprint;

/// Every text, by section.
pub mod text {
    use super::{Language, Text, fill};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// A language with its texts.
pub struct Language {
    /// ISO 639-1, also the value of the `lang` attribute.
    pub code: &'static str,
    /// In itself.
    pub name: &'static str,
    /// The address of its texts; none for the one that comes with the program.
    file: Option<&'static str>,
    /// The fingerprint of the file that the program was built with.
    version: u64,
}

/// A plain text: its place in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(u16);

/// Where the choice is remembered.
const STORED_AS: &str = "casework.language";

/// The place in [`text::LANGUAGES`] of the language shown.
static CURRENT: LazyLock<ArcRwSignal<usize>> = LazyLock::new(|| ArcRwSignal::new(0));

/// The place of the language that was chosen last; its texts may still be on their way.
static WANTED: AtomicUsize = AtomicUsize::new(0);

/// Wakes what shows the choice when a language was chosen that could not be shown: it must show the one that it still is.
static IN_VAIN: LazyLock<ArcTrigger> = LazyLock::new(ArcTrigger::new);

/// Each language's texts, once they are here.
static TABLES: [OnceLock<Vec<&'static str>>; text::LANGUAGES.len()] =
    [const { OnceLock::new() }; text::LANGUAGES.len()];

/// The language shown; follows changes.
pub fn current() -> &'static Language {
    &text::LANGUAGES[CURRENT.get()]
}

/// Whether the language `code` is the choice; follows changes, and choices made in vain.
pub fn is_chosen(code: &str) -> bool {
    IN_VAIN.track();
    current().code == code
}

/// The language shown, as the rules and the API name it; follows changes.
pub fn lang() -> Lang {
    current().code.parse().unwrap_or(Lang::EN)
}

/// Shows the language that was chosen before, else the first one that the browser asks for and there is.
///
/// Says whether the texts of that language were there.
pub async fn restore() -> bool {
    let stored = dom::stored(STORED_AS);
    let mut wanted = stored.into_iter().chain(dom::browser_languages());
    let place = wanted.find_map(|tag| place_of(&tag)).unwrap_or(0);
    // Without its texts there is still the language that came with the program.
    let there = load(place).await;
    show(if there { place } else { 0 });
    there
}

/// Tells that a language's texts cannot be had now.
pub fn tell_missing() {
    announcer::announce(text::error::LANGUAGE.get().to_owned());
}

/// Shows the language `code` as soon as its texts are here, and remembers it. Says so when they cannot be had.
pub async fn choose(code: String) {
    let Some(place) = place_of(&code) else {
        return;
    };
    WANTED.store(place, Ordering::Relaxed);
    let there = load(place).await;
    if WANTED.load(Ordering::Relaxed) != place {
        // Somebody has chosen another one since.
    } else if there {
        dom::store(STORED_AS, &code);
        show(place);
    } else {
        tell_missing();
        IN_VAIN.notify();
    }
}

fn show(place: usize) {
    dom::set_root_attribute("lang", text::LANGUAGES[place].code);
    CURRENT.set(place);
}

/// Fetches the texts of a language, unless they are here; whether they are now.
async fn load(place: usize) -> bool {
    let Some(file) = text::LANGUAGES[place].file else {
        return true;
    };
    if TABLES[place].get().is_some() {
        return true;
    }
    let text = api::texts(file).await.ok();
    let known = text.filter(|text| fingerprint(text) == text::LANGUAGES[place].version);
    let Some(texts) = known.map(table) else {
        return false;
    };
    // Somebody who chose it twice has fetched the same twice.
    let _ = TABLES[place].set(texts);
    true
}

/// The texts of a locale file, in order.
fn table(file: String) -> Vec<&'static str> {
    // As long as the program.
    let file: &'static str = file.leak();
    let text = |line: &'static str| {
        let (_, value) = line.split_once(" = ").filter(|_| !line.starts_with('#'))?;
        value.get(1..value.len() - 1)
    };
    file.lines().filter_map(text).collect()
}

/// The texts that came with the program.
fn compiled() -> &'static [&'static str] {
    TABLES[0].get_or_init(|| text::COMPILED.lines().collect())
}

/// The place of the language of a tag such as `ja-JP`.
fn place_of(tag: &str) -> Option<usize> {
    let code = tag.split('-').next()?;
    text::LANGUAGES
        .iter()
        .position(|language| language.code == code)
}

fn look_up(text: Text) -> &'static str {
    let shown = TABLES[CURRENT.get()].get();
    shown.map_or_else(compiled, Vec::as_slice)[usize::from(text.0)]
}

/// Puts `values` into the placeholders of a text.
fn fill(text: Text, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = look_up(text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        // The build has checked that every placeholder has its value.
        filled.push_str(
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| value),
        );
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

impl Text {
    /// The text in the language shown; follows changes.
    pub fn get(self) -> &'static str {
        look_up(self)
    }
}

#[path = "../../build/fingerprint.rs"]
mod fingerprint;

#[cfg(test)]
#[path = "../../build/locale_files.rs"]
mod locale_files;

#[cfg(test)]
#[path = "../../../xtask/src/spa/pseudo_locale.rs"]
mod pseudo_locale;

#[cfg(test)]
mod tests {
    use super::locale_files::read;

    fn files(en: &str, ja: &str) -> Vec<(String, String)> {
        [("ja", ja), ("en", en)]
            .map(|(code, content)| (code.to_owned(), content.to_owned()))
            .to_vec()
    }

    #[test]
    fn locales_with_the_same_keys_and_placeholders_are_accepted_english_first() {
        let locales = read(&files("[a]\nb = '{x} of {y}'", "[a]\nb = '{y} の {x}'")).unwrap();
        assert_eq!(
            locales.iter().map(|one| &*one.code).collect::<Vec<_>>(),
            ["en", "ja"]
        );
        let code = super::locale_files::rust(&locales);
        assert!(
            code.contains("pub fn b(x: &str, y: &str) -> String"),
            "{code}"
        );
        assert!(code.contains("/locales/ja.toml?v="), "{code}");
    }

    #[test]
    fn a_file_more_is_a_language_more() {
        let pseudo = super::pseudo_locale::from_english(include_str!("../../locales/en.toml"));
        let mut files = files(
            include_str!("../../locales/en.toml"),
            include_str!("../../locales/ja.toml"),
        );
        files.push(("ko".to_owned(), pseudo.clone()));
        let code = super::locale_files::rust(&read(&files).unwrap());
        assert!(code.contains("LANGUAGES: [Language; 3]"), "{code}");
        assert!(
            code.contains("code: \"ko\", name: \"⟦Eñglíìšh⟧\""),
            "{code}"
        );
        // What the SPA reads of the file, in the places that the constants name.
        let (texts, english) = (super::table(pseudo), super::compiled());
        assert_eq!(texts.len(), english.len());
        for (text, english) in texts.iter().zip(english) {
            assert!(text.starts_with('⟦') && text.ends_with('⟧'), "{english}");
            assert_eq!(
                text.matches('{').count(),
                english.matches('{').count(),
                "{english}"
            );
        }
    }

    #[test]
    fn a_file_as_it_is_gives_the_texts_that_the_build_read() {
        let file = include_str!("../../locales/en.toml").to_owned();
        assert_eq!(super::table(file), super::compiled());
        let japanese = include_str!("../../locales/ja.toml");
        assert_eq!(
            super::fingerprint(japanese),
            super::text::LANGUAGES[1].version
        );
    }

    #[test]
    fn what_could_not_be_read_without_a_parser_is_told() {
        for wrong in [
            "[a]\nb = \"\\u0041\"\nc = 'C'",
            "[a]\nb = \"\"\"B\"\"\"\nc = 'C'",
        ] {
            let faults = read(&files("[a]\nb = 'B'\nc = 'C'", wrong)).unwrap_err();
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(
                faults[0].contains("ja.toml: `a.b` must be one line without escapes"),
                "{faults:?}"
            );
        }
        let faults = read(&files("[a]\nb = 'B'\nc = 'C'", "[a]\nc = 'C'\nb = 'B'")).unwrap_err();
        assert_eq!(
            faults,
            ["locales/ja.toml: `a.c` stands at another place than in locales/en.toml"]
        );
    }

    #[test]
    fn every_fault_is_told_with_file_and_key() {
        let faults =
            read(&files("[a]\nb = 'B {x}'\nc = 'C'", "[a]\nb = 'B'\nd = 'D'")).unwrap_err();
        let told = |wanted: &str| faults.iter().any(|fault| fault.contains(wanted));
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            told("locales/ja.toml: `a.b` has the placeholders [], English has [\"x\"]"),
            "{faults:?}"
        );
        assert!(told("locales/ja.toml: `a.c` is missing"), "{faults:?}");
        assert!(
            told("locales/ja.toml: `a.d` is not in locales/en.toml"),
            "{faults:?}"
        );
    }

    #[test]
    fn what_is_not_a_text_is_told() {
        let faults = read(&files("[a]\nb = 1\nc = ''", "x = 'y'")).unwrap_err();
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("en.toml: `a.b` must be a text")),
            "{faults:?}"
        );
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("en.toml: `a.c` must be a text")),
            "{faults:?}"
        );
        assert!(
            faults.iter().any(|fault| fault
                .contains("ja.toml: `.x` must be a text that is not empty, in a section")),
            "{faults:?}"
        );
    }
}
