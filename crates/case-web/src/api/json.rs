//! Reading JSON as the contract's types, with as little code as they can be read with.
//!
//! `serde_json` compiles its reader anew for every type that it reads, which came to a fifth of the whole program. Here a
//! text is read as a [`Document`] only, and the types' own derived code reads them from that. What keeps that code small:
//!
//! - An object is handed over as the list of its members in the order in which the type declares them, absent ones
//!   included, so that no code compares names: the names that are declared come from the type.
//! - A variant is named by its place.
//! - What is wrong is not told: all that the page can say is that the answer is not what it expected.
//!
//! So a type of the contract must not be read by `flatten`, `tag` or `untagged`: those ask for names.

mod document;

use std::fmt;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
        Visitor,
        value::{StrDeserializer, U64Deserializer},
    },
    forward_to_deserialize_any,
};

use document::Document;

/// The text is not JSON, or not the JSON of the type asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not JSON of the expected shape")
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads a JSON text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mismatch> {
    T::deserialize(Place(Some(&Document::read(text).ok_or(Mismatch)?)))
}

/// A place in a document, at which there is a value or nothing.
#[derive(Clone, Copy)]
struct Place<'a>(Option<&'a Document>);

impl<'a> Place<'a> {
    fn number(self) -> Result<u64, Mismatch> {
        match self.0 {
            Some(Document::Number(Some(number))) => Ok(*number),
            _ => Err(Mismatch),
        }
    }

    fn text(self) -> Result<&'a str, Mismatch> {
        match self.0 {
            Some(Document::Text(text)) => Ok(text),
            _ => Err(Mismatch),
        }
    }

    fn truth(self) -> Result<bool, Mismatch> {
        match self.0 {
            Some(Document::Bool(truth)) => Ok(*truth),
            _ => Err(Mismatch),
        }
    }

    fn list(self) -> Result<&'a [Document], Mismatch> {
        match self.0 {
            Some(Document::List(list)) => Ok(list),
            _ => Err(Mismatch),
        }
    }

    fn object(self) -> Result<&'a [(String, Document)], Mismatch> {
        match self.0 {
            Some(Document::Object(members)) => Ok(members),
            _ => Err(Mismatch),
        }
    }
}

/// The methods that read the same kind of JSON.
macro_rules! read_as {
    ($($method:ident)+: $visit:ident $read:ident) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
                visitor.$visit(self.$read()?)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Place<'_> {
    type Error = Mismatch;

    /// For what may be a text or a number.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.text() {
            Ok(text) => visitor.visit_str(text),
            Err(Mismatch) => visitor.visit_u64(self.number()?),
        }
    }

    read_as! { deserialize_bool: visit_bool truth }
    read_as! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64: visit_u64 number }
    read_as! { deserialize_str deserialize_string: visit_str text }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0 {
            None | Some(Document::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Elements(self.list()?.iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Entries {
            rest: self.object()?.iter(),
            value: Place(None),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Members {
            object: self.object()?,
            names: fields.iter(),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let name = self.text()?;
        let place = variants.iter().position(|variant| *variant == name);
        visitor.visit_enum(Variant(place.ok_or(Mismatch)?))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The elements of a list.
struct Elements<'a>(std::slice::Iter<'a, Document>);

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        match self.0.next() {
            None => Ok(None),
            element => seed.deserialize(Place(element)).map(Some),
        }
    }
}

/// The members of an object in the order of their type's declaration.
struct Members<'a> {
    object: &'a [(String, Document)],
    names: std::slice::Iter<'static, &'static str>,
}

impl<'a> Members<'a> {
    fn next(&mut self) -> Place<'a> {
        let Some(name) = self.names.next() else {
            return Place(None);
        };
        let member = self.object.iter().find(|(known, _)| known == name);
        Place(member.map(|(_, value)| value))
    }
}

impl<'de> SeqAccess<'de> for Members<'_> {
    type Error = Mismatch;

    /// `None` stands for a member that is absent and may not be, unless it has a default: derived code takes the one
    /// and refuses the other.
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        let place = self.next();
        match seed.deserialize(place) {
            Ok(value) => Ok(Some(value)),
            Err(Mismatch) if place.0.is_none() => Ok(None),
            Err(Mismatch) => Err(Mismatch),
        }
    }
}

/// The entries of an object whose names are data.
struct Entries<'a> {
    rest: std::slice::Iter<'a, (String, Document)>,
    /// The value of the entry whose name was read last.
    value: Place<'a>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mismatch> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Place(Some(value));
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        seed.deserialize(self.value)
    }
}

/// A variant without data, by its place among all of its type.
struct Variant(usize);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let place = U64Deserializer::<Mismatch>::new(self.0 as u64);
        Ok((seed.deserialize(place)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Mismatch> {
        Err(Mismatch)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }
}

#[cfg(test)]
mod tests;
