//! A case that the check has passed. Nothing but [`crate::validate`] makes one, and the store accepts nothing else.

use serde::{Deserialize, Serialize};

use crate::{
    clock::ResponseClock,
    kinds::{CaseType, Channel, Lang, Severity},
};

/// A checked draft: codes resolved, texts normalised, secrets redacted (R2), clock started (S3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidCase {
    pub(crate) summary: Summary,
    pub(crate) description: String,
    pub(crate) fields: Vec<ExtraField>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) quota_requests: Vec<QuotaRequest>,
    pub(crate) contact: Contact,
    pub(crate) additional_contacts: Vec<String>,
    pub(crate) copies_to: Option<String>,
    pub(crate) response: Option<ResponseClock>,
}

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// T1.
    pub case_type: CaseType,
    /// The service's id.
    pub service: String,
    /// The category's id; none for a quota increase.
    pub category: Option<String>,
    /// S6: never changes again.
    pub severity: Severity,
    /// T10.
    pub subject: String,
}

/// T8: an answered extra field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExtraField {
    /// The field's id.
    pub id: String,
    /// The answer; resource ids are parted by one space.
    pub value: String,
}

/// A1: a file to be sent along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Under which the server has its bytes.
    pub id: String,
    /// A2: as given.
    pub name: String,
    /// In bytes.
    pub size: u64,
}

/// Q1: a checked row of a quota increase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QuotaRequest {
    /// The region's id.
    pub region: String,
    /// The quota's id.
    pub quota: String,
    /// The account's value when it asked.
    pub current: u64,
    /// The value asked for.
    pub new_value: u64,
}

/// C1, C2: how the customer wants to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "ContactForm", rename_all = "camelCase")]
pub struct Contact {
    /// The language.
    pub language: Lang,
    /// The channel.
    #[serde(flatten)]
    pub method: ContactMethod,
}

/// C2: a channel with what it needs.
// Read as a part of `Contact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "channel", rename_all = "kebab-case")]
pub enum ContactMethod {
    /// Replies in the support centre.
    Web,
    /// Live with an agent.
    Chat,
    /// An agent calls.
    Phone {
        /// C5: ISO 3166-1 alpha-2.
        country: String,
        /// C5: E.164.
        number: String,
        /// C5: digits.
        extension: Option<String>,
    },
}

/// How a contact is read: flat, so that no part of it has to be kept aside until its channel is known.
#[derive(Deserialize)]
struct ContactForm {
    language: Lang,
    channel: Channel,
    country: Option<String>,
    number: Option<String>,
    extension: Option<String>,
}

/// A contact by telephone came without what it needs.
#[derive(Debug, thiserror::Error)]
#[error("a contact by phone needs `country` and `number`")]
struct PhoneIncomplete;

impl TryFrom<ContactForm> for Contact {
    type Error = PhoneIncomplete;

    fn try_from(form: ContactForm) -> Result<Self, PhoneIncomplete> {
        let method = match form.channel {
            Channel::Web => ContactMethod::Web,
            Channel::Chat => ContactMethod::Chat,
            Channel::Phone => ContactMethod::Phone {
                country: form.country.ok_or(PhoneIncomplete)?,
                number: form.number.ok_or(PhoneIncomplete)?,
                extension: form.extension,
            },
        };
        Ok(Self {
            language: form.language,
            method,
        })
    }
}

impl ContactMethod {
    /// The channel alone.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Web => Channel::Web,
            Self::Chat => Channel::Chat,
            Self::Phone { .. } => Channel::Phone,
        }
    }
}

impl ValidCase {
    /// What the case is about.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// T10, R2: the first correspondence.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// T8: the answered extra fields, in the category's order.
    pub fn fields(&self) -> &[ExtraField] {
        &self.fields
    }

    /// A1: the files to be sent along.
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// Q1: the rows of a quota increase.
    pub fn quota_requests(&self) -> &[QuotaRequest] {
        &self.quota_requests
    }

    /// C1, C2, C5.
    pub fn contact(&self) -> &Contact {
        &self.contact
    }

    /// C6.
    pub fn additional_contacts(&self) -> &[String] {
        &self.additional_contacts
    }

    /// C7: the Operations contact, where it receives copies of this case.
    pub fn copies_to(&self) -> Option<&str> {
        self.copies_to.as_deref()
    }

    /// S3: the clock of the first response; none where the plan promises none.
    pub fn response(&self) -> Option<&ResponseClock> {
        self.response.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn c2_a_contact_reads_back_from_json_in_each_channel() {
        let contact = |method| Contact {
            language: Lang::JA,
            method,
        };
        let phone = |extension: Option<&str>| ContactMethod::Phone {
            country: "JP".to_owned(),
            number: "+81312345678".to_owned(),
            extension: extension.map(str::to_owned),
        };
        for (method, json) in [
            (
                ContactMethod::Web,
                json!({"language": "ja", "channel": "web"}),
            ),
            (
                ContactMethod::Chat,
                json!({"language": "ja", "channel": "chat"}),
            ),
            (
                phone(None),
                json!({"language": "ja", "channel": "phone", "country": "JP", "number": "+81312345678",
                    "extension": null}),
            ),
            (
                phone(Some("42")),
                json!({"language": "ja", "channel": "phone", "country": "JP", "number": "+81312345678",
                    "extension": "42"}),
            ),
        ] {
            let contact = contact(method);
            assert_eq!(serde_json::to_value(&contact).unwrap(), json);
            assert_eq!(serde_json::from_value::<Contact>(json).unwrap(), contact);
        }
    }

    #[test]
    fn c5_a_contact_by_phone_without_country_or_number_is_refused() {
        for wrong in [
            json!({"language": "en", "channel": "phone", "country": "JP"}),
            json!({"language": "en", "channel": "phone", "number": "+81312345678"}),
            json!({"language": "en", "channel": "letter"}),
            json!({"language": "en"}),
        ] {
            assert!(
                serde_json::from_value::<Contact>(wrong.clone()).is_err(),
                "{wrong}"
            );
        }
    }
}
