//! What the use cases answer, as the wire has it.

use case_core::{account::ContactsDraft, clock::CorrespondenceKind, permission::Action};
use case_service::{Principal, ViewedCase, hex};
use case_store::{
    Attachment, CaseRow, Correspondence, Event, EventKind, Origin, SavedContacts, SavedDraft,
};
use case_wire::{
    Abilities, AccountView, AttachmentView, Author, CaseEvent, CaseEventKind, CaseView,
    ContactsChanged, CorrespondenceAuthor, DraftOwner, DraftView, Session, SessionAccount,
};

/// Who is signed in, and where the account's log stands.
pub fn session(principal: &Principal, newest_event: u64) -> Session {
    let account = principal.account();
    Session {
        account: SessionAccount {
            id: account.id,
            name: account.name.clone(),
            country: account.country.clone(),
            time_zone: account.time_zone.clone(),
            facts: account.facts.clone(),
        },
        actor: principal.actor().clone(),
        display_name: principal.display_name().to_owned(),
        abilities: Abilities {
            create_case: principal.may(Action::CreateCase),
            describe_cases: principal.may(Action::DescribeCases),
        },
        newest_event: Some(newest_event),
    }
}

/// X5: the account, with its contacts as they stand.
pub fn account(principal: &Principal, contacts: SavedContacts) -> AccountView {
    let account = principal.account();
    AccountView {
        id: account.id,
        name: account.name.clone(),
        alias: account.alias.clone(),
        plan: account.facts.plan,
        closed: account.facts.closed,
        resold: account.facts.resold,
        contacts: ContactsDraft {
            country: contacts.country,
            time_zone: contacts.time_zone,
            billing: contacts.billing.unwrap_or_default(),
            operations: contacts.operations.unwrap_or_default(),
            security: contacts.security.unwrap_or_default(),
        },
        version: contacts.version,
        changed: contacts.change.map(|change| ContactsChanged {
            by: change.by,
            at: change.at,
        }),
        may_change_contacts: principal.may(Action::PutContactInformation),
    }
}

/// Whose drafts are saved now.
pub fn draft_owner(principal: &Principal) -> DraftOwner {
    DraftOwner {
        account: principal.account().id,
        display_name: principal.display_name().to_owned(),
    }
}

/// A case in a list.
pub fn row(row: CaseRow) -> case_wire::CaseRow {
    case_wire::CaseRow {
        case_id: row.id,
        display_id: row.display_id,
        case_type: row.case_type,
        subject: row.subject,
        status: row.status,
        severity: row.severity,
        service: row.service,
        category: row.category,
        created_at: row.created_at,
        due_at: row.due_at,
    }
}

/// A case whole.
pub fn case(
    ViewedCase {
        case,
        first_response_at,
    }: ViewedCase,
) -> CaseView {
    CaseView {
        row: row(case.row),
        submitted_by: case.submitted_by,
        fields: case.fields,
        quota_requests: case.quota_requests,
        contact: case.contact,
        additional_contacts: case.additional_contacts,
        response: case.response,
        first_response_at,
        correspondence: case
            .correspondence
            .into_iter()
            .map(correspondence)
            .collect(),
    }
}

fn correspondence(one: Correspondence) -> case_wire::Correspondence {
    let side = match one.kind {
        CorrespondenceKind::Customer => Author::Customer,
        CorrespondenceKind::AgentReply
        | CorrespondenceKind::InternalNote
        | CorrespondenceKind::Automatic => Author::Support,
    };
    case_wire::Correspondence {
        id: one.id,
        author: CorrespondenceAuthor {
            side,
            name: one.author,
        },
        body: one.body,
        attachments: one.attachments.into_iter().map(attachment).collect(),
        created_at: one.created_at,
    }
}

/// N3: what has happened to a case, if that is what the event tells.
pub fn case_event(event: &Event) -> Option<CaseEvent> {
    let subject = event.subject.as_ref()?;
    let kind = match event.kind {
        EventKind::CreateCase => CaseEventKind::CreateCase,
        EventKind::CreateAccount | EventKind::CreateUser | EventKind::Other => return None,
    };
    Some(CaseEvent {
        kind,
        case_id: subject.case.clone(),
        display_id: subject.display_id,
        correspondence_id: subject.correspondence.clone(),
        origin: match event.origin {
            Origin::Customer => Author::Customer,
            Origin::Support => Author::Support,
        },
        at: event.at,
    })
}

/// A draft.
pub fn draft(saved: SavedDraft) -> DraftView {
    DraftView {
        version: saved.version,
        case_type: saved.case_type,
        draft: saved.draft,
        saved_at: saved.saved_at,
    }
}

/// A file without its bytes.
pub fn attachment(file: Attachment) -> AttachmentView {
    AttachmentView {
        id: file.id,
        name: file.name,
        size: file.size,
        media_type: file.media_type,
        sha256: hex(&file.sha256),
    }
}
