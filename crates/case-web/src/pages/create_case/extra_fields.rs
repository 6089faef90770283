//! T8: the further fields that a category asks for.

use case_core::policy::{FieldKind, FieldSpec};
use leptos::prelude::*;

use super::{
    entry::Entry,
    form::{Binding, CaseForm},
    labels,
};
use crate::{
    components::{Choice, Combobox, Field, Select, TextInput},
    locales::text,
};

/// The fields; nothing where the category asks for none.
#[component]
pub fn ExtraFields(form: CaseForm) -> impl IntoView {
    let fields = Memo::new(move |_| {
        form.with_classification(|draft| {
            form.with_policy(|policy| {
                let uses = draft
                    .chosen_category(policy)
                    .map_or(&[][..], |category| &category.fields);
                let asked = uses
                    .iter()
                    .filter_map(|one| Some((policy.field(&one.id)?.clone(), one.required)));
                asked.collect::<Vec<_>>()
            })
        })
    });
    move || {
        (!fields.with(Vec::is_empty)).then(|| {
            let field = |(spec, required)| view! { <ExtraField form spec required/> }.into_any();
            view! {
                <h3 class="part-heading">{text::form::QUESTIONS}</h3>
                {fields.get().into_iter().map(field).collect_view()}
            }
            .into_any()
        })
    }
}

#[component]
fn ExtraField(form: CaseForm, spec: FieldSpec, required: bool) -> impl IntoView {
    let FieldSpec {
        id,
        label,
        hint,
        kind,
    } = spec;
    let entry = Entry::Extra(id);
    let chosen = matches!(kind, FieldKind::Choice { .. } | FieldKind::Region);
    let bound = if chosen {
        form.bind_choice(entry)
    } else {
        form.bind(entry)
    };
    let hint = match &kind {
        FieldKind::ResourceIds { .. } if hint.is_empty() => text::form::IDS_HINT.get().to_owned(),
        _ => hint,
    };
    let (id, error) = (bound.id.clone(), bound.error);
    let control = move || control(form, kind, &bound);
    // A field without a hint has no element for one.
    if hint.is_empty() {
        view! { <Field id=id label=label error=error optional=!required>{control()}</Field> }
            .into_any()
    } else {
        view! { <Field id=id label=label hint=hint error=error optional=!required>{control()}</Field> }.into_any()
    }
}

fn control(form: CaseForm, kind: FieldKind, bound: &Binding) -> AnyView {
    let Binding {
        value,
        on_input,
        on_blur,
        ..
    } = *bound;
    match kind {
        FieldKind::Text { .. } => view! { <TextInput value on_input on_blur/> }.into_any(),
        FieldKind::Date { .. } => {
            view! { <TextInput value on_input on_blur kind="date" class="input-narrow"/> }
                .into_any()
        }
        FieldKind::ResourceIds { .. } => {
            view! { <TextInput value on_input on_blur spellcheck=false class="mono"/> }.into_any()
        }
        FieldKind::Choice { options } => {
            let choice = |option: case_core::policy::FieldOption| Choice {
                value: option.value,
                label: option.label,
                note: String::new(),
            };
            let choices = Signal::stored(options.into_iter().map(choice).collect::<Vec<_>>());
            view! { <Select choices value on_choose=on_input on_blur placeholder=text::form::CHOOSE_OPTION/> }.into_any()
        }
        FieldKind::Region => {
            let choices = Memo::new(move |_| form.with_policy(labels::regions));
            view! { <Combobox choices value on_choose=on_input on_blur placeholder=text::form::CHOOSE_REGION/> }.into_any()
        }
    }
}
