//! T1 to T7, S2: case type, service, category, severity.

use crate::{
    CaseDraft, Context, Fault, FieldPath, guidance,
    kinds::{CaseType, Severity},
    policy::{Category, Service},
};

use super::{Violations, code, is_quota, listed};

/// What could be read of the classification.
pub struct Classification<'p> {
    pub service: Option<&'p Service>,
    pub category: Option<&'p Category>,
    pub severity: Option<Severity>,
}

pub fn check<'p>(
    draft: &CaseDraft,
    ctx: &Context<'p>,
    found: &mut Violations,
) -> Classification<'p> {
    let case_type = found.take(FieldPath::CASE_TYPE, code::<CaseType>(&draft.case_type));
    if let Some(fault) = case_type.and_then(|one| guidance::case_type_fault(ctx, one)) {
        found.add(FieldPath::CASE_TYPE, fault);
    }
    let service = service(draft, ctx, case_type, found);
    let category = category(draft, case_type, service, found);
    let severity = found.take(FieldPath::SEVERITY, severity(draft, ctx));
    Classification {
        service,
        category,
        severity,
    }
}

/// Services depend on the case type: without one, only a missing answer can be told.
fn service<'p>(
    draft: &CaseDraft,
    ctx: &Context<'p>,
    case_type: Option<CaseType>,
    found: &mut Violations,
) -> Option<&'p Service> {
    let Some(case_type) = case_type else {
        if draft.service.is_empty() {
            found.add(FieldPath::SERVICE, Fault::Required);
        }
        return None;
    };
    let service = ctx.policy.service(case_type, &draft.service);
    found.take(FieldPath::SERVICE, listed(&draft.service, service))
}

/// Categories depend on the service; a quota increase has none (Q1).
fn category<'p>(
    draft: &CaseDraft,
    case_type: Option<CaseType>,
    service: Option<&'p Service>,
    found: &mut Violations,
) -> Option<&'p Category> {
    if is_quota(case_type) {
        if !draft.category.is_empty() {
            found.add(FieldPath::CATEGORY, Fault::NotApplicable);
        }
        return None;
    }
    match service {
        Some(service) => {
            let category = service.category(&draft.category);
            found.take(FieldPath::CATEGORY, listed(&draft.category, category))
        }
        None if draft.category.is_empty() => {
            found.add(FieldPath::CATEGORY, Fault::Required);
            None
        }
        None => None,
    }
}

/// S2: the plan decides, whatever the case type.
fn severity(draft: &CaseDraft, ctx: &Context) -> Result<Severity, Fault> {
    let severity = code(&draft.severity)?;
    let rule = ctx.policy.plan(ctx.account.plan);
    match rule.severity(severity) {
        Some(_) => Ok(severity),
        None => Err(Fault::SeverityNotInPlan {
            plan: rule.id,
            allowed: rule.allowed_severities(),
        }),
    }
}
