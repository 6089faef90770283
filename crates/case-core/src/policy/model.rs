//! The shapes of the policy, and look-ups in it.

use serde::{Deserialize, Serialize};

use super::{FieldSpec, PlanRule, Plans};
use crate::kinds::{CaseType, Channel, Lang, Plan, Severity};

/// The region id of quotas that are not kept per region.
pub const GLOBAL_REGION: &str = "global";

/// Everything that a form needs to know, with texts in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The language of the texts.
    pub language: Lang,
    /// T3: all five plans.
    pub plans: Plans,
    /// S1: all five severities, from the least to the most.
    pub severities: Vec<SeverityText>,
    /// Limits on what one may enter.
    pub limits: Limits,
    /// C1: languages in which agents answer.
    pub contact_languages: Vec<ContactLanguage>,
    /// C2: what holds for a channel on every plan.
    pub channels: Vec<ChannelRule>,
    /// T7: the services of all case types.
    pub services: Vec<Service>,
    /// T8: the extra fields that categories ask for.
    pub fields: Vec<FieldSpec>,
    /// T9: the description prompts that services and categories name.
    pub prompts: Vec<Prompt>,
    /// T8: the recommended solutions that categories name.
    pub solutions: Vec<Solution>,
    /// Q1: the regions, without [`GLOBAL_REGION`].
    pub regions: Vec<Region>,
    /// C5: telephone numbering by country.
    pub countries: Vec<Country>,
}

/// A severity's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SeverityText {
    /// Which severity.
    pub id: Severity,
    /// Its name, *General guidance*.
    pub name: String,
    /// When to choose it.
    pub description: String,
}

/// Limits on what one may enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// T10: scalar values.
    pub subject_chars: u32,
    /// T10: scalar values.
    pub description_chars: u32,
    /// A1: files of one correspondence.
    pub attachments: u32,
    /// A1: bytes of one file.
    pub attachment_bytes: u64,
    /// A2: scalar values.
    pub file_name_chars: u32,
    /// C5: digits.
    pub extension_digits: u32,
    /// C6: addresses.
    pub additional_contacts: u32,
    /// Q1: rows of one quota increase.
    pub quota_requests: u32,
    /// G1: days for which the server keeps a draft that nobody changes any more.
    pub draft_days: u32,
}

/// C1: a language in which agents answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContactLanguage {
    /// Its code.
    pub id: Lang,
    /// Its name in the policy's language.
    pub name: String,
}

/// C4: what holds for a channel on every plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChannelRule {
    /// Which channel.
    pub id: Channel,
    /// What a request does outside the channel's hours.
    pub when_closed: WhenClosed,
}

/// C4: what a request does outside the channel's hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WhenClosed {
    /// It waits until the channel opens (Web, Phone).
    Wait,
    /// It is refused: there is nobody to talk to (Chat).
    Refuse,
}

/// T7: what a case is about, first level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Unique within its case type.
    pub id: String,
    /// The case type that lists it.
    pub case_type: CaseType,
    /// Its name.
    pub name: String,
    /// S5: questions about it go to a third party as well.
    #[serde(default, skip_serializing_if = "is_false")]
    pub third_party: bool,
    /// T9: prompts of every category of the service, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// T7: empty for a quota increase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Q1: only for a quota increase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
}

/// T7: what a case is about, second level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Unique within its service.
    pub id: String,
    /// Its name.
    pub name: String,
    /// S5: questions about it go to a third party as well.
    #[serde(default, skip_serializing_if = "is_false")]
    pub third_party: bool,
    /// T9: prompts by id, after the service's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// T8: extra fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldUse>,
    /// T8: recommended solutions by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solutions: Vec<String>,
}

/// T8: a category asks for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldUse {
    /// The field's id.
    pub id: String,
    /// Whether an answer is needed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
}

/// T9: a question that a good description answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Prompt {
    /// Unique in the policy.
    pub id: String,
    /// As a heading, *Error messages received*.
    pub heading: String,
    /// What to write beneath it.
    pub hint: String,
}

/// T8: a recommended solution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Solution {
    /// Unique in the policy.
    pub id: String,
    /// The question it answers.
    pub title: String,
    /// The answer, one short paragraph.
    pub answer: String,
}

/// Q1: a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// Unique in the policy, `eu-central-1`.
    pub id: String,
    /// Its name, *Europe (Frankfurt)*.
    pub name: String,
}

/// Q1: something that a service limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Quota {
    /// Unique within its service.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it counts, in the policy's language; may be empty for plain counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// An account's value unless it was raised.
    pub default: u64,
    /// The most it can be raised to.
    pub max: u64,
    /// Whether it is kept once for the whole account, under [`GLOBAL_REGION`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub global: bool,
    /// The regions that have it, by id; empty means all of them. Always empty for a global quota.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
}

/// C5: a country's telephone numbering. Its name comes from the browser's own `Intl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub id: String,
    /// The calling code, digits without `+`.
    pub calling_code: String,
    /// The digits that a national number begins with at home and loses abroad, such as `0`; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trunk: String,
    /// The allowed counts of digits of a national number without trunk prefix, ascending.
    pub lengths: Vec<u8>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}

impl Policy {
    /// What `plan` includes.
    pub fn plan(&self, plan: Plan) -> &PlanRule {
        self.plans.get(plan)
    }

    /// The service `id` of `case_type`.
    pub fn service(&self, case_type: CaseType, id: &str) -> Option<&Service> {
        self.services_of(case_type).find(|service| service.id == id)
    }

    /// The services that `case_type` lists, in the policy's order.
    pub fn services_of(&self, case_type: CaseType) -> impl Iterator<Item = &Service> {
        self.services
            .iter()
            .filter(move |service| service.case_type == case_type)
    }

    /// The quota `id` of the limit type `service`.
    pub fn quota(&self, service: &str, id: &str) -> Option<&Quota> {
        let service = self.service(CaseType::QuotaIncrease, service)?;
        service.quotas.iter().find(|quota| quota.id == id)
    }

    /// The extra field `id`.
    pub fn field(&self, id: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The country `id`.
    pub fn country(&self, id: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.id == id)
    }

    /// The region `id`; [`GLOBAL_REGION`] is none.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// C1: the contact language with this code.
    pub fn contact_language(&self, code: &str) -> Option<&ContactLanguage> {
        self.contact_languages
            .iter()
            .find(|one| one.id.code() == code)
    }

    /// S1: the words of `severity`.
    pub fn severity(&self, severity: Severity) -> Option<&SeverityText> {
        self.severities.iter().find(|one| one.id == severity)
    }

    /// T9: the prompts for a service and one of its categories, in the order shown.
    pub fn prompts(&self, service: &Service, category: Option<&Category>) -> Vec<&Prompt> {
        let own = category.map_or(&[][..], |category| &category.prompts);
        let mut ids: Vec<&String> = service.prompts.iter().collect();
        ids.extend(own.iter().filter(|id| !service.prompts.contains(id)));
        ids.iter()
            .filter_map(|id| self.prompts.iter().find(|prompt| prompt.id == **id))
            .collect()
    }

    /// T8: the solutions to show for a category, in the order shown.
    pub fn solutions(&self, category: &Category) -> Vec<&Solution> {
        let find = |id: &String| self.solutions.iter().find(|solution| solution.id == *id);
        category.solutions.iter().filter_map(find).collect()
    }

    /// C4: what a request over `channel` does outside its hours.
    pub fn when_closed(&self, channel: Channel) -> WhenClosed {
        let rule = self.channels.iter().find(|rule| rule.id == channel);
        rule.map_or(WhenClosed::Wait, |rule| rule.when_closed)
    }
}

impl Service {
    /// The category `id` of this service.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }
}

impl Quota {
    /// Whether `region` is one that has this quota; `regions` are the policy's.
    pub fn is_in(&self, region: &str, regions: &[Region]) -> bool {
        if self.global {
            return region == GLOBAL_REGION;
        }
        let exists = regions.iter().any(|one| one.id == region);
        exists && (self.regions.is_empty() || self.regions.iter().any(|one| one == region))
    }
}
