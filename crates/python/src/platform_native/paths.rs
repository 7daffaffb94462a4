//! Where a program's files are: under a folder of the run's own, which stands for the root.

use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    fs,
    path::PathBuf,
    sync::OnceLock,
};

use spawnpoint_protocol::syscall::Program;

use crate::{base::MAIN_PATH, host::host};

/// The folders that are the run's own.
const OWN: [&str; 2] = ["/home/user", "/tmp"];

static ROOT: OnceLock<PathBuf> = OnceLock::new();

/// Goes to the directory in which a program begins.
pub(super) fn begin() {
    let root = ROOT.get_or_init(|| host().root());
    for folder in OWN {
        // Whoever began before has made it.
        let _ = fs::create_dir_all(place(folder));
    }
    let _ = std::env::set_current_dir(root.join("home/user"));
}

/// Writes a program's files, unless another process has.
pub(super) fn write_program(program: &Program) {
    let main = place(MAIN_PATH);
    if main.exists() {
        return;
    }
    for file in &program.files {
        let path = main.with_file_name(&file.path);
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(path, &file.bytes);
    }
    // The last, since it says that all are there.
    let _ = fs::write(main, &program.source);
}

/// Where a path of the program's leads to.
fn place(path: &str) -> PathBuf {
    let root = ROOT.get().cloned().unwrap_or_default();
    root.join(path.trim_start_matches('/'))
}

/// The path for the operating system.
fn translate(path: *const c_char) -> Option<CString> {
    let root = ROOT.get()?;
    // SAFETY: the caller gives a path that ends with 0.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    if path.starts_with(root.to_str()?) {
        // It is ours already.
        return None;
    }
    let is_own = OWN.iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if !is_own {
        return None;
    }
    CString::new(place(path).into_os_string().into_encoded_bytes()).ok()
}

/// Defines functions of C whose first argument is a path.
macro_rules! translated {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => { $(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(path: *const c_char $(, $argument: $type)*) -> $result {
            type Real = unsafe extern "C" fn(*const c_char $(, $type)*) -> $result;
            static REAL: OnceLock<usize> = OnceLock::new();
            let real = *REAL.get_or_init(|| next(concat!(stringify!($name), "\0")));
            // SAFETY: C's library has a function of this name, with these arguments.
            unsafe {
                let real: Real = std::mem::transmute(real);
                let other = translate(path);
                real(other.as_deref().map_or(path, CStr::as_ptr) $(, $argument)*)
            }
        }
    )* };
}

/// The same for those with two paths.
macro_rules! translated_twice {
    ($($name:ident;)*) => { $(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(first: *const c_char, second: *const c_char) -> c_int {
            type Real = unsafe extern "C" fn(*const c_char, *const c_char) -> c_int;
            static REAL: OnceLock<usize> = OnceLock::new();
            let real = *REAL.get_or_init(|| next(concat!(stringify!($name), "\0")));
            // SAFETY: C's library has a function of this name, with these arguments.
            unsafe {
                let real: Real = std::mem::transmute(real);
                let (other_first, other_second) = (translate(first), translate(second));
                real(
                    other_first.as_deref().map_or(first, CStr::as_ptr),
                    other_second.as_deref().map_or(second, CStr::as_ptr),
                )
            }
        }
    )* };
}

/// The function of this name in C's library.
fn next(name: &str) -> usize {
    // SAFETY: the name ends with 0.
    unsafe { libc::dlsym(libc::RTLD_NEXT, name.as_ptr().cast()).addr() }
}

translated! {
    open64(flags: c_int, mode: libc::mode_t) -> c_int;
    fopen64(mode: *const c_char) -> *mut libc::FILE;
    stat64(status: *mut c_void) -> c_int;
    lstat64(status: *mut c_void) -> c_int;
    access(mode: c_int) -> c_int;
    mkdir(mode: libc::mode_t) -> c_int;
    rmdir() -> c_int;
    unlink() -> c_int;
    chdir() -> c_int;
    opendir() -> *mut libc::DIR;
    chmod(mode: libc::mode_t) -> c_int;
    truncate64(length: i64) -> c_int;
    readlink(place: *mut c_char, room: usize) -> isize;
}

translated_twice! {
    link;
    rename;
    symlink;
}
