//! A list of choices that one searches by typing: the combobox of ARIA 1.2 with a list popup.
//!
//! Typing narrows the list, arrows walk it, Enter chooses, Escape puts back what was chosen. Keys that belong to an
//! input method's composition are left to it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{Binding, FieldContext, Glyph, icon, typing::left};
use crate::{
    dom,
    html::{El, IntoAttribute, div, input, li, span, ul},
    locales::{intl, text},
};

/// A choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What choosing it answers; searched as well.
    pub value: String,
    /// Its name.
    pub label: String,
    /// What is to be seen beside the name; may be empty.
    pub note: String,
}

/// What is going on in the list.
#[derive(Clone, Copy)]
struct ListState {
    open: RwSignal<bool>,
    /// What was typed since it opened; none while the chosen one's name stands there.
    typed: RwSignal<Option<String>>,
    /// The place among the matches that the arrows have reached.
    active: RwSignal<usize>,
    choices: Memo<Vec<Choice>>,
    /// Those that what was typed leaves over.
    matches: Memo<Vec<Choice>>,
    value: Memo<String>,
    on_choose: Callback<String>,
}

/// A searchable list of the field around it; `placeholder` stands there while nothing is chosen.
pub fn combobox(
    field: &FieldContext,
    bound: &Binding,
    placeholder: impl IntoAttribute,
    choices: impl Fn() -> Vec<Choice> + Send + Sync + 'static,
) -> El {
    let list = ListState::new(bound, Memo::new(move |_| choices()));
    let control = input().class("input").attr("placeholder", placeholder);
    searchable(field, bound, control, list)
}

fn searchable(field: &FieldContext, bound: &Binding, control: El, list: ListState) -> El {
    let id = field.id.clone();
    let list_id = [&id, "-list"].concat();
    let options = {
        let id = id.clone();
        move || {
            let option = |(place, choice)| row(option_id(&id, place), place, choice, list);
            let all = || list.matches.get().into_iter().enumerate().map(option);
            list.open.get().then(|| all().collect::<Vec<_>>())
        }
    };
    let count = move || {
        let count = || list.matches.with(Vec::len).to_string();
        list.open.get().then(|| text::field::matches(&count()))
    };
    keep_active_in_sight(id, list);
    div()
        .class("combobox")
        .toggle("open", move || list.open.get())
        .child(tie(control, field, bound, list, &list_id))
        .child(icon(Glyph::ChevronDown))
        .child(
            ul().class("combobox-list")
                .id(list_id)
                .attr("role", "listbox")
                .attr("aria-label", text::field::CHOICES)
                .property("hidden", move || !list.open.get())
                .child(options),
        )
        .child(
            span()
                .class("combobox-count")
                .toggle("none", move || list.matches.with(Vec::is_empty))
                .attr("aria-live", "polite")
                .child(count),
        )
}

/// Ties what one types in to the list.
fn tie(
    control: El,
    field: &FieldContext,
    bound: &Binding,
    list: ListState,
    list_id: &String,
) -> El {
    let id = field.id.clone();
    let on_blur = bound.on_blur;
    field
        .tie(control)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", move || {
            if list.open.get() { "true" } else { "false" }
        })
        .attr("aria-controls", list_id)
        .attr("aria-activedescendant", move || list.active_id(&id))
        .value(move || list.shown())
        .on("click", move |_: Event| list.open())
        .on("keydown", move |event: KeyboardEvent| {
            key_pressed(&event, list);
        })
        .on("input", move |event: Event| {
            list.typed.set(Some(event_target_value(&event)));
            list.active.set(0);
            list.open.set(true);
        })
        .on("blur", move |_: Event| {
            list.close();
            left(on_blur);
        })
}

fn option_id(id: &str, place: usize) -> String {
    [id, "-option-", &place.to_string()].concat()
}

fn keep_active_in_sight(id: String, list: ListState) {
    Effect::new(move |_| {
        if let Some(id) = list.active_id(&id) {
            scroll_to(&id);
        }
    });
}

fn row(id: String, place: usize, choice: Choice, list: ListState) -> El {
    let Choice {
        value: own,
        label,
        note,
    } = choice;
    let chosen = {
        let own = own.clone();
        move || {
            if list.value.with(|value| *value == own) {
                "true"
            } else {
                "false"
            }
        }
    };
    li().class("combobox-option")
        .toggle("active", move || list.active.get() == place)
        .id(id)
        .attr("role", "option")
        .attr("aria-selected", chosen)
        // The focus stays in the input, or leaving it would close the list before the click.
        .on("mousedown", |event: Event| event.prevent_default())
        .on("click", move |_: Event| list.choose(&own))
        .on("mousemove", move |_: Event| {
            if list.active.get_untracked() != place {
                list.active.set(place);
            }
        })
        .child(span().child(label))
        .child((!note.is_empty()).then(|| span().class("combobox-note").child(note)))
}

impl ListState {
    fn new(bound: &Binding, choices: Memo<Vec<Choice>>) -> Self {
        let typed = RwSignal::new(None::<String>);
        Self {
            open: RwSignal::new(false),
            typed,
            active: RwSignal::new(0),
            choices,
            matches: Memo::new(move |_| {
                typed.with(|typed| {
                    choices.with(|all| matching(all, typed.as_deref(), intl::lower_case))
                })
            }),
            value: bound.value,
            on_choose: bound.on_input,
        }
    }

    /// What stands in the input: what was typed, else the name of the chosen one; follows changes.
    fn shown(self) -> String {
        let chosen = || {
            self.choices.with(|all| {
                let chosen = |one: &&Choice| self.value.with(|value| *value == one.value);
                all.iter().find(chosen).map(|one| one.label.clone())
            })
        };
        self.typed.get().or_else(chosen).unwrap_or_default()
    }

    /// The id of the row that the arrows have reached; follows changes.
    fn active_id(self, id: &str) -> Option<String> {
        let place = self.active.get();
        let there = self.open.get() && self.matches.with(|found| place < found.len());
        there.then(|| option_id(id, place))
    }

    /// Opens the list at the chosen one.
    fn open(self) {
        if !self.open.get_untracked() {
            let chosen = self.value.get_untracked();
            let place = self
                .matches
                .with_untracked(|found| found.iter().position(|one| one.value == chosen));
            self.active.set(place.unwrap_or(0));
            self.open.set(true);
        }
    }
    fn close(self) {
        self.open.set(false);
        self.typed.set(None);
    }

    fn choose(self, value: &str) {
        self.close();
        self.on_choose.run(value.to_owned());
    }

    /// Moves by `step` through the matches, around both ends.
    fn walk(self, step: isize) {
        let count = self.matches.with_untracked(Vec::len);
        if count > 0 {
            self.active.update(|place| {
                *place = place.saturating_add_signed(step + count.cast_signed()) % count;
            });
        }
    }
}

fn key_pressed(event: &KeyboardEvent, list: ListState) {
    if event.is_composing() {
        return;
    }
    let is_open = list.open.get_untracked();
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !is_open => list.open(),
        "ArrowDown" => list.walk(1),
        "ArrowUp" => list.walk(-1),
        "Enter" if is_open => {
            let place = list.active.get_untracked();
            if let Some(choice) = list
                .matches
                .with_untracked(|found| found.get(place).cloned())
            {
                list.choose(&choice.value);
            }
        }
        "Escape" if is_open => list.close(),
        _ => return,
    }
    event.prevent_default();
}

/// The choices in whose name or value every typed word occurs, both as `fold` writes them.
fn matching(choices: &[Choice], typed: Option<&str>, fold: impl Fn(&str) -> String) -> Vec<Choice> {
    let typed = fold(typed.unwrap_or_default());
    let found = |choice: &&Choice| {
        let searched = fold(&[&choice.label, " ", &choice.value, " ", &choice.note].concat());
        typed.split_whitespace().all(|word| searched.contains(word))
    };
    choices.iter().filter(found).cloned().collect()
}

fn scroll_to(id: &str) {
    if let Some(option) = dom::element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option
            .unchecked_ref::<web_sys::Element>()
            .scroll_into_view_with_scroll_into_view_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let choice = |value: &str, label: &str| Choice {
            value: value.into(),
            label: label.into(),
            note: String::new(),
        };
        let all = [
            choice("ec2", "Elastic Compute"),
            choice("s3", "Object Storage"),
            choice("cost", "請求"),
        ];
        matching(&all, Some(typed), str::to_lowercase)
            .into_iter()
            .map(|one| one.value)
            .collect()
    }

    #[test]
    fn every_typed_word_must_occur_in_the_name_or_the_value() {
        assert_eq!(found(""), ["ec2", "s3", "cost"]);
        assert_eq!(found(" COMPUTE ela "), ["ec2"]);
        assert_eq!(found("S3"), ["s3"]);
        assert_eq!(found("請"), ["cost"]);
        assert!(found("elastic s3").is_empty());
    }
}
