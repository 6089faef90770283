//! The plans: what each includes (T3, T4, S1 to S3, C3, C6, C7).

use serde::{Deserialize, Serialize};

use crate::kinds::{CaseType, Channel, Plan, Severity};

/// T3: all five plans, from the least to the most; none missing, none twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Vec<PlanRule>", into = "Vec<PlanRule>")]
pub struct Plans(Vec<PlanRule>);

/// A list of plans is not exactly the five, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the plans must be exactly basic, developer, business, enterprise-on-ramp, enterprise, in this order"
)]
pub struct NotTheFivePlans;

impl TryFrom<Vec<PlanRule>> for Plans {
    type Error = NotTheFivePlans;

    fn try_from(rules: Vec<PlanRule>) -> Result<Self, NotTheFivePlans> {
        let in_order = rules.iter().map(|rule| &rule.id).eq(Plan::ALL);
        if in_order {
            Ok(Self(rules))
        } else {
            Err(NotTheFivePlans)
        }
    }
}

impl From<Plans> for Vec<PlanRule> {
    fn from(plans: Plans) -> Self {
        plans.0
    }
}

impl Plans {
    /// What `plan` includes.
    pub fn get(&self, plan: Plan) -> &PlanRule {
        // The five stand in the order of the enum's own declaration.
        &self.0[plan as usize]
    }

    /// S2: the least plan that allows `severity`.
    pub fn first_with(&self, severity: Severity) -> Option<&PlanRule> {
        self.iter().find(|plan| plan.severity(severity).is_some())
    }

    /// From the least to the most.
    pub fn iter(&self) -> std::slice::Iter<'_, PlanRule> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Plans {
    type Item = &'a PlanRule;
    type IntoIter = std::slice::Iter<'a, PlanRule>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What a plan includes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanRule {
    /// Which plan.
    pub id: Plan,
    /// Its name.
    pub name: String,
    /// One sentence on whom it suits.
    pub summary: String,
    /// T3, T4: who opens technical cases.
    pub technical_access: TechnicalAccess,
    /// S3: which hours count towards a target.
    pub hours: SupportHours,
    /// S1, S2: the allowed severities with their targets.
    pub severities: Vec<SeverityTarget>,
    /// C6: whether additional contacts are offered.
    pub additional_contacts: bool,
    /// C7: case types whose correspondence the Operations contact receives.
    pub operations_copies: Vec<CaseType>,
    /// C3: the channels that are offered.
    pub channels: PlanChannels,
}

/// C3: a plan's row of the channel matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanChannels {
    /// For account-and-billing cases.
    pub account_and_billing: Vec<Channel>,
    /// For technical cases; empty where the plan has none.
    pub technical: Vec<Channel>,
    /// For quota increases.
    pub quota_increase: Vec<Channel>,
}

/// T3, T4: who may open technical cases on a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TechnicalAccess {
    /// Nobody.
    None,
    /// The root user only.
    Root,
    /// Every permitted user.
    Users,
}

/// S3: which hours count towards a response target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SupportHours {
    /// The business hours of the contact language.
    Business,
    /// All of them.
    All,
}

/// A severity that a plan allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SeverityTarget {
    /// Which severity.
    pub severity: Severity,
    /// S1: minutes to the first response; absent where the plan promises none.
    pub target_minutes: Option<u32>,
}

impl PlanRule {
    /// C3: the channels offered for `case_type`.
    pub fn channels(&self, case_type: CaseType) -> &[Channel] {
        match case_type {
            CaseType::AccountAndBilling => &self.channels.account_and_billing,
            CaseType::Technical => &self.channels.technical,
            CaseType::QuotaIncrease => &self.channels.quota_increase,
        }
    }

    /// S2: the severities that the plan allows, from the least to the most.
    pub fn allowed_severities(&self) -> Vec<Severity> {
        self.severities.iter().map(|one| one.severity).collect()
    }

    /// S2: what the plan promises for `severity`; `None` when it does not allow it.
    pub fn severity(&self, severity: Severity) -> Option<SeverityTarget> {
        self.severities
            .iter()
            .find(|one| one.severity == severity)
            .copied()
    }
}
