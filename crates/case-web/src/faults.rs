//! How a [`Fault`] becomes a sentence in the language shown, that says what to do.

use case_core::{
    CaseType, Channel, Fault, FieldPath, Plan, Policy, Severity, policy::GLOBAL_REGION,
};
use chrono::{DateTime, Utc};

use crate::{
    locales::{
        Text,
        intl::{self, Style},
        kinds, text,
    },
    state::session,
};

/// What is wrong at `path`, and what to do about it. Follows the language.
pub fn sentence(
    path: &FieldPath,
    fault: &Fault,
    policy: &Policy,
    case_type: Option<CaseType>,
) -> String {
    use text::fault as words;
    match fault {
        Fault::Required => required(path.as_str(), policy, case_type),
        Fault::NotApplicable => words::NOT_APPLICABLE.get().to_owned(),
        Fault::TooLong { max, actual } => {
            words::too_long(&over(*max, *actual), &actual.to_string(), &max.to_string())
        }
        Fault::TooMany { max, actual } => {
            words::too_many(&over(*max, *actual), &max.to_string(), &actual.to_string())
        }
        Fault::ControlCharacter {
            position,
            character,
        } => words::control_character(character, &position.to_string()),
        // What there is to choose from stands in the control, by its name; the rules know it by its code.
        Fault::Unknown { value, .. } => words::unknown(value),
        Fault::NotAnOption { allowed } => words::one_of(&intl::either(allowed)),
        Fault::TechnicalNotInPlan { plan } => {
            words::technical_not_in_plan(plan_name(policy, *plan))
        }
        Fault::TechnicalRootOnly { plan } => words::technical_root_only(plan_name(policy, *plan)),
        Fault::AskYourPartner => words::ASK_YOUR_PARTNER.get().to_owned(),
        Fault::AccountClosed => words::ACCOUNT_CLOSED.get().to_owned(),
        Fault::SeverityNotInPlan { plan, allowed } => {
            words::severity_not_in_plan(plan_name(policy, *plan), &severities(policy, allowed))
        }
        Fault::DateMalformed => words::DATE_MALFORMED.get().to_owned(),
        Fault::DateDoesNotExist => words::DATE_DOES_NOT_EXIST.get().to_owned(),
        Fault::DateInFuture => words::DATE_IN_FUTURE.get().to_owned(),
        Fault::ResourceIdMalformed { value, prefix } if prefix.is_empty() => {
            words::resource_id_malformed(value)
        }
        Fault::ResourceIdMalformed { value, prefix } => words::resource_id_prefix(value, prefix),
        Fault::FileEmpty => words::FILE_EMPTY.get().to_owned(),
        Fault::FileTooLarge { max, actual } => {
            words::file_too_large(&intl::bytes(*actual), &intl::bytes(*max))
        }
        Fault::FileNameIsPath => words::FILE_NAME_IS_PATH.get().to_owned(),
        Fault::FileNotUploaded => words::FILE_NOT_UPLOADED.get().to_owned(),
        Fault::FileDuplicate { first } => words::file_duplicate(&first.to_string()),
        Fault::LanguageNotOffered { allowed } => words::one_of(&languages(policy, allowed)),
        Fault::ChannelNotOffered { plan, allowed, .. } => {
            channel_not_offered(plan_name(policy, *plan), allowed)
        }
        Fault::ChannelClosed { opens } => channel_closed(*opens),
        Fault::PhoneMalformed => words::PHONE_MALFORMED.get().to_owned(),
        Fault::PhoneLength {
            country,
            allowed,
            actual,
        } => {
            let lengths: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            words::phone_length(
                &intl::country(country),
                &intl::either(&lengths),
                &actual.to_string(),
            )
        }
        Fault::PhoneOtherCountry {
            country,
            calling_code,
        } => words::phone_other_country(&intl::country(country), calling_code),
        Fault::ExtensionMalformed => words::EXTENSION_MALFORMED.get().to_owned(),
        Fault::EmailMalformed => words::EMAIL_MALFORMED.get().to_owned(),
        Fault::EmailDuplicate { .. } => words::EMAIL_DUPLICATE.get().to_owned(),
        Fault::ContactsNotInPlan { plan } => words::contacts_not_in_plan(plan_name(policy, *plan)),
        Fault::NotWholeNumber => words::NOT_WHOLE_NUMBER.get().to_owned(),
        Fault::NotAboveCurrent { current } => words::not_above_current(&intl::number(*current)),
        Fault::AboveQuotaMaximum { max } => words::above_maximum(&intl::number(*max)),
        Fault::QuotaNotInRegion { region } if region == GLOBAL_REGION => {
            words::QUOTA_NOT_GLOBAL.get().to_owned()
        }
        Fault::QuotaNotInRegion { region } => {
            words::quota_not_in_region(region_name(policy, region))
        }
        Fault::QuotaDuplicate { first } => words::quota_duplicate(&first.to_string()),
    }
}

/// What to enter where nothing was.
fn required(path: &str, policy: &Policy, case_type: Option<CaseType>) -> String {
    use text::fault as words;
    let segment = |name: &str| path.ends_with(name) && path.starts_with("/quotaRequests/");
    let words: Text = match path {
        "/caseType" => words::CASE_TYPE_REQUIRED,
        "/service" if case_type == Some(CaseType::QuotaIncrease) => words::LIMIT_TYPE_REQUIRED,
        "/service" => words::SERVICE_REQUIRED,
        "/category" => words::CATEGORY_REQUIRED,
        "/severity" => words::SEVERITY_REQUIRED,
        "/subject" => words::SUBJECT_REQUIRED,
        "/description" => words::DESCRIPTION_REQUIRED,
        "/quotaRequests" => words::REQUESTS_REQUIRED,
        "/contact/language" => words::LANGUAGE_REQUIRED,
        "/contact/channel" => words::CHANNEL_REQUIRED,
        "/contact/country" => words::COUNTRY_REQUIRED,
        "/contact/phone" => words::PHONE_REQUIRED,
        _ if segment("/region") => words::REGION_REQUIRED,
        _ if segment("/quota") => words::LIMIT_REQUIRED,
        _ if segment("/newValue") => words::NEW_VALUE_REQUIRED,
        _ => {
            let field = path
                .strip_prefix("/fields/")
                .and_then(|id| policy.field(id));
            return match field {
                Some(field) => words::answer_required(&field.label),
                None => words::REQUIRED.get().to_owned(),
            };
        }
    };
    words.get().to_owned()
}

fn channel_not_offered(plan: &str, allowed: &[Channel]) -> String {
    if allowed.is_empty() {
        return text::fault::channel_none_offered(plan);
    }
    let channels: Vec<String> = allowed
        .iter()
        .map(|one| kinds::channel(*one).get().to_owned())
        .collect();
    text::fault::channel_not_offered(&intl::either(&channels), plan)
}

fn channel_closed(opens: Option<DateTime<Utc>>) -> String {
    match opens {
        Some(opens) => {
            let when = intl::date_time(opens, Style::Moment, &session::time_zone());
            text::fault::channel_closed_until(&when)
        }
        None => text::fault::CHANNEL_CLOSED.get().to_owned(),
    }
}

fn over(max: u32, actual: u32) -> String {
    actual.saturating_sub(max).to_string()
}

fn plan_name(policy: &Policy, plan: Plan) -> &str {
    &policy.plan(plan).name
}

fn region_name<'a>(policy: &'a Policy, id: &'a str) -> &'a str {
    policy.region(id).map_or(id, |region| &region.name)
}

fn severities(policy: &Policy, allowed: &[Severity]) -> String {
    let names: Vec<String> = allowed
        .iter()
        .filter_map(|one| policy.severity(*one))
        .map(|one| one.name.clone())
        .collect();
    intl::either(&names)
}

fn languages(policy: &Policy, allowed: &[String]) -> String {
    let names: Vec<String> = policy
        .contact_languages
        .iter()
        .filter(|one| allowed.iter().any(|code| code == one.id.code()))
        .map(|one| one.name.clone())
        .collect();
    intl::either(&names)
}
