//! T9: what a good description says, put into it as headings.

use case_core::policy::Prompt;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::{Glyph, Icon},
    dom,
    locales::text,
};

/// The prompts of service and category; nothing where there are none.
#[component]
pub fn Prompts(form: CaseForm) -> impl IntoView {
    let (service, category) = (form.value(Entry::Service), form.value(Entry::Category));
    let prompts = Memo::new(move |_| {
        let Some(case_type) = form.case_type() else {
            return Vec::new();
        };
        form.with_policy(|policy| {
            let service = service.with(|id| policy.service(case_type, id));
            let found = service.map_or_else(Vec::new, |service| {
                policy.prompts(service, category.with(|id| service.category(id)))
            });
            found.into_iter().cloned().collect::<Vec<_>>()
        })
    });
    let description = form.value(Entry::Description);
    let prompt = move |prompt: Prompt| view! { <OnePrompt form prompt description/> };
    move || {
        (!prompts.with(Vec::is_empty)).then(|| {
            view! {
                <div class="prompts">
                    <p class="field-hint" id="prompts-heading">{text::form::PROMPTS}</p>
                    <ul class="prompt-list" aria-labelledby="prompts-heading">
                        {prompts.get().into_iter().map(prompt).collect_view()}
                    </ul>
                </div>
            }
            .into_any()
        })
    }
}

#[component]
fn OnePrompt(form: CaseForm, prompt: Prompt, description: Signal<String>) -> impl IntoView {
    let Prompt { heading, hint, .. } = prompt;
    let line = heading_line(&heading);
    let there = {
        let line = line.clone();
        Memo::new(move |_| description.with(|typed| end_of(typed, &line).is_some()))
    };
    let named = {
        let heading = heading.clone();
        move || text::form::prompt_add(&heading)
    };
    let press = move |_| {
        let typed = description.get_untracked();
        let filled = with_heading(&typed, &line);
        let caret = end_of(&filled, &line).unwrap_or(filled.len());
        let caret = filled[..caret].encode_utf16().count();
        if filled != typed {
            form.enter(&Entry::Description, filled);
        }
        // The text is in the page only after this.
        request_animation_frame(move || place_caret(&Entry::Description.id(), caret));
    };
    view! {
        <li>
            <button class="prompt" type="button" class:there=there aria-label=named on:click=press>
                {move || {
                    let glyph = if there.get() { Glyph::Check } else { Glyph::Plus };
                    view! { <Icon glyph/> }
                }}
                <span>{heading}</span>
            </button>
            <span class="prompt-hint">{hint}</span>
        </li>
    }
    .into_any()
}

/// The line that stands for a prompt in a description.
fn heading_line(heading: &str) -> String {
    [heading, ":\n"].concat()
}

/// The text with the heading at its end, unless it has it.
fn with_heading(typed: &str, line: &str) -> String {
    if end_of(typed, line).is_some() {
        return typed.to_owned();
    }
    let before = typed.trim_end();
    let gap = if before.is_empty() { "" } else { "\n\n" };
    [before, gap, line].concat()
}

/// Where the answer under the heading ends: at the next empty line. None where the heading is not there.
fn end_of(typed: &str, line: &str) -> Option<usize> {
    let start = typed.find(line)? + line.len();
    let answer = &typed[start..];
    let end = answer.find("\n\n").unwrap_or(answer.len());
    Some(start + if answer.starts_with('\n') { 0 } else { end })
}

/// Puts focus and caret into a text area, `at` UTF-16 units from its beginning.
fn place_caret(id: &str, at: usize) {
    dom::focus(id);
    let area = dom::element(id).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
    if let (Some(area), Ok(at)) = (area, u32::try_from(at)) {
        // Fails for no text area.
        let _ = area.set_selection_range(at, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t9_a_heading_is_put_after_what_is_there_once() {
        let line = heading_line("Steps tried");
        assert_eq!(with_heading("", &line), "Steps tried:\n");
        let filled = with_heading("It fails. \n", &line);
        assert_eq!(filled, "It fails.\n\nSteps tried:\n");
        assert_eq!(with_heading(&filled, &line), filled);
    }

    #[test]
    fn t9_the_caret_goes_behind_what_is_already_answered() {
        let line = heading_line("Steps tried");
        let end = |typed: &str| end_of(typed, &line).map(|end| &typed[..end]).map(str::len);
        assert_eq!(end("Steps tried:\n"), Some(13));
        assert_eq!(end("Steps tried:\nreboot\n\nErrors:\n"), Some(19));
        assert_eq!(end("Steps tried:\n\nErrors:\n"), Some(13));
        assert_eq!(end("Steps tried"), None);
    }
}
