//! What types are made of.
use std::sync::Arc;

use litemap::LiteMap;
use serde_json::Value;

use crate::{Compact, Reader};

impl Compact for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        bytes.number()
    }
}

macro_rules! whole_number {
    ($($number:ty),*) => {
        $(impl Compact for $number {
            fn write(&self, out: &mut Vec<u8>) {
                (*self as u64).write(out);
            }

            fn read(bytes: &mut Reader<'_>) -> Self {
                Self::try_from(bytes.number()).unwrap_or_else(|_| {
                    bytes.fail();
                    0
                })
            }
        })*
    };
}

whole_number!(u16, u32, usize);

impl Compact for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        bytes.bytes(size_of::<Self>()).try_into().map_or(0.0, Self::from_le_bytes)
    }
}

impl Compact for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        bytes.variant(2) == 1
    }
}

impl Compact for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        let length = bytes.length();
        match std::str::from_utf8(bytes.bytes(length)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                bytes.fail();
                Self::new()
            }
        }
    }
}

macro_rules! pointer {
    ($($pointer:ident),*) => {
        $(impl<T: Compact> Compact for $pointer<T> {
            fn write(&self, out: &mut Vec<u8>) {
                self.as_ref().write(out);
            }

            fn read(bytes: &mut Reader<'_>) -> Self {
                Self::new(T::read(bytes))
            }
        })*
    };
}

pointer!(Arc, Box);

impl Compact for Arc<str> {
    fn write(&self, out: &mut Vec<u8>) {
        self.as_ref().to_owned().write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        String::read(bytes).into()
    }
}

/// As its text.
impl Compact for Value {
    fn write(&self, out: &mut Vec<u8>) {
        json::text(self).write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        json::strict(&String::read(bytes)).unwrap_or_else(|_| {
            bytes.fail();
            Self::Null
        })
    }
}

impl<T: Compact> Compact for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        bool::read(bytes).then(|| T::read(bytes))
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        for value in self {
            value.write(out);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        (0..bytes.length()).map(|_| T::read(bytes)).collect()
    }
}

impl<A: Compact, B: Compact> Compact for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        (A::read(bytes), B::read(bytes))
    }
}

/// As the list of its pairs, which stand in order.
impl<K: Compact + Ord, V: Compact> Compact for LiteMap<K, V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        for (key, value) in self.iter() {
            key.write(out);
            value.write(out);
        }
    }

    fn read(bytes: &mut Reader<'_>) -> Self {
        let mut map = LiteMap::new_vec();
        for _ in 0..bytes.length() {
            if map.try_append(K::read(bytes), V::read(bytes)).is_some() {
                bytes.fail();
            }
        }
        map
    }
}
