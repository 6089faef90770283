//! C1 to C6: language, channel, telephone, additional contacts.

use crate::{
    CaseDraft, ContactDraft, Context, Fault, FieldPath,
    clock::Opening,
    email, guidance,
    kinds::{CaseType, Channel, Lang},
    phone,
    valid_case::{Contact, ContactMethod},
};

use super::{Violations, code, listed};

pub fn check(
    draft: &CaseDraft,
    ctx: &Context,
    case_type: Option<CaseType>,
    found: &mut Violations,
) -> Option<Contact> {
    let contact = &draft.contact;
    let language = found.take(FieldPath::LANGUAGE, language(contact, ctx));
    let channel = found.take(
        FieldPath::CHANNEL,
        channel(contact, ctx, case_type, language),
    );
    let method = match channel? {
        Channel::Web => ContactMethod::Web,
        Channel::Chat => ContactMethod::Chat,
        Channel::Phone => telephone(contact, ctx, found)?,
    };
    Some(Contact {
        language: language?,
        method,
    })
}

/// C1.
fn language(contact: &ContactDraft, ctx: &Context) -> Result<Lang, Fault> {
    let offered = &ctx.policy.contact_languages;
    if contact.language.is_empty() {
        return Err(Fault::Required);
    }
    offered
        .iter()
        .map(|one| one.id)
        .find(|id| id.code() == contact.language)
        .ok_or_else(|| Fault::LanguageNotOffered {
            allowed: offered.iter().map(|one| one.id.to_string()).collect(),
        })
}

/// C2 to C4.
fn channel(
    contact: &ContactDraft,
    ctx: &Context,
    case_type: Option<CaseType>,
    language: Option<Lang>,
) -> Result<Channel, Fault> {
    let channel = code(&contact.channel)?;
    if let Some(case_type) = case_type {
        let rule = ctx.policy.plan(ctx.account.plan);
        let offered = rule.channels(case_type);
        if !offered.contains(&channel) {
            let allowed = offered.to_vec();
            return Err(Fault::ChannelNotOffered {
                case_type,
                plan: rule.id,
                allowed,
            });
        }
    }
    if let Some(language) = language {
        let offer = guidance::channel_offer(ctx, channel, language);
        if let (true, Opening::Closed { opens, .. }) = (offer.refused_now, offer.opening) {
            return Err(Fault::ChannelClosed { opens });
        }
    }
    Ok(channel)
}

/// C5. What was typed for a call is ignored while another channel is chosen, and kept in the draft (T7).
fn telephone(
    contact: &ContactDraft,
    ctx: &Context,
    found: &mut Violations,
) -> Option<ContactMethod> {
    let country = listed(&contact.country, ctx.policy.country(&contact.country));
    let country = found.take(FieldPath::COUNTRY, country);
    let number = match (contact.phone.trim(), country) {
        ("", _) => Err(Fault::Required),
        (typed, Some(country)) => phone::parse(country, typed).map(Some),
        (_, None) => Ok(None),
    };
    let number = found.take(FieldPath::PHONE, number);
    let max = ctx.policy.limits.extension_digits;
    let extension = found.take(FieldPath::EXTENSION, extension(&contact.extension, max));
    Some(ContactMethod::Phone {
        country: country?.id.clone(),
        number: number??,
        extension: extension?,
    })
}

/// C5: none, or some digits.
fn extension(typed: &str, max: u32) -> Result<Option<String>, Fault> {
    let typed = typed.trim();
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::ExtensionMalformed);
    }
    let actual = u32::try_from(typed.len()).unwrap_or(u32::MAX);
    if actual > max {
        return Err(Fault::TooLong { max, actual });
    }
    Ok((!typed.is_empty()).then(|| typed.to_owned()))
}

/// C6: the addresses that are told of every correspondence.
pub fn additional(draft: &CaseDraft, ctx: &Context, found: &mut Violations) -> Vec<String> {
    let typed = &draft.additional_contacts;
    let rule = ctx.policy.plan(ctx.account.plan);
    if !rule.additional_contacts {
        if !typed.is_empty() {
            found.add(
                FieldPath::ADDITIONAL_CONTACTS,
                Fault::ContactsNotInPlan { plan: rule.id },
            );
        }
        return Vec::new();
    }
    let (max, actual) = (
        ctx.policy.limits.additional_contacts,
        u32::try_from(typed.len()).unwrap_or(u32::MAX),
    );
    if actual > max {
        found.add(
            FieldPath::ADDITIONAL_CONTACTS,
            Fault::TooMany { max, actual },
        );
        // The rest is told once the list is short enough: a hostile list must not make as many answers.
        return Vec::new();
    }
    let one = |place: usize| {
        let path = FieldPath::ADDITIONAL_CONTACTS.index(place);
        found.take(path, address(typed, place))
    };
    (0..typed.len()).filter_map(one).collect()
}

fn address(typed: &[String], place: usize) -> Result<String, Fault> {
    let address = &typed[place];
    if address.trim().is_empty() {
        return Err(Fault::Required);
    }
    let parsed = email::parse(address).ok_or(Fault::EmailMalformed)?;
    match typed[..place]
        .iter()
        .position(|earlier| email::same(earlier, address))
    {
        None => Ok(parsed.to_owned()),
        Some(first) => {
            let first = u32::try_from(first).unwrap_or(u32::MAX).saturating_add(1);
            Err(Fault::EmailDuplicate { first })
        }
    }
}
