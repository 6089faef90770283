//! The home page (L7): open cases first, and the way to a new one.

use super::case_list::{case_table, create_case_link, not_permitted};
use crate::{
    api,
    components::{Glyph, empty_state, icon, page_heading, skeleton},
    failure::failure,
    faults,
    html::{El, IntoNode, a, div, h2, li, p, section, span, strong, ul, when},
    locales::{Text, intl, kinds, text},
    shell::plan_name,
    state::{clock, facts, live, loader::Loader, policy, session},
};
use case_core::{CaseType, FieldPath, guidance};

/// So many open cases stand here; the rest is on the list.
const SHOWN: usize = 8;

/// The page at `/`.
pub fn home() -> impl IntoNode {
    let title = div()
        .child(page_heading(|| text::home::TITLE.get().to_owned()))
        .child(p().class("lead").child(text::home::GREETING));
    let all = a().attr("href", "/cases").child(text::home::VIEW_ALL);
    let cases_head = div()
        .class("panel-head")
        .child(h2().id("open-cases").child(text::home::OPEN_CASES))
        .child(all);
    let cases = section()
        .class("panel home-cases")
        .attr("aria-labelledby", "open-cases")
        .child(cases_head)
        .child(open_cases());
    let aside = div().class("home-side").child(plan()).child(types());
    (
        div()
            .class("page-head")
            .child(title)
            .child(create_case_link()),
        div().class("home").child(cases).child(aside),
    )
}

fn open_cases() -> impl IntoNode {
    let page = Loader::new(move || {
        live::cases();
        // Somebody who signs in again sees the list anew.
        let may = session::may_describe_cases() && session::current().is_some();
        may.then(|| api::cases("?open=true"))
    });
    let retry = page.retry();
    let body = || div().class("panel-body");
    move || {
        if !session::may_describe_cases() {
            return body().child(not_permitted());
        }
        match page.get() {
            None => body().child(skeleton(6)),
            Some(Err(error)) => body().child(failure(error, retry)),
            Some(Ok(page)) if page.cases.is_empty() => {
                let words = p().child(text::home::NONE_TEXT);
                empty_state(Glyph::Check, text::home::NONE, words)
            }
            Some(Ok(page)) => case_table(page.cases.into_iter().take(SHOWN).collect()),
        }
    }
}

/// The account's plan and its best promise.
fn plan() -> El {
    let fastest = || {
        let (Some(session), Some(policy)) = (session::current(), policy::current()) else {
            return String::new();
        };
        let targets = &policy.plan(session.account.facts.plan).severities;
        match targets.iter().filter_map(|one| one.target_minutes).min() {
            Some(minutes) => {
                text::home::fastest(&intl::duration(chrono::TimeDelta::minutes(minutes.into())))
            }
            None => text::home::NO_TARGET.get().to_owned(),
        }
    };
    let heading = h2().class("overline").id("your-plan");
    let compare = a().attr("href", "/plans").child(text::home::COMPARE_PLANS);
    section()
        .class("panel panel-body home-plan")
        .attr("aria-labelledby", "your-plan")
        .child(heading.child(text::home::YOUR_PLAN))
        .child(p().class("home-plan-name").child(plan_name))
        .child(
            p().class("with-icon")
                .child(icon(Glyph::Clock))
                .child(fastest),
        )
        .child(p().child(compare))
}

/// What one can ask for; each leads into the form. What is not open to this account says why (T2 to T6).
fn types() -> impl IntoNode {
    when(session::may_create_cases, || {
        let heading = h2().class("overline home-types-head").id("types");
        let links = CaseType::ALL.iter().map(|one| type_link(*one));
        section()
            .class("panel")
            .attr("aria-labelledby", "types")
            .child(heading.child(text::home::TYPES))
            .child(ul().class("home-types").children(links))
    })
}

fn type_link(case_type: CaseType) -> El {
    let sentence = move || refusal(case_type).unwrap_or_else(|| about(case_type).get().to_owned());
    let words = span()
        .child(strong().child(kinds::case_type(case_type)))
        .child(span().class("home-type-text").child(sentence));
    let link = a()
        .class("home-type")
        .toggle("refused", move || refusal(case_type).is_some())
        .attr("href", ["/cases/new?type=", case_type.code()].concat())
        .child(icon(Glyph::of(case_type)))
        .child(words)
        .child(icon(Glyph::ChevronRight));
    li().child(link)
}

/// Why a case of this type cannot be opened, once that is known.
fn refusal(case_type: CaseType) -> Option<String> {
    let facts = facts::current()?;
    let fault = guidance::case_type_fault(&facts.context(clock::minute()), case_type)?;
    Some(faults::sentence(
        &FieldPath::CASE_TYPE,
        &fault,
        &facts.policy,
        Some(case_type),
    ))
}

const fn about(case_type: CaseType) -> Text {
    match case_type {
        CaseType::AccountAndBilling => text::home::ACCOUNT_TEXT,
        CaseType::Technical => text::home::TECHNICAL_TEXT,
        CaseType::QuotaIncrease => text::home::QUOTA_TEXT,
    }
}
