//! T8: what may solve it right away.

use case_core::policy::Solution;
use web_sys::Node;

use super::form::CaseForm;
use crate::{
    html::{El, details, h3, p, section, summary, switch},
    locales::{Text, text},
};

/// The recommended solutions of the category chosen, below `heading`; nothing where it has none.
pub fn solutions(form: CaseForm, heading: Text) -> Node {
    let found = move || {
        form.with_classification(|draft| {
            form.with_policy(|policy| {
                let category = draft.chosen_category(policy);
                let found = category.map_or_else(Vec::new, |category| policy.solutions(category));
                found.into_iter().cloned().collect::<Vec<_>>()
            })
        })
    };
    switch(found, move |found: &Vec<Solution>| {
        let head = h3().id("solutions-heading").child(heading);
        let lead = p().class("field-hint").child(text::form::SOLUTIONS_TEXT);
        (!found.is_empty()).then(|| {
            section()
                .class("solutions")
                .attr("aria-labelledby", "solutions-heading")
                .child(head)
                .child(lead)
                .children(found.iter().map(solution))
        })
    })
}

fn solution(solution: &Solution) -> El {
    details()
        .class("solution")
        .child(summary().child(&*solution.title))
        .child(p().child(&*solution.answer))
}
