//! A list of choices that one searches by typing: the combobox of ARIA 1.2 with a list popup.
//!
//! Typing narrows the list, arrows walk it, Enter chooses, Escape puts back what was chosen. Keys that belong to an
//! input method's composition are left to it.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, InputEvent, KeyboardEvent, Node, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::{Binding, FieldContext, Glyph, icon, typing::left};
use crate::{
    dom,
    html::{El, IntoAttribute, div, input, li, span, ul, when},
    locales::{intl, text},
};

/// Rows are made so many at a time, a frame for each: somewhat more than the open list has room for. All of a long list at once
/// would keep the page from answering.
const BATCH: usize = 12;

/// The classes of a row, and of the one that the arrows have reached.
const ROW: &str = "combobox-option";
const ACTIVE_ROW: &str = "combobox-option active";

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
    /// The batches of rows that are made so far: the first of them,
    first: RwSignal<usize>,
    /// and the one after the last.
    end: RwSignal<usize>,
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
            let batch = |batch| rows(id.clone(), list, batch);
            let all = || (0..list.batches()).map(batch).collect::<Vec<_>>();
            list.open.get().then(all)
        }
    };
    let count = move || {
        let count = || list.matches.with(Vec::len).to_string();
        list.open.get().then(|| text::field::matches(&count()))
    };
    mark_active(id, list);
    list.make_rows(list_id.clone());
    div()
        .class("combobox")
        .toggle("open", move || list.open.get())
        .child(tie(control, field, bound, list, &list_id))
        .child(icon(Glyph::ChevronDown))
        .child(
            listen(ul(), list)
                .class("combobox-list")
                .id(list_id)
                .attr("role", "listbox")
                .attr("aria-label", text::field::CHOICES)
                .property("hidden", move || !list.open.get())
                .child(options),
        )
        .child(
            span()
                .class("combobox-count")
                .toggle("none", move || {
                    list.open.get() && list.matches.with(Vec::is_empty)
                })
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
    let search = move |event: &Event| {
        list.make_batch(0);
        list.typed.set(Some(event_target_value(event)));
        list.active.set(0);
        list.open.set(true);
    };
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
        .on("input", move |event: InputEvent| {
            // What an input method composes is told by `compositionend`.
            if !event.is_composing() {
                search(&event);
            }
        })
        .on("compositionend", move |event: Event| search(&event))
        .on("blur", move |_: Event| {
            list.close();
            left(on_blur);
        })
}

fn option_id(id: &str, place: usize) -> String {
    [id, "-option-", &place.to_string()].concat()
}

/// Marks the row that the arrows have reached, and keeps it in sight.
fn mark_active(id: String, list: ListState) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = list.active_id(&id);
        if let Some(row) = before.flatten().as_deref().and_then(dom::element) {
            row.set_class_name(ROW);
        }
        if let Some(row) = now.as_deref().and_then(dom::element) {
            row.set_class_name(ACTIVE_ROW);
        }
        if let Some(id) = now.clone() {
            // Once the list and the row are there.
            spawn_local(async move { scroll_to(&id) });
        }
        now
    });
}

/// A batch of rows, as soon as it is its turn.
fn rows(id: String, list: ListState, batch: usize) -> Node {
    let is_made = move || (list.first.get()..list.end.get()).contains(&batch);
    when(is_made, move || {
        let row =
            |(place, choice): (usize, &Choice)| row(option_id(&id, place), place, choice, list);
        list.matches.with_untracked(|found| {
            let all = found.iter().enumerate();
            let own = all.skip(batch * BATCH).take(BATCH);
            own.map(row).collect::<Vec<_>>()
        })
    })
}

/// What changes in a row is changed from outside (see [`mark_active`] and [`listen`]): a list may have hundreds.
fn row(id: String, place: usize, choice: &Choice, list: ListState) -> El {
    let Choice { value, label, note } = choice;
    let is_active = list.active.get_untracked() == place;
    let is_chosen = list.value.with_untracked(|chosen| chosen == value);
    li().class(if is_active { ACTIVE_ROW } else { ROW })
        .id(id)
        .attr("role", "option")
        .attr("aria-selected", if is_chosen { "true" } else { "false" })
        .child(span().child(label.clone()))
        .child((!note.is_empty()).then(|| span().class("combobox-note").child(note.clone())))
}

/// What the pointer does in the list `rows`.
fn listen(rows: El, list: ListState) -> El {
    // The focus stays in the input, or leaving it would close the list before the click.
    rows.on("mousedown", |event: Event| event.prevent_default())
        .on("click", move |event: Event| {
            if let Some(place) = place_of(&event) {
                list.choose_at(place);
            }
        })
        .on("mousemove", move |event: Event| {
            if let Some(place) = place_of(&event)
                && list.active.get_untracked() != place
            {
                list.active.set(place);
            }
        })
}

/// The place of the row that an event happened in.
fn place_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest(".combobox-option").ok()??;
    row.id().rsplit('-').next()?.parse().ok()
}

impl ListState {
    fn new(bound: &Binding, choices: Memo<Vec<Choice>>) -> Self {
        let typed = RwSignal::new(None::<String>);
        Self {
            open: RwSignal::new(false),
            typed,
            active: RwSignal::new(0),
            first: RwSignal::new(0),
            end: RwSignal::new(1),
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

    /// How many batches the matches are; follows changes.
    fn batches(self) -> usize {
        self.matches.with(Vec::len).div_ceil(BATCH)
    }

    /// This batch alone, to begin with.
    fn make_batch(self, batch: usize) {
        self.first.set(batch);
        self.end.set(batch + 1);
    }

    /// Makes the rows that are not there yet, below first, a batch for each frame.
    fn make_rows(self, list_id: String) {
        Effect::new(move |_| {
            let (first, end) = (self.first.get(), self.end.get());
            if self.open.get() && (end < self.batches() || first > 0) {
                let list_id = list_id.clone();
                dom::after_paint(move || self.make_more(&list_id));
            }
        });
    }

    fn make_more(self, list_id: &str) {
        let Some(rows) = dom::element(list_id) else {
            return;
        };
        let (first, end) = (self.first.get_untracked(), self.end.get_untracked());
        if end < untrack(|| self.batches()) {
            self.end.set(end + 1);
        } else if first > 0 {
            let below = rows.scroll_height() - rows.scroll_top();
            self.first.set(first - 1);
            // Once they are made, which is before they are painted.
            spawn_local(async move { rows.set_scroll_top(rows.scroll_height() - below) });
        }
    }

    /// What stands in the input: what was typed, else the name of the chosen one; follows changes.
    fn shown(self) -> String {
        let chosen = || {
            let value = self.value.get();
            // The choices need not be there to say that there is none.
            let is_chosen = |one: &&Choice| one.value == value;
            (!value.is_empty())
                .then(|| {
                    self.choices
                        .with(|all| all.iter().find(is_chosen).map(|one| one.label.clone()))
                })
                .flatten()
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
            let place = place.unwrap_or(0);
            self.make_batch(place / BATCH);
            self.active.set(place);
            self.open.set(true);
        }
    }

    fn close(self) {
        self.open.set(false);
        self.typed.set(None);
    }

    /// Chooses the match at a place.
    fn choose_at(self, place: usize) {
        let value = |found: &Vec<Choice>| found.get(place).map(|one| one.value.clone());
        if let Some(value) = self.matches.with_untracked(value) {
            self.close();
            self.on_choose.run(value);
        }
    }

    /// Moves by `step` through the matches, around both ends.
    fn walk(self, step: isize) {
        let count = self.matches.with_untracked(Vec::len);
        if count > 0 {
            let place = self.active.get_untracked();
            let place = place.saturating_add_signed(step + count.cast_signed()) % count;
            let batch = place / BATCH;
            self.first.update(|first| *first = batch.min(*first));
            self.end.update(|end| *end = (batch + 1).max(*end));
            self.active.set(place);
        }
    }
}

fn key_pressed(event: &KeyboardEvent, list: ListState) {
    // The number is what some browsers give a key that ends a composition.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let is_open = list.open.get_untracked();
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !is_open => list.open(),
        "ArrowDown" => list.walk(1),
        "ArrowUp" => list.walk(-1),
        "Enter" if is_open => {
            list.choose_at(list.active.get_untracked());
        }
        "Escape" if is_open => list.close(),
        _ => return,
    }
    event.prevent_default();
}

/// The choices in whose name, value or note every typed word occurs, all as `fold` writes them.
fn matching(choices: &[Choice], typed: Option<&str>, fold: impl Fn(&str) -> String) -> Vec<Choice> {
    let Some(typed) = typed else {
        return choices.to_vec();
    };
    let typed = fold(typed);
    // Folded in one go, since the browser does it: asking it takes longer than its answer.
    let mut searched = String::new();
    for Choice { value, label, note } in choices {
        searched.push_str(&[label, " ", value, " ", note, "\n"].concat());
    }
    let searched = fold(&searched);
    let found = |searched: &str| typed.split_whitespace().all(|word| searched.contains(word));
    let both = choices.iter().zip(searched.lines());
    both.filter(|(_, searched)| found(searched))
        .map(|(choice, _)| choice.clone())
        .collect()
}

fn scroll_to(id: &str) {
    let Some(row) = dom::element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    row.scroll_into_view_with_scroll_into_view_options(&options);
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
