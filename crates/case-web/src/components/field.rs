//! A field: label, hint, control, error and counter, tied together for assistive technology.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use web_sys::Node;

use super::{Glyph, icon};
use crate::{
    html::{El, IntoNode, div, fieldset, label, legend, p, span},
    locales::text,
    pause::Pause,
};

/// How much of a limit is used: `(used, limit)`.
pub type Used = (u32, u32);

/// A pause in typing in which a counter is written anew. While the letters come nobody reads it, and each time the page
/// is laid out once more, which would delay the letter that one has just typed.
const PAUSE: Duration = Duration::from_millis(150);

/// From this share of the limit on, the counter is read out when it changes.
const NEARLY_FULL: f64 = 0.9;

/// A labelled control, or a labelled group of controls that answer one question, that is being put together.
pub struct Field {
    id: String,
    label: Option<Node>,
    hint: Option<Node>,
    error: Memo<Option<String>>,
    optional: bool,
    used: Option<Rc<dyn Fn() -> Used>>,
}

/// What the control in a field needs to know.
#[derive(Clone)]
pub struct FieldContext {
    /// The id of the control.
    pub id: String,
    error: Memo<Option<String>>,
    hint: bool,
    counter: bool,
    required: bool,
}

impl Field {
    /// A field whose control has this id; the error summary links to it.
    pub fn new(id: impl Into<String>, label: impl IntoNode, error: Memo<Option<String>>) -> Self {
        Self {
            id: id.into(),
            label: label.into_node(),
            hint: None,
            error,
            optional: false,
            used: None,
        }
    }

    /// What helps to answer.
    pub fn hint(self, hint: impl IntoNode) -> Self {
        Self {
            hint: hint.into_node(),
            ..self
        }
    }

    /// It may be left empty, and the label says so.
    pub fn optional(self, optional: bool) -> Self {
        Self { optional, ..self }
    }

    /// Shows how much of a limit is used.
    pub fn used(self, used: impl Fn() -> Used + 'static) -> Self {
        Self {
            used: Some(Rc::new(used)),
            ..self
        }
    }

    /// The field around one control.
    pub fn control<N: IntoNode>(self, control: impl FnOnce(&FieldContext) -> N) -> El {
        let context = self.context();
        let control = control(&context).into_node();
        self.around_control(&context, control)
    }

    /// The field around several controls, such as radio buttons.
    pub fn group<N: IntoNode>(self, controls: impl FnOnce(&FieldContext) -> N) -> El {
        let context = self.context();
        let controls = controls(&context).into_node();
        self.around_group(&context, controls)
    }

    fn context(&self) -> FieldContext {
        FieldContext {
            id: self.id.clone(),
            error: self.error,
            hint: self.hint.is_some(),
            counter: self.used.is_some(),
            required: !self.optional,
        }
    }

    fn around_control(self, context: &FieldContext, control: Option<Node>) -> El {
        let name = label()
            .class("field-label")
            .attr("for", &self.id)
            .child(self.label)
            .child(optional(self.optional));
        let counter = self
            .used
            .map(|used| counter(context.part("-counter"), used));
        div()
            .class("field")
            .toggle("field-invalid", context.failed())
            .child(div().class("field-head").child(name).child(counter))
            .child(hint(context, self.hint))
            .child(control)
            .child(error(context))
    }

    fn around_group(self, context: &FieldContext, controls: Option<Node>) -> El {
        let name = legend()
            .class("field-label")
            .child(self.label)
            .child(optional(self.optional));
        fieldset()
            .class("field")
            .id(self.id)
            .toggle("field-invalid", context.failed())
            .attr("aria-describedby", context.described_by())
            .child(name)
            .child(hint(context, self.hint))
            .child(controls)
            .child(error(context))
    }
}

impl FieldContext {
    /// Ties the control to its field: id, descriptions, validity.
    pub fn tie(&self, control: El) -> El {
        control
            .id(&self.id)
            .attr("aria-describedby", self.described_by())
            .attr("aria-invalid", self.invalid())
            .attr("aria-required", self.required.then_some("true"))
    }

    /// `"true"` while there is an error.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + use<> {
        let failed = self.failed();
        move || failed().then_some("true")
    }

    fn failed(&self) -> impl Fn() -> bool + use<> {
        let error = self.error;
        move || error.with(Option::is_some)
    }

    /// The ids of error, hint and counter, parted by spaces.
    fn described_by(&self) -> impl Fn() -> Option<String> + use<> {
        let (failed, context) = (self.failed(), self.clone());
        move || {
            let parts = [
                (failed(), "-error"),
                (context.hint, "-hint"),
                (context.counter, "-counter"),
            ];
            let there = parts.iter().filter(|(there, _)| *there);
            let ids: Vec<String> = there.map(|(_, part)| context.part(part)).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    fn part(&self, name: &str) -> String {
        [&self.id, name].concat()
    }
}

/// That an answer may be left out. The gap is part of the name that assistive technology reads.
fn optional(optional: bool) -> Option<(&'static str, El)> {
    optional.then(|| {
        (
            " ",
            span().class("field-optional").child(text::field::OPTIONAL),
        )
    })
}

fn hint(context: &FieldContext, hint: Option<Node>) -> Option<El> {
    hint.map(|hint| {
        p().class("field-hint")
            .id(context.part("-hint"))
            .child(hint)
    })
}

/// The error of a field, which its control names.
fn error(context: &FieldContext) -> El {
    error_message(context.error).id(context.part("-error"))
}

/// What is wrong, read out when it appears without interrupting.
pub fn error_message(error: Memo<Option<String>>) -> El {
    div()
        .class("field-error")
        .attr("aria-live", "polite")
        .child(move || {
            error
                .get()
                .map(|error| (icon(Glyph::Error), span().child(error)))
        })
}

fn counter(id: String, used: Rc<dyn Fn() -> Used>) -> El {
    let used = at_leisure(used);
    let over = move || used.with(|(used, limit)| used > limit);
    let shown = move || {
        let (used, limit) = used.get();
        [used.to_string(), " / ".to_owned(), limit.to_string()].concat()
    };
    let said = move || {
        let (used, limit) = used.get();
        let nearly = f64::from(used) > f64::from(limit) * NEARLY_FULL;
        nearly.then(|| text::field::used(&used.to_string(), &limit.to_string()))
    };
    span()
        .class("field-counter")
        .id(id)
        .toggle("over", over)
        .child(span().attr("aria-hidden", "true").child(shown))
        .child(
            span()
                .class("visually-hidden")
                .attr("aria-live", "polite")
                .child(said),
        )
}

/// What `used` says, when one pauses. That a limit is passed is said at once, by the field's error.
fn at_leisure(used: Rc<dyn Fn() -> Used>) -> RwSignal<Used> {
    let shown = RwSignal::new(untrack(|| used()));
    let pause = Pause::new(PAUSE);
    Effect::new(move |before: Option<()>| {
        used();
        if before.is_some() {
            let used = used.clone();
            pause.then(move || shown.set(untrack(|| used())));
        }
    });
    shown
}
