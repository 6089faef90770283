//! The home page (L7): open cases first, and the way to a new one.

use case_core::{CaseType, FieldPath, guidance};
use leptos::prelude::*;

use super::case_list::{CaseTable, CreateCaseLink, NotPermitted};
use crate::{
    api::{self, CaseFilter},
    components::{EmptyState, Glyph, Icon, PageHeading, Skeleton},
    failure::Failure,
    faults,
    locales::{Text, intl, kinds, text, words},
    shell::plan_name,
    state::{clock, facts, loader::Loader, policy, session},
};

/// So many open cases stand here; the rest is on the list.
const SHOWN: usize = 8;

/// The page at `/`.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <PageHeading title=text::home::TITLE/>
                <p class="lead">{text::home::GREETING}</p>
            </div>
            <CreateCaseLink/>
        </div>
        <div class="home">
            <section class="panel home-cases" aria-labelledby="open-cases">
                <div class="panel-head">
                    <h2 id="open-cases">{text::home::OPEN_CASES}</h2>
                    <a href="/cases">{text::home::VIEW_ALL}</a>
                </div>
                <OpenCases/>
            </section>
            <div class="home-side">
                <Plan/>
                <Types/>
            </div>
        </div>
    }
}

#[component]
fn OpenCases() -> impl IntoView {
    let permitted =
        Memo::new(|_| session::current().is_none_or(|session| session.abilities.describe_cases));
    let page = Loader::new(move || {
        // Somebody who signs in again sees the list anew.
        let may = permitted.get() && session::current().is_some();
        may.then(|| api::cases(CaseFilter::Open, None))
    });
    let retry = page.retry();
    move || {
        if !permitted.get() {
            return view! { <div class="panel-body"><NotPermitted/></div> }.into_any();
        }
        match page.get() {
            None => view! { <div class="panel-body"><Skeleton lines=6/></div> }.into_any(),
            Some(Err(error)) => {
                view! { <div class="panel-body"><Failure error on_retry=retry/></div> }.into_any()
            }
            Some(Ok(page)) if page.cases.is_empty() => view! {
                <EmptyState glyph=Glyph::Check heading=text::home::NONE>
                    <p>{text::home::NONE_TEXT}</p>
                </EmptyState>
            }
            .into_any(),
            Some(Ok(page)) => {
                let rows = page.cases.into_iter().take(SHOWN).collect();
                view! { <CaseTable rows brief=true/> }.into_any()
            }
        }
    }
}

/// The account's plan and its best promise.
#[component]
fn Plan() -> impl IntoView {
    let fastest = words(|| {
        let (Some(session), Some(policy)) = (session::current(), policy::current()) else {
            return String::new();
        };
        let targets = &policy.plan(session.account.facts.plan).severities;
        match targets.iter().filter_map(|one| one.target_minutes).min() {
            Some(minutes) => {
                text::home::fastest(&intl::duration(chrono::TimeDelta::minutes(minutes.into())))
            }
            None => text::home::NO_TARGET.get().to_owned(),
        }
    });
    view! {
        <section class="panel panel-body home-plan" aria-labelledby="your-plan">
            <h2 class="overline" id="your-plan">{text::home::YOUR_PLAN}</h2>
            <p class="home-plan-name">{plan_name()}</p>
            <p class="with-icon">
                <Icon glyph=Glyph::Clock/>
                {fastest}
            </p>
            <p><a href="/plans">{text::home::COMPARE_PLANS}</a></p>
        </section>
    }
}

/// What one can ask for; each leads into the form. What is not open to this account says why (T2 to T6).
#[component]
fn Types() -> impl IntoView {
    let link = |case_type: CaseType| {
        let refused = Memo::new(move |_| refusal(case_type));
        let sentence = words(move || {
            refused
                .get()
                .unwrap_or_else(|| about(case_type).get().to_owned())
        });
        let href = ["/cases/new?type=", case_type.code()].concat();
        view! {
            <li>
                <a class="home-type" class:refused=move || refused.with(Option::is_some) href=href>
                    <Icon glyph=Glyph::of(case_type)/>
                    <span>
                        <strong>{kinds::case_type(case_type)}</strong>
                        <span class="home-type-text">{sentence}</span>
                    </span>
                    <Icon glyph=Glyph::ChevronRight/>
                </a>
            </li>
        }
    };
    let permitted =
        Memo::new(|_| session::current().is_some_and(|session| session.abilities.create_case));
    view! {
        <Show when=move || permitted.get()>
            <section class="panel" aria-labelledby="types">
                <h2 class="overline home-types-head" id="types">{text::home::TYPES}</h2>
                <ul class="home-types">{CaseType::ALL.iter().map(|one| link(*one)).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// Why a case of this type cannot be opened, once that is known.
fn refusal(case_type: CaseType) -> Option<String> {
    let facts = facts::current()?;
    let fault = guidance::case_type_fault(&facts.context(clock::minute()), case_type)?;
    Some(faults::sentence(
        &FieldPath::CASE_TYPE,
        &fault,
        &facts.policy,
        Some(case_type),
    ))
}

const fn about(case_type: CaseType) -> Text {
    match case_type {
        CaseType::AccountAndBilling => text::home::ACCOUNT_TEXT,
        CaseType::Technical => text::home::TECHNICAL_TEXT,
        CaseType::QuotaIncrease => text::home::QUOTA_TEXT,
    }
}
