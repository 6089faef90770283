//! T8: the extra fields that a category asks for.

use serde::{Deserialize, Serialize};

use super::model::is_false;

/// T8: an extra field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "FieldForm", rename_all = "camelCase")]
pub struct FieldSpec {
    /// Unique in the policy.
    pub id: String,
    /// Its label.
    pub label: String,
    /// A hint below the label; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// What it takes.
    #[serde(flatten)]
    pub kind: FieldKind,
}

/// T8: what an extra field takes.
// Read as a part of `FieldSpec`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum FieldKind {
    /// One line of text.
    Text {
        /// In scalar values after trimming.
        #[cfg_attr(feature = "openapi", schema(rename = "maxChars"))]
        max_chars: u32,
    },
    /// One of some options.
    Choice {
        /// In the order shown.
        options: Vec<FieldOption>,
    },
    /// A date `2026-11-22`.
    Date {
        /// Whether only today and earlier make sense.
        #[serde(skip_serializing_if = "is_false")]
        past: bool,
    },
    /// One of the policy's regions.
    Region,
    /// Resource ids, parted by commas or white space.
    ResourceIds {
        /// How each begins, such as `i-`; empty when any form is accepted.
        #[serde(skip_serializing_if = "String::is_empty")]
        prefix: String,
        /// At most so many.
        max: u32,
    },
}

/// An option of a choice field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldOption {
    /// What the draft holds.
    pub value: String,
    /// What people see.
    pub label: String,
}

/// How a field is read: flat, so that no part of it has to be kept aside until its kind is known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FieldForm {
    id: String,
    label: String,
    #[serde(default)]
    hint: String,
    kind: KindCode,
    max_chars: Option<u32>,
    options: Option<Vec<FieldOption>>,
    #[serde(default)]
    past: bool,
    #[serde(default)]
    prefix: String,
    max: Option<u32>,
}

/// The `kind` of a [`FieldKind`] alone.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindCode {
    Text,
    Choice,
    Date,
    Region,
    ResourceIds,
}

/// A field came without what its kind needs.
#[derive(Debug, thiserror::Error)]
#[error("a field of this kind needs `{0}`")]
struct Incomplete(&'static str);

impl TryFrom<FieldForm> for FieldSpec {
    type Error = Incomplete;

    fn try_from(form: FieldForm) -> Result<Self, Incomplete> {
        let kind = match form.kind {
            KindCode::Text => FieldKind::Text {
                max_chars: form.max_chars.ok_or(Incomplete("maxChars"))?,
            },
            KindCode::Choice => FieldKind::Choice {
                options: form.options.ok_or(Incomplete("options"))?,
            },
            KindCode::Date => FieldKind::Date { past: form.past },
            KindCode::Region => FieldKind::Region,
            KindCode::ResourceIds => FieldKind::ResourceIds {
                prefix: form.prefix,
                max: form.max.ok_or(Incomplete("max"))?,
            },
        };
        Ok(Self {
            id: form.id,
            label: form.label,
            hint: form.hint,
            kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(members: &Value) -> Result<FieldKind, serde_json::Error> {
        let mut field = json!({"id": "f", "label": "F"});
        for (name, value) in members.as_object().unwrap() {
            field[name] = value.clone();
        }
        let read = serde_json::from_value::<FieldSpec>(field.clone())?;
        assert_eq!(serde_json::to_value(&read).unwrap(), field);
        Ok(read.kind)
    }

    #[test]
    fn t8_a_field_reads_back_in_each_kind() {
        let resource_ids = |prefix: &str| FieldKind::ResourceIds {
            prefix: prefix.to_owned(),
            max: 5,
        };
        let options = vec![FieldOption {
            value: "a".to_owned(),
            label: "A".to_owned(),
        }];
        for (members, kind) in [
            (
                json!({"kind": "text", "maxChars": 80}),
                FieldKind::Text { max_chars: 80 },
            ),
            (
                json!({"kind": "choice", "options": [{"value": "a", "label": "A"}]}),
                FieldKind::Choice { options },
            ),
            (json!({"kind": "date"}), FieldKind::Date { past: false }),
            (
                json!({"kind": "date", "past": true, "hint": "H"}),
                FieldKind::Date { past: true },
            ),
            (json!({"kind": "region"}), FieldKind::Region),
            (json!({"kind": "resource-ids", "max": 5}), resource_ids("")),
            (
                json!({"kind": "resource-ids", "prefix": "i-", "max": 5}),
                resource_ids("i-"),
            ),
        ] {
            assert_eq!(read(&members).unwrap(), kind, "{members}");
        }
    }

    #[test]
    fn t8_a_field_without_what_its_kind_needs_is_refused_by_name() {
        for (kind, needed) in [
            ("text", "maxChars"),
            ("choice", "options"),
            ("resource-ids", "max"),
        ] {
            let error = read(&json!({"kind": kind})).unwrap_err().to_string();
            assert!(error.contains(&format!("`{needed}`")), "{error}");
        }
        assert!(read(&json!({"kind": "colour"})).is_err());
        assert!(read(&json!({})).is_err());
    }
}
