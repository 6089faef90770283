//! What stands around every page of somebody who is signed in: skip link, header, footer.

mod account_menu;
mod preferences;
mod session_ended;

use leptos::prelude::*;

use crate::{
    components::{Alert, Tone},
    locales::{Text, text},
    navigation::{self, Page},
    state::session,
};

use account_menu::AccountMenu;
pub use account_menu::plan_name;
pub use preferences::Preferences;
pub use session_ended::SessionEnded;

/// The id of the page's content, which the skip link leads to.
const CONTENT: &str = "content";

/// The frame of a page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let closed =
        Memo::new(|_| session::current().is_some_and(|session| session.account.facts.closed));
    view! {
        <a class="skip-link" href=["#", CONTENT].concat()>{text::shell::SKIP}</a>
        <header class="header">
            <div class="header-inner">
                <Brand/>
                <nav class="nav" aria-label=text::shell::NAVIGATION>
                    <NavLink href="/" holds=|page| *page == Page::Home label=text::shell::HOME/>
                    <NavLink href="/cases" holds=holds_cases label=text::shell::CASES/>
                    <NavLink href="/plans" holds=|page| *page == Page::Plans label=text::shell::PLANS/>
                </nav>
                <div class="header-end">
                    <Preferences/>
                    <AccountMenu/>
                </div>
            </div>
        </header>
        <main class="page" id=CONTENT tabindex="-1">
            <Show when=move || closed.get()>
                <Alert tone=Tone::Info>
                    <p>{text::shell::CLOSED_ACCOUNT}</p>
                </Alert>
            </Show>
            {children()}
        </main>
        <footer class="footer">
            <p>{text::shell::FOOTER}</p>
        </footer>
    }
}

/// The product's sign and name; leads home.
#[component]
fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <BrandMark/>
            <span>{text::common::PRODUCT}</span>
        </a>
    }
}

/// The product's sign.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="8"></rect>
            <path d="M22.5 11.5a8 8 0 1 0 0 9M16 16l6.5-4.5"></path>
        </svg>
    }
}

/// A link to a part of the site, marked while the page shown is of this part.
#[component]
fn NavLink(href: &'static str, holds: fn(&Page) -> bool, label: Text) -> impl IntoView {
    let here = Memo::new(move |_| holds(&navigation::page()));
    view! { <a href=href aria-current=move || here.get().then_some("page")>{label}</a> }
}

const fn holds_cases(page: &Page) -> bool {
    matches!(page, Page::CaseList | Page::CreateCase | Page::Case(_))
}
