//! T8: what may solve it right away.

use leptos::prelude::*;

use super::form::CaseForm;
use crate::locales::{Text, text};

/// The recommended solutions of the category chosen; nothing where it has none.
#[component]
pub fn Solutions(
    form: CaseForm,
    /// What stands above them.
    heading: Text,
) -> impl IntoView {
    let solutions = Memo::new(move |_| {
        form.with_classification(|draft| {
            form.with_policy(|policy| {
                let category = draft.chosen_category(policy);
                let found = category.map_or_else(Vec::new, |category| policy.solutions(category));
                found.into_iter().cloned().collect::<Vec<_>>()
            })
        })
    });
    let solution = |solution: case_core::policy::Solution| {
        view! {
            <details class="solution">
                <summary>{solution.title}</summary>
                <p>{solution.answer}</p>
            </details>
        }
    };
    move || {
        (!solutions.with(Vec::is_empty)).then(|| {
            view! {
                <section class="solutions" aria-labelledby="solutions-heading">
                    <h3 id="solutions-heading">{heading}</h3>
                    <p class="field-hint">{text::form::SOLUTIONS_TEXT}</p>
                    {solutions.get().into_iter().map(solution).collect_view()}
                </section>
            }
            .into_any()
        })
    }
}
