//! What every part of the policy is read with: its languages, its texts, its references.

use super::{
    document::Document,
    node::{Node, Once, one_of},
};
use crate::{
    clock::Names,
    kinds::Lang,
    text::{Lines, first_control, is_blank},
};

/// The document, read in one language: every text is checked in all languages, and kept in one.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document<'d>,
    /// The languages that every text must have; empty when they could not be read, so that no text is blamed for it.
    languages: Vec<Lang>,
    /// The language whose texts are kept.
    pub(super) language: Lang,
}

impl<'d> Reader<'d> {
    /// A reader for the policy's first language.
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        let languages = read_languages(document).unwrap_or_default();
        Self {
            document,
            language: languages.first().copied().unwrap_or(Lang::EN),
            languages,
        }
    }

    /// The same, keeping the texts in `language`.
    pub(super) fn in_language(&self, language: Lang) -> Self {
        Self {
            document: self.document,
            languages: self.languages.clone(),
            language,
        }
    }

    /// The languages, the first being what others fall back to.
    pub(super) fn languages(&self) -> &[Lang] {
        &self.languages
    }

    /// A text in every language.
    pub(super) fn names(&self, node: Option<Node<'d>>) -> Option<Names> {
        let table = node?.any_table("a table of texts by language")?;
        let codes = || self.languages.iter().map(Lang::code);
        let mut names = Names::new();
        for (code, place, text) in table.iter() {
            let language = code
                .parse()
                .ok()
                .filter(|one| self.languages.is_empty() || self.languages.contains(one));
            match language {
                Some(language) => {
                    let line = one_line(text, format_args!("words for `{code}`"));
                    names.insert(language, line.unwrap_or_default().to_owned());
                }
                None => place.wrong(format_args!("a text for `{code}`"), one_of(codes(), code)),
            }
        }
        for language in self
            .languages
            .iter()
            .filter(|language| !names.contains_key(language))
        {
            table.place.missing(
                format_args!("no text for `{language}`"),
                format_args!(
                    "a text for each of {}",
                    codes().collect::<Vec<_>>().join(", ")
                ),
            );
        }
        Some(names)
    }

    /// A text, checked in every language, in the reader's own.
    pub(super) fn text(&self, node: Option<Node<'d>>) -> Option<String> {
        self.names(node)?.remove(&self.language)
    }

    /// Ids of elements of the list `[[section]]`, each once. No list is an empty one.
    pub(super) fn references(&self, node: Option<Node<'d>>, section: &str) -> Option<Vec<String>> {
        let Some(node) = node else {
            return Some(Vec::new());
        };
        let known = self.document.ids(section);
        let mut once = Once::new();
        let mut ids = Vec::new();
        for id in node.list()? {
            let place = id.place();
            if let Some(id) = id.reference(format_args!("the id of a `[[{section}]]`"), known)
                && once.is_new(id, place, format_args!("`{id}`"))
            {
                ids.push(id.to_owned());
            }
        }
        Some(ids)
    }

    /// Reads every element of the list `[[section]]`, reporting repeated ones; what cannot be read is left out.
    pub(super) fn each<T>(
        &self,
        section: &str,
        mut read: impl FnMut(Node<'d>) -> Option<T>,
    ) -> Vec<T> {
        self.document.report_repeated(section);
        self.document
            .all(section)
            .iter()
            .filter_map(|node| read(*node))
            .collect()
    }

    /// As [`Self::each`], for a list that must not be empty.
    pub(super) fn some<T>(&self, section: &str, read: impl FnMut(Node<'d>) -> Option<T>) -> Vec<T> {
        if self.document.all(section).is_empty() {
            let anchor = self.document.anchor(section);
            anchor.missing(format_args!("no `[[{section}]]`"), "at least one");
        }
        self.each(section, read)
    }
}

/// The languages of the texts; `None` when one of them cannot be read.
fn read_languages(document: &Document<'_>) -> Option<Vec<Lang>> {
    let node = document.one("languages")?;
    let mut once = Once::new();
    let codes = node.list()?;
    if codes.is_empty() {
        return node.wrong("at least one language such as en");
    }
    let read = codes.into_iter().map(|node| {
        let language = node.language()?;
        once.is_new(language, node.place(), format_args!("`{language}`"))
            .then_some(language)
    });
    // Collected first, so that every wrong code is reported.
    read.collect::<Vec<_>>().into_iter().collect()
}

/// The node as a line of text that can be seen.
pub(super) fn one_line(node: Node<'_>, wanted: impl std::fmt::Display) -> Option<&str> {
    let text = node.string(&wanted)?;
    if is_blank(text) {
        return node.wrong(wanted);
    }
    if let Some((position, character)) = first_control(text, Lines::One) {
        let code = u32::from(character);
        node.place().wrong(
            format_args!("the control character U+{code:04X} as character {position}"),
            "a line of text without control characters",
        );
        return None;
    }
    Some(text)
}

/// Says for which of `all` the list `[[section]]` has no element.
pub(super) fn require_all<K: std::fmt::Display>(
    all: impl IntoIterator<Item = K>,
    document: &Document<'_>,
    section: &str,
) {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    let found = document.ids(section);
    for one in all.iter().filter(|one| !found.contains(one.as_str())) {
        document.anchor(section).missing(
            format_args!("no `[[{section}]]` for `{one}`"),
            format_args!("one for each of {}", all.join(", ")),
        );
    }
}
