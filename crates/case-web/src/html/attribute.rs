//! What an attribute, a class or a property may be set to.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::locales::{Text, Words};

/// The text of an attribute.
pub type AttributeText = Cow<'static, str>;

/// The value of an attribute.
pub enum Attribute {
    /// It is not there.
    Absent,
    /// It stays as it is.
    Fixed(AttributeText),
    /// It follows what the function reads; none takes it away.
    Live(Box<dyn Fn() -> Option<AttributeText>>),
}

/// What can be the value of an attribute.
pub trait IntoAttribute {
    /// The value.
    fn into_attribute(self) -> Attribute;
}

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

impl IntoAttribute for Attribute {
    fn into_attribute(self) -> Attribute {
        self
    }
}

impl IntoAttribute for &'static str {
    fn into_attribute(self) -> Attribute {
        Attribute::Fixed(Cow::Borrowed(self))
    }
}

impl IntoAttribute for String {
    fn into_attribute(self) -> Attribute {
        Attribute::Fixed(Cow::Owned(self))
    }
}

impl IntoAttribute for &String {
    fn into_attribute(self) -> Attribute {
        self.clone().into_attribute()
    }
}

impl<T: IntoAttribute> IntoAttribute for Option<T> {
    fn into_attribute(self) -> Attribute {
        self.map_or(Attribute::Absent, T::into_attribute)
    }
}

/// In the language shown.
impl IntoAttribute for Text {
    fn into_attribute(self) -> Attribute {
        Attribute::Live(Box::new(move || Some(Cow::Borrowed(self.get()))))
    }
}

impl IntoAttribute for Words {
    fn into_attribute(self) -> Attribute {
        Attribute::Live(Box::new(move || Some(Cow::Owned(self.get()))))
    }
}

impl<F, T> IntoAttribute for F
where
    F: Fn() -> T + 'static,
    T: IntoAttributeText,
{
    fn into_attribute(self) -> Attribute {
        Attribute::Live(Box::new(move || self().into_text()))
    }
}

/// A yes or no that may change: for a class, or a property such as `checked`.
pub enum Flag {
    /// It stays as it is.
    Fixed(bool),
    /// It follows what the function reads.
    Live(Box<dyn Fn() -> bool>),
}

/// What can be a [`Flag`].
pub trait IntoFlag {
    /// The flag.
    fn into_flag(self) -> Flag;
}

impl IntoFlag for bool {
    fn into_flag(self) -> Flag {
        Flag::Fixed(self)
    }
}

impl IntoFlag for Signal<bool> {
    fn into_flag(self) -> Flag {
        Flag::Live(Box::new(move || self.get()))
    }
}

impl<F: Fn() -> bool + 'static> IntoFlag for F {
    fn into_flag(self) -> Flag {
        Flag::Live(Box::new(self))
    }
}
