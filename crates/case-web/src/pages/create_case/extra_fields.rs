//! T8: the further fields that a category asks for.

use case_core::policy::{FieldKind, FieldOption, FieldSpec};
use web_sys::Node;

use super::{entry::Entry, form::CaseForm, labels};
use crate::{
    components::{Binding, Choice, Field, FieldContext, combobox, select_one, text_input},
    html::{El, h3, switch},
    locales::text,
};

/// A field with whether it must be answered.
type Asked = (FieldSpec, bool);

/// The fields; nothing where the category asks for none.
pub fn extra_fields(form: CaseForm) -> Node {
    let fields = move || {
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
    };
    switch(fields, move |fields: &Vec<Asked>| {
        (!fields.is_empty()).then(|| {
            let all = fields.iter().map(|asked| extra_field(form, asked));
            (
                h3().class("part-heading").child(text::form::QUESTIONS),
                all.collect::<Vec<_>>(),
            )
        })
    })
}

fn extra_field(form: CaseForm, (spec, required): &Asked) -> El {
    let entry = Entry::Extra(spec.id.clone());
    let bound = match spec.kind {
        FieldKind::Choice { .. } | FieldKind::Region => form.bind_choice(entry),
        _ => form.bind(entry),
    };
    let field = Field::new(&*bound.id, &*spec.label, bound.error).optional(!required);
    let form_of_answer = match &spec.kind {
        FieldKind::ResourceIds { .. } => Some(text::form::IDS_HINT),
        FieldKind::Date { .. } => Some(text::form::DATE_HINT),
        _ => None,
    };
    let field = match form_of_answer {
        Some(form) if spec.hint.is_empty() => field.hint(form),
        Some(form) => field.hint((&*spec.hint, " ", form)),
        None if spec.hint.is_empty() => field,
        None => field.hint(&*spec.hint),
    };
    field.control(|field| control(form, &spec.kind, field, &bound))
}

fn control(form: CaseForm, kind: &FieldKind, field: &FieldContext, bound: &Binding) -> El {
    match kind {
        FieldKind::Text { .. } => text_input(field, bound),
        // Not the browser's own control of dates: it hides what one typed where there is no such date.
        FieldKind::Date { .. } => text_input(field, bound)
            .class("input input-narrow")
            .attr("spellcheck", "false"),
        FieldKind::ResourceIds { .. } => text_input(field, bound)
            .class("input mono")
            .attr("spellcheck", "false"),
        FieldKind::Choice { options } => {
            let choice = |option: &FieldOption| Choice {
                value: option.value.clone(),
                label: option.label.clone(),
                note: String::new(),
            };
            let choices: Vec<Choice> = options.iter().map(choice).collect();
            select_one(field, bound, text::form::CHOOSE_OPTION, move || {
                choices.clone()
            })
        }
        FieldKind::Region => combobox(field, bound, text::form::CHOOSE_REGION, move || {
            form.with_policy(labels::regions)
        }),
    }
}
