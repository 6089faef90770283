//! What stands around every page of somebody who is signed in: skip link, header, footer.

mod account_menu;
mod preferences;
mod session_ended;

use crate::{
    components::{Tone, alert_box},
    html::{El, IntoNode, a, div, footer, header, main, nav, p, path, rect, span, svg, when},
    locales::{Text, text},
    navigation::{self, Page},
    state::session,
};

use account_menu::account_menu;
pub use account_menu::{MENU, plan_name};
pub use preferences::{preferences, theme_name};
pub use session_ended::session_ended;

/// The id of the page's content, which the skip link leads to.
const CONTENT: &str = "content";

/// The frame of a page.
pub fn shell(content: impl IntoNode) -> impl IntoNode {
    let skip = a()
        .class("skip-link")
        .attr("href", ["#", CONTENT].concat())
        .child(text::shell::SKIP);
    let links = nav()
        .class("nav")
        .attr("aria-label", text::shell::NAVIGATION)
        .child(nav_link("/", text::shell::HOME, |page| *page == Page::Home))
        .child(nav_link("/cases", text::shell::CASES, holds_cases))
        .child(nav_link("/plans", text::shell::PLANS, |page| {
            *page == Page::Plans
        }));
    let end = div()
        .class("header-end")
        .child(preferences())
        .child(account_menu());
    let head = div()
        .class("header-inner")
        .child(brand())
        .child(links)
        .child(end);
    let closed = || session::current().is_some_and(|session| session.account.facts.closed);
    let notice = when(closed, || {
        alert_box(Tone::Info, p().child(text::shell::CLOSED_ACCOUNT))
    });
    let content = main()
        .class("page")
        .id(CONTENT)
        .attr("tabindex", "-1")
        .child(notice)
        .child(content);
    let foot = footer()
        .class("footer")
        .child(p().child(text::shell::FOOTER));
    (skip, header().class("header").child(head), content, foot)
}

/// The product's sign and name; leads home.
fn brand() -> El {
    a().class("brand")
        .attr("href", "/")
        .child(brand_mark())
        .child(span().child(text::common::PRODUCT))
}

/// The product's sign.
pub fn brand_mark() -> El {
    let ground = rect()
        .attr("width", "32")
        .attr("height", "32")
        .attr("rx", "8");
    let sign = path().attr("d", "M22.5 11.5a8 8 0 1 0 0 9M16 16l6.5-4.5");
    svg()
        .class("brand-mark")
        .attr("viewBox", "0 0 32 32")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(ground)
        .child(sign)
}

/// A link to a part of the site, marked while the page shown is of this part.
fn nav_link(href: &'static str, label: Text, holds: fn(&Page) -> bool) -> El {
    a().attr("href", href)
        .attr("aria-current", move || {
            holds(&navigation::page()).then_some("page")
        })
        .child(label)
}

const fn holds_cases(page: &Page) -> bool {
    matches!(page, Page::CaseList | Page::CreateCase | Page::Case(_))
}
