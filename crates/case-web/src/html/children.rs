//! What may stand inside an element.

use std::borrow::Cow;

use leptos::prelude::{Get, document};
use web_sys::{DocumentFragment, Node};

use super::{El, live};
use crate::locales::{Text, Words};

/// What becomes a node of the page.
pub trait IntoNode {
    /// The node; none for nothing. Several are one fragment, which leaves its nodes where it is put.
    fn into_node(self) -> Option<Node>;
}

/// Nothing, where a branch has to be something.
pub const fn nothing() -> Option<Node> {
    None
}

/// A text that stays.
fn fixed(text: &str) -> Node {
    document().create_text_node(text).into()
}

/// A text that follows what `text` reads.
fn following(text: Box<dyn Fn() -> Cow<'static, str>>) -> Node {
    let node = document().create_text_node("");
    let shown = node.clone();
    live::follow(Box::new(move || shown.set_data(&text())));
    node.into()
}

/// Puts the whole of what there is to see into the page.
pub fn show(root: impl IntoNode) {
    if let Some(body) = document().body() {
        append(&body, root.into_node());
    }
}

/// An empty fragment.
pub(super) fn fragment() -> DocumentFragment {
    document().create_document_fragment()
}

/// Puts `node` at the end of `parent`.
pub(super) fn append(parent: &Node, node: Option<Node>) {
    if let Some(node) = node {
        // Fails only where a node would come into itself.
        let _ = parent.append_child(&node);
    }
}

impl IntoNode for Node {
    fn into_node(self) -> Option<Node> {
        Some(self)
    }
}

impl IntoNode for El {
    fn into_node(self) -> Option<Node> {
        Some(self.into_element().into())
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Option<Node> {
        self.and_then(T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Option<Node> {
        let all = fragment();
        for one in self {
            append(&all, one.into_node());
        }
        Some(all.into())
    }
}

impl<T: IntoNode, const N: usize> IntoNode for [T; N] {
    fn into_node(self) -> Option<Node> {
        let all = fragment();
        for one in self {
            append(&all, one.into_node());
        }
        Some(all.into())
    }
}

macro_rules! tuples {
    ($(($($part:ident $place:tt),+))+) => {
        $(
            /// One after the other.
            impl<$($part: IntoNode),+> IntoNode for ($($part,)+) {
                fn into_node(self) -> Option<Node> {
                    [$(self.$place.into_node()),+].into_node()
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
    fn into_node(self) -> Option<Node> {
        Some(fixed(self))
    }
}

impl IntoNode for String {
    fn into_node(self) -> Option<Node> {
        Some(fixed(&self))
    }
}

/// In the language shown.
impl IntoNode for Text {
    fn into_node(self) -> Option<Node> {
        Some(following(Box::new(move || Cow::Borrowed(self.get()))))
    }
}

impl IntoNode for Words {
    fn into_node(self) -> Option<Node> {
        Some(following(Box::new(move || Cow::Owned(self.get()))))
    }
}

/// Is built anew whenever something that it read changes.
impl<F, N> IntoNode for F
where
    F: Fn() -> N + 'static,
    N: IntoNode,
{
    fn into_node(self) -> Option<Node> {
        Some(live::region(Box::new(move || self().into_node())))
    }
}
