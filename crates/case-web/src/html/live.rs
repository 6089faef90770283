//! Parts of the page that change: regions between two comments, whose content is built anew when it has to be.

use std::{cell::RefCell, rc::Rc};

use leptos::{
    prelude::{Owner, StoredValue, document, untrack},
    reactive::{
        effect::RenderEffect,
        graph::{Subscriber, ToAnySubscriber},
    },
};
use web_sys::{Comment, Element, Node};

use super::{El, IntoNode, children};
use crate::dom;

/// Runs `work` now, and again whenever something that it read changes, until its owner is gone.
///
/// What `work` creates in the reactive system lives until it runs again.
pub(super) fn follow(work: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_| work());
    // Kept by the owner of the view: the effect ends with it.
    StoredValue::new_local(Followed(effect));
}

/// What follows signals in a view. When it ends they forget it: else one that lives as long as the page, such as the language, would
/// remember every element that has ever followed it.
struct Followed(RenderEffect<()>);

impl Drop for Followed {
    fn drop(&mut self) {
        let subscriber = self.0.to_any_subscriber();
        subscriber.clear_sources(&subscriber);
    }
}

/// A region whose content is built anew whenever something that `build` read changes. Whoever is at a link or a named
/// control in it is at the same one afterwards.
pub(super) fn region(build: Box<dyn Fn() -> Option<Node>>) -> Node {
    let region = Region::new();
    let whole = region.whole();
    follow(Box::new(move || {
        let content = build();
        let focused = region.focused();
        region.clear();
        region.append(content);
        if let Some(selector) = focused {
            dom::focus_first(&selector);
        }
    }));
    whole
}

/// A view of a key: built anew when the key changes, left alone when it only was computed again.
///
/// `key` runs whenever something that it read changes. `show` runs for each new key, and follows nothing by itself: what
/// changes in its view besides is bound inside it.
pub fn switch<K, N>(key: impl Fn() -> K + 'static, show: impl Fn(&K) -> N + 'static) -> Node
where
    K: PartialEq + 'static,
    N: IntoNode,
{
    let shown = Rc::new(RefCell::new(None::<K>));
    let last = Rc::clone(&shown);
    let has_changed = move || {
        let key = Some(key());
        let changed = *last.borrow() != key;
        if changed {
            *last.borrow_mut() = key;
        }
        changed
    };
    let build = move || {
        let key = shown.borrow();
        key.as_ref().and_then(|key| show(key).into_node())
    };
    switched(Box::new(has_changed), Box::new(build))
}

/// A view that is there while `condition` holds; see [`switch`].
pub fn when<N: IntoNode>(
    condition: impl Fn() -> bool + 'static,
    show: impl Fn() -> N + 'static,
) -> Node {
    switch(condition, move |holds| holds.then(&show))
}

fn switched(has_changed: Box<dyn Fn() -> bool>, build: Box<dyn Fn() -> Option<Node>>) -> Node {
    let region = Region::new();
    let whole = region.whole();
    // Not the effect's own owner, which forgets what it owns at each run.
    let around = Owner::new();
    let content = RefCell::new(None::<Owner>);
    follow(Box::new(move || {
        if !has_changed() {
            return;
        }
        // What belongs to the old content ends before it leaves the page: a control that loses the focus by leaving tells
        // nobody.
        if let Some(owner) = content.take() {
            owner.cleanup();
        }
        let owner = around.child();
        let node = owner.with(|| untrack(&build));
        content.replace(Some(owner));
        region.clear();
        region.append(node);
    }));
    whole
}

/// A row for each key. A row is built once and stays as long as its key does; keys that are new stand behind those that
/// stay.
pub fn each(keys: impl Fn() -> Vec<u32> + 'static, row: impl Fn(u32) -> El + 'static) -> Node {
    rows(Box::new(keys), Box::new(row))
}

/// A row of [`each`] that is in the page.
struct Row {
    key: u32,
    element: Element,
    owner: Owner,
}

fn rows(keys: Box<dyn Fn() -> Vec<u32>>, build: Box<dyn Fn(u32) -> El>) -> Node {
    let region = Region::new();
    let whole = region.whole();
    let around = Owner::new();
    let shown = RefCell::new(Vec::<Row>::new());
    follow(Box::new(move || {
        let keys = keys();
        let mut shown = shown.borrow_mut();
        shown.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                row.owner.cleanup();
                row.element.remove();
            }
            stays
        });
        for key in keys {
            if shown.iter().all(|row| row.key != key) {
                let owner = around.child();
                let element = owner.with(|| untrack(|| build(key))).element::<Element>();
                region.append(Some(element.clone().into()));
                shown.push(Row {
                    key,
                    element,
                    owner,
                });
            }
        }
    }));
    whole
}

/// The place of content that changes: all that stands between two comments, wherever they are put together.
struct Region {
    start: Comment,
    end: Comment,
}

impl Region {
    fn new() -> Self {
        let comment = || document().create_comment("");
        Self {
            start: comment(),
            end: comment(),
        }
    }

    /// Both ends, to be put into the page.
    fn whole(&self) -> Node {
        let whole = children::fragment();
        children::append(&whole, &self.start);
        children::append(&whole, &self.end);
        whole.into()
    }

    /// What finds the element in it that has the focus, if that is a link or has a name.
    fn focused(&self) -> Option<String> {
        let element = document().active_element()?;
        let mut next = self.start.next_sibling();
        while let Some(node) = next.filter(|node| !node.is_same_node(Some(&self.end))) {
            if node.contains(Some(&element)) {
                return ["id", "href"].into_iter().find_map(|name| {
                    let value = element.get_attribute(name)?;
                    Some(["[", name, "=\"", &value, "\"]"].concat())
                });
            }
            next = node.next_sibling();
        }
        None
    }

    /// Takes out what stands between the ends.
    fn clear(&self) {
        while let Some(node) = self.start.next_sibling() {
            if node.is_same_node(Some(&self.end)) {
                break;
            }
            if let Some(parent) = node.parent_node() {
                // Fails only for what is no child.
                let _ = parent.remove_child(&node);
            }
        }
    }

    /// Puts `content` behind what stands there.
    fn append(&self, content: Option<Node>) {
        if let (Some(content), Some(parent)) = (content, self.end.parent_node()) {
            // Fails only where a node would come into itself.
            let _ = parent.insert_before(&content, Some(&self.end));
        }
    }
}
