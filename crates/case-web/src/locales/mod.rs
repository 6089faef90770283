//! The SPA's own words, in every language, and the language that is being shown.
//!
//! Texts are compiled in from `locales/*.toml` (see `build/locale_files.rs`): [`text`] has a constant for each plain
//! text and a function for each one with placeholders. Reading one in a reactive scope follows the language, so a
//! change of language rewrites the page in place.

pub mod intl;
pub mod kinds;

use std::sync::{LazyLock, OnceLock};

use case_core::Lang;
use leptos::{
    prelude::*,
    tachys::{html::attribute::IntoAttributeValue, view::IntoRender},
};

use crate::dom;

/// Every text, by section.
pub mod text {
    use super::{Language, Text, fill};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// What shows words that follow the language. Every component takes its words as this one type: one instantiation.
pub type Words = Signal<String>;

/// A language with its texts.
pub struct Language {
    /// ISO 639-1, also the value of the `lang` attribute.
    pub code: &'static str,
    /// In itself.
    pub name: &'static str,
    texts: &'static str,
}

/// A plain text: its place in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(u16);

/// Where the choice is remembered.
const STORED_AS: &str = "casework.language";

/// The place in [`text::LANGUAGES`] of the language shown.
static CURRENT: LazyLock<ArcRwSignal<usize>> = LazyLock::new(|| ArcRwSignal::new(0));

/// Each language's texts, split when first needed.
static TABLES: [OnceLock<Vec<&'static str>>; text::LANGUAGES.len()] =
    [const { OnceLock::new() }; text::LANGUAGES.len()];

/// The language shown; follows changes.
pub fn current() -> &'static Language {
    &text::LANGUAGES[CURRENT.get()]
}

/// The language shown, as the rules and the API name it; follows changes.
pub fn lang() -> Lang {
    current().code.parse().unwrap_or(Lang::EN)
}

/// Shows the language that was chosen before, else the first one that the browser asks for and there is.
pub fn restore() {
    let stored = dom::stored(STORED_AS);
    let mut wanted = stored.into_iter().chain(dom::browser_languages());
    let place = wanted.find_map(|tag| place_of(&tag)).unwrap_or(0);
    show(place);
}

/// Shows the language `code` from now on, and remembers it.
pub fn choose(code: &str) {
    if let Some(place) = place_of(code) {
        dom::store(STORED_AS, code);
        show(place);
    }
}

fn show(place: usize) {
    dom::set_root_attribute("lang", text::LANGUAGES[place].code);
    CURRENT.set(place);
}

/// The place of the language of a tag such as `ja-JP`.
fn place_of(tag: &str) -> Option<usize> {
    let code = tag.split('-').next()?;
    text::LANGUAGES
        .iter()
        .position(|language| language.code == code)
}

fn look_up(text: Text) -> &'static str {
    let place = CURRENT.get();
    let table = TABLES[place].get_or_init(|| text::LANGUAGES[place].texts.split('\0').collect());
    table[usize::from(text.0)]
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

/// Words that a function makes; it runs again when something that it reads changes.
pub fn words(make: impl Fn() -> String + Send + Sync + 'static) -> Words {
    Signal::derive(make)
}

impl Text {
    /// The text in the language shown; follows changes.
    pub fn get(self) -> &'static str {
        look_up(self)
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        words(move || text.get().to_owned())
    }
}

/// Lets a text stand in a view as it is.
impl IntoRender for Text {
    type Output = Words;

    fn into_render(self) -> Words {
        self.into()
    }
}

/// Lets a text stand in an attribute as it is.
impl IntoAttributeValue for Text {
    type Output = Words;

    fn into_attribute_value(self) -> Words {
        self.into()
    }
}

#[cfg(test)]
#[path = "../../build/locale_files.rs"]
mod locale_files;

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
            faults
                .iter()
                .any(|fault| fault.contains("ja.toml: `x` must be a section")),
            "{faults:?}"
        );
    }
}
