//! The root: what is shown depends on who is signed in.

use leptos::{mount::mount_to_body, prelude::*, task::spawn_local};
use web_sys::Node;

use crate::{
    api::ApiError,
    components::{skeleton, toasts},
    dom,
    failure::failure,
    html::{self, IntoNode, div, main, nothing, switch},
    locales::{self, Text, text},
    navigation::{self, History, Page},
    pages::{
        account::account, case::case, case_list::case_list, create_case::create_case, home::home,
        not_found::not_found, plans::plans, sign_in::sign_in,
    },
    part::{Part, load_all_at_leisure, of_part},
    shell::{session_ended, shell},
    state::{
        clock, hours, live, policy,
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
    // Leptos starts its runtime and owns what the views make; it has nothing of its own to show.
    mount_to_body(|| {
        keep_facts_fresh();
        live::start();
        load_all_at_leisure();
        html::show(app());
    });
}

/// What decides which pages there are; a new session of the same person rebuilds none of them.
#[derive(Clone, PartialEq)]
enum Phase {
    Unknown,
    Unreachable(ApiError),
    SignedOut,
    SignedIn,
}

fn app() -> impl IntoNode {
    let phase = || match session::standing() {
        Standing::Unknown => Phase::Unknown,
        Standing::Unreachable(error) => Phase::Unreachable(error),
        Standing::SignedOut => Phase::SignedOut,
        Standing::SignedIn(_) => Phase::SignedIn,
    };
    let shown = |phase: &Phase| match phase {
        Phase::Unknown => div().class("splash").child(skeleton(3)).into_node(),
        Phase::Unreachable(error) => {
            let retry = Callback::new(|()| spawn_local(session::restore(false)));
            let failure = failure(error.clone(), retry);
            main().class("splash").child(failure).into_node()
        }
        // Wherever one wanted to go: the address stays, and after signing in one is there.
        Phase::SignedOut => part(Part::SignIn, text::sign_in::TITLE, || sign_in().into_node()),
        Phase::SignedIn => shell(pages()).into_node(),
    };
    (switch(phase, shown), session_ended(), toasts())
}

/// The page at the present address. It is built anew when one goes to another page, not when its query changes.
fn pages() -> impl IntoNode {
    switch(navigation::page, |page| match page {
        Page::Home => home().into_node(),
        Page::SignIn => to_home(),
        Page::CaseList => part(Part::Cases, text::cases::TITLE, || case_list().into_node()),
        Page::CreateCase => part(Part::Form, text::home::CREATE_CASE, || {
            create_case().into_node()
        }),
        Page::Case(id) => {
            let id = id.clone();
            part(Part::Cases, text::cases::TITLE, move || {
                case(id.clone()).into_node()
            })
        }
        Page::Plans => part(Part::Cases, text::plans::TITLE, || plans().into_node()),
        Page::Account => part(Part::Account, text::shell::ACCOUNT, || {
            account().into_node()
        }),
        Page::NotFound => not_found().into_node(),
    })
}

/// A page whose code is in a part.
fn part(part: Part, heading: Text, page: impl Fn() -> Option<Node> + 'static) -> Option<Node> {
    of_part(part, Some(heading), Box::new(page))
}

/// Whoever is signed in has nothing to do on the page for signing in.
fn to_home() -> Option<Node> {
    Effect::new(|_| navigation::navigate("/", History::Replace));
    nothing()
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
    Effect::new(move |_| {
        // While they cannot be had, each tick of the clock tries again.
        clock::minute();
        if session::current().is_some() && hours::are_stale() {
            spawn_local(hours::load());
        }
    });
}
