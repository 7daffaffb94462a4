//! What C has for processes and signals, which WASI does not.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ffi::{c_char, c_int, c_long, c_void},
    ptr,
};

use spawnpoint_protocol::{Signal, limits};

use super::errno::{self, EINVAL, ERANGE};
use crate::system::{Ended, status, system};

/// What `gethostname` says.
const HOST_NAME: &str = "spawnpoint";

/// What `uname` says: the system, its name among others, its release and version, and the machine.
const SYSTEM: [&str; 6] = ["Linux", HOST_NAME, "", "", "wasm32", ""];

/// `SIG_ERR`
const FAILED: *mut c_void = ptr::without_provenance_mut(usize::MAX);

thread_local! {
    /// What C was told to do about each signal; the kernel sends those for which CPython has a handler.
    static HANDLERS: RefCell<BTreeMap<c_int, *mut c_void>> = const { RefCell::new(BTreeMap::new()) };
}

#[unsafe(no_mangle)]
extern "C" fn getpid() -> c_int {
    system().pid().cast_signed()
}

#[unsafe(no_mangle)]
extern "C" fn getppid() -> c_int {
    system().parent().cast_signed()
}

fn answer(result: Result<(), c_int>) -> c_int {
    result.map_or_else(errno::fail, |()| 0)
}

#[unsafe(no_mangle)]
extern "C" fn kill(pid: c_int, signal: c_int) -> c_int {
    answer(system().kill(pid, signal))
}

#[unsafe(no_mangle)]
extern "C" fn raise(signal: c_int) -> c_int {
    answer(system().kill(getpid(), signal))
}

#[unsafe(no_mangle)]
extern "C" fn signal(number: c_int, handler: *mut c_void) -> *mut c_void {
    let may_be = Signal::of_number(number)
        .is_some_and(|signal| handler.is_null() || signal.can_be_handled());
    if !may_be {
        errno::fail(EINVAL);
        return FAILED;
    }
    let before = HANDLERS.with_borrow_mut(|handlers| handlers.insert(number, handler));
    before.unwrap_or(ptr::null_mut())
}

#[unsafe(no_mangle)]
unsafe extern "C" fn waitpid(child: c_int, place: *mut c_int, options: c_int) -> c_int {
    /// `WNOHANG`
    const ASKS_ONLY: c_int = 1;
    match system().wait(child, options & ASKS_ONLY != 0) {
        Ok(Ended::Child(child, code)) => {
            if !place.is_null() {
                // SAFETY: the caller gives a place for it.
                unsafe { place.write(status(code)) };
            }
            child.cast_signed()
        }
        Ok(Ended::NotYet) => 0,
        Err(number) => errno::fail(number),
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn wait(place: *mut c_int) -> c_int {
    // SAFETY: as the caller says.
    unsafe { waitpid(-1, place, 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gethostname(place: *mut c_char, room: usize) -> c_int {
    if room <= HOST_NAME.len() {
        return errno::fail(ERANGE);
    }
    // SAFETY: there is room for the name and its end.
    unsafe {
        let place = place.cast::<u8>();
        place.copy_from_nonoverlapping(HOST_NAME.as_ptr(), HOST_NAME.len());
        place.add(HOST_NAME.len()).write(0);
    }
    0
}

/// What is known of the system: texts that end with 0.
type SystemName = [[u8; 65]; SYSTEM.len()];

#[unsafe(no_mangle)]
unsafe extern "C" fn uname(place: *mut SystemName) -> c_int {
    let mut name: SystemName = [[0; 65]; SYSTEM.len()];
    for (field, text) in name.iter_mut().zip(SYSTEM) {
        field[..text.len()].copy_from_slice(text.as_bytes());
    }
    // SAFETY: the caller gives a place for it.
    unsafe { place.write(name) };
    0
}

/// What C asks of the system's size, by the numbers of its library.
#[unsafe(no_mangle)]
extern "C" fn sysconf(what: c_int) -> c_long {
    const TICKS_A_SECOND: c_int = 2;
    const OPEN_FILES: c_int = 4;
    const PAGE_SIZE: c_int = 30;
    const PROCESSORS: [c_int; 2] = [83, 84];
    match what {
        TICKS_A_SECOND => 100,
        OPEN_FILES => limits::DESCRIPTORS.cast_signed(),
        PAGE_SIZE => 4_096,
        _ if PROCESSORS.contains(&what) => system().processors().cast_signed(),
        // There is no limit.
        _ => -1,
    }
}
