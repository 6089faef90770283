//! A1 to A3: files by count, size and name, before their first byte is sent.

use crate::{
    AttachmentDraft, CaseDraft, Context, Fault, FieldPath, Upload, Violation,
    policy::Limits,
    text::{self, Lines},
    valid_case::Attachment,
};

use super::{Violations, texts};

/// A1 to A3: everything that is wrong with one file, before or after its bytes are sent; `size` in bytes.
pub fn check_file(name: &str, size: u64, limits: &Limits) -> Vec<Violation> {
    let mut found = Violations::default();
    found.take(FieldPath::FILE_NAME, checked_name(name, limits));
    found.take(FieldPath::FILE_SIZE, checked_size(size, limits));
    found.0
}

pub fn check(draft: &CaseDraft, ctx: &Context, found: &mut Violations) -> Vec<Attachment> {
    let (files, limits) = (&draft.attachments, &ctx.policy.limits);
    let actual = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let too_many = actual > limits.attachments;
    if too_many {
        let max = limits.attachments;
        found.add(FieldPath::ATTACHMENTS, Fault::TooMany { max, actual });
    }
    let mut read = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let path = FieldPath::ATTACHMENTS.index(place);
        let name = found.take(path.member("name"), checked_name(&file.name, limits));
        let size = found.take(path.member("size"), checked_size(file.size, limits));
        let (Some(name), Some(size)) = (name, size) else {
            continue;
        };
        // Of files that are too many, which of them are there is not the question yet.
        if !too_many && let Some(uploads) = ctx.uploads {
            found.take(path, uploaded(files, place, uploads));
        }
        let id = file.id.clone();
        read.push(Attachment { id, name, size });
    }
    read
}

/// A3.
fn uploaded(files: &[AttachmentDraft], place: usize, uploads: &[Upload]) -> Result<(), Fault> {
    let file = &files[place];
    let is_it = |one: &Upload| one.id == file.id && one.name == file.name && one.size == file.size;
    if !uploads.iter().any(is_it) {
        return Err(Fault::FileNotUploaded);
    }
    match files[..place].iter().position(|one| one.id == file.id) {
        Some(first) => Err(Fault::FileDuplicate {
            first: u32::try_from(first + 1).unwrap_or(u32::MAX),
        }),
        None => Ok(()),
    }
}

/// A2. The name is kept as given: a leading or trailing space may be part of it.
fn checked_name(name: &str, limits: &Limits) -> Result<String, Fault> {
    if text::is_blank(name) {
        return Err(Fault::Required);
    }
    let (max, actual) = (limits.file_name_chars, text::count(name));
    if actual > max {
        return Err(Fault::TooLong { max, actual });
    }
    texts::no_control(name, Lines::FileName)?;
    if name.contains(['/', '\\']) || name == "." || name == ".." {
        return Err(Fault::FileNameIsPath);
    }
    Ok(name.to_owned())
}

/// A1.
fn checked_size(size: u64, limits: &Limits) -> Result<u64, Fault> {
    match size {
        0 => Err(Fault::FileEmpty),
        actual if actual > limits.attachment_bytes => Err(Fault::FileTooLarge {
            max: limits.attachment_bytes,
            actual,
        }),
        size => Ok(size),
    }
}
