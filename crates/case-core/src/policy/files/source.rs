//! A file of the policy as text, and the way from a byte's place in it to a line.

use toml::{Spanned, de::DeTable};

use super::fault::{Faults, Place};

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
        let (tree, errors) = DeTable::parse_recoverable(self.content);
        for error in errors {
            let span = error.span().unwrap_or_default();
            let text = self.content.get(span.clone()).unwrap_or_default();
            let (found, wanted) = match error.message().split_once(", expected ") {
                Some((found, wanted)) => (found, wanted),
                None if error.message() == "duplicate key" => (error.message(), "each key once"),
                None => (error.message(), "well-formed TOML"),
            };
            let found = match text.lines().next().unwrap_or_default().trim() {
                "" => found.to_owned(),
                text => format!("`{text}` ({found})"),
            };
            self.place(span.start).unreadable(found, wanted);
        }
        tree
    }
}
