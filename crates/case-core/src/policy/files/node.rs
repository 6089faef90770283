//! Typed reading of a value of a TOML file: each reader reports what is wrong with the value at its line.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display},
    ops::RangeInclusive,
    str::FromStr,
};

use chrono::NaiveDate;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::{Place, quote},
    source::Source,
};
use crate::{
    kinds::{Lang, UnknownCode},
    text::is_blank,
};

/// The longest id, in characters.
const MAX_ID_CHARS: usize = 60;

/// Lists of allowed values are spelt out up to this length; longer ones are answered with the nearest.
const MAX_LISTED: usize = 16;

/// A value in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'d> {
    pub(super) source: &'d Source<'d>,
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

/// The keys that a table has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    /// Those that must stand.
    pub(super) required: &'static [&'static str],
    /// Those that may stand.
    pub(super) optional: &'static [&'static str],
}

impl Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&[self.required, self.optional].concat().join(", "))
    }
}

/// A table whose keys were checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'d> {
    /// Where it begins.
    pub(super) place: Place<'d>,
    source: &'d Source<'d>,
    entries: &'d DeTable<'d>,
}

impl<'d> Table<'d> {
    /// The value of `key`, when it is there.
    pub(super) fn get(&self, key: &str) -> Option<Node<'d>> {
        let value = self.entries.get(key)?;
        Some(Node {
            source: self.source,
            value,
        })
    }

    /// Every key with its place and its value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'d str, Place<'d>, Node<'d>)> {
        let source = self.source;
        self.entries.iter().map(move |(key, value)| {
            (
                &**key.get_ref(),
                source.place(key.span().start),
                Node { source, value },
            )
        })
    }
}

impl<'d> Node<'d> {
    /// Where the value begins.
    pub(super) fn place(self) -> Place<'d> {
        self.source.place(self.value.span().start)
    }

    /// The value as a table of any keys.
    pub(super) fn any_table(self, wanted: impl Display) -> Option<Table<'d>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => Some(Table {
                place: self.place(),
                source: self.source,
                entries,
            }),
            _ => self.wrong(wanted),
        }
    }

    /// The value as a table of exactly `keys`; says which are missing and which are unknown.
    pub(super) fn table(self, keys: &Keys) -> Option<Table<'d>> {
        let table = self.any_table(format_args!("a table with the keys {keys}"))?;
        let known = || keys.required.iter().chain(keys.optional).copied();
        for (key, place, _) in table.iter() {
            if !known().any(|one| one == key) {
                place.wrong(format_args!("the key `{key}`"), one_of(known(), key));
            }
        }
        for key in keys.required {
            if !table.entries.contains_key(*key) {
                let all = keys.required.join(", ");
                table
                    .place
                    .missing(format_args!("no key `{key}`"), format_args!("all of {all}"));
            }
        }
        Some(table)
    }

    /// The text of the member `key`, when the value is a table that has one; reports nothing.
    pub(super) fn member(self, key: &str) -> Option<&'d str> {
        match self.value.get_ref() {
            DeValue::Table(entries) => entries.get(key)?.get_ref().as_str(),
            _ => None,
        }
    }

    /// The value as a list.
    pub(super) fn list(self) -> Option<Vec<Self>> {
        match self.value.get_ref() {
            DeValue::Array(values) => {
                let node = |value| Node {
                    source: self.source,
                    value,
                };
                Some(values.iter().map(node).collect())
            }
            _ => self.wrong("a list"),
        }
    }

    /// The value as text.
    pub(super) fn string(self, wanted: impl Display) -> Option<&'d str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.wrong(wanted),
        }
    }

    /// The value as text that `read` understands.
    pub(super) fn parse<T>(
        self,
        wanted: impl Display,
        read: impl FnOnce(&'d str) -> Option<T>,
    ) -> Option<T> {
        let read = read(self.string(&wanted)?);
        if read.is_some() {
            read
        } else {
            self.wrong(wanted)
        }
    }

    /// The value as a code of a closed vocabulary.
    pub(super) fn code<T: FromStr<Err = UnknownCode>>(self) -> Option<T> {
        // The empty text is in no vocabulary: its error has the list.
        let allowed = T::from_str("")
            .err()
            .map(|error| error.allowed)
            .unwrap_or_default();
        self.parse(format_args!("one of {}", allowed.join(", ")), |text| {
            text.parse().ok()
        })
    }

    /// The value as a language.
    pub(super) fn language(self) -> Option<Lang> {
        self.parse("two lower-case letters such as en", |text| {
            text.parse().ok()
        })
    }

    /// The value as one of a few words.
    pub(super) fn word<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.parse(format_args!("one of {}", allowed.join(", ")), |text| {
            words
                .iter()
                .find(|(word, _)| *word == text)
                .map(|(_, value)| *value)
        })
    }

    /// The value as an id: lower-case letters, digits and hyphens.
    pub(super) fn id(self) -> Option<&'d str> {
        let wanted = format_args!(
            "an id of 1 to {MAX_ID_CHARS} lower-case letters (a to z), digits and hyphens"
        );
        let in_id = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        self.parse(wanted, |text| {
            let fits = (1..=MAX_ID_CHARS).contains(&text.len()) && text.bytes().all(in_id);
            fits.then_some(text)
        })
    }

    /// The value as the id of something that is in `known`; `what` says of what.
    pub(super) fn reference(self, what: impl Display, known: &BTreeSet<&str>) -> Option<&'d str> {
        let text = self.string(&what)?;
        if known.contains(text) {
            return Some(text);
        }
        let wanted = format!("{what}: {}", one_of(known.iter().copied(), text));
        self.place().missing(self.describe(), wanted);
        None
    }

    /// The value as a whole number in `range`.
    pub(super) fn integer<T>(self, range: RangeInclusive<T>) -> Option<T>
    where
        T: Copy + PartialOrd + TryFrom<u64> + Display,
    {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number.and_then(|number| T::try_from(number).ok()) {
            Some(number) if range.contains(&number) => Some(number),
            _ => self.wrong(format_args!(
                "a whole number from {} to {}",
                range.start(),
                range.end()
            )),
        }
    }

    /// The value as yes or no.
    pub(super) fn boolean(self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong("true or false, without quotes"),
        }
    }

    /// The value as a date without a time.
    pub(super) fn date(self) -> Option<NaiveDate> {
        let date = match self.value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date,
            _ => None,
        };
        // The parser knows how many days each month has.
        let date = date.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        if date.is_some() {
            date
        } else {
            self.wrong("a date such as 2026-12-31, without quotes")
        }
    }

    /// Reports that the value should be something else.
    pub(super) fn wrong<T>(self, wanted: impl Display) -> Option<T> {
        self.place().wrong(self.describe(), wanted);
        None
    }

    /// What stands in the file, short enough for a message.
    pub(super) fn describe(self) -> String {
        match self.value.get_ref() {
            DeValue::String(text) if is_blank(text) => "an empty text".to_owned(),
            DeValue::String(text) => quote(text),
            DeValue::Integer(number) => format!("the number {number}"),
            DeValue::Float(number) => format!("the number {number}"),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(moment) => format!("the date {moment}"),
            DeValue::Array(values) if values.is_empty() => "an empty list".to_owned(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        }
    }
}

/// Says what would have been right instead of `found`: all of a short list, or the nearest of a long one.
pub(super) fn one_of<'a>(allowed: impl IntoIterator<Item = &'a str>, found: &str) -> String {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    let likeness = |one: &&&str| strsim::jaro_winkler(one, found);
    match allowed
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
    {
        None => "there is none".to_owned(),
        Some(_) if allowed.len() <= MAX_LISTED => format!("one of {}", allowed.join(", ")),
        Some(nearest) => format!("one of {} known, perhaps {nearest}", allowed.len()),
    }
}

/// Tells what stands in a list or in the files more than once.
#[derive(Debug)]
pub(super) struct Once<'d, K> {
    seen: BTreeMap<K, Place<'d>>,
}

impl<'d, K: Ord> Once<'d, K> {
    pub(super) const fn new() -> Self {
        Self {
            seen: BTreeMap::new(),
        }
    }

    /// Whether `key` is new; else says where it stands already. `found` names it.
    pub(super) fn is_new(&mut self, key: K, place: Place<'d>, found: impl Display) -> bool {
        if let Some(first) = self.seen.get(&key) {
            let Place { path, line, .. } = first;
            place.wrong(
                format_args!("{found} again, as in {path}:{line}"),
                "each only once",
            );
            return false;
        }
        self.seen.insert(key, place);
        true
    }
}

/// Reports the tables of a list whose texts in all `members` an earlier one has; `what` is what each of them is.
pub(super) fn report_repeated(nodes: &[Node<'_>], what: &str, members: &[&str]) {
    let mut once = Once::new();
    for node in nodes {
        let texts: Option<Vec<&str>> = members.iter().map(|key| node.member(key)).collect();
        if let Some(texts) = texts {
            let identity = texts.join(" ");
            once.is_new(
                identity.clone(),
                node.place(),
                format_args!("the {what} `{identity}`"),
            );
        }
    }
}
