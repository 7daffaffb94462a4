//! Objects that go through queues and pipes as they are, where every process is a thread of one interpreter: what is sent
//! is a token that stands for the object.

use std::{collections::HashMap, sync::Mutex};

use crate::{
    base::lock,
    ffi,
    function::Arguments,
    host::instance,
    line::Part,
    object::{self, Fallible, Owned, raise},
};

/// What a token begins with. No pickle begins with it.
const MARK: u8 = 0xFF;

/// The objects that tokens stand for.
pub(crate) static REFERENCES: References = References(Mutex::new(None));

pub(crate) struct References(Mutex<Option<Kept>>);

#[derive(Default)]
struct Kept {
    objects: HashMap<u64, Held>,
    next: u64,
}

struct Held(Owned);

// SAFETY: it is touched by threads that have the interpreter alone.
unsafe impl Send for Held {}

impl Part for References {}

/// `keep(object)`: a token for an object, which is kept until it is taken; None where processes share nothing.
pub(super) fn keep(arguments: &Arguments) -> Fallible<Owned> {
    if !instance().is_shared() {
        return Ok(object::none());
    }
    let held = Held(arguments.at(0)?.share());
    let number = {
        let mut kept = lock(&REFERENCES.0);
        let kept = kept.get_or_insert_default();
        kept.next += 1;
        kept.objects.insert(kept.next, held);
        kept.next
    };
    let mut token = vec![MARK];
    token.extend(number.to_le_bytes());
    object::bytes(&token)
}

/// The number of a token, if these bytes are one.
pub(super) fn number_of(token: &[u8]) -> Option<u64> {
    let number = token.strip_prefix(&[MARK])?.try_into().ok()?;
    Some(u64::from_le_bytes(number))
}

/// `take(token)`: the object that a token stands for, once.
pub(super) fn take(arguments: &Arguments) -> Fallible<Owned> {
    let number = number_of(&arguments.bytes(0)?);
    number.and_then(take_out).ok_or_else(|| {
        // SAFETY: CPython sets it at its start and never again.
        raise(
            unsafe { ffi::PyExc_LookupError },
            "no object is known by this",
        )
    })
}

/// Takes out the object with this number, which nobody is going to receive.
pub(super) fn take_out(number: u64) -> Option<Owned> {
    let held = lock(&REFERENCES.0).as_mut()?.objects.remove(&number);
    held.map(|Held(object)| object)
}
