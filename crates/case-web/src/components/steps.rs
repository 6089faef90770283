//! Where one is in something that takes several steps.

use leptos::prelude::*;

use super::{Glyph, icon};
use crate::{
    html::{El, IntoNode, a, li, ol, span, switch},
    locales::{Text, text},
};

/// How it stands with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Everything there is answered, as it should be.
    Done,
    /// Something there has to be corrected.
    Wrong,
    /// Where one is.
    Current,
    /// Still to come.
    Ahead,
}

/// The steps, each with its address. One may go to those that are done, and to those where something has to be corrected.
pub fn steps(
    names: &'static [Text],
    addresses: &'static [&'static str],
    state: impl Fn(usize) -> StepState + Copy + Send + Sync + 'static,
) -> El {
    let step = move |(place, (name, address)): (usize, (&'static Text, &'static &'static str))| {
        let state = Memo::new(move |_| state(place));
        let content = move |state: &StepState| match state {
            StepState::Done => (
                mark(icon(Glyph::Check)),
                link(*name, address, text::common::STEP_DONE),
            )
                .into_node(),
            StepState::Wrong => {
                (mark("!"), link(*name, address, text::common::STEP_WRONG)).into_node()
            }
            StepState::Current | StepState::Ahead => {
                let name = span().class("step-name").child(*name);
                (mark((place + 1).to_string()), name).into_node()
            }
        };
        li().class(move || match state.get() {
            StepState::Done => "step step-done",
            StepState::Wrong => "step step-wrong",
            StepState::Current => "step step-current",
            StepState::Ahead => "step",
        })
        .attr("aria-current", move || {
            (state.get() == StepState::Current).then_some("step")
        })
        .child(switch(move || state.get(), content))
    };
    ol().class("steps")
        .attr("aria-label", text::common::STEPS)
        .children(names.iter().zip(addresses).enumerate().map(step))
}

/// What one sees of a step where there is no room for its name.
fn mark(content: impl IntoNode + 'static) -> El {
    span()
        .class("step-number")
        .attr("aria-hidden", "true")
        .child(content)
}

fn link(name: Text, address: &'static str, state: Text) -> impl IntoNode {
    (
        a().attr("href", address).class("step-name").child(name),
        span().class("visually-hidden").child(state),
    )
}
