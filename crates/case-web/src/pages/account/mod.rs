//! X5: the account, its contacts, and how the person likes the pages.

mod contacts;
mod form;
mod list;
mod preferences;

use case_wire::AccountView;
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

use crate::{
    api,
    components::{fact, page_heading, skeleton},
    dom,
    failure::failure,
    html::{El, IntoNode, a, dd, div, dl, dt, h2, p, section, switch},
    locales::text,
    shell::{self, plan_name},
    state::loader::Loader,
};

/// The page at `/account`.
#[inline(never)]
pub fn account() -> impl IntoNode {
    // One comes from the menu, which would lie over the page.
    close_menu();
    let account = Loader::new(|| Some(api::account()));
    let retry = account.retry();
    let panels = switch(
        move || account.get(),
        move |account| match account {
            None => div()
                .class("panel panel-body")
                .child(skeleton(8))
                .into_node(),
            Some(Err(error)) => failure(error.clone(), retry).into_node(),
            Some(Ok(account)) => (facts(account), contacts::contacts(account.clone())).into_node(),
        },
    );
    let head = div()
        .child(page_heading(|| text::shell::ACCOUNT.get().to_owned()))
        .child(p().class("lead").child(text::account::LEAD));
    let body = div()
        .class("account")
        .child(panels)
        .child(preferences::panel());
    (head, body)
}

fn close_menu() {
    let Some(menu) = dom::element(shell::MENU) else {
        return;
    };
    let hide = Reflect::get(&menu, &"hidePopover".into());
    if let Some(hide) = hide.ok().and_then(|hide| hide.dyn_into::<Function>().ok()) {
        // Fails only for what is no popover.
        let _ = hide.call0(&menu);
    }
}

fn facts(account: &AccountView) -> El {
    let state = if account.closed {
        text::account::CLOSED
    } else {
        text::account::OPEN
    };
    let plans = a().attr("href", "/plans").child(text::home::COMPARE_PLANS);
    let plan = dd().child(plan_name).child(" ").child(plans);
    let alias = account.alias.clone();
    let partner = account.resold.then_some(text::account::RESOLD);
    let lines = dl()
        .class("facts")
        .child(fact(text::account::NAME, account.name.clone()))
        .child(fact(text::shell::ACCOUNT_ID, account.id.to_string()))
        .child(alias.map(|alias| fact(text::account::ALIAS, alias)))
        .child(div().child(dt().child(text::shell::PLAN)).child(plan))
        .child(fact(text::account::STATE, state))
        .child(partner.map(|partner| fact(text::account::PARTNER, partner)));
    let head = h2().id("account").child(text::account::ACCOUNT);
    section()
        .class("panel")
        .attr("aria-labelledby", "account")
        .child(div().class("form panel-body").child(head).child(lines))
}
