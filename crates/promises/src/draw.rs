//! A value of any type of the protocol, drawn from bytes.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess,
        Visitor,
        value::{Error, U32Deserializer},
    },
    forward_to_deserialize_any,
};

/// Makes a value of bytes; none for a type that the protocol has no use for. Where bytes are short, the value
/// is. Numbers are small for the most part, so that what refers to something finds it.
#[must_use]
pub fn draw<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    Source(bytes).draw()
}

/// Below this are most numbers.
const SMALL: u8 = 24;

/// Texts on which something depends.
const WORDS: [&str; 6] = ["Lock", "Semaphore", "Queue", "Queue.get", "MainThread", "3"];

/// Paths, which lead to one another.
const PATHS: [&str; 8] = [
    "f",
    "d",
    "d/f",
    "/tmp/f",
    "..",
    "/",
    "/dev/stdout",
    "main.py",
];

/// Letters of other texts, most of which trip up who writes or shows them.
const LETTERS: [char; 16] = [
    'a',
    'é',
    'あ',
    ' ',
    '\n',
    '\r',
    '<',
    '&',
    '"',
    '\\',
    '\0',
    '\u{1b}',
    '\u{85}',
    '\u{1f600}',
    '\u{fffe}',
    '\u{2028}',
];

/// The most elements that a list has.
const MOST: u8 = 4;

/// Bytes to draw from.
pub(crate) struct Source<'a>(pub &'a [u8]);

impl Source<'_> {
    pub(crate) fn draw<T: DeserializeOwned>(&mut self) -> Option<T> {
        T::deserialize(self).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte; zeros follow the last.
    pub(crate) fn byte(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or_default()
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// A number, up to the largest there is.
    pub(crate) fn number(&mut self) -> u64 {
        match self.byte() {
            small @ 0..200 => u64::from(small % SMALL),
            200..240 => u64::from(self.byte()) << 8,
            240..248 => u64::MAX,
            _ => (0..8).fold(0, |number, _| number << 8 | u64::from(self.byte())),
        }
    }

    fn text(&mut self) -> String {
        let first = usize::from(self.byte());
        if let Some(word) = WORDS.get(first / 8) {
            return (*word).to_owned();
        }
        (0..first % 8)
            .map(|_| LETTERS[usize::from(self.byte()) % LETTERS.len()])
            .collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "any number does")]
impl<'de> Deserializer<'de> for &mut Source<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom(
            "a type that the protocol has no use for",
        ))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.coin())
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u16(self.number() as u16)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_negative = self.coin();
        let number = self.number() as i32;
        visitor.visit_i32(if is_negative {
            number.wrapping_neg()
        } else {
            number
        })
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_negative = self.coin();
        let number = self.number().cast_signed();
        visitor.visit_i64(if is_negative {
            number.wrapping_neg()
        } else {
            number
        })
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.number() as u32)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.number())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let which = usize::from(self.byte());
        if let Some(path) = PATHS.get(which % 16) {
            return visitor.visit_byte_buf(path.as_bytes().to_owned());
        }
        // What fills a pipe is long, and what it says does not matter.
        let length = self.number() & 0x1_FFFF;
        visitor.visit_byte_buf(vec![0; length as usize])
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.coin() {
            visitor.visit_some(self)
        } else {
            visitor.visit_none()
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = usize::from(self.byte() % (MOST + 1));
        visitor.visit_seq(Elements { source: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements { source: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = u32::from(self.byte()) % variants.len() as u32;
        visitor.visit_enum(Variant {
            source: self,
            variant,
        })
    }

    forward_to_deserialize_any! {
        i8 i16 f32 f64 char unit unit_struct map tuple_struct identifier ignored_any
    }
}

struct Elements<'s, 'a> {
    source: &'s mut Source<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.source).map(Some)
    }
}

struct Variant<'s, 'a> {
    source: &'s mut Source<'a>,
    variant: u32,
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        let which: U32Deserializer<Error> = self.variant.into_deserializer();
        Ok((seed.deserialize(which)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.source)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.source.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.source.deserialize_tuple(fields.len(), visitor)
    }
}
