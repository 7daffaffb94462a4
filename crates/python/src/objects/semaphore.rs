//! `_multiprocessing.SemLock`: the semaphore of which `multiprocessing.synchronize` makes everything.

use std::{
    cell::Cell,
    ffi::{c_int, c_void},
    ptr,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicPtr, Ordering},
    },
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Errno, Notice, Reply, Spec, Syscall},
};

use super::{
    label,
    loans::{self, Attempt, Habit},
    make_one,
};
use crate::{
    base::{lock, micros_of},
    ffi::{self, Class, Object},
    function::{Arguments, Table, answer, functions, is_true, seconds, value_error},
    line::{
        ask, block_keeping, brief_site, next_call, notify, number, or_raised, os_error,
        os_error_of, unexpected,
    },
    object::{self, Fallible, Owned, raise},
    platform,
};

/// The most that a semaphore may have.
const MOST: u32 = i32::MAX.cast_unsigned();

const RECURSIVE_MUTEX: i32 = 0;
const SEMAPHORE: i32 = 1;

/// No thread.
const NOBODY: u32 = u32::MAX;

/// A semaphore or, if its kind is recursive, a lock that its holder may acquire again.
#[repr(C)]
struct SemLock {
    head: Object,
    id: ObjectId,
    kind: i32,
    maximum: u32,
    /// How often this process has acquired it and not released it.
    count: Cell<u32>,
    /// The thread that acquired it last.
    owner: Cell<u32>,
    habit: Arc<Mutex<Habit>>,
}

/// The semaphore that an object is, if it is one.
pub(crate) fn id_of(object: &Object) -> Option<ObjectId> {
    is_semaphore(object).then(|| of(object).id)
}

fn is_semaphore(object: &Object) -> bool {
    let class = CLASS.load(Ordering::Relaxed);
    !class.is_null() && object.is_of(class)
}

/// The class, once it is made.
static CLASS: AtomicPtr<Class> = AtomicPtr::new(ptr::null_mut());

/// The semaphore that an object is: methods are called with objects of their class.
fn of(object: &Object) -> &SemLock {
    // SAFETY: the object is one, as its class was made below. Only the thread that has the interpreter uses it.
    unsafe { &*object.raw().cast() }
}

static METHODS: Table<&[ffi::MethodDef]> = functions! {
    named c"acquire" => acquire;
    c"release" => release;
    c"__enter__" => enter;
    c"__exit__" => release_at_exit;
    c"_count" => count;
    c"_is_mine" => is_mine;
    c"_get_value" => value;
    c"_is_zero" => is_zero;
    c"_after_fork" => after_fork;
};

static CLASS_METHODS: Table<&[ffi::MethodDef]> = functions! {
    class c"_rebuild" => rebuild;
};

/// The class.
pub(crate) fn class() -> Fallible<Owned> {
    let attributes = [
        attribute(c"handle", handle),
        attribute(c"kind", kind),
        attribute(c"maxvalue", maximum),
        attribute(c"name", name),
        ffi::GetSetDef {
            name: ptr::null(),
            get: None,
            set: None,
            doc: ptr::null(),
            closure: ptr::null_mut(),
        },
    ];
    // CPython refers to them for as long as the class is there.
    let attributes = Box::leak(Box::new(attributes));
    let methods: Vec<_> = METHODS.0[..METHODS.0.len() - 1]
        .iter()
        .chain(CLASS_METHODS.0)
        .map(|method| ffi::MethodDef { ..*method })
        .collect();
    let mut slots = [
        slot(ffi::TP_NEW, new as *mut c_void),
        slot(ffi::TP_DEALLOC, free as *mut c_void),
        slot(ffi::TP_METHODS, methods.leak().as_mut_ptr().cast()),
        slot(ffi::TP_GETSET, attributes.as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::Spec {
        name: c"_multiprocessing.SemLock".as_ptr(),
        basic_size: c_int::try_from(size_of::<SemLock>()).unwrap_or(0),
        item_size: 0,
        flags: ffi::TPFLAGS_DEFAULT | ffi::TPFLAGS_BASETYPE,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: what the description refers to stays, and the functions have the types of their slots.
    let class = unsafe { Owned::new(ffi::PyType_FromSpec(&raw mut spec))? };
    let most = object::int(MOST)?;
    object::set_attribute(&class, c"SEM_VALUE_MAX", &most)?;
    CLASS.store(class.raw().cast(), Ordering::Relaxed);
    Ok(class)
}

fn slot(number: c_int, value: *mut c_void) -> ffi::Slot {
    ffi::Slot { number, value }
}

type Get = unsafe extern "C" fn(*mut Object, *mut c_void) -> *mut Object;

fn attribute(name: &'static std::ffi::CStr, get: Get) -> ffi::GetSetDef {
    ffi::GetSetDef {
        name: name.as_ptr(),
        get: Some(get),
        set: None,
        doc: ptr::null(),
        closure: ptr::null_mut(),
    }
}

/// Defines functions that compute an attribute of a semaphore.
macro_rules! attributes {
    ($($name:ident($semaphore:ident) => $value:expr;)*) => { $(
        unsafe extern "C" fn $name(object: *mut Object, _closure: *mut c_void) -> *mut Object {
            // SAFETY: CPython calls it with an object of the class.
            let $semaphore = of(unsafe { &*object });
            answer($value)
        }
    )* };
}

attributes! {
    handle(semaphore) => object::int(semaphore.id.0);
    kind(semaphore) => object::int(semaphore.kind);
    maximum(semaphore) => object::int(semaphore.maximum);
    name(_semaphore) => Ok(object::none());
}

unsafe extern "C" fn new(
    class: *mut Class,
    arguments: *mut Object,
    _names: *mut Object,
) -> *mut Object {
    // SAFETY: CPython calls it with a tuple.
    let arguments = unsafe { &*arguments }.items();
    answer(make(class, &arguments))
}

/// `SemLock(kind, value, maxvalue, name, unlink)`: semaphores have no names here; they go with the run.
fn make(class: *mut Class, arguments: &[Owned]) -> Fallible<Owned> {
    let [kind, value, maximum, ..] = arguments else {
        return Err(crate::function::type_error("SemLock needs 5 arguments"));
    };
    let (kind, maximum): (i32, u32) = (kind.to_number()?, maximum.to_number()?);
    if kind != RECURSIVE_MUTEX && kind != SEMAPHORE {
        return Err(value_error("unrecognized kind"));
    }
    let value: i64 = value.to_number()?;
    let value = u32::try_from(value).ok().filter(|value| *value <= MOST);
    let value = value.ok_or_else(|| os_error_of(22, "Invalid argument"))?;
    let id = make_one(Spec::Semaphore {
        value,
        maximum,
        recursive: kind == RECURSIVE_MUTEX,
        label: label("SemLock"),
    })?;
    allocate(class, id, kind, maximum)
}

fn allocate(class: *mut Class, id: ObjectId, kind: i32, maximum: u32) -> Fallible<Owned> {
    // SAFETY: the class is this one or derived from it, so that there is room.
    let object = unsafe { Owned::new(ffi::PyType_GenericAlloc(class, 0))? };
    let semaphore: *mut SemLock = object.raw().cast();
    // SAFETY: nobody else has the object yet. What comes first in it is CPython's.
    unsafe {
        (&raw mut (*semaphore).id).write(id);
        (&raw mut (*semaphore).kind).write(kind);
        (&raw mut (*semaphore).maximum).write(maximum);
        (&raw mut (*semaphore).count).write(Cell::new(0));
        (&raw mut (*semaphore).owner).write(Cell::new(NOBODY));
        (&raw mut (*semaphore).habit).write(loans::habit(id));
    }
    Ok(object)
}

unsafe extern "C" fn free(object: *mut Object) {
    // SAFETY: CPython calls it with an object of the class to which nobody has a reference, and each has one to its class.
    unsafe {
        let semaphore: *mut SemLock = object.cast();
        loans::forget((*semaphore).id, &(*semaphore).habit);
        (&raw mut (*semaphore).habit).drop_in_place();
        object::free(object);
    }
}

impl SemLock {
    fn habit(&self) -> MutexGuard<'_, Habit> {
        lock(&self.habit)
    }

    fn is_recursive(&self) -> bool {
        self.kind == RECURSIVE_MUTEX
    }

    fn is_mine(&self) -> bool {
        self.count.get() > 0 && self.owner.get() == platform::tid().0
    }
}

fn take(this: &Object, timeout: Option<u64>) -> Fallible<bool> {
    if of(this).is_recursive() && of(this).is_mine() {
        of(this).count.update(|count| count + 1);
        return Ok(true);
    }
    let semaphore = of(this).id;
    let only_asks = timeout == Some(0);
    let attempt = of(this).habit().take(!only_asks);
    let is_taken = match attempt {
        Attempt::Done => true,
        Attempt::Refused if only_asks => false,
        Attempt::Refused | Attempt::NotHere => {
            let borrow = of(this).habit().ask();
            let acquire = Syscall::Acquire {
                semaphore,
                timeout,
                borrow,
            };
            match or_raised(block_keeping(semaphore, loans::keep, acquire))? {
                Reply::Done => true,
                Reply::TimedOut => false,
                other => return Err(unexpected(&other)),
            }
        }
    };
    if is_taken {
        of(this).count.update(|count| count + 1);
        of(this).owner.set(platform::tid().0);
    }
    Ok(is_taken)
}

/// `acquire(block=True, timeout=None)`
fn acquire(arguments: &Arguments) -> Fallible<Owned> {
    let block = arguments.find(0, "block").map_or(Ok(true), is_true)?;
    let timeout = arguments.find(1, "timeout").filter(|time| !time.is_none());
    let timeout = timeout.map(seconds).transpose()?;
    let timeout = if block {
        timeout.map(micros_of)
    } else {
        Some(0)
    };
    object::boolean(take(arguments.this(), timeout)?)
}

fn enter(arguments: &Arguments) -> Fallible<Owned> {
    object::boolean(take(arguments.this(), None)?)
}

fn release_at_exit(arguments: &Arguments) -> Fallible<Owned> {
    release(arguments)
}

fn release(arguments: &Arguments) -> Fallible<Owned> {
    let this = arguments.this();
    let semaphore = of(this).id;
    if of(this).is_recursive() {
        if !of(this).is_mine() {
            return Err(raise(
                // SAFETY: CPython sets it at its start and never again.
                unsafe { ffi::PyExc_AssertionError },
                "attempt to release recursive lock not owned by thread",
            ));
        }
        of(this).count.update(|count| count - 1);
        // Nobody else can have released it, so nothing can go wrong.
        if of(this).count.get() == 0 && of(this).habit().give_back() == Attempt::NotHere {
            of(this).habit().ask();
            let site = brief_site();
            notify(Notice::Release { semaphore, site });
        }
        return Ok(object::none());
    }
    let attempt = of(this).habit().give_back();
    let reply = match attempt {
        Attempt::Done => Reply::Done,
        Attempt::Refused => Reply::Failed(Errno::Overflow),
        Attempt::NotHere => {
            of(this).habit().ask();
            ask(next_call(), Syscall::Release { semaphore })
        }
    };
    match reply {
        Reply::Done => {
            // A process may release what another has acquired.
            of(this).count.update(|count| count.saturating_sub(1));
            Ok(object::none())
        }
        Reply::Failed(Errno::Overflow) => {
            Err(value_error("semaphore or lock released too many times"))
        }
        Reply::Failed(errno) => Err(os_error(errno)),
        other => Err(unexpected(&other)),
    }
}

fn count(arguments: &Arguments) -> Fallible<Owned> {
    object::int(of(arguments.this()).count.get())
}

fn is_mine(arguments: &Arguments) -> Fallible<Owned> {
    object::boolean(of(arguments.this()).is_mine())
}

fn value(arguments: &Arguments) -> Fallible<Owned> {
    object::int(value_of(arguments.this())?)
}

fn is_zero(arguments: &Arguments) -> Fallible<Owned> {
    object::boolean(value_of(arguments.this())? == 0)
}

fn value_of(this: &Object) -> Fallible<u32> {
    let semaphore = of(this).id;
    let value = of(this).habit().value();
    value.map_or_else(|| number(Syscall::Value(semaphore)), Ok)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "functions of a table have one type"
)]
fn after_fork(arguments: &Arguments) -> Fallible<Owned> {
    of(arguments.this()).count.set(0);
    Ok(object::none())
}

/// `_rebuild(handle, kind, maxvalue, name)`: the same semaphore in another process.
fn rebuild(arguments: &Arguments) -> Fallible<Owned> {
    let class: *mut Class = arguments.this().raw().cast();
    allocate(
        class,
        arguments.id(0)?,
        arguments.number(1)?,
        arguments.number(2)?,
    )
}
