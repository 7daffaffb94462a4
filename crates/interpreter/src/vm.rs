//! Setting up the VM and running the process in it.

use rustpython_vm::{
    Interpreter, InterpreterBuilder, PyResult, Settings, VirtualMachine,
    builtins::PyBaseExceptionRef, builtins::PyModuleDef, compiler::core::frozen::FrozenLib,
    convert::TryFromObject,
};
use spawnpoint_protocol::{
    Stream,
    syscall::{Boot, Notice},
};

use crate::{exchange, host, host::Host, kernel, limits, module, threads, turns};

/// The part of the standard library that every process has, as bytecode; see `build.rs`.
static BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/built_in.bin"));

/// Native modules that a process does without. The first two ask `std` for the time, which panics
/// on WebAssembly; the standard library has a version of each in Python. The others are of no use
/// without files and sockets, and are taken out of the published interpreter (`xtask/src/prune.rs`).
const WITHOUT: [&str; 15] = [
    "_datetime",
    "_queue",
    "_bz2",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "_elementtree",
    "_lzma",
    "_multibytecodec",
    "_remote_debugging",
    "_zoneinfo",
    "pyexpat",
];

/// A started VM that is not a process yet: an idle worker holds one.
pub struct Python(Interpreter);

impl Python {
    /// Starts a VM on a host, and imports what every process imports. It takes a good part of a second.
    ///
    /// # Panics
    /// If this instance has one already, or when our own part of the standard library is broken.
    #[must_use]
    pub fn new(host: &'static dyn Host) -> Self {
        host::set_host(host);
        let python = interpreter();
        python.enter(|vm| {
            if let Err(error) = call_boot("prepare", vm) {
                panic!("{}", report(&error, vm));
            }
        });
        limits::keep_reserve();
        Self(python)
    }

    /// Is the process that `boot` describes from its beginning to its end, and returns its exit
    /// status (0 to 255) once it has told the kernel of its end.
    pub fn run(&self, boot: Boot) -> i32 {
        let turns = boot.program.turns;
        host::become_process(boot);
        turns::begin(turns);
        let status = self.0.enter(|vm| status_of(call_boot("run", vm), vm));
        kernel::notify(Notice::Exit(status));
        status
    }
}

/// Calls a function of `_spawnpoint_boot`.
fn call_boot(function: &'static str, vm: &VirtualMachine) -> PyResult {
    let boot = vm.import("_spawnpoint_boot", 0)?;
    boot.get_attr(function, vm)?.call((), vm)
}

/// The exit status, after a failure of our own code has been reported.
pub(crate) fn status_of(status: PyResult, vm: &VirtualMachine) -> i32 {
    let status = status.and_then(|status| i32::try_from_object(vm, status));
    status.unwrap_or_else(|error| {
        kernel::notify(Notice::Output {
            stream: Stream::Stderr,
            text: report(&error, vm),
            thread: kernel::current(),
        });
        1
    })
}

fn report(error: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let mut report = String::new();
    // Writing to a string cannot fail.
    let _ = vm.write_exception(&mut report, error);
    report
}

fn interpreter() -> Interpreter {
    let mut settings = Settings::default();
    settings.install_signal_handlers = false;
    settings.import_site = false;
    let builder = InterpreterBuilder::new().settings(settings);
    let stdlib: Vec<&'static PyModuleDef> = rustpython_stdlib::stdlib_module_defs(&builder.ctx)
        .into_iter()
        .filter(|def| !WITHOUT.contains(&def.name.as_str()))
        .collect();
    let own = [
        module::module_def(&builder.ctx),
        threads::module_def(&builder.ctx),
        exchange::module_def(&builder.ctx),
    ];
    builder
        .add_native_modules(&stdlib)
        .add_native_modules(&own)
        .add_frozen_modules(FrozenLib::from_ref(BUILT_IN))
        // A collection stops the world, which needs a clock that WebAssembly does not have.
        .init_hook(|vm| vm.state.gc.disable())
        .build()
}
