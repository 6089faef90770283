//! Who is signed in, for which account, on which plan; and the way out.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Button, Glyph, fact, icon},
    failure,
    html::{IntoNode, a, button, div, dl, p, span},
    locales::text,
    state::{announcer, policy, session},
};

/// The id of the popover.
pub const MENU: &str = "account-menu";

/// A button with the account's name, and the popover that it opens.
pub fn account_menu() -> impl IntoNode {
    let opens = button()
        .class("account-button")
        .attr("type", "button")
        .attr("popovertarget", MENU)
        .attr("aria-label", text::shell::ACCOUNT_MENU)
        .child(icon(Glyph::Person))
        .child(span().class("account-button-name").child(account_name))
        .child(span().class("account-button-plan").child(plan_name))
        .child(icon(Glyph::ChevronDown));
    let account_id =
        || session::current().map_or_else(String::new, |one| one.account.id.to_string());
    let facts = dl()
        .class("facts")
        .child(fact(text::shell::SIGNED_IN_AS, person))
        .child(fact(text::shell::ACCOUNT_ID, account_id))
        .child(fact(text::shell::PLAN, plan_name));
    let menu = div()
        .class("account-menu")
        .id(MENU)
        .attr("popover", "auto")
        .child(p().class("account-menu-name").child(account_name))
        .child(facts)
        .child(p().child(a().attr("href", "/account").child(text::shell::ACCOUNT)))
        .child(sign_out());
    (opens, menu)
}

fn account_name() -> String {
    session::current().map_or_else(String::new, |one| one.account.name.clone())
}

/// The name of the account's plan, in the policy's words.
pub fn plan_name() -> String {
    match (session::current(), policy::current()) {
        (Some(session), Some(policy)) => policy.plan(session.account.facts.plan).name.clone(),
        _ => String::new(),
    }
}

fn person() -> String {
    match session::current() {
        Some(session) if session.actor.is_root() => [
            &session.display_name,
            " (",
            text::shell::ROOT_USER.get(),
            ")",
        ]
        .concat(),
        Some(session) => session.display_name.clone(),
        None => String::new(),
    }
}

fn sign_out() -> Button {
    let leaving = RwSignal::new(false);
    let leave = Callback::new(move |()| {
        leaving.set(true);
        spawn_local(async move {
            match session::sign_out().await {
                Ok(()) => announcer::announce(text::shell::SIGNED_OUT.get().to_owned()),
                Err(error) => {
                    leaving.set(false);
                    announcer::announce(failure::words(&error).1.get().to_owned());
                }
            }
        });
    });
    Button::new(text::shell::SIGN_OUT)
        .busy(move || leaving.get())
        .on_press(leave)
}
