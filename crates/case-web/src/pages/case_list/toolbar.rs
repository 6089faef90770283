//! What stands above the list: the search, the filters, and those that are chosen.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;
use web_sys::{Event, InputEvent, KeyboardEvent};

use super::{
    heads::ORDERS,
    query::{Kind, ListQuery, searched},
};
use crate::{
    components::{Button, Choices, Glyph, Variant, icon, multi_select},
    dom,
    html::{El, button, div, input, label, li, option, select, span, ul},
    locales::text,
    navigation::History,
    pause::Pause,
};

/// The id of the field that one searches by.
const SEARCH: &str = "case-search";

/// The id of the list of chosen filters.
const TOKENS: &str = "case-tokens";

/// The id of what the filters are folded into where there is little room.
const FILTERS: &str = "case-filters";

/// After a pause in typing of this length what was typed is looked for.
const PAUSE: Duration = Duration::from_millis(300);

/// Search, filters, and those that are chosen.
pub fn toolbar(query: Memo<ListQuery>) -> El {
    let folded = RwSignal::new(true);
    let count = move || {
        let count = query.with(ListQuery::filters);
        (count > 0).then(|| span().class("count").child(count.to_string()))
    };
    let unfolds = button()
        .class("button case-filters-fold")
        .attr("type", "button")
        .attr(
            "aria-expanded",
            move || {
                if folded.get() { "false" } else { "true" }
            },
        )
        .attr("aria-controls", FILTERS)
        .on("click", move |_: Event| {
            folded.update(|folded| *folded = !*folded);
        })
        .child(span().child(text::cases::FILTERS))
        .child(" ")
        .child(count)
        .child(icon(Glyph::ChevronDown));
    let filters = div()
        .class("case-filters")
        .id(FILTERS)
        .toggle("folded", move || folded.get())
        .children(Kind::ALL.map(|kind| filter(query, kind)))
        .child(order(query));
    let controls = div()
        .class("case-controls")
        .attr("role", "search")
        .attr("aria-label", text::cases::SEARCH)
        .child(search_field(query))
        .child(unfolds)
        .child(filters);
    div()
        .class("case-toolbar")
        .child(controls)
        .child(move || tokens(query))
}

fn filter(query: Memo<ListQuery>, kind: Kind) -> El {
    let (id, name): (_, fn(&str) -> String) = match kind {
        Kind::Status => ("filter-status", |code| Kind::Status.name(code)),
        Kind::Type => ("filter-type", |code| Kind::Type.name(code)),
        Kind::Severity => ("filter-severity", |code| Kind::Severity.name(code)),
    };
    let choices = Choices {
        codes: Box::new(move || kind.codes(query.with(|query| query.open))),
        name,
        chosen: Rc::new(move || query.with(|query| query.chosen(kind).to_vec())),
        on_toggle: Rc::new(move |code| {
            let next = query.with_untracked(|query| query.toggled(kind, code));
            next.go(History::Push);
        }),
    };
    multi_select(id, kind.label(), choices)
}

/// The order, for where the columns that one else sorts by are not all there.
fn order(query: Memo<ListQuery>) -> El {
    let entry = |(sort, name): (case_core::CaseSort, _)| {
        option()
            .attr("value", sort.code())
            .property("selected", move || query.with(|query| query.sort == sort))
            .child(name)
    };
    let change = move |event: Event| {
        let code = event_target_value(&event);
        let chosen = ORDERS.iter().find(|(sort, _)| sort.code() == code);
        if let Some((sort, _)) = chosen {
            let next = query.with_untracked(|query| query.sorted(*sort));
            next.go(History::Push);
        }
    };
    let control = select()
        .class("input")
        .id("case-sort")
        .property("disabled", move || {
            query.with(|query| !query.search.is_empty())
        })
        .on("change", change)
        .children(ORDERS.map(entry));
    let name = label().attr("for", "case-sort").child(text::cases::SORT);
    let control = span()
        .class("select")
        .child(control)
        .child(icon(Glyph::ChevronDown));
    div().class("case-sort").child(name).child(control)
}

/// The field that one searches by: after a pause in typing, and at once with Enter. What an input method composes is not looked
/// for before it stands.
fn search_field(query: Memo<ListQuery>) -> El {
    let typed = Rc::new(RefCell::new(String::new()));
    let pause = Pause::new(PAUSE);
    let asked = Memo::new(move |_| query.with(|query| query.search.clone()));
    let shown = Rc::clone(&typed);
    let value = move || {
        let asked = asked.get();
        // What one has typed stands there already, with what does not count in it.
        let differs = searched(&shown.borrow()) != asked;
        differs.then(|| {
            shown.replace(asked.clone());
            asked
        })
    };
    let look = {
        let typed = Rc::clone(&typed);
        move |is_final: bool| {
            let search = searched(&typed.borrow());
            let query = query.get_untracked();
            if search != query.search {
                // What one was on the way to type is nothing to come back to.
                let is_first = query.search.is_empty();
                let history = if is_final || is_first {
                    History::Push
                } else {
                    History::Replace
                };
                query.searching(search).go(history);
            }
        }
    };
    let take = {
        let (typed, look) = (Rc::clone(&typed), look.clone());
        move |event: &Event| {
            typed.replace(event_target_value(event));
            let look = look.clone();
            pause.then(move || look(false));
        }
    };
    let composed = take.clone();
    let enter = move |event: KeyboardEvent| {
        // The number is what some browsers give a key that ends a composition.
        if event.key() == "Enter" && !event.is_composing() && event.key_code() != 229 {
            typed.replace(event_target_value(&event));
            look(true);
        }
    };
    let control = input()
        .class("input")
        .id(SEARCH)
        .attr("type", "search")
        .attr("maxlength", "200")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", text::cases::SEARCH)
        .value(value)
        .on("input", move |event: InputEvent| {
            if !event.is_composing() {
                take(&event);
            }
        })
        .on("compositionend", move |event: Event| composed(&event))
        .on("keydown", enter);
    let name = label()
        .class("visually-hidden")
        .attr("for", SEARCH)
        .child(text::cases::SEARCH);
    div()
        .class("case-search")
        .child(name)
        .child(icon(Glyph::Search))
        .child(control)
}

/// The filters that are chosen, each to be taken away.
fn tokens(query: Memo<ListQuery>) -> Option<El> {
    let shown = query.get();
    if shown.filters() == 0 {
        return None;
    }
    let chosen = Kind::ALL
        .into_iter()
        .flat_map(|kind| shown.chosen(kind).iter().map(move |code| (kind, *code)));
    let tokens = chosen.map(|(kind, code)| token(query, kind, code));
    let list = ul()
        .id(TOKENS)
        .class("tokens")
        .attr("aria-label", text::cases::FILTERS)
        .children(tokens);
    Some(div().class("case-tokens").child(list).child(clear(query)))
}

fn token(query: Memo<ListQuery>, kind: Kind, code: &'static str) -> El {
    let words = move || [kind.label().get(), ": ", &kind.name(code)].concat();
    let remove = move |_: Event| {
        let next = query.with_untracked(|query| query.toggled(kind, code));
        next.go(History::Push);
        stay();
    };
    let button = button()
        .class("token")
        .id(["token-", kind.code(), "-", code].concat())
        .attr("type", "button")
        .attr("aria-label", move || text::cases::filter_remove(&words()))
        .on("click", remove)
        .child(span().child(words))
        .child(icon(Glyph::Close));
    li().child(button)
}

/// A button that takes away search and filters.
pub fn clear(query: Memo<ListQuery>) -> El {
    let clear = Callback::new(move |()| {
        query.with_untracked(ListQuery::cleared).go(History::Push);
        stay();
    });
    Button::new(text::cases::FILTERS_CLEAR)
        .variant(Variant::Quiet)
        .on_press(clear)
        .build()
}

/// Keeps the focus near when what had it goes: at the first filter that is left, or in the search.
fn stay() {
    let stay = || {
        let place = [TOKENS, SEARCH]
            .into_iter()
            .find(|id| dom::element(id).is_some());
        if let Some(place) = place {
            dom::focus(place);
        }
    };
    set_timeout(stay, Duration::ZERO);
}
