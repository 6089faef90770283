//! All cases of the account (L7).

mod table;

use leptos::prelude::*;

use crate::{
    api::{self, CaseFilter},
    components::{Alert, EmptyState, Glyph, Icon, PageHeading, Skeleton, Tone, Variant},
    failure::Failure,
    locales::{Text, text},
    navigation,
    state::{loader::Loader, session},
};

pub use table::{CaseTable, Severity, status_tone};

/// The query's value of `show` for open cases; without one, all are shown.
const OPEN: &str = "open";

/// The page at `/cases`, `/cases?show=open`, each with `cursor=…` for older cases.
#[component]
pub fn CaseList() -> impl IntoView {
    let filter = Memo::new(|_| match navigation::query("show").as_deref() {
        Some(OPEN) => CaseFilter::Open,
        _ => CaseFilter::All,
    });
    let cursor = Memo::new(|_| navigation::query("cursor"));
    view! {
        <div class="page-head">
            <PageHeading title=text::cases::TITLE/>
            <CreateCaseLink/>
        </div>
        <nav class="tabs" aria-label=text::cases::FILTER>
            <Tab href="/cases" label=text::cases::FILTER_ALL shown=move || filter.get() == CaseFilter::All/>
            <Tab href="/cases?show=open" label=text::cases::FILTER_OPEN shown=move || filter.get() == CaseFilter::Open/>
        </nav>
        <Cases filter cursor/>
    }
}

/// The way to the form, for who may use it.
#[component]
pub fn CreateCaseLink() -> impl IntoView {
    let permitted =
        Memo::new(|_| session::current().is_some_and(|session| session.abilities.create_case));
    view! {
        <Show when=move || permitted.get()>
            <a class=Variant::Primary.class() href="/cases/new">
                <Icon glyph=Glyph::Plus/>
                {text::home::CREATE_CASE}
            </a>
        </Show>
    }
}

#[component]
fn Tab(
    href: &'static str,
    label: Text,
    shown: impl Fn() -> bool + Send + Sync + 'static,
) -> impl IntoView {
    view! { <a href=href aria-current=move || shown().then_some("page")>{label}</a> }
}

#[component]
fn Cases(filter: Memo<CaseFilter>, cursor: Memo<Option<String>>) -> impl IntoView {
    let permitted =
        Memo::new(|_| session::current().is_none_or(|session| session.abilities.describe_cases));
    let page = Loader::new(move || {
        // Somebody who signs in again sees the list anew.
        let may = permitted.get() && session::current().is_some();
        let (filter, cursor) = (filter.get(), cursor.get());
        may.then_some(async move { api::cases(filter, cursor.as_deref()).await })
    });
    let retry = page.retry();
    move || {
        if !permitted.get() {
            return view! { <NotPermitted/> }.into_any();
        }
        match page.get() {
            None => view! { <div class="panel panel-body"><Skeleton lines=8/></div> }.into_any(),
            Some(Err(error)) => view! { <Failure error on_retry=retry/> }.into_any(),
            Some(Ok(page)) if page.cases.is_empty() => {
                view! { <Nothing filter=filter.get()/> }.into_any()
            }
            Some(Ok(page)) => {
                let older = page.next_cursor.map(|next| older(filter.get(), &next));
                let newest = cursor.with(Option::is_some).then(|| address(filter.get()));
                view! {
                    <div class="panel">
                        <CaseTable rows=page.cases/>
                    </div>
                    <nav class="pager" aria-label=text::cases::PAGES>
                        {newest.map(|href| view! { <a class=Variant::Secondary.class() href=href>{text::cases::NEWEST}</a> })}
                        {older.map(|href| view! { <a class=Variant::Secondary.class() href=href>{text::cases::OLDER}</a> })}
                    </nav>
                }
                .into_any()
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
#[component]
pub fn NotPermitted() -> impl IntoView {
    view! {
        <Alert tone=Tone::Info heading=text::cases::NOT_PERMITTED>
            <p>{text::cases::NOT_PERMITTED_TEXT}</p>
        </Alert>
    }
}

#[component]
fn Nothing(filter: CaseFilter) -> impl IntoView {
    let (heading, sentence) = match filter {
        CaseFilter::Open => (text::cases::NONE_OPEN, text::cases::NONE_OPEN_TEXT),
        CaseFilter::All => (text::cases::NONE, text::cases::NONE_TEXT),
    };
    view! {
        <div class="panel">
            <EmptyState glyph=Glyph::Check heading=heading>
                <p>{sentence}</p>
            </EmptyState>
        </div>
    }
}
