//! L7: how a list is read, the same in every engine: along an index from a place on, and only so far that what is rare makes
//! nobody wait.

use case_core::{CaseSort, Severity};
use chrono::{DateTime, Utc};

use crate::{CaseFilter, CasePosition, CaseRow, ListedCases, spelling::number_of};

/// What may be read in vain for one page, in units of [`ROW`]. Who looks for what is rare gets short pages.
const MOST_IN_VAIN: u32 = 5_000;

/// What it costs to read a case that is not shown.
pub(crate) const ROW: u32 = 1;

/// What it costs to read the texts of a case in vain.
pub(crate) const TEXTS: u32 = 10;

/// A page on its way: cases come in their order, and those that are wanted stay.
pub(crate) struct Gathering {
    page: ListedCases,
    wanted: usize,
    in_vain: u32,
}

impl Gathering {
    /// A page of at most `wanted` cases, which is at least 1.
    pub fn new(wanted: u32) -> Self {
        Self {
            page: ListedCases::default(),
            wanted: usize::try_from(wanted).unwrap_or(usize::MAX),
            in_vain: 0,
        }
    }

    /// Takes the next case, which cost this to read; whether the page ends with it: it is full, or too much was read.
    pub fn ends_with(&mut self, row: CaseRow, is_wanted: bool, cost: u32) -> bool {
        if is_wanted {
            self.page.rows.push(row);
            return self.page.rows.len() >= self.wanted;
        }
        self.in_vain += cost;
        let is_spent = self.in_vain >= MOST_IN_VAIN;
        if is_spent {
            self.page.stopped_at = Some(row.position());
        }
        is_spent
    }

    /// The page.
    pub fn done(self) -> ListedCases {
        self.page
    }
}

/// A part of an order whose cases stand one after the other in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    range: Range,
    /// What its cases come after: the values of `$2` and, where there is one, `$3`.
    pub after: Vec<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Newest,
    Oldest,
    /// Those of this severity, the newest first.
    Severity(Severity),
    /// Those whose first response is due, the soonest first.
    Due,
    /// Those to which none is promised, the lowest display ID first.
    NeverDue,
}

/// The stretches of an order that have what comes after `after`, one after the other.
pub(crate) fn stretches(
    filter: &CaseFilter,
    sort: CaseSort,
    after: Option<CasePosition>,
) -> Vec<Stretch> {
    let stretch = |range, after: &[i64]| Stretch {
        range,
        after: after.to_vec(),
    };
    let number = after.map(|place| number_of(place.display_id));
    let time = |instant: DateTime<Utc>| instant.timestamp_millis();
    let created = after.map(|place| time(place.created_at)).zip(number);
    let below = |key: Option<(i64, i64)>| key.map_or([i64::MAX; 2], <[i64; 2]>::from);
    let above = |key: Option<(i64, i64)>| key.map_or([i64::MIN; 2], <[i64; 2]>::from);
    match sort {
        CaseSort::Newest => vec![stretch(Range::Newest, &below(created))],
        CaseSort::Oldest => vec![stretch(Range::Oldest, &above(created))],
        CaseSort::Severity => {
            let reached = after.map(|place| place.severity);
            let left = Severity::ALL.iter().rev().copied().filter(|one| {
                filter.has_severity(*one) && reached.is_none_or(|reached| *one <= reached)
            });
            let from = |one| created.filter(|_| reached == Some(one));
            left.map(|one| stretch(Range::Severity(one), &below(from(one))))
                .collect()
        }
        CaseSort::FirstResponseDue => {
            let never = |number| stretch(Range::NeverDue, &[number]);
            match (after.map(|place| place.due_at), number) {
                (Some(None), Some(number)) => vec![never(number)],
                (due, number) => {
                    let due = due.flatten().map(time).zip(number);
                    vec![stretch(Range::Due, &above(due)), never(i64::MIN)]
                }
            }
        }
    }
}

impl Stretch {
    /// The statement that reads it: `mark` begins a parameter; the account is the first. Conditions that choose an index
    /// stand in the text, where planners see them.
    pub fn sql(&self, columns: &str, filter: &CaseFilter, mark: char) -> String {
        let (range, order) = match self.range {
            Range::Newest => (
                format!("(created_at, number) < ({mark}2, {mark}3)"),
                "created_at DESC, number DESC",
            ),
            Range::Oldest => (
                format!("(created_at, number) > ({mark}2, {mark}3)"),
                "created_at, number",
            ),
            Range::Severity(one) => (
                format!("severity = '{one}' AND (created_at, number) < ({mark}2, {mark}3)"),
                "created_at DESC, number DESC",
            ),
            Range::Due => (
                format!("(due_at, number) > ({mark}2, {mark}3)"),
                "due_at, number",
            ),
            Range::NeverDue => (
                format!("due_at IS NULL AND number > {mark}2"),
                "due_at, number",
            ),
        };
        let open = if filter.is_of_open() {
            " AND status <> 'resolved'"
        } else {
            ""
        };
        format!(
            "SELECT {columns} FROM cases WHERE account_id = {mark}1 AND {range}{open} ORDER BY {order}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(severity: Severity, due: Option<i64>) -> CasePosition {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        CasePosition {
            created_at: at(1),
            display_id: case_core::DisplayId::from_sequence(7),
            severity,
            due_at: due.map(at),
        }
    }

    fn ranges(filter: &CaseFilter, sort: CaseSort, after: CasePosition) -> Vec<Stretch> {
        stretches(filter, sort, Some(after))
    }

    #[test]
    fn l7_an_order_goes_on_in_the_stretch_of_its_place() {
        let stretch = |range, after: &[i64]| Stretch {
            range,
            after: after.to_vec(),
        };
        let end = [i64::MAX; 2];
        let high = place(Severity::High, Some(2));
        assert_eq!(
            ranges(&CaseFilter::ALL, CaseSort::Severity, high),
            [
                stretch(Range::Severity(Severity::High), &[1_000, 7]),
                stretch(Range::Severity(Severity::Normal), &end),
                stretch(Range::Severity(Severity::Low), &end),
            ]
        );
        let some = CaseFilter {
            severities: vec![Severity::Critical, Severity::Low],
            ..CaseFilter::ALL
        };
        assert_eq!(
            ranges(&some, CaseSort::Severity, high),
            [stretch(Range::Severity(Severity::Low), &end)]
        );
        let due = CaseSort::FirstResponseDue;
        assert_eq!(
            ranges(&CaseFilter::ALL, due, high),
            [
                stretch(Range::Due, &[2_000, 7]),
                stretch(Range::NeverDue, &[i64::MIN]),
            ]
        );
        assert_eq!(
            ranges(&CaseFilter::ALL, due, place(Severity::Low, None)),
            [stretch(Range::NeverDue, &[7])]
        );
    }
}
