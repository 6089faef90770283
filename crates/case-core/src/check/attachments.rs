//! A1 to A3: files by count, size and name, before their first byte is sent.

use crate::{
    AttachmentDraft, CaseDraft, Context, Fault, FieldPath,
    policy::Limits,
    text::{self, Lines},
    valid_case::Attachment,
};

use super::{Violations, texts};

pub fn check(draft: &CaseDraft, ctx: &Context, found: &mut Violations) -> Vec<Attachment> {
    let limits = &ctx.policy.limits;
    let actual = u32::try_from(draft.attachments.len()).unwrap_or(u32::MAX);
    if actual > limits.attachments {
        let max = limits.attachments;
        found.add(FieldPath::ATTACHMENTS, Fault::TooMany { max, actual });
    }
    let mut read = Vec::new();
    for (place, file) in draft.attachments.iter().enumerate() {
        let path = FieldPath::ATTACHMENTS.index(place);
        let name = found.take(path.member("name"), name(&file.name, limits));
        let size = found.take(path.member("size"), size(file, limits));
        if let (Some(name), Some(size)) = (name, size) {
            read.push(Attachment { name, size });
        }
    }
    read
}

/// A2. The name is kept as given: a leading or trailing space may be part of it.
fn name(name: &str, limits: &Limits) -> Result<String, Fault> {
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
fn size(file: &AttachmentDraft, limits: &Limits) -> Result<u64, Fault> {
    match file.size {
        0 => Err(Fault::FileEmpty),
        actual if actual > limits.attachment_bytes => Err(Fault::FileTooLarge {
            max: limits.attachment_bytes,
            actual,
        }),
        size => Ok(size),
    }
}
