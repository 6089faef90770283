//! Who is signed in, for which account, on which plan; and the way out.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Button, Glyph, Icon},
    failure,
    locales::{Words, text, words},
    state::{announcer, policy, session},
};

/// The id of the popover.
const MENU: &str = "account-menu";

/// A button with the account's name that opens a popover.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let account_name =
        words(|| session::current().map_or_else(String::new, |one| one.account.name.clone()));
    let account_id =
        words(|| session::current().map_or_else(String::new, |one| one.account.id.to_string()));
    let person = words(|| match session::current() {
        Some(session) if session.actor.is_root() => [
            &session.display_name,
            " (",
            text::shell::ROOT_USER.get(),
            ")",
        ]
        .concat(),
        Some(session) => session.display_name.clone(),
        None => String::new(),
    });
    let leaving = RwSignal::new(false);
    let sign_out = Callback::new(move |()| {
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
    view! {
        <button class="account-button" type="button" popovertarget=MENU aria-label=text::shell::ACCOUNT_MENU>
            <Icon glyph=Glyph::Person/>
            <span class="account-button-name">{account_name}</span>
            <span class="account-button-plan">{plan_name()}</span>
            <Icon glyph=Glyph::ChevronDown/>
        </button>
        <div class="account-menu" id=MENU popover="auto">
            <p class="account-menu-name">{account_name}</p>
            <dl class="facts">
                <Fact name=text::shell::SIGNED_IN_AS value=person/>
                <Fact name=text::shell::ACCOUNT_ID value=account_id/>
                <Fact name=text::shell::PLAN value=plan_name()/>
            </dl>
            <Button label=text::shell::SIGN_OUT busy=leaving on_press=sign_out/>
        </div>
    }
}

/// The name of the account's plan, in the policy's words.
pub fn plan_name() -> Words {
    words(|| match (session::current(), policy::current()) {
        (Some(session), Some(policy)) => policy.plan(session.account.facts.plan).name.clone(),
        _ => String::new(),
    })
}

#[component]
fn Fact(#[prop(into)] name: Words, value: Words) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
