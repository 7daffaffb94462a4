//! Memory that processes share, as Python sees it.

use std::{
    ffi::{c_int, c_void},
    ops::Range,
    ptr,
    sync::Arc,
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Errno, Spec, Syscall},
};

use super::{call, make_one, one, region};
use crate::{
    ffi::{self, Class, Object},
    function::{Arguments, Table, answer, functions, type_error},
    line::{block_keeping, or_raised, os_error},
    object::{self, Fallible, Owned, raise},
};
use region::Region;

/// An object that stands for a region of memory.
#[repr(C)]
struct Memory {
    head: Object,
    region: Option<Arc<Region>>,
}

static METHODS: Table<&[ffi::MethodDef]> = functions! {
    c"read" => read;
    c"write" => write;
};

/// The class of which there is one; set when the module is made.
static CLASS: std::sync::atomic::AtomicPtr<Class> =
    std::sync::atomic::AtomicPtr::new(ptr::null_mut());

/// Makes the class.
pub(crate) fn prepare() -> Fallible<Owned> {
    let attribute = |name: &'static std::ffi::CStr, get| ffi::GetSetDef {
        name: name.as_ptr(),
        get: Some(get),
        set: None,
        doc: ptr::null(),
        closure: ptr::null_mut(),
    };
    let end = ffi::GetSetDef {
        name: ptr::null(),
        get: None,
        set: None,
        doc: ptr::null(),
        closure: ptr::null_mut(),
    };
    // CPython refers to them for as long as the class is there.
    let attributes = Box::leak(Box::new([
        attribute(c"id", id),
        attribute(c"size", size),
        end,
    ]));
    let slot = |number, value| ffi::Slot { number, value };
    let mut slots = [
        slot(ffi::TP_DEALLOC, free as *mut c_void),
        slot(ffi::TP_METHODS, METHODS.0.as_ptr().cast_mut().cast()),
        slot(ffi::TP_GETSET, attributes.as_mut_ptr().cast()),
        slot(ffi::BF_GETBUFFER, get_buffer as *mut c_void),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::Spec {
        name: c"_spawnpoint.Memory".as_ptr(),
        basic_size: c_int::try_from(size_of::<Memory>()).unwrap_or(0),
        item_size: 0,
        flags: ffi::TPFLAGS_DEFAULT,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: what the description refers to stays, and the functions have the types of their slots.
    let class = unsafe { Owned::new(ffi::PyType_FromSpec(&raw mut spec))? };
    CLASS.store(class.raw().cast(), std::sync::atomic::Ordering::Relaxed);
    Ok(class)
}

fn class() -> *mut Class {
    CLASS.load(std::sync::atomic::Ordering::Relaxed)
}

fn of(object: &Object) -> &Memory {
    // SAFETY: methods are called with objects of their class.
    unsafe { &*object.raw().cast() }
}

/// The memory that an object stands for, if it does.
pub(crate) fn region_of(object: &Object) -> Option<Arc<Region>> {
    object
        .is_exactly(class())
        .then(|| of(object).region.clone())?
}

fn regions(this: &Object) -> Fallible<Arc<Region>> {
    of(this)
        .region
        .clone()
        .ok_or_else(|| os_error(Errno::BadObject))
}

fn new(region: Arc<Region>) -> Fallible<Owned> {
    // SAFETY: the class is that of such objects; their memory begins as zeros.
    let object = unsafe { Owned::new(ffi::PyType_GenericAlloc(class(), 0))? };
    // SAFETY: what is there are zeros, which nobody drops.
    unsafe {
        let memory: *mut Memory = object.raw().cast();
        (&raw mut (*memory).region).write(Some(region));
    }
    Ok(object)
}

unsafe extern "C" fn free(object: *mut Object) {
    // SAFETY: CPython calls it with an object of the class to which nobody has a reference.
    unsafe {
        let memory: *mut Memory = object.cast();
        if let Some(region) = (*memory).region.take() {
            region::unmap(&region);
        }
        object::free(object);
    }
}

unsafe extern "C" fn id(object: *mut Object, _closure: *mut c_void) -> *mut Object {
    // SAFETY: CPython calls it with an object of the class.
    answer(regions(unsafe { &*object }).and_then(|region| object::int(region.id.0)))
}

unsafe extern "C" fn size(object: *mut Object, _closure: *mut c_void) -> *mut Object {
    // SAFETY: as above.
    let region = regions(unsafe { &*object });
    answer(region.and_then(|region| object::int(i64::try_from(region.size).unwrap_or(i64::MAX))))
}

/// Python gets the bytes of the copy that this process has: for good, since the copy stays where it is for as long as the
/// object does.
unsafe extern "C" fn get_buffer(
    object: *mut Object,
    view: *mut ffi::Buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: CPython calls it with an object of the class, and a view to fill in.
    unsafe {
        (*view).object = ptr::null_mut();
        let Ok(region) = regions(&*object) else {
            return -1;
        };
        let length = isize::try_from(region.size).unwrap_or(isize::MAX);
        ffi::PyBuffer_FillInfo(view, object, region.bytes().cast(), length, 0, flags)
    }
}

/// `c/views.c`: whether an object is memory that processes share.
#[unsafe(no_mangle)]
unsafe extern "C" fn spawnpoint_is_memory(object: *mut Object) -> c_int {
    // SAFETY: C has it of a view, which keeps it.
    unsafe { &*object }.is_exactly(class()).into()
}

/// `c/views.c`: has others' writes to some bytes of the copy in it.
#[unsafe(no_mangle)]
unsafe extern "C" fn spawnpoint_refresh(memory: *mut Object, begin: *const u8, length: isize) {
    // SAFETY: C has found that it is of the class.
    stretch(unsafe { &*memory }, begin, length, Region::refresh_part);
}

/// `c/views.c`: has others know what was written to some bytes of the copy.
#[unsafe(no_mangle)]
unsafe extern "C" fn spawnpoint_publish(
    memory: *mut Object,
    begin: *const u8,
    length: isize,
    all: c_int,
) {
    // SAFETY: as above.
    stretch(unsafe { &*memory }, begin, length, |region, part| {
        region.publish_part(part, all != 0);
    });
}

/// `c/views.c`: somebody has the bytes to write to at any time, or has them no longer.
#[unsafe(no_mangle)]
unsafe extern "C" fn spawnpoint_has_writer(memory: *mut Object, has: c_int) {
    // SAFETY: as above.
    if let Some(region) = &of(unsafe { &*memory }).region {
        region.has_writer(has != 0);
    }
}

fn stretch(
    memory: &Object,
    begin: *const u8,
    length: isize,
    act: impl FnOnce(&Region, Range<usize>),
) {
    if let Some(region) = &of(memory).region {
        let offset = begin.addr().wrapping_sub(region.address());
        let length = usize::try_from(length).unwrap_or(0);
        act(region, offset..offset.saturating_add(length));
    }
}

/// `read(offset, length)`
fn read(arguments: &Arguments) -> Fallible<Owned> {
    let region = regions(arguments.this())?;
    let bytes = region.read(arguments.number(0)?, arguments.number(1)?);
    object::bytes(&bytes.ok_or_else(outside)?)
}

/// `write(offset, data)`
fn write(arguments: &Arguments) -> Fallible<Owned> {
    let region = regions(arguments.this())?;
    if region.store(arguments.number(0)?, &arguments.bytes(1)?) {
        Ok(object::none())
    } else {
        Err(outside())
    }
}

fn outside() -> object::Raised {
    // SAFETY: CPython sets it at its start and never again.
    raise(unsafe { ffi::PyExc_IndexError }, "out of the memory")
}

/// Maps memory into this process.
fn map_region(id: ObjectId) -> Fallible<Owned> {
    if region::find(id).is_none() {
        or_raised(block_keeping(id, region::keep, Syscall::Map(id)))?;
    }
    new(region::find(id).ok_or_else(|| os_error(Errno::BadObject))?)
}

/// `make_memory(size, name)`: new memory, of zeros.
pub(super) fn make(arguments: &Arguments) -> Fallible<Owned> {
    let size = arguments.number(0)?;
    let name = arguments.at(1)?;
    let name = if name.is_none() {
        None
    } else {
        Some(name.text().ok_or_else(|| type_error("a name is a text"))?)
    };
    map_region(make_one(Spec::Memory { size, name })?)
}

/// `map_memory(id)`
pub(super) fn map(arguments: &Arguments) -> Fallible<Owned> {
    map_region(arguments.id(0)?)
}

/// `open_memory(name)`
pub(super) fn open(arguments: &Arguments) -> Fallible<Owned> {
    map_region(one(call(Syscall::Open(arguments.text(0)?))?)?)
}

/// `unlink_memory(name)`
pub(super) fn unlink(arguments: &Arguments) -> Fallible<Owned> {
    call(Syscall::Unlink(arguments.text(0)?))?;
    Ok(object::none())
}
