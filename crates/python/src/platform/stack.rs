//! The stack that compilers keep in the linear memory beside that of WebAssembly itself: pointers into it are what C
//! and Rust hand around as pointers to local variables.
//!
//! What wasm-bindgen does at a suspension, emptying this stack and filling it again afterwards, is right for code to
//! whose local variables nobody has pointers. CPython keeps such pointers (the entry frame of each evaluation, those
//! who wait for a mutex), and another thread follows them. So each thread has a stack of its own, which stays where it
//! is, and returns to the one it came from for the moment of a suspension.

use std::mem::MaybeUninit;

unsafe extern "C" {
    /// Calls `body(previous stack pointer, argument)` with the stack pointer at `stack`; see `c/stack.S`.
    fn spawnpoint_on_stack(body: Body, argument: usize, stack: usize);
}

type Body = unsafe extern "C" fn(usize, usize);

/// How many bytes the stack of a process's first thread has, which compiles what is nested most deeply.
pub(super) const MAIN_SIZE: usize = 2 << 20;

/// How many bytes that of another thread has.
pub(super) const THREAD_SIZE: usize = 1 << 20;

/// How many of them are for functions that do not ask how much is left.
const KEPT: usize = 128 << 10;

/// What the compilers want a stack pointer to be a multiple of.
const ALIGNMENT: usize = size_of::<u128>();

/// Memory for a stack.
pub(super) struct Stack(Box<[MaybeUninit<u128>]>);

impl Stack {
    pub fn new(size: usize) -> Self {
        Self(Box::new_uninit_slice(size / ALIGNMENT))
    }

    /// Where the part begins that is kept for functions that do not ask how much is left.
    pub fn kept(&self) -> usize {
        self.0.as_ptr().addr() + KEPT
    }

    /// Where it begins: it grows downwards.
    fn top(&self) -> usize {
        self.0.as_ptr_range().end.addr()
    }

    /// Calls something on this stack. It is told where the stack is from which it was called.
    pub fn call<T>(&self, body: impl FnOnce(usize) -> T) -> T {
        // SAFETY: the memory is as large as it says, and nobody else runs on it.
        unsafe { call_at(self.top(), body) }
    }
}

/// Calls something with the stack pointer at `stack`.
///
/// # Safety
/// The memory below must be a stack, or a part of one, in which nothing that is still needed is.
pub(super) unsafe fn call_at<T>(stack: usize, body: impl FnOnce(usize) -> T) -> T {
    struct Call<F, T> {
        body: Option<F>,
        result: Option<T>,
    }
    unsafe extern "C" fn enter<F: FnOnce(usize) -> T, T>(previous: usize, call: usize) {
        // SAFETY: it is the address below, of a variable that outlives this call and that nobody else uses.
        let call = unsafe { &mut *std::ptr::with_exposed_provenance_mut::<Call<F, T>>(call) };
        call.result = call.body.take().map(|body| body(previous));
    }
    /// The entry for a call whose types have no names.
    fn entry_of<F: FnOnce(usize) -> T, T>(_call: &Call<F, T>) -> Body {
        enter::<F, T>
    }
    let mut call = Call {
        body: Some(body),
        result: None,
    };
    let argument = (&raw mut call).expose_provenance();
    // SAFETY: `enter` is for this `argument`; the caller vouches for the stack.
    unsafe { spawnpoint_on_stack(entry_of(&call), argument, stack) };
    call.result.expect("the body was called")
}
