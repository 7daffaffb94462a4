//! Objects that go through queues and pipes as they are, where every process is a thread of one
//! interpreter: what is sent is a token that stands for the object.

use std::{collections::HashMap, sync::Mutex};

use rustpython_vm::{PyObject, PyObjectRef};

use crate::{host::instance, kernel::lock};

/// What a token begins with. No pickle begins with it.
const MARK: u8 = 0xFF;

static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

#[derive(Default)]
struct Kept {
    objects: HashMap<u64, PyObjectRef>,
    next: u64,
}

/// A token for an object, which is kept until [`take`]; none where processes share nothing.
pub(crate) fn keep(object: &PyObject) -> Option<Vec<u8>> {
    if !instance().is_shared() {
        return None;
    }
    let mut kept = lock(&KEPT);
    let kept = kept.get_or_insert_default();
    let number = kept.next;
    kept.next += 1;
    kept.objects.insert(number, object.to_owned());
    let mut token = vec![MARK];
    token.extend(number.to_le_bytes());
    Some(token)
}

/// The number of a token, if these bytes are one.
pub(crate) fn number_of(token: &[u8]) -> Option<u64> {
    let number = token.strip_prefix(&[MARK])?.try_into().ok()?;
    Some(u64::from_le_bytes(number))
}

/// The object that a token stands for, once.
pub(crate) fn take(token: &[u8]) -> Option<PyObjectRef> {
    take_out(number_of(token)?)
}

/// Takes out the object with this number, which nobody is going to receive.
pub(crate) fn take_out(number: u64) -> Option<PyObjectRef> {
    lock(&KEPT).as_mut()?.objects.remove(&number)
}
