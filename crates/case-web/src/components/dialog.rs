//! A modal dialog on the browser's own `<dialog>`: the focus stays in it and returns where it came from.

use leptos::{html, prelude::*};

use crate::locales::Words;

/// A dialog with a heading; its buttons are part of its content, in a `<div class="dialog-actions">`.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// What it asks.
    #[prop(into)]
    heading: Words,
    /// Called on Escape. Without it, Escape does nothing: the dialog has to be answered.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// The id of the heading, unique in the page.
    id: &'static str,
    /// What it contains; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is shown already, or not in the page.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby=id on:cancel=cancel>
            <h2 class="dialog-heading" id=id>{heading}</h2>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}
