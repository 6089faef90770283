//! T3, S1, S2, C3: reads the plans and the severities.

use super::{
    node::{Keys, Node, Once},
    reader::{Reader, require_all},
};
use crate::{
    kinds::{CaseType, Channel, Plan, Severity},
    policy::{
        PlanChannels, PlanRule, Plans, SeverityTarget, SeverityText, SupportHours, TechnicalAccess,
    },
};

const PLAN: Keys = Keys {
    required: &[
        "id",
        "name",
        "summary",
        "technical",
        "hours",
        "additional-contacts",
        "operations-copies",
        "severities",
        "channels",
    ],
    optional: &[],
};
const TARGET: Keys = Keys {
    required: &["id"],
    optional: &["target"],
};
const CHANNELS: Keys = Keys {
    required: &["account-and-billing", "technical", "quota-increase"],
    optional: &[],
};
const SEVERITY: Keys = Keys {
    required: &["id", "name", "description"],
    optional: &[],
};

/// T3: the five plans.
pub(super) fn read_plans(reader: &Reader<'_>) -> Option<Plans> {
    let mut plans = reader.each("plan", |node| {
        let table = node.table(&PLAN)?;
        let id = table.get("id").and_then(Node::code);
        let name = reader.text(table.get("name"));
        let summary = reader.text(table.get("summary"));
        let technical_access = table.get("technical").and_then(|node| {
            node.word(&[
                ("none", TechnicalAccess::None),
                ("root", TechnicalAccess::Root),
                ("users", TechnicalAccess::Users),
            ])
        });
        let hours = table.get("hours").and_then(|node| {
            node.word(&[
                ("business", SupportHours::Business),
                ("all", SupportHours::All),
            ])
        });
        let additional_contacts = table.get("additional-contacts").and_then(Node::boolean);
        let operations_copies = table.get("operations-copies").and_then(read_codes);
        let severities = table.get("severities").and_then(read_targets);
        let channels = table
            .get("channels")
            .and_then(|node| read_channels(node, technical_access));
        Some(PlanRule {
            id: id?,
            name: name?,
            summary: summary?,
            technical_access: technical_access?,
            hours: hours?,
            severities: severities?,
            additional_contacts: additional_contacts?,
            operations_copies: operations_copies?,
            channels: channels?,
        })
    });
    require_all(Plan::ALL, reader.document, "plan");
    plans.sort_by_key(|plan| plan.id);
    Plans::try_from(plans).ok()
}

/// S1: the words of all severities.
pub(super) fn read_severities(reader: &Reader<'_>) -> Vec<SeverityText> {
    let mut severities = reader.each("severity", |node| {
        let table = node.table(&SEVERITY)?;
        let id = table.get("id").and_then(Node::code);
        let name = reader.text(table.get("name"));
        let description = reader.text(table.get("description"));
        Some(SeverityText {
            id: id?,
            name: name?,
            description: description?,
        })
    });
    require_all(Severity::ALL, reader.document, "severity");
    severities.sort_by_key(|severity| severity.id);
    severities
}

/// A list of codes of a vocabulary, each once; `None` when one of them is wrong.
fn read_codes<'d, T>(node: Node<'d>) -> Option<Vec<T>>
where
    T: Copy + Ord + std::fmt::Display + std::str::FromStr<Err = crate::kinds::UnknownCode>,
{
    let mut once = Once::new();
    let read = |node: Node<'d>| {
        let code: T = node.code()?;
        once.is_new(code, node.place(), format_args!("`{code}`"))
            .then_some(code)
    };
    // Collected first, so that every wrong code is reported.
    node.list()?
        .into_iter()
        .map(read)
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}

/// S1, S2: the severities of a plan, from the least to the most.
fn read_targets<'d>(node: Node<'d>) -> Option<Vec<SeverityTarget>> {
    let mut once = Once::new();
    let elements = node.list()?;
    if elements.is_empty() {
        return node.wrong("at least one severity such as { id = \"low\" }");
    }
    let read = |node: Node<'d>| {
        let table = node.table(&TARGET)?;
        let minutes = table
            .get("target")
            .map(|node| node.parse("a length of time such as 15m or 24h", minutes));
        let severity: Severity = table.get("id")?.code()?;
        once.is_new(severity, node.place(), format_args!("`{severity}`"))
            .then_some((
                node,
                SeverityTarget {
                    severity,
                    target_minutes: minutes.flatten(),
                },
            ))
    };
    let mut targets: Vec<_> = elements.into_iter().filter_map(read).collect();
    targets.sort_by_key(|(_, target)| target.severity);
    check_promises(&targets);
    Some(targets.into_iter().map(|(_, target)| target).collect())
}

/// A worse case is never promised a later answer than a lesser one.
fn check_promises(targets: &[(Node<'_>, SeverityTarget)]) {
    let mut shortest = None;
    for (node, target) in targets {
        let severity = target.severity;
        match (target.target_minutes, shortest) {
            (Some(minutes), Some((least, lesser))) if minutes > least => node.place().wrong(
                format_args!("a target of {minutes} minutes for `{severity}`"),
                format_args!("at most the {least} minutes of `{lesser}`"),
            ),
            (Some(minutes), _) => shortest = Some((minutes, severity)),
            (None, Some((_, lesser))) => node.place().wrong(
                format_args!("no target for `{severity}`"),
                format_args!("one, as the lesser `{lesser}` has one"),
            ),
            (None, None) => {}
        }
    }
}

/// The minutes that `15m` or `24h` says; at least one.
fn minutes(text: &str) -> Option<u32> {
    let (number, unit) = if let Some(number) = text.strip_suffix('m') {
        (number, 1)
    } else {
        (text.strip_suffix('h')?, 60)
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = number
        .parse::<u32>()
        .ok()
        .filter(|_| digits)?
        .checked_mul(unit)?;
    (minutes > 0).then_some(minutes)
}

/// C3: a plan's row of the channel matrix.
fn read_channels(node: Node<'_>, technical: Option<TechnicalAccess>) -> Option<PlanChannels> {
    let table = node.table(&CHANNELS)?;
    let read = |case_type: CaseType| -> Option<Vec<Channel>> {
        let node = table.get(case_type.code())?;
        let mut channels: Vec<Channel> = read_codes(node)?;
        channels.sort_unstable();
        match (case_type, technical) {
            (CaseType::Technical, Some(TechnicalAccess::None)) if !channels.is_empty() => {
                node.wrong::<()>("an empty list, as nobody opens technical cases on this plan");
            }
            (CaseType::Technical, None | Some(TechnicalAccess::None)) => {}
            _ if channels.is_empty() => {
                node.wrong::<()>("at least one channel, as cases of this type can be opened");
            }
            _ => {}
        }
        Some(channels)
    };
    let (billing, technical, quota) = (
        read(CaseType::AccountAndBilling),
        read(CaseType::Technical),
        read(CaseType::QuotaIncrease),
    );
    let channels = PlanChannels {
        account_and_billing: billing?,
        technical: technical?,
        quota_increase: quota?,
    };
    let offered = [
        &channels.account_and_billing,
        &channels.technical,
        &channels.quota_increase,
    ];
    if !offered
        .iter()
        .any(|channels| channels.contains(&Channel::Web))
    {
        node.place()
            .wrong("channels without `web`", "`web` for at least one case type");
    }
    Some(channels)
}
