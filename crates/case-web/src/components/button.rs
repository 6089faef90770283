//! Buttons, and links that look like them.

use leptos::prelude::*;
use web_sys::{MouseEvent, Node};

use super::{Glyph, icon};
use crate::html::{Attribute, El, IntoAttribute, IntoNode, button, span};

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
    busy: Signal<bool>,
    on_press: Option<Callback<()>>,
    described: Attribute,
}

impl Button {
    /// A button that says `label`.
    pub fn new(label: impl IntoNode) -> Self {
        Self {
            label: label.into_node(),
            variant: Variant::Secondary,
            kind: "button",
            icon: None,
            busy: Signal::from(false),
            on_press: None,
            described: Attribute::Absent,
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
    pub fn busy(self, busy: impl Into<Signal<bool>>) -> Self {
        Self {
            busy: busy.into(),
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
    pub fn described(self, words: impl IntoAttribute) -> Self {
        Self {
            described: words.into_attribute(),
            ..self
        }
    }

    /// The element.
    pub fn build(self) -> El {
        let Self { busy, on_press, .. } = self;
        let press = move |event: MouseEvent| {
            if busy.get_untracked() {
                event.prevent_default();
            } else if let Some(on_press) = on_press {
                on_press.run(());
            }
        };
        button()
            .class(self.variant.class())
            .attr("type", self.kind)
            .toggle("busy", busy)
            .attr("aria-disabled", move || busy.get().then_some("true"))
            .attr("aria-label", self.described)
            .on("click", press)
            .child(self.icon.map(icon))
            .child(span().class("button-label").child(self.label))
    }
}

impl IntoNode for Button {
    fn into_node(self) -> Option<Node> {
        self.build().into_node()
    }
}
