//! Which page stands at which address.

use percent_encoding::percent_decode_str;

/// A page, with what its path says about it. What its query says is the page's own affair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// `/`.
    Home,
    /// `/sign-in`.
    SignIn,
    /// `/cases`.
    CaseList,
    /// `/cases/new`.
    CreateCase,
    /// `/cases/<case ID>`; holds the ID, which may be none of any case.
    Case(String),
    /// `/plans`.
    Plans,
    /// `/account`.
    Account,
    /// Everything else.
    NotFound,
}

impl Page {
    /// The page at this path, which begins with a slash and may end with one.
    pub fn at(path: &str) -> Self {
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            "" => Self::Home,
            "/sign-in" => Self::SignIn,
            "/cases" => Self::CaseList,
            "/cases/new" => Self::CreateCase,
            "/plans" => Self::Plans,
            "/account" => Self::Account,
            _ => match path.strip_prefix("/cases/") {
                Some(id) if !id.is_empty() && !id.contains('/') => {
                    Self::Case(percent_decode_str(id).decode_utf8_lossy().into_owned())
                }
                _ => Self::NotFound,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(id: &str) -> Page {
        Page::Case(id.to_owned())
    }

    #[test]
    fn every_address_has_its_page() {
        for (path, page) in [
            ("/", Page::Home),
            ("/sign-in", Page::SignIn),
            ("/cases", Page::CaseList),
            ("/cases/new", Page::CreateCase),
            ("/cases/case-123456789012-muen-2026-c4c1d2bf33c5cf47", {
                case("case-123456789012-muen-2026-c4c1d2bf33c5cf47")
            }),
            ("/plans", Page::Plans),
            ("/account", Page::Account),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }

    #[test]
    fn one_slash_at_the_end_changes_nothing() {
        for path in [
            "/sign-in",
            "/cases",
            "/cases/new",
            "/cases/1",
            "/plans",
            "/account",
        ] {
            let with_slash = [path, "/"].concat();
            assert_eq!(Page::at(&with_slash), Page::at(path), "{with_slash}");
        }
    }

    #[test]
    fn a_case_id_is_decoded() {
        for (path, id) in [
            ("/cases/caf%C3%A9", "café"),
            ("/cases/one%2Ftwo", "one/two"),
            ("/cases/one+two", "one+two"),
            ("/cases/100%", "100%"),
            // What is no UTF-8 is the ID of no case; the page of a case says so.
            ("/cases/%FF", "\u{fffd}"),
        ] {
            assert_eq!(Page::at(path), case(id), "{path}");
        }
    }

    #[test]
    fn other_addresses_have_no_page() {
        for path in [
            "//",
            "/nowhere",
            "/Plans",
            "/plans/developer",
            "/account/contacts",
            "/cases//",
            "/cases/new/case",
            "/cases/1/correspondence",
            "/casesnew",
        ] {
            assert_eq!(Page::at(path), Page::NotFound, "{path}");
        }
    }
}
