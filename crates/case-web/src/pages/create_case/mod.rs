//! The form that opens a case: four steps, then the case's ID.
//!
//! `form.rs` is its state: one draft and one check of it. Each step is a file that only shows: what is asked for
//! (`case_step`, `details_step`, `contact_step`), everything once more (`review_step`), what came of it (`created`).

mod additional_contacts;
mod answers;
mod attach_files;
mod case_step;
mod contact_step;
mod created;
mod details_step;
mod discard;
mod drafts;
mod entry;
mod extra_fields;
mod files;
mod form;
mod frame;
mod labels;
mod promise;
mod prompts;
mod quota_rows;
mod review_step;
mod secret_notice;
mod sending;
mod severity;
mod solutions;
mod step;
mod submission;
mod touched;

use leptos::{prelude::*, task::spawn_local};
use web_sys::Node;

use crate::{
    components::{Glyph, StepState, empty_state, page_heading, skeleton, steps},
    dom,
    failure::failure,
    html::{El, IntoNode, p, section, switch, when},
    locales::text,
    navigation,
    part::{self, Part, of_part},
    state::{
        facts::{self, Facts},
        hours, policy, session,
    },
};

use case_core::CaseType;
use case_step::case_step;
use contact_step::contact_step;
use created::created;
use details_step::details_step;
use drafts::Opened;
use form::CaseForm;
use review_step::review_step;
use step::Step;
use submission::Submission;

/// The page at `/cases/new`.
#[inline(never)]
pub fn create_case() -> impl IntoNode {
    let allowed = || session::current().is_none_or(|session| session.abilities.create_case);
    let ready = || facts::current().is_some();
    let opened = OpenedOnce::new();
    let content = move |state: &(bool, bool)| match state {
        (false, _) => not_permitted().into_node(),
        (true, false) => waiting().into_node(),
        (true, true) => {
            let facts = facts::current();
            let both = facts.zip(opened.take());
            both.map(|(facts, opened)| page(facts, opened)).into_node()
        }
    };
    (
        page_heading(|| text::home::CREATE_CASE.get().to_owned()),
        switch(move || (allowed(), ready() && opened.is_there()), content),
    )
}

/// Somebody who may not open cases is told before the first question.
fn not_permitted() -> El {
    let words = p().child(text::form::NOT_PERMITTED_TEXT);
    section().class("panel").child(empty_state(
        Glyph::Warning,
        text::form::NOT_PERMITTED,
        words,
    ))
}

/// The drafts of whoever is signed in, opened as soon as that is known, and anew for a form that is built once more.
#[derive(Clone, Copy)]
struct OpenedOnce {
    opened: StoredValue<Option<Opened>, LocalStorage>,
    is_there: RwSignal<bool>,
}

impl OpenedOnce {
    fn new() -> Self {
        let once = Self {
            opened: StoredValue::new_local(None),
            is_there: RwSignal::new(false),
        };
        let has_session = Memo::new(|_| session::current().is_some());
        Effect::new(move |_| {
            if has_session.get() && !once.is_there.get_untracked() {
                once.open();
            }
        });
        once
    }

    fn open(self) {
        let Some(session) = untrack(session::current) else {
            return;
        };
        spawn_local(async move {
            let opened = drafts::open(&session, wanted()).await;
            // The page may be another by now.
            if self.opened.try_set_value(Some(opened)).is_none() {
                self.is_there.set(true);
            }
        });
    }

    /// Whether they are open; follows changes.
    fn is_there(self) -> bool {
        self.is_there.get()
    }

    /// What a form begins with; another form has to wait for what there is by then.
    fn take(self) -> Option<Opened> {
        let opened = self.opened.try_update_value(Option::take).flatten();
        if opened.is_none() {
            self.is_there.set(false);
            self.open();
        }
        opened
    }
}

/// The case type that a link from elsewhere asks for.
fn wanted() -> Option<CaseType> {
    untrack(|| navigation::query(step::CASE_TYPE))?.parse().ok()
}

/// Until everything that the rules need has arrived.
fn waiting() -> impl IntoNode {
    let retry = Callback::new(|()| {
        policy::reload();
        spawn_local(hours::load());
    });
    move || match policy::failure().or_else(hours::failure) {
        Some(error) => failure(error, retry),
        None => skeleton(6),
    }
}

/// What is shown: a step, or the case that was opened.
#[derive(Clone, PartialEq)]
enum Shown {
    Step(Step),
    Created(String),
}

impl Shown {
    /// What the address asks for, as far as the answers allow; follows changes.
    fn now(form: CaseForm) -> Self {
        match navigation::query(step::CREATED) {
            Some(case_id) => Self::Created(case_id),
            // Every later question depends on the first.
            None if form.case_type().is_none() => Self::Step(Step::Case),
            None => Self::Step(Step::of_query(navigation::query(step::STEP).as_deref())),
        }
    }
}

fn page(facts: Facts, opened: Opened) -> impl IntoNode {
    let form = CaseForm::start(facts, opened, wanted());
    keep_in_account(form);
    let submission = Submission::new(form);
    focus_what_is_shown(form);
    let state = move |place: usize| match Shown::now(form) {
        Shown::Step(shown) => form.state_of(Step::ALL[place], shown),
        Shown::Created(_) => StepState::Done,
    };
    let asking = move || matches!(Shown::now(form), Shown::Step(_));
    let content = move |shown: &Shown| match shown {
        Shown::Step(Step::Case) => case_step(form).into_node(),
        Shown::Step(Step::Details) => later(move || details_step(form).into_node()),
        Shown::Step(Step::Contact) => later(move || contact_step(form).into_node()),
        Shown::Step(Step::Review) => later(move || review_step(form, submission).into_node()),
        Shown::Created(case_id) => {
            let case_id = case_id.clone();
            later(move || created(&case_id, submission).into_node())
        }
    };
    let status = p().class("visually-hidden").attr("role", "status");
    (
        when(asking, move || steps(Step::NAMES, Step::ADDRESSES, state)),
        switch(move || Shown::now(form), content),
        status.child(move || form.said()),
    )
}

/// What is kept in the account is looked at when the code for it is there; until then drafts are kept on the device.
fn keep_in_account(form: CaseForm) {
    let page = Owner::current();
    spawn_local(async move {
        if part::has_come(Part::FormSteps).await && !form.is_gone() {
            page.unwrap_or_default().with(|| drafts::begin(form));
        }
    });
}

/// A step whose code comes after the first one's.
fn later(step: impl Fn() -> Option<Node> + 'static) -> Option<Node> {
    of_part(Part::FormSteps, None, Box::new(step))
}

/// One reads on at the heading of what is new, or at the control that one came for.
fn focus_what_is_shown(form: CaseForm) {
    Effect::new(move |before: Option<Shown>| {
        let now = Shown::now(form);
        if before.is_some_and(|before| before != now) {
            let id = form
                .take_focus()
                .unwrap_or_else(|| frame::HEADING.to_owned());
            request_animation_frame(move || dom::focus(&id));
        }
        now
    });
}
