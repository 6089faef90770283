//! The steps of the form, and the address of each: the browser's own way back works.

use crate::locales::{Text, text};

/// The page's address.
pub const ADDRESS: &str = "/cases/new";

/// The query's key of the step.
pub const STEP: &str = "step";

/// The query's key of the case that was opened; its value is the case ID.
pub const CREATED: &str = "created";

/// The query's key of the case type that a link from elsewhere asks for.
pub const CASE_TYPE: &str = "type";

/// A step of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Case type, service, category, severity.
    Case,
    /// Subject, description, and what the category asks for.
    Details,
    /// Language, channel, contacts.
    Contact,
    /// Everything once more, and the submission.
    Review,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 4] = [Self::Case, Self::Details, Self::Contact, Self::Review];

    /// Those that ask, in order.
    pub const ASKING: [Self; 3] = [Self::Case, Self::Details, Self::Contact];

    /// Their names, in order.
    pub const NAMES: &[Text] = &[
        text::form::STEP_CASE,
        text::form::STEP_DETAILS,
        text::form::STEP_CONTACT,
        text::form::STEP_REVIEW,
    ];

    /// Their addresses, in order.
    pub const ADDRESSES: &[&str] = &[
        ADDRESS,
        "/cases/new?step=details",
        "/cases/new?step=contact",
        "/cases/new?step=review",
    ];

    /// The step that a query asks for; the first where it asks for none.
    pub fn of_query(value: Option<&str>) -> Self {
        match value {
            Some("details") => Self::Details,
            Some("contact") => Self::Contact,
            Some("review") => Self::Review,
            _ => Self::Case,
        }
    }

    /// It alone, as a list.
    pub fn alone(self) -> &'static [Self] {
        let all: &'static [Self] = &Self::ALL;
        std::slice::from_ref(&all[self.place()])
    }

    /// Its place in the lists.
    pub const fn place(self) -> usize {
        self as usize
    }

    /// Its address.
    pub const fn address(self) -> &'static str {
        Self::ADDRESSES[self.place()]
    }

    /// Its name.
    pub const fn name(self) -> Text {
        Self::NAMES[self.place()]
    }

    /// The one after it; the last has none.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_to_its_step() {
        for step in Step::ALL {
            let query = step.address().split_once("?step=").map(|(_, value)| value);
            assert_eq!(Step::of_query(query), step);
        }
        assert_eq!(Step::of_query(Some("elsewhere")), Step::Case);
    }

    #[test]
    fn the_steps_follow_one_another() {
        assert_eq!(Step::Case.next(), Some(Step::Details));
        assert_eq!(Step::Review.next(), None);
    }
}
