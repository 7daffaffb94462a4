//! One allocator for both languages: dlmalloc in Rust, which is also that of Rust's standard library.
//!
//! It keeps count of the memory that it has taken. A worker's memory may be larger than that: another process has lived
//! there before the copy of this one was put over it.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ffi::c_int,
    ptr,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use dlmalloc::{Allocator, Dlmalloc};

use spawnpoint_protocol::limits;

use super::errno::{EINVAL, ENOMEM};

/// The unit in which memory grows, in bytes.
const PAGE: usize = 65_536;

/// What C expects of any pointer.
const ALIGNMENT: usize = 2 * size_of::<usize>();

/// Where the memory that the allocator has ends, as a number of pages.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// How many bytes from the beginning of the memory on are this process's.
pub(crate) fn taken() -> usize {
    TAKEN.load(Ordering::Relaxed) * PAGE
}

/// How much memory a process may have before it is told so by a `MemoryError`, in bytes, and how much more each time after
/// that: handlers of the exception take memory, too.
const MOST: usize = limits::PROCESS_MEMORY;
const STEP: usize = 16 << 20;

/// How many pages C may have at the moment.
static ALLOWED: AtomicUsize = AtomicUsize::new(MOST / PAGE);

/// Whether C was refused memory that it may not have, and nobody was told.
static WAS_REFUSED: AtomicBool = AtomicBool::new(false);

/// Whether C asks, and may be refused. What Rust asks for is little, and it could not go on without.
static IS_LIMITED: AtomicBool = AtomicBool::new(false);

/// How many pages the kernel was told of.
static TOLD: AtomicUsize = AtomicUsize::new(0);

/// The run has as much memory as it may have: C gets no more, once.
pub(crate) fn exhaust() {
    ALLOWED.store(TAKEN.load(Ordering::Relaxed), Ordering::Relaxed);
}

/// Whether C was refused memory since this was last asked.
pub(crate) fn was_refused() -> bool {
    WAS_REFUSED.swap(false, Ordering::Relaxed)
}

/// The size of the memory, in bytes, if it is another than when this was last asked.
pub(crate) fn new_size() -> Option<u64> {
    let pages = core::arch::wasm32::memory_size(0);
    let is_new = TOLD.swap(pages, Ordering::Relaxed) != pages;
    is_new.then_some(pages as u64 * PAGE as u64)
}

/// Nobody was told anything: this memory is a copy.
pub(crate) fn forget_size() {
    TOLD.store(0, Ordering::Relaxed);
    WAS_REFUSED.store(false, Ordering::Relaxed);
}

/// Does something that may be refused memory.
fn limited<T>(work: impl FnOnce() -> T) -> T {
    IS_LIMITED.store(true, Ordering::Relaxed);
    let result = work();
    IS_LIMITED.store(false, Ordering::Relaxed);
    result
}

struct Pages;

// SAFETY: what is handed out is within the memory and beyond all that was handed out before.
unsafe impl Allocator for Pages {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        let pages = size.div_ceil(PAGE);
        let there = core::arch::wasm32::memory_size(0);
        let begin = match TAKEN.load(Ordering::Relaxed) {
            // The first pages are those of the program's data, and of its stack.
            0 => there,
            taken => taken,
        };
        let allowed = ALLOWED.load(Ordering::Relaxed);
        if IS_LIMITED.load(Ordering::Relaxed) && begin + pages > allowed {
            WAS_REFUSED.store(true, Ordering::Relaxed);
            ALLOWED.store(allowed.max(begin) + STEP / PAGE, Ordering::Relaxed);
            return (ptr::null_mut(), 0, 0);
        }
        let missing = (begin + pages).saturating_sub(there);
        if missing > 0 && core::arch::wasm32::memory_grow(0, missing) == usize::MAX {
            return (ptr::null_mut(), 0, 0);
        }
        TAKEN.store(begin + pages, Ordering::Relaxed);
        (
            ptr::with_exposed_provenance_mut(begin * PAGE),
            pages * PAGE,
            0,
        )
    }

    fn remap(&self, _pointer: *mut u8, _old: usize, _new: usize, _can_move: bool) -> *mut u8 {
        ptr::null_mut()
    }

    fn free_part(&self, _pointer: *mut u8, _old: usize, _new: usize) -> bool {
        false
    }

    fn free(&self, _pointer: *mut u8, _size: usize) -> bool {
        false
    }

    fn can_release_part(&self, _flags: u32) -> bool {
        false
    }

    fn allocates_zeros(&self) -> bool {
        // What is there may be another process's.
        false
    }

    fn page_size(&self) -> usize {
        PAGE
    }
}

struct Heap(UnsafeCell<Dlmalloc<Pages>>);

// SAFETY: an instance has one thread of WebAssembly, and the allocator calls nothing that allocates.
unsafe impl Sync for Heap {}

#[global_allocator]
static HEAP: Heap = Heap(UnsafeCell::new(Dlmalloc::new_with_allocator(Pages)));

impl Heap {
    /// The allocator, for one call.
    #[allow(clippy::mut_from_ref)]
    unsafe fn get(&self) -> &mut Dlmalloc<Pages> {
        // SAFETY: as `Sync` says; nobody keeps the reference.
        unsafe { &mut *self.0.get() }
    }
}

// SAFETY: the allocator keeps to this contract.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller vouches for the layout.
        unsafe { self.get().malloc(layout.size(), layout.align()) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { self.get().calloc(layout.size(), layout.align()) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        unsafe {
            self.get()
                .realloc(pointer, layout.size(), layout.align(), size)
        }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { self.get().free(pointer, layout.size(), layout.align()) }
    }
}

#[unsafe(no_mangle)]
extern "C" fn malloc(size: usize) -> *mut u8 {
    // SAFETY: any size will do.
    limited(|| unsafe { HEAP.get().c_malloc(size) })
}

#[unsafe(no_mangle)]
extern "C" fn calloc(count: usize, size: usize) -> *mut u8 {
    match count.checked_mul(size) {
        // SAFETY: any size will do.
        Some(size) => limited(|| unsafe { HEAP.get().calloc(size, ALIGNMENT) }),
        None => ptr::null_mut(),
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(pointer: *mut u8, size: usize) -> *mut u8 {
    // SAFETY: the caller has the pointer from here, or it is null.
    limited(|| unsafe { HEAP.get().c_realloc(pointer, size) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn free(pointer: *mut u8) {
    // SAFETY: as above.
    unsafe { HEAP.get().c_free(pointer) };
}

#[unsafe(no_mangle)]
extern "C" fn aligned_alloc(alignment: usize, size: usize) -> *mut u8 {
    // SAFETY: any size will do; the alignment is a power of two, as C's rules say.
    limited(|| unsafe { HEAP.get().c_memalign(alignment, size) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(place: *mut *mut u8, alignment: usize, size: usize) -> c_int {
    if !alignment.is_power_of_two() {
        return EINVAL;
    }
    let pointer = aligned_alloc(alignment, size);
    if pointer.is_null() {
        return ENOMEM;
    }
    // SAFETY: the caller gives a place for it.
    unsafe { place.write(pointer) };
    0
}
