//! T12: everything that was entered, each part with a way back to it; then the submission.

use case_core::{
    AttachmentDraft, CaseDraft, CaseType, Channel, Context, Policy, secrets, text as rules,
};
use leptos::prelude::*;
use web_sys::{Node, SubmitEvent};

use super::{
    discard::discard, entry::Entry, form::CaseForm, frame, labels, promise::promise, step::Step,
    submission::Submission,
};
use crate::{
    components::{Button, Tone, Variant, alert},
    failure::failure,
    html::{self, El, IntoNode, a, aside, dd, div, dl, dt, h3, p, section, switch, when},
    locales::{intl, text},
};

/// The step.
#[inline(never)]
pub fn review_step(form: CaseForm, submission: Submission) -> El {
    let files = form.files();
    Effect::new(move |before: Option<bool>| {
        let are_coming = files.are_coming();
        if before == Some(true) && !are_coming {
            submission.try_again();
        }
        are_coming
    });
    let online = window_event_listener_untyped("online", move |_| submission.try_again());
    // Only who sees it waits for it.
    on_cleanup(move || {
        online.remove();
        submission.stop_waiting();
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submission.submit();
    };
    let jump = Callback::new(move |id: String| form.go_to(&id, Step::Review));
    let content = div()
        .class("create-case-main form")
        .child(frame::heading(Step::Review))
        .child(p().class("lead").child(text::form::REVIEW_TEXT))
        .child(frame::faults(form, &Step::ALL, jump))
        .children(Step::ASKING.map(|step| part(form, step)))
        .child(trouble(form, submission));
    let send = Button::new(text::form::SUBMIT)
        .variant(Variant::Primary)
        .submit()
        .busy(move || submission.is_busy());
    let actions = div()
        .class("create-case-actions")
        .child(send)
        .child(frame::back(Step::Contact))
        .child(discard(form));
    html::form()
        .class("create-case")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(content)
        .child(aside().class("create-case-aside").child(promise(form)))
        .child(actions)
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
fn part(form: CaseForm, step: Step) -> El {
    let id = ["review-", &step.place().to_string()].concat();
    let name = step.name();
    let edit = a()
        .attr("href", step.address())
        .attr("aria-label", move || text::form::edit_part(name.get()))
        .child(text::form::EDIT);
    let head = div()
        .class("panel-head")
        .child(h3().id(&id).child(name))
        .child(edit);
    let lines = move || form.with_draft(|draft| form.with_context(|ctx| lines(draft, ctx, step)));
    let shown = switch(lines, |lines: &Vec<Line>| {
        lines.iter().map(shown).collect::<Vec<_>>()
    });
    section()
        .class("panel")
        .attr("aria-labelledby", id)
        .child(head)
        .child(dl().class("panel-body review-lines").child(shown))
        .child((step == Step::Details).then(|| redactions(form)))
}

fn shown(line: &Line) -> El {
    let value = if line.value.is_empty() {
        dd().class("review-missing").child(text::form::NOT_ANSWERED)
    } else {
        dd().toggle("review-long", line.long).child(&*line.value)
    };
    div()
        .class("review-line")
        .child(dt().child(&*line.label))
        .child(value)
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
            lines.extend(files(draft, policy));
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
            lines.extend(files(draft, policy));
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

/// A1: the files, if there are any, each with its size.
fn files(draft: &CaseDraft, policy: &Policy) -> Option<Line> {
    let named = |file: &AttachmentDraft| [&file.name, " (", &intl::bytes(file.size), ")"].concat();
    let files: Vec<String> = draft.attachments.iter().map(named).collect();
    (!files.is_empty()).then(|| Line {
        label: labels::of(&Entry::Files, policy, false),
        value: files.join("\n"),
        long: true,
    })
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
fn redactions(form: CaseForm) -> Node {
    let some = move || {
        form.with_draft(|draft| {
            [&draft.subject, &draft.description]
                .iter()
                .any(|typed| !secrets::find(typed).is_empty())
        })
    };
    when(some, || {
        p().class("panel-note").child(text::form::SECRETS_REDACTED)
    })
}

/// Why the last attempt failed, and what to do.
fn trouble(form: CaseForm, submission: Submission) -> impl IntoNode {
    let again = Callback::new(move |()| submission.submit());
    let as_another = Callback::new(move |()| {
        form.resolve_conflict();
        submission.submit();
    });
    let stop = Callback::new(move |()| submission.stop_waiting());
    let stop = move || {
        let stop = Button::new(text::form::DO_NOT_SUBMIT).on_press(stop);
        div().class("actions").child(stop)
    };
    move || {
        if form.is_in_conflict() {
            let all = a()
                .class(Variant::Secondary.class())
                .attr("href", "/cases")
                .child(text::home::VIEW_ALL);
            let another = Button::new(text::form::CONFLICT_AGAIN).on_press(as_another);
            let actions = div().class("actions").child(all).child(another);
            let sentence = p().child(text::form::CONFLICT_TEXT);
            return alert(Tone::Warning, text::form::CONFLICT, (sentence, actions)).into_node();
        }
        if submission.waits() && form.files().are_coming() {
            let sentence = p().child(text::form::FILES_COMING_TEXT);
            return alert(Tone::Info, text::form::FILES_COMING, (sentence, stop())).into_node();
        }
        let error = submission.failure()?;
        let safe = p().class("field-hint").child(text::form::FAILED_SAFE);
        let waiting = when(
            move || submission.waits(),
            move || (p().child(text::form::WAITING), stop()),
        );
        (failure(error, again), waiting, safe).into_node()
    }
}
