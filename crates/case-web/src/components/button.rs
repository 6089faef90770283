//! Buttons, and links that look like them.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{MouseEvent, Node};

use super::{Glyph, icon};
use crate::html::{El, IntoNode, button, span};

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The one thing to do here.
    Primary,
    /// Something else to do here.
    Secondary,
    /// Something at the edge.
    Quiet,
    /// Something that cannot be undone.
    Danger,
}

impl Variant {
    /// The class of the element.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button that is being put together. While busy it says so, stays focusable and does nothing.
pub struct Button {
    label: Option<Node>,
    variant: Variant,
    kind: &'static str,
    icon: Option<Glyph>,
    busy: Rc<dyn Fn() -> bool>,
    on_press: Option<Callback<()>>,
    described: Option<Box<dyn Fn() -> String>>,
}

impl Button {
    /// A button that says `label`.
    pub fn new(label: impl IntoNode) -> Self {
        Self {
            label: label.into_node(),
            variant: Variant::Secondary,
            kind: "button",
            icon: None,
            busy: Rc::new(|| false),
            on_press: None,
            described: None,
        }
    }

    /// How it looks.
    pub fn variant(self, variant: Variant) -> Self {
        Self { variant, ..self }
    }

    /// Submits the form that it stands in.
    pub fn submit(self) -> Self {
        Self {
            kind: "submit",
            ..self
        }
    }

    /// A picture before the words.
    pub fn icon(self, glyph: Glyph) -> Self {
        Self {
            icon: Some(glyph),
            ..self
        }
    }

    /// While it holds, shows a spinner and ignores presses.
    pub fn busy(self, busy: impl Fn() -> bool + 'static) -> Self {
        Self {
            busy: Rc::new(busy),
            ..self
        }
    }

    /// Called when pressed.
    pub fn on_press(self, on_press: Callback<()>) -> Self {
        Self {
            on_press: Some(on_press),
            ..self
        }
    }

    /// What assistive technology reads where the visible words leave out what they are about.
    pub fn described(self, words: impl Fn() -> String + 'static) -> Self {
        Self {
            described: Some(Box::new(words)),
            ..self
        }
    }

    /// The element.
    pub fn build(self) -> El {
        let Self { busy, on_press, .. } = self;
        let (shown, told) = (Rc::clone(&busy), Rc::clone(&busy));
        let press = move |event: MouseEvent| {
            if untrack(|| busy()) {
                event.prevent_default();
            } else if let Some(on_press) = on_press {
                on_press.run(());
            }
        };
        button()
            .class(self.variant.class())
            .attr("type", self.kind)
            .toggle("busy", move || shown())
            .attr("aria-disabled", move || told().then_some("true"))
            .attr("aria-label", self.described)
            .on("click", press)
            .child(self.icon.map(icon))
            .child(span().class("button-label").child(self.label))
    }
}

impl IntoNode for Button {
    fn append_to(self, parent: &Node) {
        self.build().append_to(parent);
    }
}
