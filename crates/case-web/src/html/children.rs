//! What may stand inside an element.

use std::{borrow::Cow, cell::RefCell};

use leptos::prelude::document;
use web_sys::{DocumentFragment, Node};

use super::{El, live};
use crate::locales::Text;

/// What becomes nodes of the page.
pub trait IntoNode: Sized {
    /// Puts it behind what `parent` has.
    fn append_to(self, parent: &Node);

    /// It as one value, whatever it is: for branches that show different things. Several nodes are one fragment, which
    /// leaves them where it is put.
    fn into_node(self) -> Option<Node> {
        let all = fragment();
        self.append_to(&all);
        Some(all.into())
    }

    /// What `make` gives, made anew whenever something that it read changes.
    fn append_live(make: impl Fn() -> Self + 'static, parent: &Node) {
        let region = live::region(Box::new(move || make().into_node()));
        append(parent, &region);
    }

    /// The same for what is there at times.
    fn append_live_option(make: impl Fn() -> Option<Self> + 'static, parent: &Node) {
        let region = live::region(Box::new(move || make().and_then(Self::into_node)));
        append(parent, &region);
    }
}

/// Nothing, where a branch has to be something.
pub const fn nothing() -> Option<Node> {
    None
}

/// Puts the whole of what there is to see into the page.
pub fn show(root: impl IntoNode) {
    if let Some(body) = document().body() {
        root.append_to(&body);
    }
}

/// An empty fragment.
pub(super) fn fragment() -> DocumentFragment {
    document().create_document_fragment()
}

/// Puts `node` behind what `parent` has.
#[inline(never)]
pub(super) fn append(parent: &Node, node: &Node) {
    // Fails only where a node would come into itself.
    let _ = parent.append_child(node);
}

/// A text that follows what `text` reads. One node has it all the time: nothing is laid out or read out for a text that
/// is the same as before.
fn following(parent: &Node, text: Box<dyn Fn() -> Cow<'static, str>>) {
    let node = document().create_text_node("");
    append(parent, &node);
    let shown = RefCell::new(Cow::Borrowed(""));
    live::follow(Box::new(move || {
        let text = text();
        if *shown.borrow() != text {
            node.set_data(&text);
            shown.replace(text);
        }
    }));
}

impl IntoNode for Node {
    fn append_to(self, parent: &Node) {
        append(parent, &self);
    }

    fn into_node(self) -> Option<Node> {
        Some(self)
    }
}

impl IntoNode for El {
    fn append_to(self, parent: &Node) {
        append(parent, self.as_element());
    }

    fn into_node(self) -> Option<Node> {
        Some(self.as_element().clone().into())
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn append_to(self, parent: &Node) {
        if let Some(one) = self {
            one.append_to(parent);
        }
    }

    fn into_node(self) -> Option<Node> {
        self.and_then(T::into_node)
    }

    fn append_live(make: impl Fn() -> Self + 'static, parent: &Node) {
        T::append_live_option(make, parent);
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn append_to(self, parent: &Node) {
        for one in self {
            one.append_to(parent);
        }
    }
}

impl<T: IntoNode, const N: usize> IntoNode for [T; N] {
    fn append_to(self, parent: &Node) {
        for one in self {
            one.append_to(parent);
        }
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {
        $(
            /// One after the other.
            impl<$($part: IntoNode),+> IntoNode for ($($part,)+) {
                fn append_to(self, parent: &Node) {
                    $(self.$place.append_to(parent);)+
                }
            }
        )+
    };
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}

impl IntoNode for &str {
    #[inline(never)]
    fn append_to(self, parent: &Node) {
        append(parent, &document().create_text_node(self));
    }

    fn append_live(make: impl Fn() -> Self + 'static, parent: &Node) {
        following(parent, Box::new(move || Cow::Owned(make().to_owned())));
    }
}

impl IntoNode for String {
    #[inline(never)]
    fn append_to(self, parent: &Node) {
        self.as_str().append_to(parent);
    }

    fn append_live(make: impl Fn() -> Self + 'static, parent: &Node) {
        following(parent, Box::new(move || Cow::Owned(make())));
    }

    fn append_live_option(make: impl Fn() -> Option<Self> + 'static, parent: &Node) {
        following(
            parent,
            Box::new(move || Cow::Owned(make().unwrap_or_default())),
        );
    }
}

/// In the language shown.
impl IntoNode for Text {
    #[inline(never)]
    fn append_to(self, parent: &Node) {
        following(parent, Box::new(move || Cow::Borrowed(self.get())));
    }
}

/// Follows what the closure reads.
impl<F, N> IntoNode for F
where
    F: Fn() -> N + 'static,
    N: IntoNode,
{
    fn append_to(self, parent: &Node) {
        N::append_live(self, parent);
    }
}
