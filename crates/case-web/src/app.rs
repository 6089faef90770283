//! The root: what is shown depends on who is signed in.

use leptos::{mount::mount_to_body, prelude::*, task::spawn_local};
use leptos_router::{
    components::{FlatRoutes, Redirect, Route, Router},
    path,
};

use crate::{
    api::ApiError,
    components::{Skeleton, Toasts},
    dom,
    failure::Failure,
    locales, pages,
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
        <Router>
            {shown}
            <SessionEnded/>
            <Toasts/>
        </Router>
    }
}

/// The addresses.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=pages::not_found::NotFound>
            <Route path=path!("/") view=|| view! { <pages::home::Home/> }.into_any()/>
            <Route path=path!("/sign-in") view=|| view! { <Redirect path="/"/> }.into_any()/>
            <Route path=path!("/cases") view=|| view! { <pages::case_list::CaseList/> }.into_any()/>
            <Route path=path!("/cases/new") view=|| view! { <pages::create_case::CreateCase/> }.into_any()/>
            <Route path=path!("/cases/:id") view=|| view! { <pages::case::Case/> }.into_any()/>
            <Route path=path!("/plans") view=|| view! { <pages::plans::Plans/> }.into_any()/>
        </FlatRoutes>
    }
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
