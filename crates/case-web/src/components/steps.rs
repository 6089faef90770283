//! Where one is in something that takes several steps.

use std::cmp::Ordering;

use crate::{
    html::{El, a, li, ol, span},
    locales::{Text, text},
};

/// The steps, each with its address; the ones before the current one (from 0) are done, and one may go back to them.
pub fn steps(
    names: &'static [Text],
    addresses: &'static [&'static str],
    current: impl Fn() -> usize + Copy + 'static,
) -> El {
    let step = move |(place, (name, address)): (usize, (&'static Text, &'static &'static str))| {
        let class = move || match place.cmp(&current()) {
            Ordering::Less => "step step-done",
            Ordering::Equal => "step step-current",
            Ordering::Greater => "step",
        };
        let name = move || {
            let done = place < current();
            let element = if done {
                a().attr("href", *address)
            } else {
                span()
            };
            element.class("step-name").child(*name)
        };
        li().class(class)
            .attr("aria-current", move || {
                (place == current()).then_some("step")
            })
            .child(
                span()
                    .class("step-number")
                    .attr("aria-hidden", "true")
                    .child((place + 1).to_string()),
            )
            .child(name)
    };
    ol().class("steps")
        .attr("aria-label", text::common::STEPS)
        .children(names.iter().zip(addresses).enumerate().map(step))
}
