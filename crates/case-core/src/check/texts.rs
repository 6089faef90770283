//! T10, R2: subject and description.

use crate::{
    CaseDraft, Context, Fault, FieldPath,
    policy::Service,
    secrets,
    text::{self, Lines},
};

use super::Violations;

/// The subject as it will be stored.
///
/// A quota increase needs none (Q1 does not ask for one): it then takes the limit type's name.
pub fn subject(
    draft: &CaseDraft,
    ctx: &Context,
    service: Option<&Service>,
    found: &mut Violations,
) -> Option<String> {
    if super::is_quota(draft.kind()) && text::is_blank(&draft.subject) {
        return service.map(|service| service.name.clone());
    }
    let read = required(&draft.subject, ctx.policy.limits.subject_chars, Lines::One);
    found.take(FieldPath::SUBJECT, read)
}

/// The description as it will be stored.
pub fn description(draft: &CaseDraft, ctx: &Context, found: &mut Violations) -> Option<String> {
    let read = required(
        &draft.description,
        ctx.policy.limits.description_chars,
        Lines::Many,
    );
    found.take(FieldPath::DESCRIPTION, read)
}

/// A text that must be there, within its limit, without control characters; secrets taken out.
pub fn required(typed: &str, max: u32, lines: Lines) -> Result<String, Fault> {
    if text::is_blank(typed) {
        return Err(Fault::Required);
    }
    let actual = text::counted_length(typed);
    if actual > max {
        return Err(Fault::TooLong { max, actual });
    }
    let normal = text::normalise(typed);
    no_control(&normal, lines)?;
    Ok(secrets::redact(&normal).into_owned())
}

/// A2, T10: names the first control character.
pub fn no_control(text: &str, lines: Lines) -> Result<(), Fault> {
    match text::first_control(text, lines) {
        None => Ok(()),
        Some((position, c)) => {
            let character = format!("U+{:04X}", u32::from(c));
            Err(Fault::ControlCharacter {
                position,
                character,
            })
        }
    }
}
