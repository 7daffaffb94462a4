//! Python's objects, as Rust holds them.
//!
//! All of this is for a thread that has the interpreter. A function that can fail in Python's way returns [`Raised`],
//! and then the interpreter holds the exception.

use std::{
    ffi::{CStr, c_int},
    ops::Deref,
    ptr::{self, NonNull},
    slice,
};

pub(crate) use crate::ffi::Object;
use crate::ffi::{self, Class};

/// The interpreter holds an exception, which goes up to whoever called.
#[derive(Debug)]
pub(crate) struct Raised;

/// What a call of Python returns.
pub(crate) type Fallible<T> = Result<T, Raised>;

/// A reference to an object that is ours.
#[derive(Debug)]
pub(crate) struct Owned(NonNull<Object>);

impl Owned {
    /// Takes over what a function of C returned: a new reference, or null and an exception.
    ///
    /// # Safety
    /// It must be that.
    pub unsafe fn new(object: *mut Object) -> Fallible<Self> {
        NonNull::new(object).map(Self).ok_or(Raised)
    }

    /// Gives the reference to C.
    pub fn into_raw(self) -> *mut Object {
        let object = self.0.as_ptr();
        std::mem::forget(self);
        object
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: the reference is ours.
        unsafe { ffi::Py_DecRef(self.0.as_ptr()) };
    }
}

impl Deref for Owned {
    type Target = Object;

    fn deref(&self) -> &Object {
        // SAFETY: an object stays where it is for as long as there is a reference to it.
        unsafe { self.0.as_ref() }
    }
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("object")
    }
}

impl Object {
    /// For functions of C.
    pub fn raw(&self) -> *mut Self {
        ptr::from_ref(self).cast_mut()
    }

    /// What C lent us.
    ///
    /// # Safety
    /// It must be null or an object to which somebody has a reference for as long as this is used.
    pub unsafe fn borrowed<'a>(object: *mut Self) -> Option<&'a Self> {
        // SAFETY: as the caller says.
        unsafe { object.as_ref() }
    }

    /// One more reference.
    pub fn share(&self) -> Owned {
        // SAFETY: it is an object.
        unsafe { ffi::Py_IncRef(self.raw()) };
        Owned(NonNull::from(self))
    }

    /// Whether its class is this one, and none that is derived from it.
    pub fn is_exactly(&self, class: *mut Class) -> bool {
        self.class == class
    }

    /// Whether its class is this one, or derived from it.
    pub fn is_of(&self, class: *mut Class) -> bool {
        // SAFETY: both are classes.
        self.class == class || unsafe { ffi::PyType_IsSubtype(self.class, class) != 0 }
    }

    fn has_flag(&self, flag: std::ffi::c_ulong) -> bool {
        // SAFETY: its class is one.
        unsafe { ffi::PyType_GetFlags(self.class) & flag != 0 }
    }

    pub fn is_none(&self) -> bool {
        ptr::eq(self, &raw const ffi::_Py_NoneStruct)
    }

    pub fn is_int(&self) -> bool {
        self.has_flag(ffi::LONG_SUBCLASS)
    }

    pub fn is_text(&self) -> bool {
        self.has_flag(ffi::UNICODE_SUBCLASS)
    }

    pub fn is_bytes(&self) -> bool {
        self.has_flag(ffi::BYTES_SUBCLASS)
    }

    pub fn is_list(&self) -> bool {
        self.has_flag(ffi::LIST_SUBCLASS)
    }

    pub fn is_tuple(&self) -> bool {
        self.has_flag(ffi::TUPLE_SUBCLASS)
    }

    pub fn is_dict(&self) -> bool {
        self.has_flag(ffi::DICT_SUBCLASS)
    }

    pub fn is_exception(&self) -> bool {
        self.has_flag(ffi::BASE_EXC_SUBCLASS)
    }

    pub fn is_class(&self) -> bool {
        self.has_flag(ffi::TYPE_SUBCLASS)
    }

    pub fn is_set(&self) -> bool {
        self.is_of(&raw mut ffi::PySet_Type) || self.is_of(&raw mut ffi::PyFrozenSet_Type)
    }

    /// The name of its class.
    pub fn class_name(&self) -> String {
        name_of_class(self.class)
    }

    /// Its text, if it is one; what is no Unicode is replaced.
    pub fn text(&self) -> Option<String> {
        if !self.is_text() {
            return None;
        }
        let mut length = 0;
        // SAFETY: it is a text, and what is returned is good for as long as it is there.
        unsafe {
            let text = ffi::PyUnicode_AsUTF8AndSize(self.raw(), &raw mut length);
            if !text.is_null() {
                let text = slice::from_raw_parts(text.cast::<u8>(), length_of(length));
                return Some(String::from_utf8_lossy(text).into_owned());
            }
            ffi::PyErr_Clear();
            let replaced = Owned::new(ffi::PyUnicode_AsEncodedString(
                self.raw(),
                c"utf-8".as_ptr(),
                c"replace".as_ptr(),
            ));
            if let Ok(bytes) = replaced {
                Some(String::from_utf8_lossy(bytes.bytes()?).into_owned())
            } else {
                ffi::PyErr_Clear();
                Some(String::new())
            }
        }
    }

    /// Its bytes, if it is an object of `bytes`.
    pub fn bytes(&self) -> Option<&[u8]> {
        if !self.is_bytes() {
            return None;
        }
        // SAFETY: it is one, and never changes.
        unsafe {
            let length = ffi::PyBytes_Size(self.raw());
            let bytes = ffi::PyBytes_AsString(self.raw());
            Some(slice::from_raw_parts(bytes.cast(), length_of(length)))
        }
    }

    /// The items of a list or a tuple.
    pub fn items(&self) -> Vec<Owned> {
        // SAFETY: each is asked of what it is.
        let (length, item): (isize, unsafe extern "C" fn(*mut Self, isize) -> *mut Self) = unsafe {
            if self.is_list() {
                (ffi::PyList_Size(self.raw()), ffi::PyList_GetItem)
            } else if self.is_tuple() {
                (ffi::PyTuple_Size(self.raw()), ffi::PyTuple_GetItem)
            } else {
                return Vec::new();
            }
        };
        (0..length)
            // SAFETY: the index is in the range, and nothing runs meanwhile.
            .filter_map(|index| unsafe { Self::borrowed(item(self.raw(), index)) })
            .map(Self::share)
            .collect()
    }

    /// The entries of a dictionary.
    pub fn entries(&self) -> impl Iterator<Item = (Owned, Owned)> {
        let mut position = 0;
        std::iter::from_fn(move || {
            let (mut key, mut value) = (ptr::null_mut(), ptr::null_mut());
            // SAFETY: it is a dictionary, or there are none.
            unsafe {
                let is_there = self.is_dict()
                    && ffi::PyDict_Next(
                        self.raw(),
                        &raw mut position,
                        &raw mut key,
                        &raw mut value,
                    ) != 0;
                is_there.then_some(())?;
                Some((Self::borrowed(key)?.share(), Self::borrowed(value)?.share()))
            }
        })
    }

    /// The attributes that it has of its own, looked up without any help of its class.
    pub fn own_attributes(&self) -> impl Iterator<Item = (Owned, Owned)> {
        let mut position = 0;
        std::iter::from_fn(move || {
            let (mut name, mut value) = (ptr::null_mut(), ptr::null_mut());
            // SAFETY: it is an object.
            unsafe {
                let is_there = ffi::spawnpoint_attribute(
                    self.raw(),
                    &raw mut position,
                    &raw mut name,
                    &raw mut value,
                ) != 0;
                is_there.then_some(())?;
                Some((
                    Self::borrowed(name)?.share(),
                    Self::borrowed(value)?.share(),
                ))
            }
        })
    }

    /// Such an attribute.
    pub fn own_attribute(&self, name: &str) -> Option<Owned> {
        self.own_attributes()
            .find(|(other, _)| other.text().as_deref() == Some(name))
            .map(|(_, value)| value)
    }

    /// An attribute of its class, as it stands there.
    pub fn class_attribute(&self, name: &str) -> Option<Owned> {
        attribute_of_class(self.class, name)
    }

    /// The name of the module that its class is of.
    pub fn module(&self) -> Option<String> {
        self.class_attribute("__module__")?.text()
    }

    /// What Python's `repr` says.
    pub fn repr(&self) -> Option<String> {
        // SAFETY: it is an object.
        if let Ok(text) = unsafe { Owned::new(ffi::PyObject_Repr(self.raw())) } {
            text.text()
        } else {
            clear();
            None
        }
    }

    /// A whole number that fits.
    ///
    /// # Errors
    /// Python's for what is none or does not fit.
    pub fn to_number<T: TryFrom<i64>>(&self) -> Fallible<T> {
        // SAFETY: it is an object.
        let number = unsafe { ffi::PyLong_AsLongLong(self.raw()) };
        if number == -1 && is_raised() {
            return Err(Raised);
        }
        T::try_from(number).map_err(|_| {
            raise(
                // SAFETY: CPython sets it at its start and never again.
                unsafe { ffi::PyExc_OverflowError },
                "number out of range",
            )
        })
    }
}

/// A length that C gives is not negative where there was no error.
pub(crate) fn length_of(length: isize) -> usize {
    usize::try_from(length).unwrap_or(0)
}

fn size_for(length: usize) -> isize {
    // No allocation is larger.
    isize::try_from(length).unwrap_or(isize::MAX)
}

/// The name of a class.
pub(crate) fn name_of_class(class: *mut Class) -> String {
    // SAFETY: it is a class.
    let name = unsafe { Owned::new(ffi::PyType_GetName(class)) };
    name.ok().and_then(|name| name.text()).unwrap_or_default()
}

/// An attribute of a class, as it stands there or in what it is derived from.
pub(crate) fn attribute_of_class(class: *mut Class, name: &str) -> Option<Owned> {
    let name = text(name).ok()?;
    // SAFETY: the class is one; what is returned is borrowed.
    unsafe { Object::borrowed(ffi::_PyType_Lookup(class, name.raw())) }.map(Object::share)
}

/// Whether the interpreter holds an exception.
pub(crate) fn is_raised() -> bool {
    // SAFETY: this thread has the interpreter.
    unsafe { !ffi::PyErr_Occurred().is_null() }
}

/// Has the interpreter forget the exception that it holds.
pub(crate) fn clear() {
    // SAFETY: as above.
    unsafe { ffi::PyErr_Clear() };
}

/// Calls a function of a module.
pub(crate) fn call_of(module: &CStr, function: &CStr) -> Fallible<Owned> {
    // SAFETY: as above.
    unsafe {
        let module = Owned::new(ffi::PyImport_ImportModule(module.as_ptr()))?;
        let function = Owned::new(ffi::PyObject_GetAttrString(module.raw(), function.as_ptr()))?;
        Owned::new(ffi::PyObject_CallNoArgs(function.raw()))
    }
}

/// Raises an exception with a message.
pub(crate) fn raise(class: *mut Object, message: &str) -> Raised {
    if let Ok(message) = text(message) {
        // SAFETY: the class is one of exceptions.
        unsafe { ffi::PyErr_SetObject(class, message.raw()) };
    }
    Raised
}

/// The object that there is one of.
pub(crate) fn none() -> Owned {
    // SAFETY: it is there for good.
    unsafe { &ffi::_Py_NoneStruct }.share()
}

/// What CPython is told that is not to tell of something again: `sys.monitoring.DISABLE`.
pub(crate) fn disable() -> Owned {
    // SAFETY: it is there for good.
    unsafe { &ffi::_PyInstrumentation_DISABLE }.share()
}

pub(crate) fn boolean(value: bool) -> Fallible<Owned> {
    // SAFETY: this thread has the interpreter, as for all that follow.
    unsafe { Owned::new(ffi::PyBool_FromLong(value.into())) }
}

pub(crate) fn int(value: impl Into<i64>) -> Fallible<Owned> {
    // SAFETY: as above.
    unsafe { Owned::new(ffi::PyLong_FromLongLong(value.into())) }
}

pub(crate) fn unsigned(value: u64) -> Fallible<Owned> {
    // SAFETY: as above.
    unsafe { Owned::new(ffi::PyLong_FromUnsignedLongLong(value)) }
}

pub(crate) fn float(value: f64) -> Fallible<Owned> {
    // SAFETY: as above.
    unsafe { Owned::new(ffi::PyFloat_FromDouble(value)) }
}

pub(crate) fn text(text: &str) -> Fallible<Owned> {
    let (start, length) = (text.as_ptr().cast(), size_for(text.len()));
    // SAFETY: as above, and there are as many bytes.
    unsafe { Owned::new(ffi::PyUnicode_FromStringAndSize(start, length)) }
}

pub(crate) fn bytes(bytes: &[u8]) -> Fallible<Owned> {
    let (start, length) = (bytes.as_ptr().cast(), size_for(bytes.len()));
    // SAFETY: as above.
    unsafe { Owned::new(ffi::PyBytes_FromStringAndSize(start, length)) }
}

pub(crate) fn tuple<const N: usize>(items: [Owned; N]) -> Fallible<Owned> {
    // SAFETY: as above. `PyTuple_SetItem` takes the reference over, whatever happens.
    unsafe {
        let tuple = Owned::new(ffi::PyTuple_New(size_for(N)))?;
        for (index, item) in items.into_iter().enumerate() {
            ffi::PyTuple_SetItem(tuple.raw(), size_for(index), item.into_raw());
        }
        Ok(tuple)
    }
}

pub(crate) fn dict<const N: usize>(entries: [(&CStr, Fallible<Owned>); N]) -> Fallible<Owned> {
    // SAFETY: as above.
    unsafe {
        let dict = Owned::new(ffi::PyDict_New())?;
        for (name, value) in entries {
            done(ffi::PyDict_SetItemString(
                dict.raw(),
                name.as_ptr(),
                value?.raw(),
            ))?;
        }
        Ok(dict)
    }
}

/// Sets an attribute.
pub(crate) fn set_attribute(object: &Object, name: &CStr, value: &Object) -> Fallible<()> {
    // SAFETY: this thread has the interpreter.
    done(unsafe { ffi::PyObject_SetAttrString(object.raw(), name.as_ptr(), value.raw()) })
}

/// Gives back the memory of an object of a class that was made here, and the object's reference to the class.
///
/// # Safety
/// Nobody may have a reference to the object, whose class has been made from a description.
pub(crate) unsafe fn free(object: *mut Object) {
    // SAFETY: as the caller says; the memory was allocated by `PyType_GenericAlloc`.
    unsafe {
        let class = (*object).class;
        let free = ffi::PyType_GetSlot(class, ffi::TP_FREE);
        let free: unsafe extern "C" fn(*mut Object) = std::mem::transmute(free);
        free(object);
        ffi::Py_DecRef(class.cast());
    }
}

/// What C says of a failure by a number below 0.
pub(crate) fn done(result: c_int) -> Fallible<()> {
    if result < 0 { Err(Raised) } else { Ok(()) }
}

/// Bytes of an object of any kind that has such, in use until this is dropped.
pub(crate) struct Bytes(ffi::Buffer);

impl Bytes {
    /// # Errors
    /// Python's for an object that has no bytes in a row.
    pub fn of(object: &Object) -> Fallible<Self> {
        let mut view = std::mem::MaybeUninit::uninit();
        // SAFETY: the function fills the view in where it does not fail.
        unsafe {
            done(ffi::PyObject_GetBuffer(
                object.raw(),
                view.as_mut_ptr(),
                ffi::BUFFER_SIMPLE,
            ))?;
            Ok(Self(view.assume_init()))
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let length = length_of(self.0.length);
        if length == 0 {
            return &[];
        }
        // SAFETY: so many bytes are there until the view is released. Another thread may write to them while this one is
        // suspended, so nobody keeps this over a suspension.
        unsafe { slice::from_raw_parts(self.0.bytes.cast(), length) }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        // SAFETY: the view was filled in and is released once.
        unsafe { ffi::PyBuffer_Release(&raw mut self.0) };
    }
}
