//! An element that is being put together.

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlElement};

use super::{
    IntoAttribute, IntoNode,
    attribute::{IntoAttributeText, IntoFlag},
    live,
};

/// The namespace of pictures.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element. Each method adds to it and gives it back.
#[must_use = "an element is in the page only when it is somebody's child"]
pub struct El(Element);

impl El {
    fn new(tag: &'static str) -> Self {
        let element = document().create_element(tag);
        Self(element.expect("a name of an element"))
    }

    fn new_svg(tag: &'static str) -> Self {
        let element = document().create_element_ns(Some(SVG), tag);
        Self(element.expect("a name of an element"))
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl IntoAttribute) -> Self {
        value.set_on(&self.0, name);
        self
    }

    /// Sets the attribute `class`: one or more names, parted by spaces.
    pub fn class(self, value: impl IntoAttribute) -> Self {
        self.attr("class", value)
    }

    /// Sets the attribute `id`.
    pub fn id(self, value: impl IntoAttribute) -> Self {
        self.attr("id", value)
    }

    /// Has one more class while the flag holds. Not for an element whose `class` itself changes.
    pub fn toggle(self, class: &'static str, on: impl IntoFlag) -> Self {
        let list = self.0.class_list();
        on.bind(Box::new(move |on| {
            // Fails only for what is no name of a class.
            let _ = list.toggle_with_force(class, on);
        }));
        self
    }

    /// Sets a property that is a yes or no, such as `checked` or `disabled`.
    pub fn property(self, name: &'static str, on: impl IntoFlag) -> Self {
        let element = self.0.clone();
        on.bind(Box::new(move |on| {
            set_property(&element, name, &JsValue::from_bool(on));
        }));
        self
    }

    /// Keeps what a control holds as `value` says (the property, which typing changes as well; the attribute is only
    /// where it begins); none leaves what stands there.
    pub fn value<T: IntoAttributeText>(self, value: impl Fn() -> T + 'static) -> Self {
        let element = self.0.clone();
        live::follow(Box::new(move || {
            if let Some(value) = value().into_text() {
                set_property(&element, "value", &JsValue::from_str(&value));
            }
        }));
        self
    }

    /// Sets a property of its style, by the object model: a policy that forbids inline styles allows it.
    pub fn style(self, property: &'static str, value: &str) -> Self {
        let style = self.0.unchecked_ref::<HtmlElement>().style();
        // Fails only for an element whose style cannot be set.
        let _ = style.set_property(property, value);
        self
    }

    /// Calls `handler` at each event of this name. `E` is the type that the browser gives events of this name.
    ///
    /// A handler keeps no element: the browser does not see into the program, and two that keep each other are never let go. It
    /// finds them by the event, or by their ids.
    pub fn on<E: JsCast>(self, event: &'static str, mut handler: impl FnMut(E) + 'static) -> Self {
        listen(
            &self.0,
            event,
            Box::new(move |event| handler(event.unchecked_into())),
        );
        self
    }

    /// Adds a child, behind those that it has.
    pub fn child(self, child: impl IntoNode) -> Self {
        child.append_to(&self.0);
        self
    }

    /// Adds a child for each of `all`.
    pub fn children<N: IntoNode>(self, all: impl IntoIterator<Item = N>) -> Self {
        all.into_iter().fold(self, El::child)
    }

    /// The element itself, for what builders cannot do. `T` is its type in the browser.
    pub fn element<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// For what puts it into the page.
    pub(super) fn as_element(&self) -> &Element {
        &self.0
    }
}

fn set_property(element: &Element, name: &str, value: &JsValue) {
    // Fails only for a property that cannot be written.
    let _ = Reflect::set(element, &JsValue::from_str(name), value);
}

fn listen(element: &Element, event: &str, handler: Box<dyn FnMut(Event)>) {
    let handler = Closure::wrap(handler).into_js_value();
    // Fails only for what is no function.
    let _ = element.add_event_listener_with_callback(event, handler.unchecked_ref());
}

macro_rules! elements {
    ($($tag:ident)+ ; $($svg:ident)+) => {
        $(
            #[doc = concat!("`<", stringify!($tag), ">`")]
            #[inline(never)]
            pub fn $tag() -> El {
                El::new(stringify!($tag))
            }
        )+
        $(
            #[doc = concat!("`<", stringify!($svg), ">`, of a picture")]
            #[inline(never)]
            pub fn $svg() -> El {
                El::new_svg(stringify!($svg))
            }
        )+
    };
}

elements! {
    a aside button dd details dialog div dl dt fieldset footer form h1 h2 h3 header img input label legend li main nav ol
    option p progress section select span strong summary table tbody td textarea th thead time tr ul
    ; svg path rect
}
