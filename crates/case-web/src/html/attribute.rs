//! What an attribute or a flag of an element may be set to: something fixed, or something that follows signals.
//!
//! Each kind of value sets itself by one function that is compiled once; a call of a builder is a call of that function.

use std::borrow::Cow;

use web_sys::Element;

use super::live;
use crate::locales::Text;

/// What can be the value of an attribute.
pub trait IntoAttribute {
    /// Sets it, now and whenever it changes.
    fn set_on(self, element: &Element, name: &'static str);
}

/// The text of an attribute that may change.
pub type AttributeText = Cow<'static, str>;

/// What a closure may return for an attribute.
pub trait IntoAttributeText {
    /// The text; none takes the attribute away.
    fn into_text(self) -> Option<AttributeText>;
}

impl IntoAttributeText for &'static str {
    fn into_text(self) -> Option<AttributeText> {
        Some(Cow::Borrowed(self))
    }
}

impl IntoAttributeText for String {
    fn into_text(self) -> Option<AttributeText> {
        Some(Cow::Owned(self))
    }
}

impl<T: IntoAttributeText> IntoAttributeText for Option<T> {
    fn into_text(self) -> Option<AttributeText> {
        self.and_then(T::into_text)
    }
}

impl IntoAttribute for &str {
    #[inline(never)]
    fn set_on(self, element: &Element, name: &'static str) {
        // Fails only for what is no name of an attribute.
        let _ = element.set_attribute(name, self);
    }
}

impl IntoAttribute for String {
    #[inline(never)]
    fn set_on(self, element: &Element, name: &'static str) {
        self.as_str().set_on(element, name);
    }
}

impl IntoAttribute for &String {
    fn set_on(self, element: &Element, name: &'static str) {
        self.as_str().set_on(element, name);
    }
}

/// Without a value the attribute is not there.
impl<T: IntoAttribute> IntoAttribute for Option<T> {
    fn set_on(self, element: &Element, name: &'static str) {
        if let Some(value) = self {
            value.set_on(element, name);
        }
    }
}

/// In the language shown.
impl IntoAttribute for Text {
    #[inline(never)]
    fn set_on(self, element: &Element, name: &'static str) {
        let text = move || Some(Cow::Borrowed(self.get()));
        follow(element, name, Box::new(text));
    }
}

/// Set anew whenever something that the closure read changes.
impl<F, T> IntoAttribute for F
where
    F: Fn() -> T + 'static,
    T: IntoAttributeText,
{
    fn set_on(self, element: &Element, name: &'static str) {
        follow(element, name, Box::new(move || self().into_text()));
    }
}

fn follow(element: &Element, name: &'static str, text: Box<dyn Fn() -> Option<AttributeText>>) {
    let element = element.clone();
    live::follow(Box::new(move || {
        // Both fail only for what is no name of an attribute.
        let _ = match text() {
            Some(text) => element.set_attribute(name, &text),
            None => element.remove_attribute(name),
        };
    }));
}

/// A yes or no that may change: for a class, or a property such as `checked`.
pub trait IntoFlag {
    /// Calls `set` with it, now and whenever it changes.
    fn bind(self, set: Box<dyn Fn(bool)>);
}

impl IntoFlag for bool {
    fn bind(self, set: Box<dyn Fn(bool)>) {
        set(self);
    }
}

impl<F: Fn() -> bool + 'static> IntoFlag for F {
    fn bind(self, set: Box<dyn Fn(bool)>) {
        live::follow(Box::new(move || set(self())));
    }
}
