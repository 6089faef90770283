//! One case: what it is about, its correspondence, its clock.

mod clock_panel;
mod correspondence;
mod details;

use case_wire::{CaseView, ProblemKind};
use leptos::prelude::*;

use super::case_list::{Severity, status_tone};
use crate::{
    api,
    components::{Badge, EmptyState, Glyph, Icon, PageHeading, Skeleton, Variant},
    failure::Failure,
    locales::{kinds, text},
    state::{loader::Loader, session},
};

use clock_panel::ClockPanel;
use correspondence::CorrespondenceList;
use details::Details;

/// The page at `/cases/<case ID>`.
#[component]
pub fn Case(
    /// What the address calls the case ID.
    id: String,
) -> impl IntoView {
    let case = Loader::new(move || {
        let id = id.clone();
        // Somebody who signs in again sees the case anew.
        session::current().map(|_| async move { api::case(&id).await })
    });
    let retry = case.retry();
    view! {
        <p class="way-back">
            <a href="/cases">
                <Icon glyph=Glyph::Back/>
                {text::case::BACK}
            </a>
        </p>
        {move || match case.get() {
            None => view! { <div class="panel panel-body"><Skeleton lines=10/></div> }.into_any(),
            Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => view! { <NoSuchCase/> }.into_any(),
            Some(Err(error)) => view! { <Failure error on_retry=retry/> }.into_any(),
            Some(Ok(case)) => view! { <Found case/> }.into_any(),
        }}
    }
}

#[component]
fn Found(case: CaseView) -> impl IntoView {
    let row = &case.row;
    let number = row.display_id.to_string();
    let (status, severity, case_type) = (row.status, row.severity, row.case_type);
    view! {
        <div class="case-head">
            <PageHeading title=row.subject.clone()/>
            <p class="case-about">
                <Badge label=kinds::status(status) tone=status_tone(status)/>
                <Severity id=severity/>
                <span>{kinds::case_type(case_type)}</span>
                <span>{move || text::case::number(&number)}</span>
            </p>
        </div>
        <div class="case">
            <div class="case-main">
                <ClockPanel case=case.clone()/>
                <CorrespondenceList entries=case.correspondence.clone()/>
            </div>
            <Details case/>
        </div>
    }
}

#[component]
fn NoSuchCase() -> impl IntoView {
    view! {
        <PageHeading title=text::case::NOT_FOUND/>
        <div class="panel">
            <EmptyState glyph=Glyph::Search heading=text::case::NOT_FOUND>
                <p>{text::case::NOT_FOUND_TEXT}</p>
                <a class=Variant::Secondary.class() href="/cases">{text::home::VIEW_ALL}</a>
            </EmptyState>
        </div>
    }
}
