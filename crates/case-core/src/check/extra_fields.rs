//! T8: the extra fields that a category asks for.

use chrono::{Duration, NaiveDate};

use crate::{
    CaseDraft, Context, Fault, FieldPath,
    policy::{Category, FieldKind, FieldUse},
    text::{self, Lines},
    valid_case::ExtraField,
};

use super::{Violations, excerpt, texts};

/// The longest resource id, in scalar values; the longest ARNs fit.
const RESOURCE_ID_CHARS: u32 = 200;

pub fn check(
    draft: &CaseDraft,
    ctx: &Context,
    category: Option<&Category>,
    found: &mut Violations,
) -> Vec<ExtraField> {
    let asked = category.map_or(&[][..], |category| &category.fields);
    let mut read = Vec::new();
    for field in asked {
        let typed = draft.fields.get(&field.id).map_or("", String::as_str);
        let path = FieldPath::FIELDS.member(&field.id);
        if let Some(Some(value)) = found.take(path, answer(ctx, field, typed)) {
            read.push(ExtraField {
                id: field.id.clone(),
                value,
            });
        }
    }
    // Without a category nothing can be told about the rest.
    if category.is_some() || super::is_quota(draft.kind()) {
        refuse_unasked(draft, ctx, asked, found);
    }
    read
}

/// An answer to something that was not asked would be lost in silence.
fn refuse_unasked(draft: &CaseDraft, ctx: &Context, asked: &[FieldUse], found: &mut Violations) {
    for id in draft
        .fields
        .keys()
        .filter(|id| !asked.iter().any(|field| field.id == **id))
    {
        let fault = if ctx.policy.field(id).is_some() {
            Fault::NotApplicable
        } else {
            let allowed = asked.iter().map(|field| field.id.clone()).collect();
            Fault::Unknown {
                value: excerpt(id),
                allowed,
            }
        };
        found.add(FieldPath::FIELDS.member(&excerpt(id)), fault);
    }
}

/// The answer as it will be stored; `None` when an optional field was left empty.
fn answer(ctx: &Context, field: &FieldUse, typed: &str) -> Result<Option<String>, Fault> {
    if text::is_blank(typed) {
        return if field.required {
            Err(Fault::Required)
        } else {
            Ok(None)
        };
    }
    // A loaded policy has every field that its categories name.
    let Some(spec) = ctx.policy.field(&field.id) else {
        return Ok(None);
    };
    let typed = typed.trim();
    let value = match &spec.kind {
        FieldKind::Text { max_chars } => texts::required(typed, *max_chars, Lines::One)?,
        FieldKind::Choice { options } => {
            if !options.iter().any(|option| option.value == typed) {
                let allowed = options.iter().map(|option| option.value.clone()).collect();
                return Err(Fault::NotAnOption { allowed });
            }
            typed.to_owned()
        }
        FieldKind::Date { past } => date(ctx, typed, *past)?,
        FieldKind::Region => super::listed(typed, ctx.policy.region(typed))?.id.clone(),
        FieldKind::ResourceIds { prefix, max } => resource_ids(typed, prefix, *max)?,
    };
    Ok(Some(value))
}

/// A date `2026-11-22`; with `past`, not after today anywhere on earth.
fn date(ctx: &Context, typed: &str, past: bool) -> Result<String, Fault> {
    let (year, month, day) = date_parts(typed).ok_or(Fault::DateMalformed)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(Fault::DateDoesNotExist)?;
    // The easternmost zone is 14 hours ahead: nobody whose "today" it already is gets refused.
    let latest = (ctx.now + Duration::hours(14)).date_naive();
    if past && date > latest {
        return Err(Fault::DateInFuture);
    }
    Ok(typed.to_owned())
}

fn date_parts(typed: &str) -> Option<(i32, u32, u32)> {
    let bytes = typed.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    Some((
        typed[..4].parse().ok()?,
        typed[5..7].parse().ok()?,
        typed[8..].parse().ok()?,
    ))
}

/// Ids parted by commas or white space, each of the characters that resource names have.
fn resource_ids(typed: &str, prefix: &str, max: u32) -> Result<String, Fault> {
    let ids: Vec<&str> = typed
        .split(|c: char| c == ',' || c == '、' || c.is_whitespace())
        .filter(|id| !id.is_empty())
        .collect();
    let well_formed = |id: &str| {
        let known = |b: u8| b.is_ascii_alphanumeric() || b":/_.-@+=$#".contains(&b);
        id.starts_with(prefix)
            && id.len() > prefix.len()
            && id.bytes().all(known)
            && text::count(id) <= RESOURCE_ID_CHARS
    };
    if let Some(wrong) = ids.iter().find(|id| !well_formed(id)) {
        return Err(Fault::ResourceIdMalformed {
            value: excerpt(wrong),
            prefix: prefix.to_owned(),
        });
    }
    let actual = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    match actual {
        0 => Err(Fault::Required),
        n if n > max => Err(Fault::TooMany { max, actual }),
        _ => Ok(ids.join(" ")),
    }
}
