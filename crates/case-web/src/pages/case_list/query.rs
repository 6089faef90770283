//! What the list is asked for, as its address says it: search, filters, order and place.

use case_core::{CaseSort, CaseStatus, CaseType, Severity};

use crate::{
    locales::{Text, kinds, text},
    navigation::{self, History},
    state::policy,
};

/// What cases are filtered by. Of one kind several may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Status,
    Type,
    Severity,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Status, Self::Type, Self::Severity];

    /// Its name in the page's address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Type => "type",
            Self::Severity => "severity",
        }
    }

    /// Its name in `case_wire::CaseListQuery`.
    const fn parameter(self) -> &'static str {
        match self {
            Self::Type => "caseType",
            Self::Status | Self::Severity => self.code(),
        }
    }

    pub const fn label(self) -> Text {
        match self {
            Self::Status => text::cases::STATUS,
            Self::Type => text::cases::TYPE,
            Self::Severity => text::cases::SEVERITY,
        }
    }

    /// What can be chosen. Among open cases none is resolved.
    pub fn codes(self, open: bool) -> Vec<&'static str> {
        match self {
            Self::Status => CaseStatus::ALL
                .iter()
                .filter(|one| !open || one.is_open())
                .map(|one| one.code())
                .collect(),
            Self::Type => CaseType::ALL.iter().map(|one| one.code()).collect(),
            Self::Severity => Severity::ALL.iter().map(|one| one.code()).collect(),
        }
    }

    /// The name of a choice in the language shown; follows changes.
    pub fn name(self, code: &str) -> String {
        let found = match self {
            Self::Status => member(CaseStatus::ALL, |one| one.code() == code)
                .map(|one| kinds::status(one).get().to_owned()),
            Self::Type => member(CaseType::ALL, |one| one.code() == code)
                .map(|one| kinds::case_type(one).get().to_owned()),
            Self::Severity => member(Severity::ALL, |one| one.code() == code).and_then(|one| {
                let policy = policy::current()?;
                policy.severity(one).map(|words| words.name.clone())
            }),
        };
        found.unwrap_or_else(|| code.to_owned())
    }
}

fn member<T: Copy>(all: &[T], is_it: impl Fn(&T) -> bool) -> Option<T> {
    all.iter().copied().find(is_it)
}

/// What the list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// Only open cases.
    pub open: bool,
    pub search: String,
    /// The codes chosen of each [`Kind`], in their own order.
    chosen: [Vec<&'static str>; 3],
    /// Newest first while there is a search, whose finds have no other order.
    pub sort: CaseSort,
    pub cursor: Option<String>,
}

impl ListQuery {
    /// What the present address asks for; follows changes. What an address says that there is not is left out.
    pub fn shown() -> Self {
        Self::read(navigation::query)
    }

    fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        let open = said("show").as_deref() == Some("open");
        let search = said("search").map_or_else(String::new, |text| searched(&text));
        let codes = |kind: Kind| {
            let said = said(kind.code()).unwrap_or_default();
            let mut codes = kind.codes(open);
            codes.retain(|code| said.split(',').any(|one| one == *code));
            codes
        };
        let sort = said("sort").filter(|_| search.is_empty());
        let sort = sort.and_then(|sort| member(CaseSort::ALL, |one| one.code() == sort));
        Self {
            chosen: Kind::ALL.map(codes),
            sort: sort.unwrap_or_default(),
            cursor: said("cursor"),
            open,
            search,
        }
    }

    /// The codes chosen of this kind.
    pub fn chosen(&self, kind: Kind) -> &[&'static str] {
        &self.chosen[kind as usize]
    }

    /// How many filters are chosen.
    pub fn filters(&self) -> usize {
        self.chosen.iter().map(Vec::len).sum()
    }

    /// Whether there is anything that leaves cases out, besides those that are resolved.
    pub fn is_narrowed(&self) -> bool {
        self.filters() > 0 || !self.search.is_empty()
    }

    /// With a filter chosen that was not, or the other way round; from the beginning.
    pub fn toggled(&self, kind: Kind, code: &str) -> Self {
        let mut codes = kind.codes(self.open);
        codes.retain(|one| self.chosen(kind).contains(one) != (*one == code));
        let mut next = self.first_page();
        next.chosen[kind as usize] = codes;
        next
    }

    /// Of another order, from the beginning.
    pub fn sorted(&self, sort: CaseSort) -> Self {
        Self {
            sort,
            ..self.first_page()
        }
    }

    /// Looking for this, from the beginning.
    pub fn searching(&self, search: String) -> Self {
        Self {
            search,
            sort: CaseSort::Newest,
            ..self.first_page()
        }
    }

    /// Of open cases alone or of all, from the beginning.
    pub fn of_open(&self, open: bool) -> Self {
        let mut next = Self {
            open,
            ..self.first_page()
        };
        let codes = Kind::Status.codes(open);
        next.chosen[Kind::Status as usize].retain(|one| codes.contains(one));
        next
    }

    /// Without search and filters, from the beginning.
    pub fn cleared(&self) -> Self {
        Self {
            search: String::new(),
            chosen: Default::default(),
            ..self.first_page()
        }
    }

    pub fn first_page(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }

    pub fn at(&self, cursor: String) -> Self {
        Self {
            cursor: Some(cursor),
            ..self.clone()
        }
    }

    /// The page's address.
    pub fn address(&self) -> String {
        let open = self.open.then_some(("show", "open"));
        ["/cases", &self.query(open, Kind::code)].concat()
    }

    /// The query that the API is asked by.
    pub fn request(&self) -> String {
        let open = self.open.then_some(("open", "true"));
        self.query(open, Kind::parameter)
    }

    fn query(&self, open: Option<(&str, &str)>, name: impl Fn(Kind) -> &'static str) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(value);
        };
        if let Some((name, value)) = open {
            add(name, value);
        }
        if !self.search.is_empty() {
            add("search", &escaped(&self.search));
        }
        for kind in Kind::ALL {
            if !self.chosen(kind).is_empty() {
                add(name(kind), &self.chosen(kind).join(","));
            }
        }
        if self.sort != CaseSort::Newest {
            add("sort", self.sort.code());
        }
        if let Some(cursor) = &self.cursor {
            add("cursor", &escaped(cursor));
        }
        query
    }

    /// Shows it.
    pub fn go(&self, history: History) {
        navigation::navigate(&self.address(), history);
    }
}

/// Percent-encoded, without the table that libraries have for it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) {
            escaped.push(byte.into());
        } else {
            escaped.push('%');
            let half = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
            escaped.extend([half(byte >> 4), half(byte & 15)]);
        }
    }
    escaped
}

/// What is looked for when this is typed: nothing as long as there are only signs, of which none can be found.
pub fn searched(text: &str) -> String {
    let text = text.trim();
    if text.chars().all(is_sign) {
        String::new()
    } else {
        text.to_owned()
    }
}

/// Whether it is surely neither a letter nor a digit. The whole tables of those would be more than the rest of the page.
fn is_sign(one: char) -> bool {
    match one {
        '\0'..='\u{7f}' => !one.is_ascii_alphanumeric(),
        '・'
        | '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &[(&str, &str)]) -> ListQuery {
        ListQuery::read(|name| {
            let found = said.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn l7_an_address_says_everything_that_the_list_is_asked_for() {
        let query = read(&[
            ("status", "resolved,opened"),
            ("type", "technical"),
            ("sort", "severity"),
            ("cursor", "A-_b"),
        ]);
        assert_eq!(
            query.address(),
            "/cases?status=opened,resolved&type=technical&sort=severity&cursor=A-_b"
        );
        assert_eq!(
            query.request(),
            "?status=opened,resolved&caseType=technical&sort=severity&cursor=A-_b"
        );
        assert_eq!(query.filters(), 3);
        let plain = read(&[]);
        assert_eq!((&*plain.address(), &*plain.request()), ("/cases", ""));
    }

    #[test]
    fn l7_what_there_is_not_is_left_out() {
        let query = read(&[
            ("status", "solved,,opened"),
            ("severity", "LOW"),
            ("sort", "due"),
            ("search", " ?! 、？"),
        ]);
        assert_eq!(query.address(), "/cases?status=opened");
    }

    #[test]
    fn l7_a_search_has_no_order_but_its_own() {
        let query = read(&[("search", " 東京 a&b "), ("sort", "severity")]);
        assert_eq!(query.request(), "?search=%e6%9d%b1%e4%ba%ac%20a%26b");
        let sorted = read(&[("sort", "oldest")]);
        assert_eq!(
            sorted.searching("a".to_owned()).address(),
            "/cases?search=a"
        );
    }

    #[test]
    fn l7_another_filter_begins_anew_and_keeps_the_others() {
        let query = read(&[("status", "opened"), ("sort", "oldest"), ("cursor", "x")]);
        let two = query.toggled(Kind::Status, "unassigned");
        assert_eq!(two.address(), "/cases?status=unassigned,opened&sort=oldest");
        let one = two.toggled(Kind::Status, "opened");
        assert_eq!(one.address(), "/cases?status=unassigned&sort=oldest");
        let other = one.toggled(Kind::Severity, "high");
        assert_eq!(
            other.cleared().address(),
            query.cleared().address(),
            "the order stays"
        );
    }

    #[test]
    fn l7_among_open_cases_none_is_resolved() {
        let query = read(&[("status", "opened,resolved"), ("show", "open")]);
        assert_eq!(query.address(), "/cases?show=open&status=opened");
        let all = read(&[("status", "resolved")]);
        assert_eq!(all.of_open(true).address(), "/cases?show=open");
    }
}
