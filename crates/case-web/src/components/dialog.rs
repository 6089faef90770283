//! A modal dialog on the browser's own `<dialog>`: the focus stays in it and returns where it came from.

use leptos::prelude::*;
use web_sys::{Event, HtmlDialogElement, Node};

use crate::html::{El, IntoNode, dialog as dialog_element, h2, when};

/// A dialog with a heading, shown while `open` holds; `content` is built anew each time. Its buttons are part of it, in
/// a `div` of the class `dialog-actions`.
///
/// `on_cancel` is called on Escape. Without it, Escape does nothing: the dialog has to be answered. `id` is the heading's.
pub fn dialog<N: IntoNode>(
    id: &'static str,
    heading: impl IntoNode,
    open: impl Fn() -> bool + Copy + 'static,
    on_cancel: Option<Callback<()>>,
    content: impl Fn() -> N + 'static,
) -> El {
    let content = when(open, content);
    modal(id, heading.into_node(), Box::new(open), on_cancel, content)
}

fn modal(
    id: &'static str,
    heading: Option<Node>,
    open: Box<dyn Fn() -> bool>,
    on_cancel: Option<Callback<()>>,
    content: Node,
) -> El {
    let cancel = move |event: Event| {
        event.prevent_default();
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    };
    let dialog = dialog_element()
        .class("dialog")
        .attr("aria-labelledby", id)
        .on("cancel", cancel)
        .child(h2().class("dialog-heading").id(id).child(heading))
        .child(content);
    let element: HtmlDialogElement = dialog.element();
    // Runs when the element is in the page.
    Effect::new(move |_| {
        let open = open();
        if open && !element.open() {
            // Fails only for a dialog that is shown already, or not in the page.
            let _ = element.show_modal();
        } else if !open && element.open() {
            element.close();
        }
    });
    dialog
}
