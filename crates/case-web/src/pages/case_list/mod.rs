//! All cases of the account (L7).

mod table;

use crate::{
    api::{self, CaseFilter},
    components::{Glyph, Tone, Variant, alert, empty_state, icon, page_heading, skeleton},
    failure::failure,
    html::{El, IntoNode, a, div, nav, p, when},
    locales::{Text, text},
    navigation,
    state::{live, loader::Loader, session},
};

pub use table::{case_table, severity, status_tone};

/// The query's value of `show` for open cases; without one, all are shown.
const OPEN: &str = "open";

/// The page at `/cases`, `/cases?show=open`, each with `cursor=…` for older cases.
#[inline(never)]
pub fn case_list() -> impl IntoNode {
    let head = div()
        .class("page-head")
        .child(page_heading(|| text::cases::TITLE.get().to_owned()))
        .child(create_case_link());
    let tab = |label: Text, shown: CaseFilter| {
        a().attr("href", address(shown))
            .attr("aria-current", move || {
                (filter() == shown).then_some("page")
            })
            .child(label)
    };
    let tabs = nav()
        .class("tabs")
        .attr("aria-label", text::cases::FILTER)
        .child(tab(text::cases::FILTER_ALL, CaseFilter::All))
        .child(tab(text::cases::FILTER_OPEN, CaseFilter::Open));
    (head, tabs, cases())
}

/// Which cases the address asks for; follows changes.
fn filter() -> CaseFilter {
    match navigation::query("show").as_deref() {
        Some(OPEN) => CaseFilter::Open,
        _ => CaseFilter::All,
    }
}

/// The way to the form, for who may use it.
pub fn create_case_link() -> impl IntoNode {
    when(session::may_create_cases, || {
        a().class(Variant::Primary.class())
            .attr("href", "/cases/new")
            .child(icon(Glyph::Plus))
            .child(text::home::CREATE_CASE)
    })
}

fn cases() -> impl IntoNode {
    let cursor = || navigation::query("cursor");
    let page = Loader::new(move || {
        live::cases();
        // Somebody who signs in again sees the list anew.
        let may = session::may_describe_cases() && session::current().is_some();
        let (filter, cursor) = (filter(), cursor());
        may.then_some(async move { api::cases(filter, cursor.as_deref()).await })
    });
    let retry = page.retry();
    move || {
        if !session::may_describe_cases() {
            return not_permitted().into_node();
        }
        match page.get() {
            None => div()
                .class("panel panel-body")
                .child(skeleton(8))
                .into_node(),
            Some(Err(error)) => failure(error, retry).into_node(),
            Some(Ok(page)) if page.cases.is_empty() => none(filter()).into_node(),
            Some(Ok(page)) => {
                let link = |href: &str, label: Text| {
                    a().class(Variant::Secondary.class())
                        .attr("href", href.to_owned())
                        .child(label)
                };
                let at_newest = cursor().is_none();
                let newest = (!at_newest).then(|| link(address(filter()), text::cases::NEWEST));
                let older = page
                    .next_cursor
                    .map(|next| link(&older(filter(), &next), text::cases::OLDER));
                let pager = nav()
                    .class("pager")
                    .attr("aria-label", text::cases::PAGES)
                    .child(newest)
                    .child(older);
                let table = div().class("panel").child(case_table(page.cases, false));
                (table, pager).into_node()
            }
        }
    }
}

const fn address(filter: CaseFilter) -> &'static str {
    match filter {
        CaseFilter::All => "/cases",
        CaseFilter::Open => "/cases?show=open",
    }
}

fn older(filter: CaseFilter, cursor: &str) -> String {
    let separator = if filter == CaseFilter::All { "?" } else { "&" };
    let cursor = String::from(js_sys::encode_uri_component(cursor));
    [address(filter), separator, "cursor=", &cursor].concat()
}

/// X2: whoever lacks the permission is told so, and by which name to ask for it.
pub fn not_permitted() -> El {
    let words = p().child(text::cases::NOT_PERMITTED_TEXT);
    alert(Tone::Info, text::cases::NOT_PERMITTED, words)
}

fn none(filter: CaseFilter) -> El {
    let (heading, sentence) = match filter {
        CaseFilter::Open => (text::cases::NONE_OPEN, text::cases::NONE_OPEN_TEXT),
        CaseFilter::All => (text::cases::NONE, text::cases::NONE_TEXT),
    };
    div()
        .class("panel")
        .child(empty_state(Glyph::Check, heading, p().child(sentence)))
}
