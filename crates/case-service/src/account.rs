//! X5: the contacts of an account: what its people see and change.

use case_core::{
    Fault, FieldPath, Violation,
    account::{Contacts, ContactsDraft},
    permission::Action,
};
use case_store::{NewContacts, SavedContacts};
use chrono_tz::Tz;

use crate::{Principal, Service, ServiceError};

impl Service {
    /// X5: the contacts of the principal's account as they stand. Whoever is signed in may see whom their account names.
    pub async fn contacts(&self, principal: &Principal) -> Result<SavedContacts, ServiceError> {
        let contacts = self.ports.store.contacts(principal.account.id).await?;
        contacts.ok_or(ServiceError::NotSignedIn)
    }

    /// X5: changes the contacts of the principal's account; `base` is the version that they change. Answers what is there
    /// then.
    ///
    /// Cases that are open keep the clock that was promised with them: a new time zone counts for later ones.
    pub async fn save_contacts(
        &self,
        principal: &Principal,
        base: u64,
        typed: &ContactsDraft,
    ) -> Result<SavedContacts, ServiceError> {
        principal.require(Action::PutContactInformation)?;
        let contacts = checked(typed)?;
        let account = principal.account.id;
        let new = NewContacts {
            account,
            base,
            contacts,
            user: principal.user.id,
            changed_by: principal.display_name().to_owned(),
            changed_at: self.ports.clock.now(),
        };
        let saved = self.ports.store.save_contacts(new).await?;
        tracing::info!(%account, version = saved.version, "saved the contacts of an account");
        Ok(saved)
    }
}

/// The contacts, or everything that is wrong with them.
pub(crate) fn checked(typed: &ContactsDraft) -> Result<Contacts, ServiceError> {
    case_core::validate_contacts(typed, &is_time_zone).map_err(ServiceError::InvalidSettings)
}

/// Whether a name is in the IANA database.
pub(crate) fn is_time_zone(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// What is wrong with settings, for people who read English: an operator at the command line, a developer.
pub(crate) fn told(violations: &[Violation]) -> String {
    let sentences = violations.iter().map(sentence);
    sentences.collect::<Vec<_>>().join("; ")
}

fn sentence(violation: &Violation) -> String {
    let (path, fault) = (&violation.path, &violation.fault);
    let wanted = if *path == FieldPath::ADDRESS_COUNTRY {
        "a country of ISO 3166-1 such as US or JP"
    } else if *path == FieldPath::TIME_ZONE {
        "a time zone such as America/New_York or Asia/Tokyo"
    } else {
        "an e-mail address such as ana@example.com"
    };
    match fault {
        Fault::Required => format!("{path}: {wanted} is missing"),
        Fault::Unknown { value, .. } => format!("{path}: `{}` is not {wanted}", plain(value)),
        _ => format!("{path}: this is not {wanted}"),
    }
}

/// A log and a terminal take no control characters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
