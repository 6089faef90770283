//! What the form can say before anything is wrong: what is on offer, to whom, and what goes without saying.

use crate::{
    CaseDraft, Context, Fault,
    clock::{self, Opening},
    email,
    kinds::{CaseType, Channel, Lang},
    policy::{TechnicalAccess, WhenClosed},
};

/// T2 to T6: why this account or user cannot open a case of `case_type`; `None` when they can.
pub fn case_type_fault(ctx: &Context, case_type: CaseType) -> Option<Fault> {
    let account = ctx.account;
    let plan = account.plan;
    match case_type {
        CaseType::AccountAndBilling if account.resold => Some(Fault::AskYourPartner),
        CaseType::Technical | CaseType::QuotaIncrease if account.closed => {
            Some(Fault::AccountClosed)
        }
        CaseType::AccountAndBilling | CaseType::QuotaIncrease => None,
        CaseType::Technical => match ctx.policy.plan(plan).technical_access {
            TechnicalAccess::Users => None,
            TechnicalAccess::Root if ctx.actor.is_root() => None,
            TechnicalAccess::Root => Some(Fault::TechnicalRootOnly { plan }),
            TechnicalAccess::None => Some(Fault::TechnicalNotInPlan { plan }),
        },
    }
}

/// C3, C4: a channel that is offered, and whether somebody is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelOffer<'a> {
    /// Which channel.
    pub channel: Channel,
    /// Whether it is open, until or from when.
    pub opening: Opening<'a>,
    /// Whether a request made now is refused: the channel is live and closed.
    pub refused_now: bool,
}

/// C3, C4: the channels offered for `case_type`, in the policy's order.
pub fn channels<'a>(
    ctx: &Context<'a>,
    case_type: CaseType,
    language: Lang,
) -> Vec<ChannelOffer<'a>> {
    let offered = ctx.policy.plan(ctx.account.plan).channels(case_type);
    offered
        .iter()
        .map(|&channel| channel_offer(ctx, channel, language))
        .collect()
}

/// C4: how `channel` stands now for those who are answered in `language`.
pub fn channel_offer<'a>(ctx: &Context<'a>, channel: Channel, language: Lang) -> ChannelOffer<'a> {
    let opening = Opening::at(ctx.channel_hours(channel, language), ctx.now);
    let refuses = ctx.policy.when_closed(channel) == WhenClosed::Refuse;
    ChannelOffer {
        channel,
        opening,
        refused_now: refuses && !opening.is_open(),
    }
}

/// C7: the Operations contact, where it receives copies of a case's correspondence.
pub fn copies_to<'a>(ctx: &Context<'a>, case_type: CaseType) -> Option<&'a str> {
    let copies = &ctx.policy.plan(ctx.account.plan).operations_copies;
    let contact = ctx.account.operations_contact.as_deref();
    contact.filter(|_| copies.contains(&case_type))
}

/// C6: a user who is not root is reminded to add their own address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnAddressReminder<'a> {
    /// The user's address, when known: one click adds it.
    pub address: Option<&'a str>,
}

/// C6: the reminder to show, if any.
pub fn own_address_reminder<'a>(
    draft: &CaseDraft,
    ctx: &Context<'a>,
) -> Option<OwnAddressReminder<'a>> {
    let crate::Actor::User { email: own } = ctx.actor else {
        return None;
    };
    let offered = ctx.policy.plan(ctx.account.plan).additional_contacts;
    let listed = |own: &str| {
        draft
            .additional_contacts
            .iter()
            .any(|one| email::same(one, own))
    };
    let address = own.as_deref();
    // An unknown address cannot be told from those already listed: the first entry ends the reminder.
    let done = address.map_or(!draft.additional_contacts.is_empty(), listed);
    (offered && !done).then_some(OwnAddressReminder { address })
}

/// S5: whether an answer may take longer because a third party has to be asked too.
pub fn third_party_notice(draft: &CaseDraft, ctx: &Context) -> bool {
    let service = draft
        .kind()
        .and_then(|case_type| ctx.policy.service(case_type, &draft.service));
    service.is_some_and(|service| {
        clock::third_party_notice(service, service.category(&draft.category))
    })
}
