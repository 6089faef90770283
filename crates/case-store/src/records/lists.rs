//! L7: which cases a list shows, and places in it.

use case_core::{CaseStatus, CaseType, DisplayId, Severity};
use chrono::{DateTime, Utc};

use super::CaseRow;

/// L7: which cases a list shows. Where nothing of a kind is named, all of that kind are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only those that are not resolved.
    pub open: bool,
    /// Only those that stand so.
    pub statuses: Vec<CaseStatus>,
    /// Only those of these types.
    pub case_types: Vec<CaseType>,
    /// Only those of these severities.
    pub severities: Vec<Severity>,
}

impl CaseFilter {
    /// All cases.
    pub const ALL: Self = Self {
        open: false,
        statuses: Vec::new(),
        case_types: Vec::new(),
        severities: Vec::new(),
    };

    /// Those that are not resolved.
    pub const OPEN: Self = Self {
        open: true,
        statuses: Vec::new(),
        case_types: Vec::new(),
        severities: Vec::new(),
    };

    /// Whether the list shows this case.
    pub fn shows(&self, case: &CaseRow) -> bool {
        (!self.open || case.status.is_open())
            && names(&self.statuses, &case.status)
            && names(&self.case_types, &case.case_type)
            && names(&self.severities, &case.severity)
    }

    /// Whether no case can be what is asked for.
    pub(crate) fn shows_nothing(&self) -> bool {
        self.open && !self.statuses.is_empty() && !self.statuses.iter().any(|one| one.is_open())
    }

    /// Whether nothing that is resolved is shown.
    pub(crate) fn is_of_open(&self) -> bool {
        let named = !self.statuses.is_empty();
        self.open || (named && self.statuses.iter().all(|one| one.is_open()))
    }

    /// Whether it shows cases of this severity.
    pub(crate) fn has_severity(&self, severity: Severity) -> bool {
        names(&self.severities, &severity)
    }
}

fn names<T: PartialEq>(named: &[T], one: &T) -> bool {
    named.is_empty() || named.contains(one)
}

/// L7: a place in a list, in whichever order, that stays where it is while cases arrive: of a case there, what never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasePosition {
    /// When the case was made.
    pub created_at: DateTime<Utc>,
    /// Which it is of those that are otherwise alike.
    pub display_id: DisplayId,
    /// S6.
    pub severity: Severity,
    /// S3: when its first response is due; none where nothing is promised.
    pub due_at: Option<DateTime<Utc>>,
}

/// L7: cases that were read for a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedCases {
    /// Those that are shown, in their order.
    pub rows: Vec<CaseRow>,
    /// Where the reading stopped before there were as many as were asked for, because too many were read in vain; it goes on
    /// after this one.
    pub stopped_at: Option<CasePosition>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(open: bool, statuses: &[CaseStatus]) -> CaseFilter {
        CaseFilter {
            open,
            statuses: statuses.to_vec(),
            ..CaseFilter::ALL
        }
    }

    #[test]
    fn l7_open_cases_are_asked_for_by_name_or_by_their_statuses() {
        use CaseStatus::{Opened, Reopened, Resolved};
        for (filter, is_of_open) in [
            (of(false, &[]), false),
            (of(true, &[]), true),
            (of(false, &[Opened, Reopened]), true),
            (of(false, &[Opened, Resolved]), false),
            (of(true, &[Opened, Resolved]), true),
        ] {
            assert_eq!(filter.is_of_open(), is_of_open, "{filter:?}");
            assert!(!filter.shows_nothing(), "{filter:?}");
        }
        assert!(of(true, &[Resolved]).shows_nothing());
    }
}
