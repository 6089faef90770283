//! X5: the check of what an account's people enter about it and about themselves.

use super::{Violations, excerpt};
use crate::{
    Fault, FieldPath, Violation,
    account::{Contacts, ContactsDraft, Preferences, ZONE_OF_ACCOUNT, ZONE_OF_DEVICE},
    country, email,
};

/// The longest name in the IANA database has less than half as many bytes.
const MAX_ZONE_BYTES: usize = 64;

/// Reads the contacts of an account, or says everything that is wrong with them. `is_time_zone` says whether a name is in
/// the IANA database, of names that have the form of one.
pub fn validate_contacts(
    draft: &ContactsDraft,
    is_time_zone: &dyn Fn(&str) -> bool,
) -> Result<Contacts, Vec<Violation>> {
    let mut found = Violations::default();
    let country = found.take(FieldPath::ADDRESS_COUNTRY, country(&draft.country));
    let time_zone = time_zone(&draft.time_zone, is_time_zone);
    let time_zone = found.take(FieldPath::TIME_ZONE, time_zone);
    let billing = found.take(FieldPath::BILLING_CONTACT, contact(&draft.billing));
    let operations = found.take(FieldPath::OPERATIONS_CONTACT, contact(&draft.operations));
    let security = found.take(FieldPath::SECURITY_CONTACT, contact(&draft.security));
    match (country, time_zone, billing, operations, security) {
        (Some(country), Some(time_zone), Some(billing), Some(operations), Some(security)) => {
            Ok(Contacts {
                country,
                time_zone,
                billing,
                operations,
                security,
            })
        }
        _ => Err(found.0),
    }
}

/// Everything that is wrong with how a user wants the pages.
pub fn check_preferences(
    preferences: &Preferences,
    is_time_zone: &dyn Fn(&str) -> bool,
) -> Vec<Violation> {
    let mut found = Violations::default();
    match preferences.time_zone.as_deref() {
        None | Some(ZONE_OF_ACCOUNT | ZONE_OF_DEVICE) => {}
        Some(zone) => {
            found.take(FieldPath::TIME_ZONE, time_zone(zone, is_time_zone));
        }
    }
    found.0
}

fn country(typed: &str) -> Result<String, Fault> {
    let code = typed.trim().to_ascii_uppercase();
    known(code, typed, country::exists)
}

fn time_zone(typed: &str, is_time_zone: &dyn Fn(&str) -> bool) -> Result<String, Fault> {
    let name = typed.trim().to_owned();
    known(name, typed, |name| {
        has_form_of_zone(name) && is_time_zone(name)
    })
}

fn known(read: String, typed: &str, exists: impl Fn(&str) -> bool) -> Result<String, Fault> {
    if read.is_empty() {
        Err(Fault::Required)
    } else if exists(&read) {
        Ok(read)
    } else {
        Err(Fault::Unknown {
            value: excerpt(typed.trim()),
            allowed: Vec::new(),
        })
    }
}

/// Whether the text could be a name in the IANA database: `America/Argentina/Buenos_Aires`, `Etc/GMT+5`.
fn has_form_of_zone(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
    name.len() <= MAX_ZONE_BYTES
        && name
            .split('/')
            .all(|part| !part.is_empty() && part.bytes().all(known))
}

/// Nothing entered is no contact.
fn contact(typed: &str) -> Result<Option<String>, Fault> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let address = email::parse(typed).ok_or(Fault::EmailMalformed)?;
    Ok(Some(address.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{Lang, Theme};

    fn is_time_zone(name: &str) -> bool {
        name.parse::<chrono_tz::Tz>().is_ok()
    }

    fn draft() -> ContactsDraft {
        ContactsDraft {
            country: "JP".to_owned(),
            time_zone: "Asia/Tokyo".to_owned(),
            ..ContactsDraft::default()
        }
    }

    fn faults(change: impl FnOnce(&mut ContactsDraft)) -> Vec<(String, Fault)> {
        let mut draft = draft();
        change(&mut draft);
        let found = validate_contacts(&draft, &is_time_zone).unwrap_err();
        let pairs = found
            .into_iter()
            .map(|one| (one.path.to_string(), one.fault));
        pairs.collect()
    }

    fn unknown(value: &str) -> Fault {
        Fault::Unknown {
            value: value.to_owned(),
            allowed: Vec::new(),
        }
    }

    #[test]
    fn x5_contacts_are_read_without_their_surroundings() {
        let typed = ContactsDraft {
            country: " us ".to_owned(),
            time_zone: " America/Argentina/Buenos_Aires\n".to_owned(),
            billing: " bills@example.com ".to_owned(),
            operations: "ops+aws@example.com".to_owned(),
            security: String::new(),
        };
        let contacts = validate_contacts(&typed, &is_time_zone).unwrap();
        assert_eq!(contacts.country(), "US");
        assert_eq!(contacts.time_zone(), "America/Argentina/Buenos_Aires");
        assert_eq!(contacts.billing(), Some("bills@example.com"));
        assert_eq!(contacts.operations(), Some("ops+aws@example.com"));
        assert_eq!(contacts.security(), None);
    }

    #[test]
    fn x5_a_contact_that_is_empty_is_none() {
        for empty in ["", " ", "\t\n", "\u{3000}"] {
            let mut draft = draft();
            empty.clone_into(&mut draft.billing);
            let contacts = validate_contacts(&draft, &is_time_zone).unwrap();
            assert_eq!(contacts.billing(), None, "{empty:?}");
        }
    }

    #[test]
    fn x5_one_address_may_serve_for_all_contacts() {
        let mut draft = draft();
        for contact in [
            &mut draft.billing,
            &mut draft.operations,
            &mut draft.security,
        ] {
            "all@example.com".clone_into(contact);
        }
        assert!(validate_contacts(&draft, &is_time_zone).is_ok());
    }

    #[test]
    fn x5_everything_that_is_wrong_with_contacts_is_told_at_once() {
        let all = faults(|draft| {
            *draft = ContactsDraft {
                country: "Japan".to_owned(),
                time_zone: "Mars/Olympus".to_owned(),
                billing: "bills".to_owned(),
                operations: "ops@example".to_owned(),
                security: "@example.com".to_owned(),
            };
        });
        let wanted = [
            ("/country", unknown("Japan")),
            ("/timeZone", unknown("Mars/Olympus")),
            ("/billing", Fault::EmailMalformed),
            ("/operations", Fault::EmailMalformed),
            ("/security", Fault::EmailMalformed),
        ];
        assert_eq!(all, wanted.map(|(path, fault)| (path.to_owned(), fault)));
    }

    #[test]
    fn x5_an_address_has_a_country_and_a_time_zone_that_exist() {
        for (country, fault) in [
            ("", Fault::Required),
            (" ", Fault::Required),
            ("XX", unknown("XX")),
            ("XK", unknown("XK")),
            ("EU", unknown("EU")),
            ("日本", unknown("日本")),
        ] {
            let found = faults(|draft| country.clone_into(&mut draft.country));
            assert_eq!(found, [("/country".to_owned(), fault)], "{country}");
        }
        let long = "a".repeat(200);
        for (zone, fault) in [
            ("", Fault::Required),
            ("Tokyo", unknown("Tokyo")),
            ("asia/tokyo", unknown("asia/tokyo")),
            ("Asia/", unknown("Asia/")),
            ("/Asia/Tokyo", unknown("/Asia/Tokyo")),
            ("Asia/To kyo", unknown("Asia/To kyo")),
            (&*long, unknown(&format!("{}…", "a".repeat(60)))),
        ] {
            let found = faults(|draft| zone.clone_into(&mut draft.time_zone));
            assert_eq!(found, [("/timeZone".to_owned(), fault)], "{zone}");
        }
    }

    #[test]
    fn x5_only_what_has_the_form_of_a_time_zone_is_looked_up() {
        for (zone, there) in [
            ("UTC", true),
            ("Etc/GMT+5", true),
            ("America/Port-au-Prince", true),
            ("../etc/passwd", false),
            ("Asia\\Tokyo", false),
            ("Asia/Tokyo\0", false),
            ("", false),
        ] {
            let mut draft = draft();
            zone.clone_into(&mut draft.time_zone);
            let answer = validate_contacts(&draft, &|_| true);
            assert_eq!(answer.is_ok(), there, "{zone}");
        }
    }

    #[test]
    fn a_user_chooses_the_accounts_zone_the_devices_or_one_that_exists() {
        let check = |zone: Option<&str>| {
            let preferences = Preferences {
                language: Some(Lang::JA),
                theme: Some(Theme::Dark),
                time_zone: zone.map(str::to_owned),
            };
            check_preferences(&preferences, &is_time_zone)
        };
        for right in [None, Some("account"), Some("device"), Some("Asia/Kolkata")] {
            assert_eq!(check(right), [], "{right:?}");
        }
        for wrong in ["", "Account", "Mars/Olympus"] {
            let found = check(Some(wrong));
            assert_eq!(found.len(), 1, "{wrong}");
            assert_eq!(found[0].path, FieldPath::TIME_ZONE);
        }
    }

    #[test]
    fn what_is_not_changed_stays_as_it_was_preferred() {
        let all = Preferences {
            language: Some(Lang::EN),
            theme: Some(Theme::Light),
            time_zone: Some("device".to_owned()),
        };
        let dark = Preferences {
            theme: Some(Theme::Dark),
            ..Preferences::default()
        };
        assert_eq!(all.clone().with(Preferences::default()), all);
        let changed = all.clone().with(dark);
        assert_eq!(changed.theme, Some(Theme::Dark));
        assert_eq!(
            (changed.language, changed.time_zone),
            (all.language, all.time_zone)
        );
    }
}
