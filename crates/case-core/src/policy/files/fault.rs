//! What is wrong with a policy's files: where, what was found, what would be right.

use std::{cell::RefCell, fmt};

/// One thing that is wrong with a policy's files.
///
/// Displays as ``plans.toml:12: found `gold`, wanted one of basic, developer``.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyFault {
    /// The file's path inside the policy's folder.
    pub file: String,
    /// The line, 1 for the first. Where something is missing from the whole policy, the first line of the file that
    /// usually has it.
    pub line: u32,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub wanted: String,
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            found,
            wanted,
        } = self;
        write!(f, "{file}:{line}: found {found}, wanted {wanted}")
    }
}

/// The longest part of a file that a fault repeats, in characters.
const MAX_QUOTED: usize = 60;

/// The text as a fault shows it: in one line, without control characters, not too long.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for c in text.chars().take(MAX_QUOTED) {
        if c.is_control() {
            quoted.extend(c.escape_unicode());
        } else {
            quoted.push(c);
        }
    }
    if text.chars().nth(MAX_QUOTED).is_some() {
        quoted.push('…');
    }
    quoted.push('`');
    quoted
}

/// Collects faults while the files are read, so that one run names all of them.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Of files that are no TOML; known before anything else is read.
    syntax: RefCell<Vec<PolicyFault>>,
    /// The files that are read wrongly from a line on.
    broken: RefCell<Vec<(String, u32)>>,
    /// Of what the files say.
    content: RefCell<Vec<PolicyFault>>,
}

impl Faults {
    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.syntax.borrow().is_empty() && self.content.borrow().is_empty()
    }

    /// Takes out every fault, by file and line.
    pub(super) fn take(&self) -> Vec<PolicyFault> {
        let mut all = self.syntax.take();
        all.append(&mut self.content.take());
        all.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        all
    }
}

/// A line of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'d> {
    /// The file's path.
    pub(super) path: &'d str,
    /// 1 for the first.
    pub(super) line: u32,
    /// Where its faults go.
    pub(super) faults: &'d Faults,
}

impl Place<'_> {
    /// Something stands here that must not.
    pub(super) fn wrong(&self, found: impl fmt::Display, wanted: impl fmt::Display) {
        if self.is_readable() {
            let fault = self.fault(&found, &wanted);
            self.faults.content.borrow_mut().push(fault);
        }
    }

    /// What the parser makes of text that it cannot read is not what its author wrote.
    fn is_readable(&self) -> bool {
        let (syntax, broken) = (self.faults.syntax.borrow(), self.faults.broken.borrow());
        let here = |fault: &PolicyFault| fault.file == self.path && fault.line == self.line;
        !syntax.iter().any(here)
            && !broken
                .iter()
                .any(|(path, line)| path == self.path && *line <= self.line)
    }

    /// Something is missing that must stand here, or somewhere in the files.
    ///
    /// Said only when every file could be read: otherwise it may stand where the parser gave up.
    pub(super) fn missing(&self, found: impl fmt::Display, wanted: impl fmt::Display) {
        if self.faults.syntax.borrow().is_empty() {
            self.wrong(found, wanted);
        }
    }

    /// The parser cannot read this line. One fault for each line: the rest follow from the first.
    pub(super) fn unreadable(&self, found: impl fmt::Display, wanted: impl fmt::Display) {
        let fault = self.fault(&found, &wanted);
        let mut syntax = self.faults.syntax.borrow_mut();
        if !syntax
            .iter()
            .any(|one| one.file == fault.file && one.line == fault.line)
        {
            syntax.push(fault);
        }
    }

    /// From this line on, what the parser reads is not what the author wrote.
    pub(super) fn broken_from_here(&self) {
        self.faults
            .broken
            .borrow_mut()
            .push((self.path.to_owned(), self.line));
    }

    fn fault(&self, found: &dyn fmt::Display, wanted: &dyn fmt::Display) -> PolicyFault {
        PolicyFault {
            file: self.path.to_owned(),
            line: self.line,
            found: found.to_string(),
            wanted: wanted.to_string(),
        }
    }
}
