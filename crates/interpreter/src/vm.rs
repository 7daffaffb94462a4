//! Setting up the VM and running the process in it.

use rustpython_vm::{
    Interpreter, InterpreterBuilder, PyResult, Settings, VirtualMachine, builtins::PyModuleDef,
    compiler::core::frozen::FrozenLib, convert::TryFromObject,
};
use spawnpoint_protocol::{
    Stream,
    syscall::{Boot, Notice},
};

use crate::{exchange, host, host::Host, kernel, module, threads, turns};

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
    /// Starts a VM. It takes tens of milliseconds.
    #[must_use]
    pub fn new() -> Self {
        Self(interpreter())
    }

    /// Is the process that `boot` describes from its beginning to its end, and returns its exit
    /// status (0 to 255) once it has told the kernel of its end.
    ///
    /// # Panics
    /// If this instance has been a process before.
    pub fn run(&self, boot: Boot, host: &'static dyn Host) -> i32 {
        let turns = boot.program.turns;
        host::become_process(boot, host);
        turns::begin(turns);
        let status = self.0.enter(|vm| {
            start(vm).unwrap_or_else(|error| {
                let mut report = String::new();
                // Writing to a string cannot fail.
                let _ = vm.write_exception(&mut report, &error);
                kernel::notify(Notice::Output {
                    stream: Stream::Stderr,
                    text: report,
                    thread: kernel::current(),
                });
                1
            })
        });
        kernel::notify(Notice::Exit(status));
        status
    }
}

impl Default for Python {
    fn default() -> Self {
        Self::new()
    }
}

fn start(vm: &VirtualMachine) -> PyResult<i32> {
    let boot = vm.import("_spawnpoint_boot", 0)?;
    let status = boot.get_attr("run", vm)?.call((), vm)?;
    i32::try_from_object(vm, status)
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
