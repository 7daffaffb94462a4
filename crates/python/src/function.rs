//! Functions of Rust that Python calls.

use std::ffi::CStr;

use spawnpoint_protocol::ObjectId;

use crate::{
    base::micros_of,
    ffi::{self, Object},
    object::{Bytes, Fallible, Owned, Raised, is_raised, length_of, raise},
};

/// What a function is called with.
pub(crate) struct Arguments<'a> {
    this: &'a Object,
    /// Those without a name, before those with one.
    first: *const *mut Object,
    count: usize,
    names: Option<&'a Object>,
}

/// A function that Python calls.
pub(crate) type Body = fn(&Arguments) -> Fallible<Owned>;

impl<'a> Arguments<'a> {
    /// The object that the function is a method of, or its module or class.
    pub fn this(&self) -> &'a Object {
        self.this
    }

    /// One of them by its place.
    pub fn get(&self, index: usize) -> Option<&'a Object> {
        // SAFETY: there are so many, and the caller of a function has references to its arguments.
        (index < self.count).then(|| unsafe { Object::borrowed(*self.first.add(index)) })?
    }

    /// One of them by its place or by its name.
    pub fn find(&self, index: usize, name: &str) -> Option<&'a Object> {
        self.get(index).or_else(|| {
            let names = self.names?.items();
            let place = names
                .iter()
                .position(|other| other.text().as_deref() == Some(name))?;
            // SAFETY: there are as many behind the others as there are names, to which the caller has references.
            unsafe { Object::borrowed(*self.first.add(self.count + place)) }
        })
    }

    /// One that has to be there.
    ///
    /// # Errors
    /// `TypeError`
    pub fn at(&self, index: usize) -> Fallible<&'a Object> {
        self.get(index)
            .ok_or_else(|| type_error("an argument is missing"))
    }

    pub fn number<T: TryFrom<i64>>(&self, index: usize) -> Fallible<T> {
        self.at(index)?.to_number()
    }

    pub fn id(&self, index: usize) -> Fallible<ObjectId> {
        Ok(ObjectId(self.number(index)?))
    }

    /// A time in seconds, in microseconds; None is without end.
    pub fn timeout(&self, index: usize) -> Fallible<Option<u64>> {
        let time = self.at(index)?;
        if time.is_none() {
            return Ok(None);
        }
        seconds(time).map(|seconds| Some(micros_of(seconds)))
    }

    pub fn text(&self, index: usize) -> Fallible<String> {
        self.at(index)?
            .text()
            .ok_or_else(|| type_error("a text is wanted"))
    }

    pub fn bytes(&self, index: usize) -> Fallible<Bytes> {
        Bytes::of(self.at(index)?)
    }

    pub fn is_true(&self, index: usize) -> Fallible<bool> {
        is_true(self.at(index)?)
    }

    /// The numbers of objects, in any sequence.
    pub fn ids(&self, index: usize) -> Fallible<Vec<ObjectId>> {
        // SAFETY: it is an object.
        let items = unsafe { Owned::new(ffi::PySequence_Tuple(self.at(index)?.raw()))? };
        items
            .items()
            .iter()
            .map(|item| item.to_number().map(ObjectId))
            .collect()
    }
}

/// A number of seconds.
pub(crate) fn seconds(time: &Object) -> Fallible<f64> {
    // SAFETY: it is an object.
    let seconds = unsafe { ffi::PyFloat_AsDouble(time.raw()) };
    if is_raised() {
        Err(Raised)
    } else {
        Ok(seconds)
    }
}

pub(crate) fn is_true(object: &Object) -> Fallible<bool> {
    // SAFETY: it is an object.
    match unsafe { ffi::PyObject_IsTrue(object.raw()) } {
        -1 => Err(Raised),
        truth => Ok(truth != 0),
    }
}

pub(crate) fn type_error(message: &str) -> Raised {
    // SAFETY: CPython sets it at its start and never again.
    raise(unsafe { ffi::PyExc_TypeError }, message)
}

pub(crate) fn os_error(message: &str) -> Raised {
    // SAFETY: as above.
    raise(unsafe { ffi::PyExc_OSError }, message)
}

pub(crate) fn value_error(message: &str) -> Raised {
    // SAFETY: as above.
    raise(unsafe { ffi::PyExc_ValueError }, message)
}

/// Calls a function of Rust as Python does.
///
/// # Safety
/// The arguments must be those with which CPython calls a function that takes an array, with or without names.
pub(crate) unsafe fn call(
    body: Body,
    this: *mut Object,
    items: *const *mut Object,
    count: isize,
    names: *mut Object,
) -> *mut Object {
    // SAFETY: as the caller says.
    let arguments = unsafe {
        Arguments {
            this: Object::borrowed(this).unwrap_or(&ffi::_Py_NoneStruct),
            first: items,
            count: length_of(count),
            names: Object::borrowed(names),
        }
    };
    answer(body(&arguments))
}

/// What a function of C returns to Python.
pub(crate) fn answer(result: Fallible<Owned>) -> *mut Object {
    result.map_or(std::ptr::null_mut(), Owned::into_raw)
}

/// A row of a table of functions.
pub(crate) const fn row(
    name: &'static CStr,
    function: ffi::Function,
    flags: i32,
) -> ffi::MethodDef {
    ffi::MethodDef {
        name: name.as_ptr(),
        function: Some(function),
        flags: ffi::METH_FASTCALL | flags,
        doc: std::ptr::null(),
    }
}

/// The end of such a table.
pub(crate) const END: ffi::MethodDef = ffi::MethodDef {
    name: std::ptr::null(),
    function: None,
    flags: 0,
    doc: std::ptr::null(),
};

/// An array that C reads.
#[repr(transparent)]
pub(crate) struct Table<T>(pub T);

// SAFETY: nobody writes to it.
unsafe impl<T> Sync for Table<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Table<T> {}

/// A table of functions by their names. `class` before a name makes it one of the class; `named` has it take arguments by
/// name, too.
macro_rules! functions {
    (@flags [class]) => { $crate::ffi::METH_CLASS };
    (@flags [named]) => { $crate::ffi::METH_KEYWORDS };
    (@flags []) => { 0 };
    (@entry [named] $body:path) => {{
        unsafe extern "C" fn entry(
            this: *mut $crate::ffi::Object,
            items: *const *mut $crate::ffi::Object,
            count: isize,
            names: *mut $crate::ffi::Object,
        ) -> *mut $crate::ffi::Object {
            // SAFETY: CPython calls it so, by its flags.
            unsafe { $crate::function::call($body, this, items, count, names) }
        }
        // SAFETY: CPython calls it by its flags, which say that there is one more argument.
        unsafe {
            std::mem::transmute::<
                unsafe extern "C" fn(
                    *mut $crate::ffi::Object,
                    *const *mut $crate::ffi::Object,
                    isize,
                    *mut $crate::ffi::Object,
                ) -> *mut $crate::ffi::Object,
                $crate::ffi::Function,
            >(entry)
        }
    }};
    (@entry [$($kind:ident)?] $body:path) => {{
        unsafe extern "C" fn entry(
            this: *mut $crate::ffi::Object,
            items: *const *mut $crate::ffi::Object,
            count: isize,
        ) -> *mut $crate::ffi::Object {
            // SAFETY: CPython calls it so, by its flags.
            unsafe { $crate::function::call($body, this, items, count, std::ptr::null_mut()) }
        }
        entry
    }};
    ($($($kind:ident)? $name:literal => $body:path;)*) => {
        $crate::function::Table(&[
            $($crate::function::row(
                $name,
                $crate::function::functions!(@entry [$($kind)?] $body),
                $crate::function::functions!(@flags [$($kind)?]),
            ),)*
            $crate::function::END,
        ])
    };
}
pub(crate) use functions;
