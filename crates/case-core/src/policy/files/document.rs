//! All files of a policy as one document: lists of tables may continue in another file.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    PolicyFile,
    fault::{Faults, Place},
    node::{Node, Once, one_of, report_repeated},
    source::Source,
};

/// A key of the document's top level.
struct Section {
    key: &'static str,
    /// Where it usually stands.
    file: &'static str,
    /// The members that tell the tables of a list `[[key]]` apart; none for what is no list and stands only once.
    identity: &'static [&'static str],
}

const fn section(
    key: &'static str,
    file: &'static str,
    identity: &'static [&'static str],
) -> Section {
    Section {
        key,
        file,
        identity,
    }
}

const SECTIONS: &[Section] = &[
    section("languages", "policy.toml", &[]),
    section("limits", "policy.toml", &[]),
    section("contact-language", "policy.toml", &["id"]),
    section("plan", "plans.toml", &["id"]),
    section("severity", "plans.toml", &["id"]),
    section("business-hours", "hours.toml", &["language"]),
    section("channel", "hours.toml", &["id"]),
    section("channel-hours", "hours.toml", &["channel", "language"]),
    section("country-calendar", "holidays.toml", &["country"]),
    section("country", "countries.toml", &["id"]),
    section("region", "regions.toml", &["id"]),
    section("service", "catalogue/services.toml", &["case-type", "id"]),
    section("field", "catalogue/shared.toml", &["id"]),
    section("prompt", "catalogue/shared.toml", &["id"]),
    section("solution", "catalogue/shared.toml", &["id"]),
];

fn section_of(key: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.key == key)
}

/// The files as text, by kind, each kind sorted by path.
pub(super) struct Sources<'d> {
    /// The `*.toml` files.
    pub(super) toml: Vec<Source<'d>>,
    /// The `*.ics` files.
    pub(super) icalendar: Vec<Source<'d>>,
}

impl<'d> Sources<'d> {
    /// Sorts the files; reports those that are of neither kind.
    pub(super) fn new(files: &'d [PolicyFile], faults: &'d Faults) -> Self {
        let mut sources = Self {
            toml: Vec::new(),
            icalendar: Vec::new(),
        };
        let mut files: Vec<&PolicyFile> = files.iter().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for file in files {
            let source = Source::new(&file.path, &file.content, faults);
            match Path::new(&file.path)
                .extension()
                .and_then(|end| end.to_str())
            {
                Some("toml") => sources.toml.push(source),
                Some("ics") => sources.icalendar.push(source),
                _ => source
                    .line(0)
                    .wrong("a file of another kind", "files *.toml and *.ics only"),
            }
        }
        sources
    }
}

/// The top level of all TOML files together.
pub(super) struct Document<'d> {
    /// What each section holds, in the order of the files: the elements of a list, or the one value.
    sections: BTreeMap<&'static str, Vec<Node<'d>>>,
    /// The ids of each section.
    ids: BTreeMap<&'static str, BTreeSet<&'d str>>,
    /// The iCalendar files.
    pub(super) icalendar: &'d [Source<'d>],
    pub(super) faults: &'d Faults,
}

impl<'d> Document<'d> {
    /// Joins the files' trees, `trees[i]` being that of `sources.toml[i]`; reports unknown keys.
    pub(super) fn new(
        sources: &'d Sources<'d>,
        trees: &'d [Spanned<DeTable<'d>>],
        faults: &'d Faults,
    ) -> Self {
        let mut document = Self {
            sections: BTreeMap::new(),
            ids: BTreeMap::new(),
            icalendar: &sources.icalendar,
            faults,
        };
        let mut once = Once::new();
        for (source, tree) in sources.toml.iter().zip(trees) {
            for (key, value) in tree.get_ref() {
                let (name, place) = (&**key.get_ref(), source.place(key.span().start));
                let Some(section) = section_of(name) else {
                    let known = SECTIONS.iter().map(|section| section.key);
                    place.wrong(format_args!("the key `{name}`"), one_of(known, name));
                    continue;
                };
                let node = Node { source, value };
                let is_list = !section.identity.is_empty();
                let held = document.sections.entry(section.key).or_default();
                match value.get_ref() {
                    DeValue::Array(_) if is_list => held.extend(node.list().unwrap_or_default()),
                    _ if is_list => {
                        node.wrong::<()>(format_args!("`[[{name}]]` above each"));
                    }
                    _ if once.is_new(name, place, format_args!("`{name}`")) => held.push(node),
                    _ => {}
                }
            }
        }
        for section in SECTIONS {
            let id = |node: &Node<'d>| node.member(section.identity.first()?);
            let ids = document.all(section.key).iter().filter_map(id).collect();
            document.ids.insert(section.key, ids);
        }
        document
    }

    /// The elements of the list `[[key]]`.
    pub(super) fn all(&self, key: &str) -> &[Node<'d>] {
        self.sections.get(key).map_or(&[], Vec::as_slice)
    }

    /// The one value of `key`, which must be there.
    pub(super) fn one(&self, key: &str) -> Option<Node<'d>> {
        let node = self.all(key).first().copied();
        if node.is_none() {
            self.anchor(key)
                .missing(format_args!("no `{key}`"), "it in one of the files");
        }
        node
    }

    /// Where to say that something is missing from the list `[[key]]`: at its first element, or in the file that
    /// usually has it.
    pub(super) fn anchor(&self, key: &str) -> Place<'d> {
        let usual = section_of(key);
        self.all(key).first().map_or(
            Place {
                path: usual.map_or("", |section| section.file),
                line: 1,
                faults: self.faults,
            },
            |first| first.place(),
        )
    }

    /// What references to elements of the list `[[key]]` may name: the first member of their identity, right or wrong.
    pub(super) fn ids(&self, key: &str) -> &BTreeSet<&'d str> {
        &self.ids[key]
    }

    /// Reports the elements of the list `[[key]]` that stand more than once.
    pub(super) fn report_repeated(&self, key: &str) {
        let identity = section_of(key).map_or(&[][..], |section| section.identity);
        report_repeated(self.all(key), key, identity);
    }
}
