//! A1 to A4: attaching files: chosen, dropped or pasted; each with how far it has come, and what can be done about it.

use case_core::AttachmentDraft;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Element, Event, EventTarget, File, FileList,
    HtmlInputElement, Node,
};

use super::{
    entry::Entry,
    files::{Row, State},
    form::CaseForm,
    sending,
};
use crate::{
    components::{Button, Field, Glyph, Variant, error_message, icon},
    dom, failure,
    html::{self, El, IntoNode, div, each, img, input, progress, span, switch, ul},
    locales::{intl, text},
};

/// The field, with the files that are there.
pub fn attach_files(form: CaseForm) -> El {
    let hint = move || {
        form.with_policy(|policy| {
            let limits = &policy.limits;
            let (most, size) = (limits.attachments.to_string(), limits.attachment_bytes);
            text::form::files_hint(&most, &intl::bytes(size))
        })
    };
    let files = form.files();
    let rows = each(move || files.keys(), move |key| row(form, key));
    let field = Field::new(
        Entry::Files.id(),
        text::form::FILES,
        form.error(Entry::Files),
    )
    .optional(true)
    .hint(hint)
    .control(|field| drop_zone(form, field.tie(input())));
    let list = ul()
        .class("files")
        .attr("aria-label", text::form::FILES_CHOSEN)
        .child(rows);
    take_dropped_and_pasted(form);
    div().class("attach").child(field).child(list)
}

/// Where files are dropped or chosen; all of it is the control.
fn drop_zone(form: CaseForm, control: El) -> El {
    let chosen = control
        .class("visually-hidden")
        .attr("type", "file")
        .attr("multiple", "");
    let chosen = chosen.on("change", move |event: Event| {
        let Some(input) = input_of(event.target()) else {
            return;
        };
        let files = input.files();
        sending::attach(form, files.as_ref().map(all_of).unwrap_or_default());
        // The same file can be chosen again after it was taken out.
        input.set_value("");
    });
    let words = span()
        .class("button")
        .attr("aria-hidden", "true")
        .child(icon(Glyph::Plus))
        .child(span().child(text::form::FILES_CHOOSE));
    let or_drop = span()
        .class("drop-zone-or")
        .attr("aria-hidden", "true")
        .child(text::form::FILES_DROP);
    let open = move |event: Event| {
        // The control's own press does it by itself.
        if input_of(event.target()).is_none()
            && let Some(input) = input_in(event.current_target())
        {
            input.click();
        }
    };
    div()
        .class("drop-zone")
        .child(chosen)
        .child(words)
        .child(or_drop)
        .on("click", open)
}

fn input_of(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    target?.dyn_into().ok()
}

fn input_in(zone: Option<EventTarget>) -> Option<HtmlInputElement> {
    let zone: Element = zone?.dyn_into().ok()?;
    zone.query_selector("input").ok()??.dyn_into().ok()
}

fn all_of(list: &FileList) -> Vec<File> {
    (0..list.length())
        .filter_map(|place| list.get(place))
        .collect()
}

/// What is dropped or pasted anywhere on the page is attached. Without this a browser would leave the page for a dropped
/// file.
fn take_dropped_and_pasted(form: CaseForm) {
    let over = RwSignal::new(false);
    Effect::new(move |_| dom::set_root_flag("data-dropping", over.get()));
    let dragged = window_event_listener(ev::dragover, move |event: DragEvent| {
        if has_files(event.data_transfer().as_ref()) {
            event.prevent_default();
            over.set(true);
        }
    });
    let left = window_event_listener(ev::dragleave, move |event: DragEvent| {
        // It left the window, not one element for the next.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event: DragEvent| {
        let data = event.data_transfer();
        if has_files(data.as_ref()) {
            event.prevent_default();
            over.set(false);
            sending::attach(form, files_in(data.as_ref()));
        }
    });
    let pasted = window_event_listener_untyped("paste", move |event: Event| {
        let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data();
        let files = files_in(data.as_ref());
        if !files.is_empty() {
            event.prevent_default();
            sending::attach(form, files);
        }
    });
    on_cleanup(move || {
        for handle in [dragged, left, dropped, pasted] {
            handle.remove();
        }
        dom::set_root_flag("data-dropping", false);
    });
}

fn has_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn files_in(data: Option<&DataTransfer>) -> Vec<File> {
    let list = data.and_then(DataTransfer::files);
    list.as_ref().map(all_of).unwrap_or_default()
}

/// A file.
fn row(form: CaseForm, key: u32) -> El {
    let Some(row) = form.files().row(key) else {
        return html::li();
    };
    let named = named(form, key);
    let (name, size) = (named.name, named.size);
    let picture = row.picture.as_ref().map(|picture| {
        img()
            .class("file-picture")
            .attr("src", picture.address())
            .attr("alt", "")
    });
    let about = div()
        .class("file-about")
        .child(span().class("file-name").attr("dir", "auto").child(&*name))
        .child(span().class("file-size").child(move || intl::bytes(size)));
    let place = move || form.files().place(key);
    let error = Memo::new(move |_| form.message(&Entry::File(place()?)));
    let id = move || place().map(|place| Entry::File(place).id());
    html::li()
        .class("file")
        .id(id)
        .attr("tabindex", "-1")
        .toggle("file-refused", move || error.with(Option::is_some))
        .child(picture)
        .child(about)
        .child(standing(&row, &name))
        .child(actions(form, &row, &name))
        .child(error_message(error))
}

fn named(form: CaseForm, key: u32) -> AttachmentDraft {
    let place = untrack(|| form.files().place(key));
    form.with_draft_untracked(|draft| {
        let named = place.and_then(|place| draft.attachments.get(place));
        named.cloned().unwrap_or_default()
    })
}

/// How far it has come.
fn standing(row: &Row, name: &str) -> Node {
    let (state, name) = (row.state, name.to_owned());
    switch(
        move || Shown::of(&state.get()),
        move |shown| match shown {
            Shown::Waiting => html::nothing(),
            Shown::Sending => {
                let sent = move || match state.get() {
                    State::Sending(_, sent) => sent.get().to_string(),
                    _ => String::new(),
                };
                let name = name.clone();
                progress()
                    .class("file-progress")
                    .attr("max", "1")
                    .attr("aria-label", move || text::form::file_sending(&name))
                    .value(sent)
                    .into_node()
            }
            Shown::Sent => span()
                .class("file-sent")
                .child(icon(Glyph::Check))
                .child(span().child(text::form::FILE_SENT))
                .into_node(),
            Shown::Failed => {
                let words = state.with_untracked(|state| match state {
                    State::Failed(Some(error)) => failure::words(error).0,
                    _ => text::form::FILE_NOT_SENT,
                });
                span().class("file-failed").child(words).into_node()
            }
        },
    )
}

/// The kinds of [`State`], which decide what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Sending,
    Sent,
    Failed,
}

impl Shown {
    const fn of(state: &State) -> Self {
        match state {
            State::Waiting => Self::Waiting,
            State::Sending(..) => Self::Sending,
            State::Sent => Self::Sent,
            State::Failed(_) => Self::Failed,
        }
    }
}

/// What can be done with it.
fn actions(form: CaseForm, row: &Row, name: &str) -> El {
    let (key, state, can_send) = (row.key, row.state, row.bytes().is_some());
    let name = name.to_owned();
    let again_name = name.clone();
    let extra = switch(
        move || Shown::of(&state.get()),
        move |shown| {
            let name = again_name.clone();
            match shown {
                Shown::Sending => Button::new(text::form::FILE_STOP)
                    .described(move || text::form::file_stop_named(&name))
                    .variant(Variant::Quiet)
                    .on_press(Callback::new(move |()| sending::stop(form, key)))
                    .into_node(),
                Shown::Failed if can_send => Button::new(text::form::FILE_AGAIN)
                    .described(move || text::form::file_again_named(&name))
                    .variant(Variant::Quiet)
                    .on_press(Callback::new(move |()| sending::send_again(form, key)))
                    .into_node(),
                _ => html::nothing(),
            }
        },
    );
    let remove = Callback::new(move |()| {
        sending::detach(form, key);
        dom::focus(&Entry::Files.id());
    });
    let remove = Button::new(text::form::REMOVE)
        .described(move || text::form::file_remove(&name))
        .variant(Variant::Quiet)
        .icon(Glyph::Trash)
        .on_press(remove);
    div().class("file-actions").child(extra).child(remove)
}
