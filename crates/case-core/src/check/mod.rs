//! The one check of a draft (design decision 1): every violation at once, in the order of the form.
//!
//! Each module checks one part and hands back what it read. When nothing was found wrong, every part was read, and the
//! parts make a [`ValidCase`].

mod account;
mod attachments;
mod classification;
mod contact;
mod extra_fields;
mod quota;
mod texts;

pub use account::{check_preferences, validate_contacts};
pub use attachments::check_file;

use crate::{
    CaseDraft, Context, Fault, FieldPath, ValidCase, Violation, clock, guidance,
    kinds::{CaseType, UnknownCode},
    valid_case::Summary,
};

/// Everything that is wrong with `draft`; empty when it may be submitted.
pub fn check(draft: &CaseDraft, ctx: &Context) -> Vec<Violation> {
    validate(draft, ctx).err().unwrap_or_default()
}

/// Reads `draft` into a case, or says everything that is wrong with it.
pub fn validate(draft: &CaseDraft, ctx: &Context) -> Result<ValidCase, Vec<Violation>> {
    let mut found = Violations::default();
    let class = classification::check(draft, ctx, &mut found);
    let case_type = draft.kind();
    let subject = texts::subject(draft, ctx, class.service, &mut found);
    let description = texts::description(draft, ctx, &mut found);
    let fields = extra_fields::check(draft, ctx, class.category, &mut found);
    let attachments = attachments::check(draft, ctx, &mut found);
    let quota_requests = quota::check(draft, ctx, class.service, &mut found);
    let contact = contact::check(draft, ctx, case_type, &mut found);
    let additional_contacts = contact::additional(draft, ctx, &mut found);

    let (
        Some(case_type),
        Some(service),
        Some(severity),
        Some(subject),
        Some(description),
        Some(contact),
        true,
    ) = (
        case_type,
        class.service,
        class.severity,
        subject,
        description,
        contact,
        found.0.is_empty(),
    )
    else {
        return Err(found.0);
    };
    Ok(ValidCase {
        summary: Summary {
            case_type,
            service: service.id.clone(),
            category: class.category.map(|category| category.id.clone()),
            severity,
            subject,
        },
        description,
        fields,
        attachments,
        quota_requests,
        response: clock::first_response(ctx, severity, contact.language),
        contact,
        additional_contacts,
        copies_to: guidance::copies_to(ctx, case_type).map(str::to_owned),
    })
}

/// The violations found so far.
#[derive(Default)]
struct Violations(Vec<Violation>);

impl Violations {
    fn add(&mut self, path: FieldPath, fault: Fault) {
        self.0.push(Violation::new(path, fault));
    }

    /// Keeps what was read, or notes the fault.
    fn take<T>(&mut self, path: FieldPath, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.add(path, fault)).ok()
    }
}

/// Reads a code of a closed vocabulary; nothing entered is [`Fault::Required`].
fn code<T: std::str::FromStr<Err = UnknownCode>>(text: &str) -> Result<T, Fault> {
    if text.is_empty() {
        return Err(Fault::Required);
    }
    text.parse().map_err(|error: UnknownCode| {
        let allowed = error.allowed.iter().map(|&one| one.to_owned()).collect();
        Fault::Unknown {
            value: excerpt(text),
            allowed,
        }
    })
}

/// Looks an id up in a list too long to repeat in an answer.
fn listed<'a, T>(id: &str, found: Option<&'a T>) -> Result<&'a T, Fault> {
    match found {
        Some(one) => Ok(one),
        None if id.is_empty() => Err(Fault::Required),
        None => Err(Fault::Unknown {
            value: excerpt(id),
            allowed: Vec::new(),
        }),
    }
}

/// The beginning of what was entered: an answer repeats enough to recognise it, not a megabyte.
fn excerpt(text: &str) -> String {
    const MAX: usize = 60;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether `case_type` is the one whose form has rows instead of categories (Q1).
fn is_quota(case_type: Option<CaseType>) -> bool {
    case_type == Some(CaseType::QuotaIncrease)
}
