//! T12: everything that was entered, each part with a way back to it; then the submission.

use case_core::{CaseDraft, CaseType, Channel, Context, Policy, secrets, text as rules};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    discard::Discard,
    entry::Entry,
    form::CaseForm,
    frame::{self, HEADING},
    labels,
    promise::Promise,
    step::Step,
    submission::Submission,
};
use crate::{
    components::{Alert, Button, ButtonKind, ErrorSummary, Tone, Variant},
    failure::Failure,
    locales::{intl, text},
};

/// The step.
#[component]
pub fn ReviewStep(form: CaseForm, submission: Submission) -> impl IntoView {
    let faults = Memo::new(move |_| form.summary(&Step::ALL));
    frame::say_how_many_are_left(form, faults);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submission.submit();
    };
    let jump = Callback::new(move |id: String| form.go_to(&id, Step::Review));
    view! {
        <form class="create-case" novalidate on:submit=submit>
            <div class="create-case-main form">
                <h2 class="step-heading" id=HEADING tabindex="-1">{Step::Review.name()}</h2>
                <p class="lead">{text::form::REVIEW_TEXT}</p>
                <ErrorSummary entries=faults on_jump=jump/>
                <Part form step=Step::Case/>
                <Part form step=Step::Details/>
                <Part form step=Step::Contact/>
                <Trouble form submission/>
            </div>
            <aside class="create-case-aside">
                <Promise form/>
            </aside>
            <div class="create-case-actions">
                <Button
                    label=text::form::SUBMIT
                    variant=Variant::Primary
                    kind=ButtonKind::Submit
                    busy=submission.busy()
                />
                {frame::back(Step::Contact)}
                <Discard form/>
            </div>
        </form>
    }
    .into_any()
}

/// A line of the review.
#[derive(Clone, PartialEq)]
struct Line {
    label: String,
    value: String,
    /// Several lines, shown as they were typed.
    long: bool,
}

/// What one step asked for.
#[component]
fn Part(form: CaseForm, step: Step) -> impl IntoView {
    let lines = Memo::new(move |_| {
        form.with_draft(|draft| form.with_context(|ctx| lines(draft, ctx, step)))
    });
    let line = |Line { label, value, long }: Line| {
        let value = if value.is_empty() {
            view! { <dd class="review-missing">{text::form::NOT_ANSWERED}</dd> }.into_any()
        } else {
            view! { <dd class:review-long=long>{value}</dd> }.into_any()
        };
        view! {
            <div class="review-line">
                <dt>{label}</dt>
                {value}
            </div>
        }
    };
    let name = step.name();
    view! {
        <section class="panel">
            <div class="panel-head">
                <h3>{name}</h3>
                <a href=step.address() aria-label=move || text::form::edit_part(name.get())>{text::form::EDIT}</a>
            </div>
            <dl class="panel-body review-lines">{move || lines.get().into_iter().map(line).collect_view()}</dl>
            {(step == Step::Details).then(|| view! { <Redactions form/> })}
        </section>
    }
    .into_any()
}

fn lines(draft: &CaseDraft, ctx: &Context, step: Step) -> Vec<Line> {
    let policy = ctx.policy;
    let quota = draft.kind() == Some(CaseType::QuotaIncrease);
    let line = |entry: Entry| Line {
        label: labels::of(&entry, policy, quota),
        value: labels::value(&entry, draft, policy),
        long: false,
    };
    match (step, quota) {
        (Step::Case, true) => [Entry::CaseType, Entry::Service, Entry::Severity]
            .map(line)
            .to_vec(),
        (Step::Case, false) => [
            Entry::CaseType,
            Entry::Service,
            Entry::Category,
            Entry::Severity,
        ]
        .map(line)
        .to_vec(),
        (Step::Details, true) => {
            let mut lines: Vec<Line> = (0..draft.quota_requests.len())
                .map(|place| request(draft, ctx, place))
                .collect();
            lines.push(written(&Entry::Description, draft, policy, quota));
            lines
        }
        (Step::Details, false) => {
            let texts = [Entry::Subject, Entry::Description];
            let mut lines: Vec<Line> = texts
                .iter()
                .map(|entry| written(entry, draft, policy, quota))
                .collect();
            let fields = draft
                .chosen_category(policy)
                .map_or(&[][..], |category| &category.fields);
            // What was left out on purpose is not worth a line.
            let asked = fields
                .iter()
                .filter(|field| field.required || draft.fields.contains_key(&field.id));
            lines.extend(asked.map(|field| line(Entry::Extra(field.id.clone()))));
            lines
        }
        (Step::Contact, _) => contact(draft, line),
        (Step::Review, _) => Vec::new(),
    }
}

/// A text as it will be stored (R2).
fn written(entry: &Entry, draft: &CaseDraft, policy: &Policy, quota: bool) -> Line {
    let stored = rules::normalise(entry.read(draft));
    Line {
        label: labels::of(entry, policy, quota),
        value: secrets::redact(&stored).into_owned(),
        long: *entry == Entry::Description,
    }
}

/// Q1: *Region · Limit · 20 instead of 5*.
fn request(draft: &CaseDraft, ctx: &Context, place: usize) -> Line {
    let (region, limit, new_value) = (
        Entry::Region(place),
        Entry::Limit(place),
        Entry::NewValue(place),
    );
    let quota = ctx.policy.quota(&draft.service, limit.read(draft));
    let mut value = labels::value(&new_value, draft, ctx.policy);
    if let Some(quota) = quota.filter(|_| !value.is_empty()) {
        let current = ctx.current_quota(&draft.service, quota, region.read(draft));
        value = text::form::fresh_request(&value, &intl::number(current));
    }
    let parts = [
        labels::value(&region, draft, ctx.policy),
        labels::value(&limit, draft, ctx.policy),
        value,
    ];
    let missing = |part: String| {
        if part.is_empty() {
            text::form::NOT_ANSWERED.get().to_owned()
        } else {
            part
        }
    };
    Line {
        label: labels::of(&region, ctx.policy, true),
        value: parts.map(missing).join(" · "),
        long: false,
    }
}

fn contact(draft: &CaseDraft, line: impl Fn(Entry) -> Line) -> Vec<Line> {
    let mut lines = vec![line(Entry::Language), line(Entry::Channel)];
    if draft.contact.channel == Channel::Phone.code() {
        lines.extend([Entry::Country, Entry::Phone].map(&line));
        if !draft.contact.extension.is_empty() {
            lines.push(line(Entry::Extension));
        }
    }
    if !draft.additional_contacts.is_empty() {
        lines.push(line(Entry::Contacts));
    }
    lines
}

/// R2: why the text reads otherwise than it was typed.
#[component]
fn Redactions(form: CaseForm) -> impl IntoView {
    let some = Memo::new(move |_| {
        form.with_draft(|draft| {
            [&draft.subject, &draft.description]
                .iter()
                .any(|typed| !secrets::find(typed).is_empty())
        })
    });
    move || {
        some.get()
            .then(|| view! { <p class="panel-note">{text::form::SECRETS_REDACTED}</p> })
    }
}

/// Why the last attempt failed, and what to do.
#[component]
fn Trouble(form: CaseForm, submission: Submission) -> impl IntoView {
    let again = Callback::new(move |()| submission.submit());
    let as_another = Callback::new(move |()| {
        form.resolve_conflict();
        submission.submit();
    });
    move || {
        if form.is_in_conflict() {
            return view! {
                <Alert tone=Tone::Warning heading=text::form::CONFLICT>
                    <p>{text::form::CONFLICT_TEXT}</p>
                    <div class="actions">
                        <a class=Variant::Secondary.class() href="/cases">{text::home::VIEW_ALL}</a>
                        <Button label=text::form::CONFLICT_AGAIN on_press=as_another/>
                    </div>
                </Alert>
            }
            .into_any();
        }
        match submission.failure() {
            Some(error) => view! {
                <Failure error on_retry=again/>
                <p class="field-hint">{text::form::FAILED_SAFE}</p>
            }
            .into_any(),
            None => ().into_any(),
        }
    }
}
