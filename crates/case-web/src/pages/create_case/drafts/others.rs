//! G2: the person's other drafts, to go on with or to discard: what another device or window wrote is offered, and what is in
//! the form stays reachable when somebody goes on with that.

use case_core::CaseType;
use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use web_sys::Node;

use super::{Drafts, Kept, take};
use crate::{
    components::{Button, Tone, Variant, alert_box},
    dom,
    html::{El, IntoNode, div, li, p, span, ul},
    locales::{
        intl::{self, Style},
        kinds, text,
    },
    pages::create_case::{discard::confirmation, form::CaseForm, frame, sending, step::Step},
    state::session,
};

/// So many characters of a description tell it from another.
const BEGINNING: usize = 200;

/// A draft besides the one in the form.
#[derive(Clone, PartialEq)]
struct Other {
    kept: Kept,
    /// Whether it is on this device.
    is_here: bool,
}

impl Drafts {
    /// The others, the last changed first; follows changes. One that is here and there is told once.
    fn all(self) -> Vec<Other> {
        let here = self
            .here
            .get()
            .into_iter()
            .filter(|kept| !kept.is_discarded);
        let mut all: Vec<Other> = here
            .map(|kept| Other {
                kept,
                is_here: true,
            })
            .collect();
        for view in self.there.get() {
            if !all.iter().any(|one| one.kept.is_version(view.version)) {
                all.push(Other {
                    kept: Kept::of(view),
                    is_here: false,
                });
            }
        }
        all.sort_by_key(|one| std::cmp::Reverse(one.kept.changed_at));
        all
    }

    fn remove(self, other: &Other) {
        self.here
            .update(|here| here.retain(|kept| kept.page != other.kept.page));
        let version = other.kept.saved.map(|saved| saved.version);
        self.there
            .update(|there| there.retain(|view| Some(view.version) != version));
    }
}

/// The other drafts: all of them at the first step, at the others those that are of the same case type.
#[inline(never)]
pub fn others(form: CaseForm, step: Step) -> Option<Node> {
    let shown = Memo::new(move |_| {
        let mut all = form.drafts().all();
        let case_type = form.case_type();
        all.retain(|one| step == Step::Case || one.kept.draft.kind() == case_type);
        all
    });
    let asked = RwSignal::new(None::<Other>);
    let list = move || {
        let all = shown.get();
        (!all.is_empty()).then(|| offer(form, all, asked))
    };
    let gone = move || {
        let is_gone = form.drafts().is_gone.get() && shown.with(Vec::is_empty);
        is_gone.then(gone)
    };
    (list, gone, ask(form, asked)).into_node()
}

/// The form's own draft is not in the account any more.
fn gone() -> El {
    let heading = p().class("alert-heading").child(text::form::DRAFT_GONE);
    alert_box(
        Tone::Info,
        (heading, p().child(text::form::DRAFT_GONE_TEXT)),
    )
}

fn offer(form: CaseForm, all: Vec<Other>, asked: RwSignal<Option<Other>>) -> El {
    let case_type = untrack(|| form.case_type());
    let is_newer = all
        .iter()
        .any(|one| case_type.is_some() && one.kept.draft.kind() == case_type);
    let (heading, sentence) = if is_newer {
        (text::form::DRAFT_TWICE, text::form::DRAFT_TWICE_TEXT)
    } else {
        (text::form::DRAFT_OTHER, text::form::DRAFT_OTHER_TEXT)
    };
    let list = ul()
        .class("drafts")
        .children(all.into_iter().map(|other| row(form, other, asked)));
    let body = (
        p().class("alert-heading").child(heading),
        p().child(sentence),
        list,
    );
    alert_box(Tone::Info, body)
}

fn row(form: CaseForm, other: Other, asked: RwSignal<Option<Other>>) -> El {
    let Kept {
        draft, changed_at, ..
    } = &other.kept;
    let (case_type, changed_at) = (draft.kind(), *changed_at);
    let subject = named(&other);
    let (continue_with, discard_it) = (subject.clone(), subject.clone());
    let (taken, discarded) = (other.clone(), other.clone());
    let is_here = other.is_here;
    let about = span()
        .class("draft-about")
        .child(move || about(case_type, changed_at, is_here));
    let beginning: String = draft.description.chars().take(BEGINNING).collect();
    let beginning = (!beginning.trim().is_empty()).then(|| {
        p().class("draft-beginning")
            .attr("dir", "auto")
            .child(beginning)
    });
    let go_on = Button::new(text::form::DRAFT_CONTINUE)
        .described(move || text::form::draft_continue_named(&continue_with))
        .on_press(Callback::new(move |()| go_on(form, taken.clone())));
    let discard = Button::new(text::form::DISCARD)
        .described(move || text::form::draft_discard_named(&discard_it))
        .variant(Variant::Quiet)
        .on_press(Callback::new(move |()| asked.set(Some(discarded.clone()))));
    li().class("draft-other")
        .child(
            div()
                .child(
                    span()
                        .class("draft-subject")
                        .attr("dir", "auto")
                        .child(subject),
                )
                .child(about)
                .child(beginning),
        )
        .child(div().class("draft-actions").child(go_on).child(discard))
}

/// Its subject, or that it has none.
fn named(other: &Other) -> String {
    let subject = other.kept.draft.subject.trim();
    if subject.is_empty() {
        text::form::DRAFT_NO_SUBJECT.get().to_owned()
    } else {
        subject.to_owned()
    }
}

fn about(case_type: Option<CaseType>, changed_at: DateTime<Utc>, is_here: bool) -> String {
    let when = intl::date_time(changed_at, Style::Moment, &session::time_zone());
    let place = if is_here {
        text::form::draft_here(&when)
    } else {
        text::form::draft_there(&when)
    };
    match case_type {
        Some(case_type) => [kinds::case_type(case_type).get(), " · ", &place].concat(),
        None => place,
    }
}

/// Goes on with another draft; the one in the form becomes another.
fn go_on(form: CaseForm, other: Other) {
    let (keeper, drafts) = (form.keeper(), form.drafts());
    keeper.save_now();
    let current = keeper.kept().filter(|_| keeper.is_written());
    let device = keeper.device();
    spawn_local(async move {
        let taken = match &device {
            Some(device) if other.is_here => take(device, other.kept.clone()).await,
            _ => Some((other.kept.clone(), Vec::new())),
        };
        if form.is_gone() {
            return;
        }
        drafts.remove(&other);
        // Another window may have taken it up.
        let Some((kept, files)) = taken else { return };
        if let Some(current) = current {
            drafts.here.update(|here| here.push(current));
        }
        form.take_up(&kept, files, other.is_here);
        sending::send_waiting(form);
        form.say(text::form::draft_continued(&named(&other)));
        dom::focus(frame::HEADING);
    });
}

/// The question whether another draft is to be discarded.
fn ask(form: CaseForm, asked: RwSignal<Option<Other>>) -> El {
    let keep = Callback::new(move |()| asked.set(None));
    let discard = Callback::new(move |()| {
        let Some(other) = asked.get_untracked() else {
            return;
        };
        asked.set(None);
        form.drafts().remove(&other);
        super::discard(form.keeper().device(), other.kept);
        form.say(text::form::DISCARDED.get().to_owned());
        dom::focus(frame::HEADING);
    });
    let sentence = move || {
        asked.with(|other| {
            let subject = other.as_ref().map(named).unwrap_or_default();
            text::form::draft_discard_text(&subject)
        })
    };
    let is_asked = move || asked.with(Option::is_some);
    confirmation("discard-other", sentence, is_asked, keep, discard)
}
