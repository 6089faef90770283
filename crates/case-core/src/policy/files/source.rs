//! A file of the policy as text, and the way from a byte's place in it to a line.

use toml::{
    Spanned,
    de::{DeTable, Error},
};

use super::fault::{Faults, Place, quote};

/// How the parser says that a list or an inline table has no end.
const UNCLOSED: [&str; 2] = ["unclosed array, ", "unclosed inline table, "];

/// How the parser speaks of what it reads inside one.
const IN_BRACKETS: [&str; 4] = [
    "array element",
    "in array",
    "inline table",
    "key-value pairs",
];

fn is_unclosed(error: &Error) -> bool {
    UNCLOSED
        .iter()
        .any(|message| error.message().starts_with(message))
}

fn is_in_brackets(error: &Error) -> bool {
    is_unclosed(error)
        || IN_BRACKETS
            .iter()
            .any(|words| error.message().contains(words))
}

fn start(error: &Error) -> usize {
    error.span().unwrap_or_default().start
}

/// A file, with the beginnings of its lines.
#[derive(Debug)]
pub(super) struct Source<'d> {
    /// The path inside the policy's folder.
    pub(super) path: &'d str,
    /// The text.
    pub(super) content: &'d str,
    faults: &'d Faults,
    /// The byte offsets of all line ends.
    line_ends: Vec<usize>,
}

impl<'d> Source<'d> {
    pub(super) fn new(path: &'d str, content: &'d str, faults: &'d Faults) -> Self {
        let line_ends = content
            .match_indices('\n')
            .map(|(offset, _)| offset)
            .collect();
        Self {
            path,
            content,
            faults,
            line_ends,
        }
    }

    /// The line that has the byte at `offset`.
    pub(super) fn place(&self, offset: usize) -> Place<'d> {
        self.line(self.line_ends.partition_point(|end| *end < offset))
    }

    /// The line with `index`, 0 for the first.
    pub(super) fn line(&self, index: usize) -> Place<'d> {
        Place {
            path: self.path,
            line: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
            faults: self.faults,
        }
    }

    /// Reads the file as TOML. What is not TOML is reported; the rest is in the answer.
    pub(super) fn parse(&self) -> Spanned<DeTable<'d>> {
        let (tree, mut errors) = DeTable::parse_recoverable(self.content);
        errors.sort_by_key(start);
        // What stands after a bracket that nothing closes is read as part of it, to the end of the file: only the first
        // error that this makes is news, and nothing that the file seems to say from there on.
        if errors.iter().any(is_unclosed) {
            let broken = errors
                .iter()
                .find(|error| is_in_brackets(error))
                .map_or(0, start);
            self.place(broken).broken_from_here();
            errors.retain(|error| start(error) <= broken || is_unclosed(error));
        }
        for error in errors {
            self.report(&error);
        }
        tree
    }

    fn report(&self, error: &Error) {
        let span = error.span().unwrap_or_default();
        let text = self.content.get(span.clone()).unwrap_or_default();
        let (found, wanted) = match error.message().split_once(", expected ") {
            Some((found @ "string values must be quoted", _)) => {
                (found, "a value, texts in quotes")
            }
            Some((found, wanted)) => (found, wanted),
            None if error.message() == "duplicate key" => (error.message(), "each key once"),
            None => (error.message(), "well-formed TOML"),
        };
        let found = match text.lines().next().unwrap_or_default().trim() {
            "" => found.to_owned(),
            text => format!("{} ({found})", quote(text)),
        };
        self.place(span.start).unreadable(found, wanted);
    }
}
