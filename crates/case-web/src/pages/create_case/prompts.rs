//! T9: what a good description says, put into it as headings.

use case_core::policy::Prompt;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, Node};

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::{Glyph, icon},
    dom,
    html::{El, button, div, li, p, span, switch, ul},
    locales::text,
};

/// The prompts of service and category; nothing where there are none.
pub fn prompts(form: CaseForm) -> Node {
    let found = move || {
        form.with_classification(|draft| {
            form.with_policy(|policy| {
                let service = draft.chosen_service(policy);
                let found = service.map_or_else(Vec::new, |service| {
                    policy.prompts(service, service.category(&draft.category))
                });
                found.into_iter().cloned().collect::<Vec<_>>()
            })
        })
    };
    let description = form.value(Entry::Description);
    switch(found, move |found: &Vec<Prompt>| {
        (!found.is_empty()).then(|| {
            let heading = p().class("field-hint").id("prompts-heading");
            let list = ul()
                .class("prompt-list")
                .attr("aria-labelledby", "prompts-heading")
                .children(found.iter().map(|one| prompt(form, one, description)));
            div()
                .class("prompts")
                .child(heading.child(text::form::PROMPTS))
                .child(list)
        })
    })
}

fn prompt(form: CaseForm, prompt: &Prompt, description: Memo<String>) -> El {
    let line = heading_line(&prompt.heading);
    let there = {
        let line = line.clone();
        move || description.with(|typed| end_of(typed, &line).is_some())
    };
    let named = {
        let heading = prompt.heading.clone();
        move || text::form::prompt_add(&heading)
    };
    let press = move |_: Event| {
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
    let sign = |there: &bool| icon(if *there { Glyph::Check } else { Glyph::Plus });
    let add = button()
        .class("prompt")
        .attr("type", "button")
        .toggle("there", there.clone())
        .attr("aria-label", named)
        .on("click", press)
        .child(switch(there, sign))
        .child(span().child(&*prompt.heading));
    li().child(add)
        .child(span().class("prompt-hint").child(&*prompt.hint))
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
