//! Q1, Q2: the rows of a quota increase.

use crate::{
    CaseDraft, Context, Fault, FieldPath, QuotaRequestDraft,
    policy::{GLOBAL_REGION, Quota, Service},
    valid_case::QuotaRequest,
};

use super::{Violations, listed};

pub fn check(
    draft: &CaseDraft,
    ctx: &Context,
    service: Option<&Service>,
    found: &mut Violations,
) -> Vec<QuotaRequest> {
    let rows = &draft.quota_requests;
    let Some(case_type) = draft.kind() else {
        return Vec::new();
    };
    if !super::is_quota(Some(case_type)) {
        if !rows.is_empty() {
            found.add(FieldPath::QUOTA_REQUESTS, Fault::NotApplicable);
        }
        return Vec::new();
    }
    let (max, actual) = (
        ctx.policy.limits.quota_requests,
        u32::try_from(rows.len()).unwrap_or(u32::MAX),
    );
    if actual == 0 {
        found.add(FieldPath::QUOTA_REQUESTS, Fault::Required);
    } else if actual > max {
        found.add(FieldPath::QUOTA_REQUESTS, Fault::TooMany { max, actual });
    }
    // Rows beyond the limit are told as one fault: a hostile list must not make as many answers, nor compare each with each.
    let looked_at = rows.len().min(usize::try_from(max).unwrap_or(usize::MAX));
    let rows = &rows[..looked_at];
    (0..looked_at)
        .filter_map(|place| row(ctx, service, rows, place, found))
        .collect()
}

fn row(
    ctx: &Context,
    service: Option<&Service>,
    rows: &[QuotaRequestDraft],
    place: usize,
    found: &mut Violations,
) -> Option<QuotaRequest> {
    let row = &rows[place];
    let path = FieldPath::QUOTA_REQUESTS.index(place);
    let region = found.take(path.member("region"), region(ctx, &row.region));
    let quota = match service {
        Some(service) => {
            let quota = service.quotas.iter().find(|quota| quota.id == row.quota);
            found.take(path.member("quota"), listed(&row.quota, quota))
        }
        None if row.quota.is_empty() => found.take(path.member("quota"), Err(Fault::Required)),
        None => None,
    };
    let value = found.take(path.member("newValue"), whole_number(&row.new_value));
    let (service, region, quota) = (service?, region?, quota?);
    if !quota.is_in(region, &ctx.policy.regions) {
        found.add(
            path.member("region"),
            Fault::QuotaNotInRegion {
                region: region.to_owned(),
            },
        );
        return None;
    }
    let same = |one: &QuotaRequestDraft| one.quota == row.quota && one.region == row.region;
    if let Some(first) = rows[..place].iter().position(same) {
        let first = u32::try_from(first).unwrap_or(u32::MAX).saturating_add(1);
        found.add(path.member("quota"), Fault::QuotaDuplicate { first });
    }
    let current = ctx.current_quota(&service.id, quota, region);
    let new_value = found.take(path.member("newValue"), in_bounds(value?, current, quota))?;
    Some(QuotaRequest {
        region: region.to_owned(),
        quota: quota.id.clone(),
        current,
        new_value,
    })
}

/// A region of the policy, or the one of account-wide quotas.
fn region<'a>(ctx: &Context, id: &'a str) -> Result<&'a str, Fault> {
    if id == GLOBAL_REGION {
        return Ok(id);
    }
    listed(id, ctx.policy.region(id)).map(|_| id)
}

/// Q2. A number beyond 64 bits is beyond every quota's maximum too.
fn whole_number(typed: &str) -> Result<u64, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NotWholeNumber);
    }
    Ok(typed.parse().unwrap_or(u64::MAX))
}

/// Q2: above the current value, within the quota's own bounds.
fn in_bounds(value: u64, current: u64, quota: &Quota) -> Result<u64, Fault> {
    if value <= current {
        return Err(Fault::NotAboveCurrent { current });
    }
    if value > quota.max {
        return Err(Fault::AboveQuotaMaximum { max: quota.max });
    }
    Ok(value)
}
