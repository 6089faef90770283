//! A case as it is being written: whatever the person typed, right or wrong.
//!
//! Nothing here is checked, so that nothing typed is ever lost: codes are kept as text, an answer not given yet is the
//! empty string. [`crate::check`] says what is wrong with it. The methods are T7: changing an earlier answer never
//! erases a later answer that is still valid, and never the description.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{
    kinds::CaseType,
    policy::{Category, Policy, Service},
    secrets,
};

/// Every answer of the form. The JSON form is camelCase; every field may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CaseDraft {
    /// A [`CaseType`] code.
    pub case_type: String,
    /// The id of a service of that type (for a quota increase: the limit type).
    pub service: String,
    /// The id of a category of that service; not asked for a quota increase (Q1).
    pub category: String,
    /// A [`crate::Severity`] code.
    pub severity: String,
    /// T10. May be left empty for a quota increase, which Q1 does not ask for one.
    pub subject: String,
    /// T10.
    pub description: String,
    /// T8: the category's extra fields, by the field's id.
    pub fields: BTreeMap<String, String>,
    /// A1: files by name and size; their bytes travel on their own.
    pub attachments: Vec<AttachmentDraft>,
    /// Q1: the rows of a quota increase.
    pub quota_requests: Vec<QuotaRequestDraft>,
    /// C1, C2, C5: language, channel and telephone.
    pub contact: ContactDraft,
    /// C6: e-mail addresses.
    pub additional_contacts: Vec<String>,
}

/// A file that the person wants to send along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct AttachmentDraft {
    /// As the person's machine calls it (A2).
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// A3: under which the server has its bytes; empty while they are not sent.
    pub id: String,
}

/// One row of a quota increase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct QuotaRequestDraft {
    /// A region's id, or [`crate::policy::GLOBAL_REGION`] for a quota that has no regions.
    pub region: String,
    /// A quota's id.
    pub quota: String,
    /// As typed; must be a whole number (Q2).
    pub new_value: String,
}

/// How the person wants to be answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ContactDraft {
    /// C1: a contact language's code.
    pub language: String,
    /// C2: a [`crate::Channel`] code.
    pub channel: String,
    /// C5: ISO 3166-1 alpha-2.
    pub country: String,
    /// C5: as typed, national or international.
    pub phone: String,
    /// C5: digits, may be empty.
    pub extension: String,
}

impl CaseDraft {
    /// The case type, when one is chosen and it exists.
    pub fn kind(&self) -> Option<CaseType> {
        self.case_type.parse().ok()
    }

    /// The most bytes that a draft may weigh to be kept on the server: ten times what one at all its limits does.
    pub const MOST_KEPT: usize = 1 << 20;

    /// What a draft weighs when it is kept: its texts in bytes, and something for each of them.
    pub fn weight(&self) -> usize {
        const TEXT: usize = 64;
        let contact = &self.contact;
        let single = [
            &self.case_type,
            &self.service,
            &self.category,
            &self.severity,
            &self.subject,
            &self.description,
            &contact.language,
            &contact.channel,
            &contact.country,
            &contact.phone,
            &contact.extension,
        ];
        let fields = self.fields.iter().flat_map(|(id, value)| [id, value]);
        let files = self
            .attachments
            .iter()
            .flat_map(|file| [&file.name, &file.id]);
        let rows = self.quota_requests.iter();
        let rows = rows.flat_map(|row| [&row.region, &row.quota, &row.new_value]);
        let lists = fields
            .chain(files)
            .chain(rows)
            .chain(&self.additional_contacts);
        let texts = single.into_iter().chain(lists);
        texts.map(|text| text.len() + TEXT).sum()
    }

    /// R2: takes secrets out of everything that a draft says in words, as a case does when it is made of it.
    pub fn redact(&mut self) {
        let fields = self.fields.values_mut();
        for text in [&mut self.subject, &mut self.description]
            .into_iter()
            .chain(fields)
        {
            if let Cow::Owned(redacted) = secrets::redact(text) {
                *text = redacted;
            }
        }
    }

    /// The chosen category, when type, service and category fit together.
    pub fn chosen_category<'p>(&self, policy: &'p Policy) -> Option<&'p Category> {
        self.chosen_service(policy)?.category(&self.category)
    }

    /// The service chosen, if the policy has it for the case type.
    pub fn chosen_service<'p>(&self, policy: &'p Policy) -> Option<&'p Service> {
        policy.service(self.kind()?, &self.service)
    }

    /// T7: chooses the case type and keeps every later answer that is still valid under it.
    pub fn choose_case_type(&mut self, policy: &Policy, case_type: CaseType) {
        case_type.code().clone_into(&mut self.case_type);
        if policy.service(case_type, &self.service).is_none() {
            self.service.clear();
        }
        self.keep_what_the_service_allows(policy);
    }

    /// T7: chooses the service and keeps every later answer that is still valid under it.
    pub fn choose_service(&mut self, policy: &Policy, service: &str) {
        service.clone_into(&mut self.service);
        self.keep_what_the_service_allows(policy);
    }

    /// T7: chooses the category and keeps the extra fields that it asks for too.
    pub fn choose_category(&mut self, policy: &Policy, category: &str) {
        category.clone_into(&mut self.category);
        self.keep_what_the_category_allows(policy);
    }

    fn keep_what_the_service_allows(&mut self, policy: &Policy) {
        if self.chosen_category(policy).is_none() {
            self.category.clear();
        }
        let service = self.service.as_str();
        let quota_case = self.kind() == Some(CaseType::QuotaIncrease);
        self.quota_requests.retain(|row| {
            quota_case && (row.quota.is_empty() || policy.quota(service, &row.quota).is_some())
        });
        self.keep_what_the_category_allows(policy);
    }

    fn keep_what_the_category_allows(&mut self, policy: &Policy) {
        let asked = self
            .chosen_category(policy)
            .map_or(&[][..], |category| &category.fields);
        self.keep_answers(|id| asked.iter().any(|field| field.id == id));
    }

    /// Answers an extra field of the category. An empty answer is none.
    pub fn answer(&mut self, field: &str, value: String) {
        self.keep_answers(|id| id != field);
        if !value.is_empty() {
            self.fields.insert(field.to_owned(), value);
        }
    }

    /// Drops the other extra fields' answers. Into a new map: code that takes things out of one is long, and the browser has to
    /// load it.
    fn keep_answers(&mut self, keep: impl Fn(&str) -> bool) {
        for (id, answer) in &std::mem::take(&mut self.fields) {
            if keep(id) {
                self.fields.insert(id.clone(), answer.clone());
            }
        }
    }
}
