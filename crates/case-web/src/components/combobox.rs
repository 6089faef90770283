//! A list of choices that one searches by typing: the combobox of ARIA 1.2 with a list popup.
//!
//! Typing narrows the list, arrows walk it, Enter chooses, Escape puts back what was chosen. Keys that belong to an
//! input method's composition are left to it.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{FieldContext, Glyph, Icon, typing::left};
use crate::{
    dom,
    locales::{Words, text},
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
    matches: Memo<Vec<Choice>>,
    on_choose: Callback<String>,
}

/// A searchable list of the field around it.
#[component]
pub fn Combobox(
    /// In the order shown.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The chosen one's value; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the one chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Stands there while nothing is chosen.
    #[prop(optional, into)]
    placeholder: Option<Words>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let field = FieldContext::expect();
    let id = field.id.get_value();
    let list_id = [&id, "-list"].concat();
    let typed = RwSignal::new(None::<String>);
    let matches =
        Memo::new(move |_| typed.with(|typed| choices.with(|all| matching(all, typed.as_deref()))));
    let list = ListState {
        open: RwSignal::new(false),
        typed,
        active: RwSignal::new(0),
        matches,
        on_choose,
    };
    let shown = move || {
        let chosen = || {
            choices.with(|all| {
                all.iter()
                    .find(|one| value.with(|value| *value == one.value))
                    .cloned()
            })
        };
        typed
            .get()
            .unwrap_or_else(|| chosen().map_or_else(String::new, |one| one.label))
    };
    let option_id =
        move |place: usize| [&field.id.get_value(), "-option-", &place.to_string()].concat();
    let active_id = move || {
        let place = list.active.get();
        (list.open.get() && matches.with(|found| place < found.len())).then(|| option_id(place))
    };
    Effect::new(move |_| active_id().map(|id| scroll_to(&id)));
    let open = move || {
        if !list.open.get_untracked() {
            let chosen = value.get_untracked();
            let place =
                matches.with_untracked(|found| found.iter().position(|one| one.value == chosen));
            list.active.set(place.unwrap_or(0));
            list.open.set(true);
        }
    };
    let press = move |event: KeyboardEvent| key_pressed(&event, list, &open);
    let count = move || {
        list.open
            .get()
            .then(|| text::field::matches(&matches.with(Vec::len).to_string()))
    };
    let option = move |(place, choice): (usize, Choice)| {
        view! { <Row id=option_id(place) place choice list value/> }
    };
    view! {
        <div class="combobox" class:open=list.open>
            <input
                class="input"
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if list.open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                aria-describedby=field.described_by
                aria-invalid=field.invalid
                aria-required=field.required
                placeholder=placeholder
                prop:value=shown
                on:click=move |_| open()
                on:keydown=press
                on:input=move |event| {
                    typed.set(Some(event_target_value(&event)));
                    list.active.set(0);
                    list.open.set(true);
                }
                on:blur=move |_| {
                    list.close();
                    left(on_blur);
                }
            />
            <Icon glyph=Glyph::ChevronDown/>
            <ul
                class="combobox-list"
                id=list_id
                role="listbox"
                aria-label=text::field::CHOICES
                hidden=move || !list.open.get()
            >
                {move || {
                    list.open.get().then(|| matches.get().into_iter().enumerate().map(option).collect_view())
                }}
            </ul>
            <span class="combobox-count" class:none=move || matches.with(Vec::is_empty) aria-live="polite">{count}</span>
        </div>
    }
}

#[component]
fn Row(
    id: String,
    place: usize,
    choice: Choice,
    list: ListState,
    value: Signal<String>,
) -> impl IntoView {
    let Choice {
        value: own,
        label,
        note,
    } = choice;
    let chosen = {
        let own = own.clone();
        move || {
            if value.with(|value| *value == own) {
                "true"
            } else {
                "false"
            }
        }
    };
    view! {
        <li
            class="combobox-option"
            class:active=move || list.active.get() == place
            id=id
            role="option"
            aria-selected=chosen
            // The focus stays in the input, or leaving it would close the list before the click.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| list.choose(&own)
            on:mousemove=move |_| {
                if list.active.get_untracked() != place {
                    list.active.set(place);
                }
            }
        >
            <span>{label}</span>
            {(!note.is_empty()).then(|| view! { <span class="combobox-note">{note}</span> })}
        </li>
    }
}

impl ListState {
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

fn key_pressed(event: &KeyboardEvent, list: ListState, open: &impl Fn()) {
    if event.is_composing() {
        return;
    }
    let is_open = list.open.get_untracked();
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !is_open => open(),
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

/// The choices in whose name or value every typed word occurs.
fn matching(choices: &[Choice], typed: Option<&str>) -> Vec<Choice> {
    let typed = typed.unwrap_or_default().to_lowercase();
    let found = |choice: &&Choice| {
        let searched = [&choice.label, " ", &choice.value, " ", &choice.note]
            .concat()
            .to_lowercase();
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
        matching(&all, Some(typed))
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
