//! The root: what is shown depends on who is signed in.

use leptos::{mount::mount_to_body, prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    components::{Skeleton, Toasts},
    dom,
    failure::Failure,
    locales,
    navigation::{self, History, Page},
    pages,
    shell::{SessionEnded, Shell},
    state::{
        clock, hours, policy,
        session::{self, Standing},
    },
};

/// The id of what `index.html` shows while the program loads.
const BOOT: &str = "boot";

/// Puts the root into the page.
pub fn mount() {
    if let Some(boot) = dom::element(BOOT) {
        boot.remove();
    }
    navigation::start();
    mount_to_body(App);
}

/// What decides which pages there are; a new session of the same person rebuilds none of them.
#[derive(Clone, PartialEq)]
enum Phase {
    Unknown,
    Unreachable(ApiError),
    SignedOut,
    SignedIn,
}

#[component]
fn App() -> impl IntoView {
    let phase = Memo::new(|_| match session::standing() {
        Standing::Unknown => Phase::Unknown,
        Standing::Unreachable(error) => Phase::Unreachable(error),
        Standing::SignedOut => Phase::SignedOut,
        Standing::SignedIn(_) => Phase::SignedIn,
    });
    keep_facts_fresh();
    let shown = move || match phase.get() {
        Phase::Unknown => view! { <div class="splash"><Skeleton/></div> }.into_any(),
        Phase::Unreachable(error) => {
            let retry = || spawn_local(session::restore(false));
            view! { <main class="splash"><Failure error on_retry=Callback::new(move |()| retry())/></main> }.into_any()
        }
        // Wherever one wanted to go: the address stays, and after signing in one is there.
        Phase::SignedOut => view! { <pages::sign_in::SignIn/> }.into_any(),
        Phase::SignedIn => view! { <Shell><Pages/></Shell> }.into_any(),
    };
    view! {
        {shown}
        <SessionEnded/>
        <Toasts/>
    }
}

/// The page at the present address. It is built anew when one goes to another page, not when its query changes.
#[component]
fn Pages() -> impl IntoView {
    let page = Memo::new(|_| navigation::page());
    move || match page.get() {
        Page::Home => view! { <pages::home::Home/> }.into_any(),
        Page::SignIn => view! { <ToHome/> }.into_any(),
        Page::CaseList => view! { <pages::case_list::CaseList/> }.into_any(),
        Page::CreateCase => view! { <pages::create_case::CreateCase/> }.into_any(),
        Page::Case(id) => view! { <pages::case::Case id/> }.into_any(),
        Page::Plans => view! { <pages::plans::Plans/> }.into_any(),
        Page::NotFound => view! { <pages::not_found::NotFound/> }.into_any(),
    }
}

/// Whoever is signed in has nothing to do on the page for signing in.
#[component]
fn ToHome() -> impl IntoView {
    Effect::new(|_| navigation::navigate("/", History::Replace));
}

/// Fetches policy and hours for whoever is signed in, and again when the language or the time asks for it.
fn keep_facts_fresh() {
    let perhaps = Memo::new(|_| {
        !matches!(
            session::standing(),
            Standing::SignedOut | Standing::Unreachable(_)
        )
    });
    Effect::new(move |_| {
        // It needs no session: while the API is asked for one, the policy is already on its way.
        if perhaps.get() {
            spawn_local(policy::load(locales::current().code));
        }
    });
    let somebody = Memo::new(|_| session::current().is_some());
    Effect::new(move |_| {
        // While they cannot be had, each tick of the clock tries again.
        clock::minute();
        if somebody.get() && hours::are_stale() {
            spawn_local(hours::load());
        }
    });
}
